// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verdict/judge_segment.hpp"

// Segments of a target as a raw peer saw them, numbers counted from both initial ones.

namespace echospec::tests {

inline verdict::SegmentView syn_ack() {
    verdict::SegmentView view;
    view.flags = {.syn = true, .ack = true};
    view.ack = 1;
    view.window = 64240;
    view.mss = 1460;
    view.option_octets = 4;
    return view;
}

inline verdict::SegmentView ack(int64_t seq, int64_t number) {
    verdict::SegmentView view;
    view.flags = {.ack = true};
    view.seq = seq;
    view.ack = number;
    view.window = 30000;
    return view;
}

// The text has to outlive the view.
inline verdict::SegmentView data(int64_t seq, std::string_view text) {
    verdict::SegmentView view = ack(seq, 1);
    view.flags.psh = view.psh = true;
    view.length = text.size();
    view.payload = text;
    return view;
}

inline verdict::SegmentView reset(int64_t seq) {
    verdict::SegmentView view;
    view.flags = {.rst = true};
    view.seq = seq;
    return view;
}

inline verdict::SegmentView once_more(verdict::SegmentView view) {
    view.again = true;
    return view;
}

}  // namespace echospec::tests
