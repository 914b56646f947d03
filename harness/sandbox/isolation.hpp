// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

// The worker's own user, PID and mount namespaces: the target sees no process but those of its own
// sandbox, the worker is the parent of all that the target leaves behind, and when it ends, however
// it ends, the kernel ends everything inside.
//
// Promises: nothing here needs root; as root no user namespace is made. All of it must happen
// before a second thread exists, since unshare(CLONE_NEWUSER) is refused then.

namespace echospec::sandbox {

enum class Isolation { sandbox, host };

std::string to_string(Isolation isolation);

// Makes the calling process, forked for the purpose, the keeper of a sandbox: it enters new
// namespaces and forks. In the child, which is process 1 of the sandbox with a /proc of its own, it
// returns; the keeper waits for that child and ends as it ended. Throws HarnessError where the
// environment forbids namespaces.
void enter_sandbox();

// The host's way: no namespaces, but orphans of the target are still handed to this process.
void become_reaper();

// Why the sandbox cannot be had here; empty if it can. Tries it, in a child of its own.
std::string sandbox_obstacle();

// The same of something that is to be done in a fresh network of a sandbox: why it throws
// HarnessError there.
std::string obstacle_in_sandbox(const std::function<void()>& attempt);

}  // namespace echospec::sandbox
