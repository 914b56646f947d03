// SPDX-License-Identifier: Apache-2.0
#include "engine/message.hpp"

#include <gtest/gtest.h>

namespace echospec::engine {
namespace {

using Words = std::vector<std::string>;

sandbox::Launch given(const Words& command, const std::string& message) {
    sandbox::Launch launch{.command = command, .descriptor_limit = {}};
    give_message(launch, message);
    return launch;
}

TEST(GiveMessage, PutsItWhereTheCommandSays) {
    const sandbox::Launch launch = given({"client", "--say={message}", "{message}{message}"}, "hi");
    EXPECT_EQ(launch.command, (Words{"client", "--say=hi", "hihi"}));
    EXPECT_EQ(launch.input, sandbox::Input::null_device);
}

TEST(GiveMessage, DoesNotLookForItsPlaceInTheMessage) {
    EXPECT_EQ(given({"client", "{message}"}, "{message}").command, (Words{"client", "{message}"}));
}

TEST(GiveMessage, PutsItOnStdinOtherwise) {
    const sandbox::Launch launch = given({"client", "7"}, "hi");
    EXPECT_EQ(launch.command, (Words{"client", "7"}));
    EXPECT_EQ(launch.input, sandbox::Input::text);
    EXPECT_EQ(launch.text, "hi");
}

TEST(WhyNotSayable, NamesWhatACommandLineCannotHold) {
    const Words command{"client", "{message}"};
    EXPECT_EQ(why_not_sayable(command, casefile::Literal{"grüße\n"}), "");
    EXPECT_NE(why_not_sayable(command, casefile::EveryByte{}), "");
    EXPECT_NE(why_not_sayable(command, casefile::Random{100}), "");
    EXPECT_NE(why_not_sayable(command, casefile::Repeated{"ab", 1 << 20}), "");
    EXPECT_EQ(why_not_sayable({"client"}, casefile::EveryByte{}), "");
}

}  // namespace
}  // namespace echospec::engine
