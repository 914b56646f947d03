// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/settle.hpp"

// Hand-made looks: threads and sockets as the kernel could have shown them. The target listens on
// 127.0.0.1:7, the tester speaks from port 40000.

namespace echospec::tests {

// Of a process whose number no process can have, so that /proc says nothing of it.
sandbox::ThreadLook thread(sandbox::Rest rest);

base::Endpoint target_end();
base::Endpoint tester_end();

// An established socket of the one side, at rest.
sandbox::SocketEntry target_socket();
sandbox::SocketEntry tester_socket();

// The tester's connection as it reads, or paused.
engine::TesterSocket reading();
engine::TesterSocket paused();

}  // namespace echospec::tests
