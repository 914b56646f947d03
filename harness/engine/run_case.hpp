// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/discovery.hpp"
#include "engine/job.hpp"
#include "engine/settings.hpp"
#include "verdict/result.hpp"

namespace echospec::engine {

// What is known of a job before it has run: everything but the verdict. `sources` are the
// requirements', as the catalogue words them.
verdict::CaseResult describe_job(const Job& job, const Settings& settings,
                                 const casefile::Catalogue& catalogue);

// Runs the job in this process, which is a worker. Whatever goes wrong is in the result: this is
// the one place where a HarnessError is caught.
verdict::CaseResult run_case(const Job& job, const Settings& settings,
                             const std::vector<Listener>& listeners, verdict::CaseResult result);

}  // namespace echospec::engine
