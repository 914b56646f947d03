// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "verdict/result.hpp"

// Runs that are made of the cases of sample_run(), many times over.

namespace echospec::reports {

// Every verdict, levels and groups in each combination that a filter may ask for, with dozens of
// failures, some of them about the kernel's TCP: one, and so many more.
verdict::RunResult run_of_failures(size_t more);

enum class Failing { few, all };  // one in a hundred, or each

// So many cases, each with its whole evidence.
verdict::RunResult large_run(size_t cases, Failing failing);

}  // namespace echospec::reports
