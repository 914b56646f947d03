// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/conversation_builder.hpp"

#include <sstream>
#include <stdexcept>

#include "base/text.hpp"

namespace echospec::wire::test {
namespace {

constexpr Endpoint kClient{base::Address{.is_v6 = false, .octets = {127, 0, 0, 1}}, 40000};
constexpr Endpoint kServer{base::Address{.is_v6 = false, .octets = {127, 0, 0, 1}}, 7};

Flags flags_of(const std::string& words) {
    Flags flags;
    for (const std::string& word : base::split(words, ',')) {
        if (word == "SYN") {
            flags.syn = true;
        } else if (word == "ACK") {
            flags.ack = true;
        } else if (word == "FIN") {
            flags.fin = true;
        } else if (word == "RST") {
            flags.rst = true;
        } else if (word != "none") {
            throw std::invalid_argument("no such flag: " + word);
        }
    }
    return flags;
}

int64_t number_from(std::istringstream& words) {
    int64_t number = 0;
    if (!(words >> number)) throw std::invalid_argument("a number is missing: " + words.str());
    return number;
}

void read_extras(std::istringstream& words, Segment& segment, base::Duration& gap) {
    std::string word;
    while (words >> word) {
        if (word == "len") {
            segment.length = static_cast<uint32_t>(number_from(words));
        } else if (word == "win") {
            segment.window = static_cast<uint16_t>(number_from(words));
        } else if (word == "scale") {
            segment.options.window_scale = static_cast<uint8_t>(number_from(words));
        } else if (word == "after") {
            gap = std::chrono::milliseconds(number_from(words));
        } else if (word == "bad-checksum") {
            segment.checksum = Checksum::wrong;
        } else if (word == "fast-open") {
            segment.options.fast_open = true;
        } else {
            throw std::invalid_argument("no such word: " + word);
        }
    }
}

Segment segment_from(const std::string& line, Numbers numbers, base::Instant before) {
    std::istringstream words(line);
    std::string who, flags;
    if (!(words >> who >> flags) || (who != "c" && who != "s")) {
        throw std::invalid_argument("no segment: " + line);
    }
    const bool by_client = who == "c";
    Segment segment;
    segment.source = by_client ? kClient : kServer;
    segment.destination = by_client ? kServer : kClient;
    segment.flags = flags_of(flags);
    segment.window = 65535;
    segment.seq = wrap(number_from(words), by_client ? numbers.client : numbers.server);
    if (segment.flags.ack) {
        segment.ack = wrap(number_from(words), by_client ? numbers.server : numbers.client);
    }
    base::Duration gap = std::chrono::milliseconds(1);
    read_extras(words, segment, gap);
    segment.time = before + gap;
    return segment;
}

}  // namespace

std::vector<Segment> segments(std::string_view lines, Numbers numbers) {
    std::vector<Segment> all;
    base::Instant now;
    for (const std::string& line : base::split(lines, '\n')) {
        if (line.find_first_not_of(' ') == std::string::npos) continue;
        all.push_back(segment_from(line, numbers, now));
        now = all.back().time;
    }
    return all;
}

std::vector<Segment> segments(std::string_view lines) {
    return segments(lines, Numbers{});
}

std::vector<Conversation> fold_lines(std::string_view lines, Trust trust) {
    return fold_all(segments(lines), FoldOptions{.trust = trust});
}

Conversation fold_one(std::string_view lines, Trust trust, Numbers numbers) {
    auto all = fold_all(segments(lines, numbers), FoldOptions{.trust = trust});
    if (all.size() != 1) {
        throw std::invalid_argument(std::to_string(all.size()) + " conversations instead of one");
    }
    return all.front();
}

Conversation fold_one(std::string_view lines, Trust trust) {
    return fold_one(lines, trust, Numbers{});
}

Conversation fold_one(std::string_view lines) {
    return fold_one(lines, Trust::complete);
}

std::vector<std::string> states(const Conversation& conversation) {
    std::vector<std::string> all;
    for (const Record& record : conversation.head) {
        all.push_back(std::string(to_string(record.states.client)) + "/" +
                      std::string(to_string(record.states.server)));
    }
    return all;
}

}  // namespace echospec::wire::test
