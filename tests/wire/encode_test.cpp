// SPDX-License-Identifier: Apache-2.0
#include "wire/encode.hpp"

#include <gtest/gtest.h>

#include <array>

#include "tests/wire/frame_builder.hpp"
#include "wire/checksum.hpp"

// Written by encode, read by decode: what a draft says is what is on the wire, over both versions
// of IP. frame_builder.hpp, which knows neither, shows that they do not err together.

namespace echospec::wire::test {
namespace {

constexpr size_t kHeader4 = 20, kHeader6 = 40;

Address documentation_v6(uint8_t last) {
    return {.is_v6 = true,
            .octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

PacketDraft packet4() {
    return {.source = {.is_v6 = false, .octets = {192, 0, 2, 1}},
            .destination = {.is_v6 = false, .octets = {192, 0, 2, 2}},
            .ip_options = {}};
}

PacketDraft packet6() {
    return {.source = documentation_v6(1), .destination = documentation_v6(2), .ip_options = {}};
}

SegmentDraft segment_draft(const PacketDraft& packet) {
    SegmentDraft draft;
    draft.packet = packet;
    draft.source_port = 40000;
    draft.destination_port = 7;
    draft.seq = {1000};
    draft.ack = {5000};
    draft.flags = {.ack = true, .psh = true};
    draft.window = 512;
    draft.payload = "hello";
    return draft;
}

DatagramDraft datagram_draft(const PacketDraft& packet) {
    DatagramDraft draft;
    draft.packet = packet;
    draft.source_port = 40000;
    draft.destination_port = 7;
    draft.payload = "hello";
    return draft;
}

Segment read_back(const SegmentDraft& draft) {
    return segment_in(LinkType::raw_ip, encode(draft));
}

Datagram read_back(const DatagramDraft& draft) {
    return std::get<Datagram>(decode_as(LinkType::raw_ip, encode(draft)));
}

template <class Value>
Bytes payload_of(const Bytes& packet, const Value& read) {
    return packet.substr(read.payload.offset, read.payload.size);
}

TEST(Encode, WritesTheSegmentsThatFrameBuilderDoes) {
    Bytes four = ipv4(6, tcp(0x18, mss_option(1460), "hello"), Sum::filled);
    SegmentDraft draft = segment_draft(packet4());
    draft.options = mss_option(1460);
    Bytes own = encode(draft);
    own.replace(4, 2, four.substr(4, 2));  // the identification, and so the sum, of the IP header
    own.replace(10, 2, four.substr(10, 2));
    EXPECT_EQ(own, four);
    EXPECT_EQ(encode(segment_draft(packet6())), ipv6(6, tcp(0x18, "", "hello"), Sum::filled));
    EXPECT_EQ(encode(datagram_draft(packet6())), ipv6(17, udp("hello"), Sum::filled));
}

TEST(Encode, KeepsEveryFieldOfASegment) {
    for (PacketDraft packet : {packet4(), packet6()}) {
        packet.traffic_class = 0xBB;
        SegmentDraft draft = segment_draft(packet);
        draft.seq = {0xFFFFFFFE};
        draft.ack = {0x80000001};
        draft.flags = {.syn = true,
                       .ack = true,
                       .fin = true,
                       .rst = true,
                       .psh = true,
                       .urg = true,
                       .ece = true,
                       .cwr = true};
        draft.reserved = 0x0F;
        draft.window = 65535;
        draft.urgent = 0x1234;
        draft.options = mss_option(536);
        const size_t at = (packet.source.is_v6 ? kHeader6 : kHeader4) + 24;
        const Segment expected{
            .time = {},
            .source = {packet.source, 40000},
            .destination = {packet.destination, 7},
            .seq = draft.seq,
            .ack = draft.ack,
            .flags = draft.flags,
            .window = 65535,
            .urgent = 0x1234,
            .options = {.mss = 536, .window_scale = {}, .timestamps = {}, .sack = {}},
            .reserved = 0x0F,
            .traffic_class = 0xBB,
            .option_octets = 4,
            .length = 5,
            .payload = {at, 5},
            .truncated = false,
            .checksum = Checksum::right};
        EXPECT_EQ(read_back(draft), expected);
        EXPECT_EQ(payload_of(encode(draft), expected), "hello");
    }
}

TEST(Encode, SetsEachFlagByItself) {
    const std::array<Flags, 9> all{Flags{},       {.syn = true}, {.ack = true},
                                   {.fin = true}, {.rst = true}, {.psh = true},
                                   {.urg = true}, {.ece = true}, {.cwr = true}};
    for (const Flags& flags : all) {
        SegmentDraft draft = segment_draft(packet4());
        draft.flags = flags;
        EXPECT_EQ(read_back(draft).flags, flags);
    }
}

// The payload's length is odd, so the last octet is summed as if a zero were behind it.
TEST(Encode, MakesChecksumsRightWrongOrZero) {
    for (const PacketDraft& packet : {packet4(), packet6()}) {
        SegmentDraft segment = segment_draft(packet);
        DatagramDraft datagram = datagram_draft(packet);
        EXPECT_EQ(read_back(segment).checksum, Checksum::right);
        EXPECT_EQ(read_back(datagram).checksum, Checksum::right);
        segment.checksum = datagram.checksum = ChecksumKind::wrong;
        EXPECT_EQ(read_back(segment).checksum, Checksum::wrong);
        EXPECT_EQ(read_back(datagram).checksum, Checksum::wrong);
        segment.checksum = datagram.checksum = ChecksumKind::zero;
        EXPECT_EQ(read_back(segment).checksum, Checksum::wrong);
        EXPECT_EQ(read_back(datagram).checksum, Checksum::unknown);  // RFC 768: none was made
    }
}

// Whatever the right sum is: among 65536 payloads each sum occurs.
TEST(Encode, NeverMakesAWrongChecksumThatIsRightOrNone) {
    DatagramDraft draft = datagram_draft(packet4());
    for (unsigned i = 0; i < 65536; ++i) {
        draft.payload = u16(i);
        draft.checksum = ChecksumKind::wrong;
        const Checksum wrong = read_back(draft).checksum;
        ASSERT_TRUE(wrong == Checksum::wrong || wrong == Checksum::unfilled) << i;
        draft.checksum = ChecksumKind::right;
        ASSERT_EQ(read_back(draft).checksum, Checksum::right) << i;
    }
}

TEST(Encode, PadsOptionsWithZerosToWholeWords) {
    for (size_t size = 1; size <= 40; ++size) {
        SegmentDraft draft = segment_draft(packet4());
        draft.options = Bytes(size, '\1');
        const Bytes packet = encode(draft);
        const Segment segment = read_back(draft);
        const size_t whole = (size + 3) / 4 * 4;
        EXPECT_EQ(segment.option_octets, whole);
        EXPECT_EQ(packet.substr(kHeader4 + 20, whole), draft.options + Bytes(whole - size, '\0'));
        EXPECT_EQ(payload_of(packet, segment), "hello");
        EXPECT_EQ(segment.checksum, Checksum::right);
    }
}

TEST(Encode, LetsTheDataOffsetLie) {
    SegmentDraft draft = segment_draft(packet4());
    draft.offset = uint8_t{4};
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, encode(draft)).reason,
              "a TCP header of less than 20 bytes");
    draft.offset = uint8_t{15};
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, encode(draft)).reason,
              "a TCP header longer than its packet");
    draft.offset = uint8_t{6};  // the payload's first octets taken for options
    EXPECT_EQ(payload_of(encode(draft), read_back(draft)), "o");
    EXPECT_EQ(read_back(draft).checksum, Checksum::right);
}

