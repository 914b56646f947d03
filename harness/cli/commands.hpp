// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

// The subcommands, each to its exit code. Only `run` and `init` start a target.

namespace echospec::cli {

int execute(const RunOptions& options);
int execute(const ListOptions& options);
int execute(const ExplainOptions& options);
int execute(const LintOptions& options);
int execute(const DoctorOptions& options);
int execute(const GradeOptions& options);
int execute(const ReportOptions& options);
int execute(const MergeOptions& options);
int execute(const CompareOptions& options);
int execute(const InitOptions& options);

}  // namespace echospec::cli
