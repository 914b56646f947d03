// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/wire/frame_builder.hpp"

namespace echospec::wire::test {
namespace {

const Bytes kPacket4 = ipv4(6, tcp(0x18, "", "hello"), Sum::filled);
const Bytes kPacket6 = ipv6(6, tcp(0x18, "", "hello"), Sum::filled);

TEST(Decode, EveryFieldOfASegment) {
    const Bytes frame = ethernet(0x0800, kPacket4);
    const Segment segment = segment_in(LinkType::ethernet, frame);
    EXPECT_EQ(to_string(segment.source), "192.0.2.1:40000");
    EXPECT_EQ(to_string(segment.destination), "192.0.2.2:7");
    EXPECT_EQ(segment.seq, Sequence{1000});
    EXPECT_EQ(segment.ack, Sequence{5000});
    EXPECT_EQ(segment.flags, (Flags{.ack = true, .psh = true}));
    EXPECT_EQ(segment.window, 512);
    EXPECT_EQ(segment.length, 5u);
    EXPECT_EQ(frame.substr(segment.payload.offset, segment.payload.size), "hello");
    EXPECT_FALSE(segment.truncated);
    EXPECT_EQ(segment.checksum, Checksum::right);
}

TEST(Decode, EveryFlagAndItsName) {
    const Segment all = segment_in(LinkType::raw_ip, ipv4(6, tcp(0xFF, "", ""), Sum::filled));
    EXPECT_EQ(to_string(all.flags), "RST,SYN,FIN,ACK,PSH,URG,ECE,CWR");
    EXPECT_EQ(to_string(Flags{}), "none");
}

TEST(Decode, EveryLinkType) {
    const Bytes cooked = Bytes(14, '\0') + u16(0x0800) + kPacket4;
    const Bytes cooked_v2 = u16(0x86DD) + Bytes(18, '\0') + kPacket6;
    const Bytes little_endian{2, 0, 0, 0};
    EXPECT_EQ(segment_in(LinkType::linux_cooked, cooked).length, 5u);
    EXPECT_EQ(segment_in(LinkType::linux_cooked_v2, cooked_v2).length, 5u);
    EXPECT_EQ(segment_in(LinkType::raw_ip, kPacket4).length, 5u);
    EXPECT_EQ(segment_in(LinkType::raw_ip, kPacket6).length, 5u);
    EXPECT_EQ(segment_in(LinkType::bsd_loopback, little_endian + kPacket4).length, 5u);
    EXPECT_EQ(segment_in(LinkType::bsd_loopback, u32(30) + kPacket6).length, 5u);
    EXPECT_EQ(segment_in(LinkType::openbsd_loopback, u32(24) + kPacket6).length, 5u);
}

TEST(Decode, VlanTagsOneAndNested) {
    const Bytes one = ethernet(0x8100, u16(42) + u16(0x0800) + kPacket4);
    const Bytes two = ethernet(0x88A8, u16(1) + u16(0x8100) + u16(2) + u16(0x86DD) + kPacket6);
    EXPECT_EQ(segment_in(LinkType::ethernet, one).length, 5u);
    EXPECT_EQ(segment_in(LinkType::ethernet, two).length, 5u);
}

TEST(Decode, PaddingOfTheLinkIsNoPayload) {
    const Bytes padded = ethernet(0x0800, ipv4(6, tcp(0x10, "", ""), Sum::filled)) + Bytes(6, '\0');
    EXPECT_EQ(segment_in(LinkType::ethernet, padded).length, 0u);
}

TEST(Decode, Ipv4OptionsAreSkipped) {
    Bytes packet = kPacket4;
    packet[0] = 0x46;
    packet.replace(2, 2, u16(static_cast<unsigned>(packet.size() + 4)));
    packet.insert(20, Bytes(4, '\1'));
    EXPECT_EQ(segment_in(LinkType::raw_ip, packet).length, 5u);
}

TEST(Decode, Ipv6ExtensionHeadersAreSkipped) {
    const Bytes inner = kPacket6.substr(40);
    const Bytes options = u16(60 << 8) + Bytes(6, '\0');  // hop-by-hop, then destination options
    const Bytes destination = u16(51 << 8) + Bytes(6, '\0');  // then authentication
    const Bytes authentication = u16(44 << 8 | 4) + Bytes(22, '\0');
    const Bytes atomic = u16(6 << 8) + u16(0) + u32(1);  // a fragment that is the whole
    const Bytes packet =
        ipv6(0, options + destination + authentication + atomic + inner, Sum::zero);
    const Segment segment = segment_in(LinkType::raw_ip, packet);
    EXPECT_EQ(segment.length, 5u);
    EXPECT_EQ(segment.checksum, Checksum::right);
}

TEST(Decode, FragmentsAreSaid) {
    Bytes more = kPacket4;
    more.replace(6, 2, u16(0x2000));
    Bytes later = kPacket4;
    later.replace(6, 2, u16(0x0010));
    const Bytes six = ipv6(44, u16(6 << 8) + u16(0x0001) + u32(7) + Bytes(20, '\0'), Sum::zero);
    for (const Bytes& packet : {more, later, six}) {
        EXPECT_EQ(undecoded_in(LinkType::raw_ip, packet).why, Why::fragment);
    }
}

TEST(Decode, TcpOptions) {
    const Bytes mss = Bytes{2, 4} + u16(1460);
    const Bytes scale{3, 3, 7};
    const Bytes permitted{4, 2};
    const Bytes stamps = Bytes{8, 10} + u32(11) + u32(22);
    const Bytes sack = Bytes{5, 10} + u32(100) + u32(200);
    const Bytes cookie{34, 2};
    const Bytes nothing{1};
    const Bytes packet = ipv4(
        6, tcp(0x02, mss + scale + nothing + permitted + stamps + sack + cookie, ""), Sum::filled);
    const Options options = segment_in(LinkType::raw_ip, packet).options;
    EXPECT_EQ(options.mss, 1460);
    EXPECT_EQ(options.window_scale, 7);
    EXPECT_EQ(options.timestamps, (Timestamps{11, 22}));
    EXPECT_EQ(options.sack, (std::vector<SackBlock>{{Sequence{100}, Sequence{200}}}));
    EXPECT_TRUE(options.sack_permitted);
    EXPECT_TRUE(options.fast_open);
    EXPECT_FALSE(options.malformed);
}

TEST(Decode, OptionsThatDoNotFitAreMalformed) {
    for (const Bytes& options : {Bytes{2, 0}, Bytes{2, 1}, Bytes{8, 10, 0, 0}, Bytes{1, 1, 1, 5}}) {
        const Bytes packet = ipv4(6, tcp(0x02, options, ""), Sum::filled);
        EXPECT_TRUE(segment_in(LinkType::raw_ip, packet).options.malformed);
    }
}

TEST(Decode, BehindTheEndOfOptionsOtherOctetsThanZerosAreDirty) {
    const auto options_of = [](const Bytes& bytes) {
        return segment_in(LinkType::raw_ip, ipv4(6, tcp(0x02, bytes, ""), Sum::filled)).options;
    };
    const Bytes mss = Bytes{2, 4} + u16(1460);
    const Options clean{.mss = 1460, .window_scale = {}, .timestamps = {}, .sack = {}};
    Options dirty = clean;
    dirty.dirty_padding = true;
    EXPECT_EQ(options_of(mss + Bytes(4, '\0')), clean);
    EXPECT_EQ(options_of(mss + Bytes{1, 1, 1, 0}), clean);
    EXPECT_EQ(options_of(mss + Bytes{0, 0, 0, 1}), dirty);
    EXPECT_EQ(options_of(mss + Bytes{0, 3, 3, 7}), dirty);  // no option any more
    EXPECT_FALSE(options_of(mss + Bytes{1, 1, 1, 1}).dirty_padding);
}

TEST(Decode, ChecksumsAreRightWrongUnfilledOrUnknown) {
    EXPECT_EQ(segment_in(LinkType::raw_ip, kPacket6).checksum, Checksum::right);
    const Bytes zero = ipv4(6, tcp(0x10, "", "odd"), Sum::zero);
    EXPECT_EQ(segment_in(LinkType::raw_ip, zero).checksum, Checksum::wrong);
    Bytes unfilled = zero;  // what Linux leaves on `lo`: the pseudo-header's sum, not inverted
    unfilled.replace(36, 2, u16(0xC000 + 0x0201 - 0x10000 + 0xC000 + 0x0202 + 1 + 6 + 23));
    EXPECT_EQ(segment_in(LinkType::raw_ip, unfilled).checksum, Checksum::unfilled);
    const RawFrame cut{base::Instant(), LinkType::raw_ip, std::string_view(zero).substr(0, 41), 43};
    EXPECT_EQ(std::get<Segment>(decode(cut)).checksum, Checksum::unknown);
}

TEST(Decode, AFrameCutInItsPayloadIsStillASegment) {
    const RawFrame cut{base::Instant(), LinkType::raw_ip, std::string_view(kPacket4).substr(0, 42),
                       static_cast<uint32_t>(kPacket4.size())};
    const Segment segment = std::get<Segment>(decode(cut));
    EXPECT_TRUE(segment.truncated);
    EXPECT_EQ(segment.length, 5u);
    EXPECT_EQ(segment.payload.size, 2u);
}

TEST(Decode, EveryShorterCutIsTruncatedAndNothingElse) {
    for (const Bytes& packet : {kPacket4, kPacket6}) {
        const Bytes frame = ethernet(packet == kPacket4 ? 0x0800 : 0x86DD, packet);
        for (size_t size = 0; size < frame.size() - 5; ++size) {
            const RawFrame cut{base::Instant(), LinkType::ethernet,
                               std::string_view(frame).substr(0, size),
                               static_cast<uint32_t>(frame.size())};
            EXPECT_EQ(std::get<Undecoded>(decode(cut)).why, Why::truncated) << size;
        }
    }
}

TEST(Decode, LengthsThatContradictEachOtherAreMalformed) {
    Bytes short_ip_header = kPacket4;
    short_ip_header[0] = 0x44;
    Bytes short_total = kPacket4;
    short_total.replace(2, 2, u16(19));
    Bytes short_tcp_header = kPacket4;
    short_tcp_header[32] = 0x40;
    Bytes long_tcp_header = kPacket4;
    long_tcp_header[32] = static_cast<char>(0xF0);
    const Bytes long_extension = ipv6(0, u16(6 << 8 | 200) + Bytes(30, '\0'), Sum::zero);
    Bytes long_udp = ipv4(17, udp("x"), Sum::zero);
    long_udp.replace(24, 2, u16(100));
    for (const Bytes& packet : {short_ip_header, short_total, short_tcp_header, long_tcp_header,
                                long_extension, long_udp}) {
        EXPECT_EQ(undecoded_in(LinkType::raw_ip, packet).why, Why::malformed);
    }
}

TEST(Decode, ALengthOfZeroIsThatOfALargeSend) {
    Bytes packet = ipv4(6, tcp(0x10, "", Bytes(70000, 'x')), Sum::zero);
    packet.replace(2, 2, u16(0));
    EXPECT_EQ(segment_in(LinkType::raw_ip, packet).length, 70000u);
    Bytes six = ipv6(6, tcp(0x10, "", Bytes(70000, 'x')), Sum::zero);
    six.replace(4, 2, u16(0));
    EXPECT_EQ(segment_in(LinkType::raw_ip, six).length, 70000u);
}

TEST(Decode, DatagramsAndTheirPayload) {
    const Bytes packet = ipv4(17, udp("hello"), Sum::filled);
    const auto datagram = std::get<Datagram>(decode_as(LinkType::raw_ip, packet));
    EXPECT_EQ(to_string(datagram.destination), "192.0.2.2:7");
    EXPECT_EQ(packet.substr(datagram.payload.offset, datagram.payload.size), "hello");
    EXPECT_EQ(datagram.checksum, Checksum::right);
    const auto empty = decode_as(LinkType::raw_ip, ipv6(17, udp(""), Sum::zero));
    EXPECT_EQ(std::get<Datagram>(empty).length, 0u);
}

TEST(Decode, IcmpErrorsQuoteTheirPacket) {
    const Bytes four =
        ipv4(1, u16(3 << 8 | 3) + u16(0) + u32(0) + kPacket4.substr(0, 28), Sum::zero);
    const auto error = std::get<IcmpError>(decode_as(LinkType::raw_ip, four));
    EXPECT_EQ(error.type, 3);
    EXPECT_EQ(error.code, 3);
    EXPECT_EQ(error.protocol, 6);
    EXPECT_EQ(to_string(error.source), "192.0.2.1:40000");
    EXPECT_EQ(error.seq, Sequence{1000});
    const Bytes six = ipv6(58, u16(1 << 8 | 4) + u16(0) + u32(0) + kPacket6, Sum::zero);
    EXPECT_EQ(to_string(std::get<IcmpError>(decode_as(LinkType::raw_ip, six)).destination),
              "[2001:db8::2]:7");
    const Bytes ping = ipv4(1, u16(8 << 8) + Bytes(6, '\0'), Sum::zero);
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, ping).why, Why::other_protocol);
}

TEST(Decode, WhatIsNoIpIsSaid) {
    EXPECT_EQ(undecoded_in(LinkType::ethernet, ethernet(0x0806, Bytes(28, '\0'))).why, Why::not_ip);
    EXPECT_EQ(undecoded_in(LinkType::bsd_loopback, u32(7) + kPacket4).why, Why::not_ip);
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, Bytes(40, '\x70')).why, Why::not_ip);
    EXPECT_EQ(undecoded_in(LinkType::raw_ip, ipv4(47, Bytes(20, '\0'), Sum::zero)).why,
              Why::other_protocol);
}

}  // namespace
}  // namespace echospec::wire::test
