// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/settings.hpp"

namespace echospec::cli {

// "2/5". Anything else is a CLI::ValidationError.
engine::Shard parse_shard(const std::string& text);

// Which of its copies a CI system says that this job is; all of it where none says so.
engine::Shard shard_of_ci();

// What test runners set for their shards, counted from 0; left alone where none does.
void shard_from_environment(engine::Shard& shard);

}  // namespace echospec::cli
