// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>

#include "tests/wire/conversation_builder.hpp"
#include "tests/wire/frame_builder.hpp"
#include "wire/encode.hpp"
#include "wire/judgement.hpp"
#include "wire/ladder.hpp"

// Hostile input: random bytes, real frames with random damage, random segments and drafts. The dev
// preset runs these with the address and undefined-behaviour sanitizers; each frame lies in a block
// of exactly its size, so that a read of one byte too many is seen.

namespace echospec::wire::test {
namespace {

using Random = std::minstd_rand;

constexpr std::array<LinkType, 6> kLinks{LinkType::ethernet,        LinkType::linux_cooked,
                                         LinkType::linux_cooked_v2, LinkType::raw_ip,
                                         LinkType::bsd_loopback,    LinkType::openbsd_loopback};

// Any slice that comes out lies within the frame.
void decode_exactly(LinkType link, const Bytes& bytes, uint32_t wire_length) {
    const std::unique_ptr<char[]> block(new char[bytes.size()]);
    std::copy(bytes.begin(), bytes.end(), block.get());
    const std::string_view view(block.get(), bytes.size());
    const Frame frame = decode(RawFrame{base::Instant(), link, view, wire_length});
    Slice slice;
    if (const auto* segment = std::get_if<Segment>(&frame)) slice = segment->payload;
    if (const auto* datagram = std::get_if<Datagram>(&frame)) slice = datagram->payload;
    ASSERT_LE(slice.offset + slice.size, bytes.size());
}

Bytes random_bytes(Random& random, size_t size) {
    Bytes bytes(size, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random() >> 8 & 0xFF);
    return bytes;
}

TEST(Fuzz, RandomBytesNeverOverRead) {
    Random random(1);
    for (int i = 0; i < 20000; ++i) {
        Bytes bytes = random_bytes(random, random() % 120);
        // Most random bytes end at the version: help them past it.
        if (!bytes.empty() && i % 2 == 0) bytes[0] = static_cast<char>(i % 4 == 0 ? 0x45 : 0x60);
        decode_exactly(kLinks[random() % kLinks.size()], bytes,
                       static_cast<uint32_t>(random() % 200));
    }
}

TEST(Fuzz, DamagedFramesNeverOverRead) {
    Random random(2);
    const Bytes stamps = Bytes{8, 10} + u32(1) + u32(2) + Bytes{5, 10} + u32(3) + u32(4);
    const std::vector<Bytes> packets{
        ipv4(6, tcp(0x12, stamps, "payload"), Sum::filled),
        ipv6(6, tcp(0x18, stamps, "x"), Sum::filled),
        ipv6(0, u16(60 << 8) + Bytes(6, '\0') + u16(6 << 8) + Bytes(6, '\0') + tcp(2, "", ""),
             Sum::zero),
        ipv4(17, udp("payload"), Sum::filled),
        ipv4(1, u16(3 << 8 | 3) + Bytes(6, '\0') + ipv4(6, tcp(2, "", ""), Sum::zero), Sum::zero)};
    for (int i = 0; i < 20000; ++i) {
        Bytes bytes = packets[random() % packets.size()];
        for (size_t flips = random() % 4; flips > 0; --flips) {
            bytes[random() % bytes.size()] = static_cast<char>(random() >> 8 & 0xFF);
        }
        const auto on_wire = static_cast<uint32_t>(bytes.size());
        if (random() % 2 == 0) bytes.resize(random() % (bytes.size() + 1));
        decode_exactly(LinkType::raw_ip, bytes, on_wire);
    }
}

Address random_address(Random& random) {
    Address address{.is_v6 = random() % 2 == 0};
    for (uint8_t& octet : address.octets)
        octet = static_cast<uint8_t>(random() >> 8);
    return address;
}

// Also with ends of different families, and more options than any header holds.
TEST(Fuzz, ArbitraryDraftsAreWritten) {
    Random random(4);
    for (int i = 0; i < 20000; ++i) {
        PacketDraft packet{random_address(random), random_address(random),
                           static_cast<uint8_t>(random()), static_cast<uint8_t>(random()),
                           random_bytes(random, random() % 80)};
        const auto sum = static_cast<ChecksumKind>(random() % 3);
        SegmentDraft segment;
        segment.packet = packet;
        segment.flags.syn = random() % 2 == 0;
        segment.reserved = static_cast<uint8_t>(random());
        if (random() % 2 == 0) segment.offset = static_cast<uint8_t>(random());
        segment.options = random_bytes(random, random() % 80);
        segment.payload = random_bytes(random, random() % 40);
        segment.checksum = sum;
        DatagramDraft datagram;
        datagram.packet = packet;
        if (random() % 2 == 0) datagram.length = static_cast<uint16_t>(random());
        datagram.payload = random_bytes(random, i % 100 == 0 ? 70000 : random() % 40);
        datagram.checksum = sum;
        const Bytes quoted = random_bytes(random, random() % 1500);
        const IcmpDraft icmp{packet, static_cast<uint8_t>(random()), 0, 0, quoted};
        for (const Bytes& bytes : {encode(segment), encode(datagram), encode(icmp)})
            decode_exactly(LinkType::raw_ip, bytes, static_cast<uint32_t>(bytes.size()));
    }
}

// Numbers near each other, so that random segments meet the machine's corners.
std::vector<Segment> random_conversation(Random& random) {
    std::vector<Segment> segments = test::segments(kHandshake);
    const size_t begin = random() % 3;
    segments.erase(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(begin));
    for (size_t count = random() % 30; count > 0; --count) {
        Segment segment = segments[random() % segments.size()];
        if (random() % 2 == 0) std::swap(segment.source, segment.destination);
        segment.seq = Sequence{segment.ack.value + static_cast<uint32_t>(random() % 12) - 4};
        segment.ack =
            Sequence{segments.back().seq.value + static_cast<uint32_t>(random() % 12) - 4};
        segment.length = random() % 3 == 0 ? static_cast<uint32_t>(random() % 9) : 0;
        segment.flags = Flags{.syn = random() % 9 == 0,
                              .ack = random() % 9 != 0,
                              .fin = random() % 5 == 0,
                              .rst = random() % 9 == 0};
        if (random() % 50 == 0) segment.seq = Sequence{static_cast<uint32_t>(random())};
        segments.push_back(segment);
    }
    return segments;
}

TEST(Fuzz, AnySegmentsAtAllAreFoldedAndTold) {
    Random random(3);
    for (int i = 0; i < 1500; ++i) {
        const std::vector<Segment> segments = random_conversation(random);
        const Trust trust = i % 2 == 0 ? Trust::complete : Trust::may_lack_segments;
        uint64_t folded = 0;
        for (const Conversation& conversation :
             fold_all(segments, {.trust = trust, .head = 4, .tail = 4})) {
            folded += conversation.segments;
            EXPECT_FALSE(judge(conversation).reason.empty());
            EXPECT_FALSE(ladder(conversation).empty());
            EXPECT_LE(conversation.head.size() + conversation.tail.size(), 8u);
        }
        EXPECT_GE(folded, segments.size());  // a SYN that superseded a connection is in both
    }
}

}  // namespace
}  // namespace echospec::wire::test
