// SPDX-License-Identifier: Apache-2.0
#include "cli/grade.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "tests/capture/temporary_folder.hpp"

// `echospec grade` on the recordings in tests/wire/captures: its text, its JSON, its exit code.

namespace echospec::capture::test {
namespace {

std::string path_of(const std::string& name) {
    return std::string(ECHOSPEC_SOURCE_DIR) + "/tests/wire/captures/" + name;
}

struct Graded {
    int code = 0;
    std::string text;
    std::string json;
};

Graded grade_file(const std::string& path) {
    const TemporaryFolder folder;
    const std::string json = folder.file("grade.json");
    testing::internal::CaptureStdout();
    const int code = cli::grade({.path = path, .json = json});
    const std::string text = testing::internal::GetCapturedStdout();
    return {code, text, base::read_file(json).value_or("")};
}

TEST(Grade, TellsEachConnectionAndTheExitCode) {
    const Graded graded = grade_file(path_of("half_close.pcap"));
    EXPECT_EQ(graded.code, 0);
    EXPECT_NE(graded.text.find("the client closed first, after 10 more octets from the server: "
                               "four-way"),
              std::string::npos);
    EXPECT_TRUE(graded.text.ends_with("exit 0: every connection conforms\n"));
    EXPECT_NE(graded.json.find("\"half_close_octets\":10"), std::string::npos);
    EXPECT_NE(graded.json.find("\"exit\": {\"code\":0"), std::string::npos);
}

TEST(Grade, ExitsByWhatItFound) {
    EXPECT_EQ(grade_file(path_of("resets.pcap")).code, 0);
    EXPECT_EQ(grade_file(path_of("middle.pcap")).code, 4);
    EXPECT_EQ(grade_file(path_of("illegal.pcap")).code, 1);
    testing::internal::CaptureStderr();
    EXPECT_EQ(grade_file(path_of("README.md")).code, 2);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("is no capture"), std::string::npos);
}

TEST(Grade, ShowsTheLadderOfAnIllegalConnection) {
    const Graded graded = grade_file(path_of("illegal.pcap"));
    EXPECT_NE(graded.text.find(">>"), std::string::npos);
    EXPECT_NE(graded.text.find("no octet is sent beyond one's own FIN (RFC 9293 §3.6)"),
              std::string::npos);
    EXPECT_NE(graded.json.find("\"rule\":\"nothing-after-fin\""), std::string::npos);
}

TEST(Grade, OfAnEmptyCaptureVerifiesNothing) {
    const TemporaryFolder folder;
    const std::string path = folder.file("empty.pcap");
    base::write_file(path, base::read_file(path_of("resets.pcap"))->substr(0, 24));
    const Graded graded = grade_file(path);
    EXPECT_EQ(graded.code, 3);
    EXPECT_NE(graded.json.find("\"connections\": [\n ]"), std::string::npos);
}

TEST(Grade, OfACutFileSaysSoAndGradesWhatIsThere) {
    const TemporaryFolder folder;
    const std::string path = folder.file("cut.pcap");
    const std::string whole = *base::read_file(path_of("half_close.pcap"));
    base::write_file(path, whole.substr(0, whole.size() - 10));
    const Graded graded = grade_file(path);
    EXPECT_EQ(graded.code, 0);
    EXPECT_NE(graded.text.find("the file is cut within its last record"), std::string::npos);
}

}  // namespace
}  // namespace echospec::capture::test
