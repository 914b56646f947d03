// SPDX-License-Identifier: Apache-2.0
#include "base/suggest.hpp"

#include <gtest/gtest.h>

namespace echospec::base {
namespace {

TEST(Suggest, NamesTheWordThatWasMeant) {
    const std::vector<std::string> known{"send", "receive", "half-close"};
    EXPECT_EQ(suggest("recieve", known), "did you mean `receive`?");
    EXPECT_EQ(suggest("halfclose", known), "did you mean `half-close`?");
}

TEST(Suggest, ListsAShortListWhereNothingIsNear) {
    EXPECT_EQ(suggest("sctp", {"tcp", "udp"}), "one of: tcp, udp");
}

TEST(Suggest, SaysNothingOfALongListOrOfNone) {
    EXPECT_EQ(suggest("x", {}), "");
    EXPECT_EQ(suggest("anything", std::vector<std::string>(21, "something-else")), "");
}

}  // namespace
}  // namespace echospec::base
