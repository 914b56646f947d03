// SPDX-License-Identifier: Apache-2.0
#include "cli/shard_option.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"

namespace echospec::cli {
namespace {

// The variables of CI systems that run a job in several copies. They are asked for only by
// `--shard auto`: GitLab sets its pair for every `parallel: matrix` job too, where each copy is to
// test another target, and a shard nobody asked for would leave out cases in silence.
struct ShardVariables {
    const char* total;
    const char* index;
    int first;  // the number of the first copy
};
constexpr ShardVariables kCiShards[] = {
    {"CI_NODE_TOTAL", "CI_NODE_INDEX", 1},                          // GitLab
    {"CIRCLE_NODE_TOTAL", "CIRCLE_NODE_INDEX", 0},                  // CircleCI
    {"BUILDKITE_PARALLEL_JOB_COUNT", "BUILDKITE_PARALLEL_JOB", 0},  // Buildkite
};

}  // namespace

engine::Shard parse_shard(const std::string& text) {
    const auto parts = base::split(text, '/');
    engine::Shard shard;
    const auto number = [&](const std::string& word) {
        unsigned value = 0;
        const auto end = std::from_chars(word.data(), word.data() + word.size(), value).ptr;
        return end == word.data() + word.size() ? value : 0U;
    };
    if (parts.size() == 2) shard = {number(parts[0]), number(parts[1])};
    if (parts.size() != 2 || shard.index < 1 || shard.index > shard.total) {
        throw CLI::ValidationError(
            "--shard", fmt::format("`{}` is no shard; write I/N with I from 1 to N", text));
    }
    return shard;
}

engine::Shard shard_of_ci() {
    for (const auto& [total, index, first] : kCiShards) {
        const char* const total_text = std::getenv(total);
        const char* const index_text = std::getenv(index);
        if (total_text == nullptr || index_text == nullptr) continue;
        return parse_shard(fmt::format("{}/{}", std::atoi(index_text) + 1 - first, total_text));
    }
    return {};
}

void shard_from_environment(engine::Shard& shard) {
    for (const auto& [total, index] : {std::pair{"TEST_TOTAL_SHARDS", "TEST_SHARD_INDEX"},
                                       std::pair{"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX"}}) {
        const char* const total_text = std::getenv(total);
        const char* const index_text = std::getenv(index);
        if (total_text == nullptr || index_text == nullptr) continue;
        shard = parse_shard(fmt::format("{}/{}", std::atoi(index_text) + 1, total_text));
        return;
    }
}

}  // namespace echospec::cli
