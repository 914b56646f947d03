// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/address.hpp"
#include "verdict/judge.hpp"

// Whether a program has printed who sent a datagram. Pure.
//
// Programs differ: ('127.0.0.1', 40000), 127.0.0.1:40000, [::1]:40000, "from 127.0.0.1, port
// 40000". What counts are the digits: the address stands somewhere as a whole, in any notation of
// it, and so does the port. The loopback's name, localhost, is as good as its address.

namespace echospec::verdict {

bool shows_sender(std::string_view output, const base::Endpoint& sender);

Judgement judge_sender(const base::Endpoint& sender, std::string_view output, Finality finality);

struct Sent {
    base::Endpoint from;
    std::string payload;
};

// Some datagram is shown, and its own sender.
Judgement judge_with_sender(const std::vector<Sent>& sent, std::string_view output,
                            Finality finality);

}  // namespace echospec::verdict
