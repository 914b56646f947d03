// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.hpp"
#include "tests/support/sources.hpp"

// Each file of mistakes/ is a case with something wrong in it; beside it stands, word for word,
// what a person gets to read. ECHOSPEC_UPDATE_GOLDENS=1 writes these texts anew.

namespace echospec::casefile {
namespace {

const std::string kFolder = std::string(ECHOSPEC_SOURCE_DIR) + "/tests/casefile/mistakes";

std::vector<std::string> names() {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".yaml") found.push_back(entry.path().stem().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

class Mistaken : public testing::TestWithParam<std::string> {};

TEST_P(Mistaken, IsReportedWordForWord) {
    const std::string source = kFolder + "/" + GetParam() + ".yaml";
    const std::string golden = kFolder + "/" + GetParam() + ".expected";
    const std::string path = "tcp/server/group/" + GetParam() + ".yaml";
    const auto loaded = load(tests::small_catalogue_with(path, base::read_file(source).value()));
    ASSERT_FALSE(loaded.has_value());
    const std::string rendered = base::render(loaded.error());
    if (std::getenv("ECHOSPEC_UPDATE_GOLDENS") != nullptr) base::write_file(golden, rendered);
    EXPECT_EQ(base::read_file(golden).value_or("(no such file)"), rendered);
}

INSTANTIATE_TEST_SUITE_P(Files, Mistaken, testing::ValuesIn(names()), [](const auto& tested) {
    std::string name = tested.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace echospec::casefile
