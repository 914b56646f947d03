// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/actions.hpp"

// What the steps on connections do in a case for UDP, where a connection is a socket of the tester.

namespace echospec::engine {

StepEnd open_datagram_sockets(ActionContext& context, const casefile::Connect& action);
StepEnd send_datagram(ActionContext& context, const casefile::Send& action);
StepEnd receive_datagrams(ActionContext& context, const casefile::Receive& action);
StepEnd no_datagrams(ActionContext& context, const casefile::Silence& action);
StepEnd close_datagram_sockets(ActionContext& context, const casefile::Close& action);

// The tester waits for datagrams where the client sends to; a client is accepted by its first one.
StepEnd listen_for_datagrams(ActionContext& context);
StepEnd accept_datagrams(ActionContext& context, const casefile::Accept& action);

// A datagram from a new socket is echoed.
StepEnd serve_datagram(ActionContext& context);

}  // namespace echospec::engine
