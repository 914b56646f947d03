// SPDX-License-Identifier: Apache-2.0
#include "tests/peer/raw_bench.hpp"

#include <fmt/format.h>

namespace echospec::tests {

RawBench::RawBench(const peer::RawTcp::Offer& offer) : tcp(offer), offer_(offer) {}

peer::RawTcp::Offer RawBench::usual_offer() {
    return {.initial = {0x12340000}, .mss = 1460, .window = 30000};
}

Texts RawBench::takes(const Said& said) {
    wire::Segment segment;
    segment.seq = wire::wrap(said.seq, target_initial);
    segment.ack = said.flags.ack ? wire::wrap(said.ack, offer_.initial) : wire::Sequence{};
    segment.flags = said.flags;
    segment.window = said.window;
    segment.options.mss = said.mss;
    segment.length = static_cast<uint32_t>(said.text.size());
    segment.checksum = said.checksum;
    return texts(tcp.take(segment, said.text, {}));
}

Texts RawBench::texts(const peer::RawTcp::Drafts& drafts) const {
    Texts texts;
    for (const wire::SegmentDraft& draft : drafts) {
        std::string text = fmt::format("{} {}", wire::to_string(draft.flags),
                                       wire::unwrap(draft.seq, offer_.initial, 0));
        if (draft.flags.ack) text += fmt::format(" {}", wire::unwrap(draft.ack, target_initial, 0));
        if (!draft.payload.empty()) text += " " + draft.payload;
        texts.push_back(text);
    }
    return texts;
}

void RawBench::writes(const wire::Flags& flags, const std::string& text) {
    wire::SegmentDraft draft = tcp.draft(flags);
    draft.payload = text;
    tcp.note_written(draft, false);
}

void RawBench::writes_at(int64_t seq, const wire::Flags& flags, const std::string& text) {
    wire::SegmentDraft draft = tcp.draft(flags);
    draft.seq = tcp.own_number(seq);
    draft.payload = text;
    tcp.note_written(draft, true);
}

void RawBench::shake_hands(const Said& acceptance) {
    tcp.open();
    takes(acceptance);
}

}  // namespace echospec::tests
