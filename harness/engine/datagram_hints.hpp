// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/stage.hpp"

namespace echospec::engine {

// What a UDP server does instead of what its first case asks for.
struct DatagramTalk {
    std::string text;             // lines for people
    std::string fitting_profile;  // that describes it; empty if none does
};

// Sends one word to the server and looks. For a worker.
DatagramTalk talk_in_datagrams(Stage& stage, const base::Endpoint& to);

}  // namespace echospec::engine
