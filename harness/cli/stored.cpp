// SPDX-License-Identifier: Apache-2.0
#include "cli/stored.hpp"

#include "base/files.hpp"
#include "verdict/codec.hpp"
#include "verdict/json_lines.hpp"

namespace echospec::cli {

base::Result<verdict::RunResult> read_results(const std::string& path) {
    const auto content = base::read_file(path);
    if (!content) {
        return base::Diagnostics{{.position = {.file = path},
                                  .message = "cannot be read",
                                  .hint = "give a file that `run --json` or `--jsonl` wrote",
                                  .source_line = {}}};
    }
    return verdict::is_json_lines(*content) ? verdict::decode_lines(path, *content)
                                            : verdict::decode_run(path, *content);
}

}  // namespace echospec::cli
