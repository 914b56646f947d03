// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "capture/read_capture.hpp"
#include "capture/write_capture.hpp"
#include "tests/capture/temporary_folder.hpp"

// Capture files: what is written is read back, and what is no whole capture is said to be none.

namespace echospec::capture {
namespace {

std::string path_for(const std::string& name) {
    return testing::TempDir() + "echospec_" + name;
}

std::vector<CapturedFrame> three_frames() {
    const base::Instant start(std::chrono::seconds(1700000000) +
                              std::chrono::nanoseconds(123456789));
    return {{start, "one", 0},
            {start + std::chrono::nanoseconds(1), base::Bytes(70000, 'x'), 0},
            {start + std::chrono::seconds(1), base::Bytes("\0\xff", 2), 1500}};
}

struct Read {
    base::Result<CaptureSummary> summary = CaptureSummary{};
    std::vector<CapturedFrame> frames;
    std::vector<wire::LinkType> links;
};

Read read_all(const std::string& path) {
    Read read;
    read.summary = read_capture(path, [&](const wire::RawFrame& frame, uint64_t number) {
        read.frames.push_back({frame.time, base::Bytes(frame.bytes), frame.wire_length});
        read.links.push_back(frame.link);
        EXPECT_EQ(number, read.frames.size());
    });
    return read;
}

// Reads a file of these bytes.
Read read_bytes(const std::string& name, const base::Bytes& bytes) {
    base::write_file(path_for(name), bytes);
    return read_all(path_for(name));
}

base::Bytes written() {
    write_capture(path_for("whole.pcap"), wire::LinkType::raw_ip, three_frames());
    return *base::read_file(path_for("whole.pcap"));
}

std::string message_of(const Read& read) {
    return read.summary ? "" : read.summary.error().front().message;
}

TEST(CaptureFiles, AreReadBackToTheNanosecond) {
    for (const wire::LinkType link :
         {wire::LinkType::ethernet, wire::LinkType::linux_cooked, wire::LinkType::linux_cooked_v2,
          wire::LinkType::raw_ip, wire::LinkType::bsd_loopback, wire::LinkType::openbsd_loopback}) {
        write_capture(path_for("link.pcap"), link, three_frames());
        const Read read = read_all(path_for("link.pcap"));
        ASSERT_TRUE(read.summary.has_value());
        ASSERT_EQ(read.frames.size(), 3u);
        EXPECT_FALSE(read.summary->cut_short);
        EXPECT_EQ(read.links.front(), link);
        for (size_t i = 0; i < 3; ++i) {
            EXPECT_EQ(read.frames[i].time, three_frames()[i].time);
            EXPECT_EQ(read.frames[i].bytes, three_frames()[i].bytes);
        }
        EXPECT_EQ(read.frames[0].wire_length, 3u);
        EXPECT_EQ(read.frames[2].wire_length, 1500u);
    }
}

TEST(CapturedFrames, AreDecodedInOrderAndSegmentsSetApart) {
    // An IPv4 packet with a TCP SYN of no options.
    const base::Bytes syn = *base::parse_hex(
        "45 00 00 28 00 01 40 00 40 06 00 00 7f 00 00 01 7f 00 00 01"
        "9c 40 00 07 00 00 00 01 00 00 00 00 50 02 02 00 00 00 00 00");
    const auto frames = decode_all({{base::Instant(), "junk", 0}, {base::Instant(), syn, 0}},
                                   wire::LinkType::raw_ip);
    ASSERT_EQ(frames.size(), 2u);
    EXPECT_TRUE(std::holds_alternative<wire::Undecoded>(frames[0]));
    ASSERT_EQ(segments_of(frames).size(), 1u);
    EXPECT_TRUE(segments_of(frames)[0].flags.syn);
}

TEST(CaptureFiles, WithoutFramesAreWhole) {
    write_capture(path_for("none.pcap"), wire::LinkType::ethernet, {});
    const Read read = read_all(path_for("none.pcap"));
    ASSERT_TRUE(read.summary.has_value());
    EXPECT_EQ(read.summary->frames, 0u);
}

TEST(CaptureFiles, ThatAreCutAnywhereGiveWhatIsThere) {
    const base::Bytes whole = written();
    for (const size_t size : {size_t{25}, size_t{42}, size_t{50}, size_t{1000}, whole.size() - 1}) {
        const Read read = read_bytes("cut.pcap", whole.substr(0, size));
        ASSERT_TRUE(read.summary.has_value()) << message_of(read);
        EXPECT_TRUE(read.summary->cut_short) << size;
        EXPECT_LT(read.frames.size(), 3u);
    }
}

TEST(CaptureFiles, ThatAreCutInTheirHeaderAreNone) {
    for (const size_t size : {0u, 3u, 23u}) {
        const Read read = read_bytes("head.pcap", written().substr(0, size));
        EXPECT_NE(message_of(read).find("no capture"), std::string::npos) << message_of(read);
    }
}

TEST(CaptureFiles, OfOtherKindsAreNone) {
    const Read text = read_bytes("text.pcap", "this is a long text and surely not a capture\n");
    EXPECT_NE(message_of(text).find("no capture"), std::string::npos);
    const Read packed = read_bytes("packed.pcap.gz", base::Bytes("\x1f\x8b\x08\0\0\0\0\0", 8));
    EXPECT_EQ(message_of(packed), "is compressed with gzip");
    EXPECT_EQ(packed.summary.error().front().hint, "unpack it first: gunzip");
    const Read missing = read_all(path_for("there/is/none.pcap"));
    EXPECT_EQ(message_of(missing), "cannot be read: No such file or directory");
    const Read folder = read_all(testing::TempDir());
    EXPECT_FALSE(folder.summary.has_value());
}

TEST(CaptureFiles, OfAnUnknownLinkSayWhich) {
    base::Bytes wireless = written();
    wireless[20] = 105;
    const Read read = read_bytes("wireless.pcap", wireless);
    EXPECT_EQ(message_of(read), "has the link type IEEE802_11 (105)");
}

TEST(CaptureFiles, ThatAreDamagedSayWhereAndGiveWhatIsBefore) {
    base::Bytes damaged = written();
    damaged.replace(24 + 16 + 3 + 8, 4, "\xff\xff\xff\x7f");  // the second record's length
    const Read read = read_bytes("damaged.pcap", damaged);
    EXPECT_NE(message_of(read).find("is damaged after frame 1"), std::string::npos)
        << message_of(read);
    EXPECT_EQ(read.frames.size(), 1u);
}

TEST(CaptureFiles, ThatCannotBeWrittenThrow) {
    EXPECT_THROW(write_capture(path_for("no/such/folder.pcap"), wire::LinkType::raw_ip, {}),
                 std::exception);
    EXPECT_THROW(write_capture("/dev/full", wire::LinkType::raw_ip, three_frames()),
                 std::exception);
}

}  // namespace
}  // namespace echospec::capture
