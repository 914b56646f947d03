// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/payload.hpp"
#include "sandbox/target.hpp"

// How a client is given what it has to say: where its command has `{message}`, there; otherwise on
// its stdin, before end-of-file.

namespace echospec::engine {

bool takes_message(const std::vector<std::string>& command);

void give_message(sandbox::Launch& launch, const std::string& message);

// Why a client with this command cannot be given this message; empty if it can. An argument ends at
// a NUL, is limited (execve(2)), and is read as text by many languages.
std::string why_not_sayable(const std::vector<std::string>& command,
                            const casefile::Payload& message);

}  // namespace echospec::engine