TEST(Encode, SendsTheHopLimitAndASoundIpHeader) {
    for (const PacketDraft& plain : {packet4(), packet6()}) {
        PacketDraft packet = plain;
        EXPECT_EQ(encode(segment_draft(packet))[packet.source.is_v6 ? 7 : 8], 64);
        packet.hop_limit = 1;
        EXPECT_EQ(encode(segment_draft(packet))[packet.source.is_v6 ? 7 : 8], 1);
    }
    EXPECT_EQ(internet_checksum(encode(segment_draft(packet4())).substr(0, kHeader4)), 0);
}

TEST(Encode, PutsIpOptionsIntoTheHeader) {
    SegmentDraft draft = segment_draft(packet4());
    draft.packet.ip_options = Bytes{1, 1, 1, 1, 1};
    const Bytes packet = encode(draft);
    EXPECT_EQ(packet[0], 0x47);
    EXPECT_EQ(packet.substr(kHeader4, 8), (Bytes{1, 1, 1, 1, 1, 0, 0, 0}));
    EXPECT_EQ(internet_checksum(packet.substr(0, kHeader4 + 8)), 0);
    EXPECT_EQ(payload_of(packet, read_back(draft)), "hello");
    EXPECT_EQ(read_back(draft).checksum, Checksum::right);
}

