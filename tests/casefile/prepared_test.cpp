// SPDX-License-Identifier: Apache-2.0
#include "casefile/prepared.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "casefile/yaml.hpp"

namespace echospec::casefile {
namespace {

Node parsed(const SourceFile& file) {
    Mistakes mistakes(file);
    return parse_yaml({file.path, file.content}, mistakes).value();
}

TEST(Prepared, IsTheTreeThatItsHeaderShows) {
    EXPECT_EQ(write_prepared(parsed({"x.yaml", "[hello, 'x']"})),
              "[ 1 1 1 2 s 1 2 5 5 helloq 1 9 3 1 x");
}

TEST(Prepared, ComesBackAsItWas) {
    const Node tree = parsed({"x.yaml", "a: [1, \"two\\n\\0\", ~, {}]\nb:\n  c: >\n    folded\n"});
    EXPECT_EQ(read_prepared(write_prepared(tree)), tree);
}

TEST(Prepared, DamagedOneIsAnError) {
    const std::string good = write_prepared(parsed({"x.yaml", "a: [1, \"two\", ~, {}]"}));
    for (size_t size = 0; size < good.size(); ++size) {
        EXPECT_THROW(read_prepared(good.substr(0, size)), base::HarnessError) << size;
    }
    EXPECT_THROW(read_prepared(good + "x"), base::HarnessError);
    EXPECT_THROW(read_prepared("x 1 1 1 1 "), base::HarnessError);
}

TEST(Prepared, EveryEmbeddedFileIsAsItsTextSays) {
    for (const SourceFile& file : embedded_files()) {
        ASSERT_FALSE(file.prepared.empty()) << file.path;
        EXPECT_EQ(read_prepared(file.prepared), parsed(file)) << file.path;
    }
}

}  // namespace
}  // namespace echospec::casefile
