// SPDX-License-Identifier: Apache-2.0
#include "engine/datagram_hints.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace echospec::engine {
namespace {

constexpr const char* kWord = "Quokka";
constexpr size_t kShown = 60;

}  // namespace

DatagramTalk talk_in_datagrams(Stage& stage, const base::Endpoint& to) {
    peer::DatagramSocket& socket = *stage.datagrams().open("hint", 1).front();
    const base::Address own =
        to.address.is_v6 ? base::Address::v6_loopback() : base::Address::v4_loopback();
    if (!socket.open({.local = {own, 0}, .receive_buffer = {}}).empty()) return {};
    socket.asked = to;
    socket.send(to, kWord);
    stage.settle();
    const auto& answers = socket.received();
    if (answers.empty()) return {"it takes datagrams and answers nothing\n", ""};
    const std::string& first = answers.front().payload;
    if (answers.size() == 1 && first == kWord) return {"", "echo"};
    const bool ended = !stage.target().alive();
    return {fmt::format("it answers {}{}\n", base::quoted(first, kShown),
                        ended ? ", then it ends" : ""),
            first == "hello" && ended ? "one-shot" : ""};
}

}  // namespace echospec::engine
