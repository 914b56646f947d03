// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "verdict/result.hpp"

// Results as a run could have left them, for what tells them to people.

namespace echospec::tests {

verdict::CaseResult passed_case();

// With everything that a finding can have: a failed step, a step not reached, a difference, causes.
verdict::CaseResult failed_case();

// Of this verdict, with a reason and nothing else.
verdict::CaseResult plain_case(verdict::Verdict verdict);

}  // namespace echospec::tests