TEST(Encode, KeepsEveryFieldOfADatagram) {
    for (const PacketDraft& packet : {packet4(), packet6()}) {
        const DatagramDraft draft = datagram_draft(packet);
        const Datagram datagram = read_back(draft);
        EXPECT_EQ(datagram.source, (Endpoint{packet.source, 40000}));
        EXPECT_EQ(datagram.destination, (Endpoint{packet.destination, 7}));
        EXPECT_EQ(datagram.length, 5U);
        EXPECT_FALSE(datagram.truncated);
        EXPECT_EQ(payload_of(encode(draft), datagram), "hello");
    }
}

TEST(Encode, LetsTheLengthOfADatagramLie) {
    DatagramDraft draft = datagram_draft(packet4());
    draft.length = uint16_t{10};
    EXPECT_EQ(payload_of(encode(draft), read_back(draft)), "he");
    draft.length = uint16_t{7};
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, encode(draft)).why, Why::malformed);
    draft.length = uint16_t{14};
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, encode(draft)).why, Why::malformed);
}

IcmpDraft icmp_draft(const PacketDraft& packet, const Bytes& quoted) {
    IcmpDraft draft;
    draft.packet = packet;
    draft.type = packet.source.is_v6 ? 1 : 3;
    draft.code = 4;
    draft.quoted = quoted;
    return draft;
}

TEST(Encode, QuotesThePacketOfAnIcmpError) {
    for (const PacketDraft& packet : {packet4(), packet6()}) {
        const Bytes quoted = encode(segment_draft(packet));
        const Bytes whole = encode(icmp_draft(packet, quoted));
        const auto error = std::get<IcmpError>(decode_as(LinkType::raw_ip, whole));
        EXPECT_EQ(error.reporter, packet.source);
        EXPECT_EQ(error.type, packet.source.is_v6 ? 1 : 3);
        EXPECT_EQ(error.code, 4);
        EXPECT_EQ(error.protocol, 6);
        EXPECT_EQ(error.source, (Endpoint{packet.source, 40000}));
        EXPECT_EQ(error.destination, (Endpoint{packet.destination, 7}));
        EXPECT_EQ(error.seq, Sequence{1000});
    }
}

// RFC 792: the header and eight octets. RFC 4443 §3.1: what fits into 1280 octets.
TEST(Encode, QuotesAsMuchAsBelongsThere) {
    SegmentDraft large = segment_draft(packet4());
    large.payload = Bytes(1400, 'x');
    EXPECT_EQ(encode(icmp_draft(packet4(), encode(large))).size(), kHeader4 + 8 + 28);
    large.packet.ip_options = Bytes(12, '\1');
    EXPECT_EQ(encode(icmp_draft(packet4(), encode(large))).size(), kHeader4 + 8 + 40);
    large.packet = packet6();
    const Bytes six = encode(icmp_draft(packet6(), encode(large)));
    EXPECT_GT(six.size(), 1200U);
    EXPECT_LE(six.size(), 1280U);
}

TEST(Encode, MakesTheChecksumOfAnIcmpErrorRight) {
    const Bytes quoted = encode(datagram_draft(packet4()));
    EXPECT_EQ(internet_checksum(encode(icmp_draft(packet4(), quoted)).substr(kHeader4)), 0);
    const Bytes six = encode(icmp_draft(packet6(), encode(datagram_draft(packet6()))));
    EXPECT_EQ(transport_checksum({.source = packet6().source,
                                  .destination = packet6().destination,
                                  .protocol = 58,
                                  .payload = std::string_view(six).substr(kHeader6),
                                  .length = six.size() - kHeader6}),
              0);
}

TEST(MssOption, IsReadBack) {
    for (const uint16_t mss : {uint16_t{0}, uint16_t{536}, uint16_t{65535}}) {
        SegmentDraft draft = segment_draft(packet4());
        draft.options = mss_option(mss);
        EXPECT_EQ(read_back(draft).options.mss, mss);
    }
}

}  // namespace
}  // namespace echospec::wire::test
