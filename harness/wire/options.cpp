// SPDX-License-Identifier: Apache-2.0
#include "wire/options.hpp"

#include <algorithm>

#include "wire/reader.hpp"

namespace echospec::wire {
namespace {

constexpr uint8_t kEndOfList = 0;
constexpr uint8_t kNoOperation = 1;
constexpr uint8_t kMaximumSegmentSize = 2;
constexpr uint8_t kWindowScale = 3;
constexpr uint8_t kSackPermitted = 4;
constexpr uint8_t kSack = 5;
constexpr uint8_t kTimestamps = 8;
constexpr uint8_t kFastOpen = 34;
constexpr uint8_t kExperiment = 254;  // RFC 6994; Fast Open lived there before it had a number

constexpr uint8_t kMaxScale = 14;  // RFC 7323 §2.3: a larger one counts as 14

Options with_option(Options options, uint8_t kind, std::string_view value) {
    Reader reader(value);
    if (kind == kMaximumSegmentSize && value.size() == 2) options.mss = reader.u16();
    if (kind == kWindowScale && value.size() == 1) {
        options.window_scale = std::min(reader.u8(), kMaxScale);
    }
    if (kind == kSackPermitted && value.empty()) options.sack_permitted = true;
    if (kind == kTimestamps && value.size() == 8) {
        const uint32_t own = reader.u32();
        options.timestamps = Timestamps{own, reader.u32()};
    }
    if (kind == kFastOpen) options.fast_open = true;
    if (kind == kExperiment && reader.u16() == 0xF989) options.fast_open = true;
    for (size_t i = 0; kind == kSack && i < value.size() / 8; ++i) {
        const Sequence begin{reader.u32()};
        options.sack.push_back({begin, Sequence{reader.u32()}});
    }
    return options;
}

}  // namespace

Options parse_options(std::string_view bytes) {
    Options options;
    Reader reader(bytes);
    while (!reader.rest().empty()) {
        const uint8_t kind = reader.u8();
        if (kind == kEndOfList) {
            options.dirty_padding = reader.rest().find_first_not_of('\0') != std::string_view::npos;
            break;
        }
        if (kind == kNoOperation) continue;
        const size_t length = reader.u8();
        if (length < 2 || length - 2 > reader.rest().size()) {
            options.malformed = true;
            break;
        }
        options = with_option(std::move(options), kind, reader.take(length - 2));
    }
    return options;
}

}  // namespace echospec::wire
