// SPDX-License-Identifier: Apache-2.0
#include "wire/segment.hpp"

#include <array>
#include <utility>

namespace echospec::wire {

std::string to_string(const Flags& flags) {
    const std::array<std::pair<bool, std::string_view>, 8> names{{{flags.rst, "RST"},
                                                                  {flags.syn, "SYN"},
                                                                  {flags.fin, "FIN"},
                                                                  {flags.ack, "ACK"},
                                                                  {flags.psh, "PSH"},
                                                                  {flags.urg, "URG"},
                                                                  {flags.ece, "ECE"},
                                                                  {flags.cwr, "CWR"}}};
    std::string text;
    for (const auto& [set, name] : names) {
        if (!set) continue;
        if (!text.empty()) text += ',';
        text += name;
    }
    return text.empty() ? "none" : text;
}

}  // namespace echospec::wire
