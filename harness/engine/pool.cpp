// SPDX-License-Identifier: Apache-2.0
#include "engine/pool.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>

#include "base/error.hpp"
#include "engine/applicability.hpp"
#include "engine/interruption.hpp"
#include "engine/run_case.hpp"
#include "engine/schedule.hpp"
#include "engine/worker.hpp"
#include "verdict/attempts.hpp"
#include "verdict/codec.hpp"

namespace echospec::engine {
namespace {

using base::Clock;
using base::Instant;
using verdict::CaseResult;
using verdict::Verdict;
using namespace std::chrono_literals;

constexpr auto kGrace = 15s;          // beyond a case's limit, for its clean-up
constexpr size_t kUnreadyGiveUp = 3;  // so many cases whose target never got ready end the run

struct Busy {
    size_t job;
    Instant deadline;
};

struct Slot {
    std::unique_ptr<Worker> worker;
    std::optional<Busy> busy;
};

size_t count_own(const Plan& plan) {
    return static_cast<size_t>(std::count_if(plan.jobs.begin(), plan.jobs.end(),
                                             [](const Job& job) { return !job.borrowed; }));
}

class Pool {
  public:
    Pool(const Plan& plan, const Settings& settings, const casefile::Catalogue& catalogue,
         const std::vector<Listener>& listeners, const verdict::Gating& gating, Progress& progress)
        : plan_(plan),
          settings_(settings),
          listeners_(listeners),
          gating_(gating),
          progress_(progress),
          schedule_(plan.jobs, blanks(catalogue)) {}

    PoolEnd run() {
        slots_.resize(
            std::clamp<size_t>(settings_.jobs, 1, std::max<size_t>(1, plan_.jobs.size())));
        while (goes_on()) {
            if (stopped_by_.empty()) hand_out();
            wait_for_answers();
        }
        return {own_results(), signal_, given_up_};
    }

  private:
    std::vector<CaseResult> blanks(const casefile::Catalogue& catalogue) const {
        std::vector<CaseResult> results;
        for (const Job& job : plan_.jobs) {
            results.push_back(describe_job(job, settings_, catalogue));
            results.back().reason = "the run ended before this case";
        }
        return results;
    }

    // With --fail-fast, what was begun before is still brought to its end.
    bool goes_on() const {
        if (schedule_.is_over() || signal_ || !given_up_.empty()) return false;
        return stopped_by_.empty() ||
               std::any_of(slots_.begin(), slots_.end(),
                           [](const Slot& slot) { return slot.busy.has_value(); });
    }

    std::vector<CaseResult> own_results() const {
        std::vector<CaseResult> results;
        for (size_t job = 0; job < plan_.jobs.size(); ++job) {
            if (plan_.jobs[job].borrowed) continue;
            results.push_back(schedule_.results()[job]);
            const bool left = results.back().verdict == Verdict::not_run && !stopped_by_.empty();
            if (left) results.back().reason = "--fail-fast ended the run after " + stopped_by_;
        }
        return results;
    }

    std::unique_ptr<Worker> hire() const {
        return std::make_unique<Worker>(settings_.isolation, [this](const std::string& request) {
            return verdict::encode(attempt(std::stoul(request)));
        });
    }

    CaseResult attempt(size_t job) const {
        std::vector<CaseResult> attempts;
        for (unsigned i = 0; i < settings_.repeat; ++i) {
            attempts.push_back(
                run_case(plan_.jobs[job], settings_, listeners_, schedule_.results()[job]));
        }
        return verdict::combine(std::move(attempts));
    }

    void hand_out() {
        for (Slot& slot : slots_) {
            while (!slot.busy) {
                const auto job = schedule_.next();
                if (!job) return;
                give(slot, *job);
            }
        }
    }

    void give(Slot& slot, size_t job) {
        const std::string reason = why_not_applicable(plan_.jobs[job], settings_, listeners_);
        if (!reason.empty()) return settle(job, Verdict::skip, reason);
        if (!slot.worker) slot.worker = hire();
        slot.busy = Busy{job, Clock::now() + longest_case()};
        if (!slot.worker->ask(std::to_string(job))) lose(slot, "echospec's worker has died");
    }

    // A verdict that no worker gave.
    void settle(size_t job, Verdict verdict, const std::string& reason) {
        CaseResult result = schedule_.results()[job];
        result.verdict = verdict;
        result.reason = reason;
        finish(job, std::move(result));
    }

    void lose(Slot& slot, const std::string& reason) {
        const size_t job = slot.busy->job;
        slot.busy.reset();
        slot.worker.reset();
        settle(job, Verdict::error, reason);
    }

    void finish(size_t job, CaseResult result) {
        verdict::settle(result, gating_);
        for (const size_t decided : schedule_.finish(job, std::move(result))) {
            const CaseResult& done = schedule_.results()[decided];
            if (!plan_.jobs[decided].borrowed) report(done);
            verified_ += done.verdict == Verdict::pass || done.verdict == Verdict::fail ||
                         done.verdict == Verdict::warn;
            unready_ += done.verdict == Verdict::error;
        }
        if (verified_ == 0 && unready_ >= kUnreadyGiveUp) {
            given_up_ = schedule_.results()[job].reason;
        }
    }

    void report(const CaseResult& done) {
        progress_.finished(done, ++reported_, own_jobs_);
        const bool ends = settings_.fail_fast && done.gates && stopped_by_.empty();
        if (ends) stopped_by_ = verdict::full_name(done);
    }

    // A start and, at the most, a restart come on top of the conversation.
    base::Duration longest_case() const {
        return settings_.repeat * (settings_.case_limit + 2 * settings_.start_limit + kGrace);
    }

    int time_left() const {
        Instant nearest = Clock::now() + longest_case();
        for (const Slot& slot : slots_) {
            if (slot.busy) nearest = std::min(nearest, slot.busy->deadline);
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(nearest - Clock::now());
        return static_cast<int>(std::max<long>(0, left.count()));
    }

    void wait_for_answers() {
        std::vector<pollfd> descriptors{{interruption_.descriptor(), POLLIN, 0}};
        std::vector<Slot*> owners{nullptr};
        for (Slot& slot : slots_) {
            if (!slot.busy) continue;
            descriptors.push_back({slot.worker->socket(), POLLIN, 0});
            owners.push_back(&slot);
        }
        if (descriptors.size() == 1) return;
        const int count = ::poll(descriptors.data(), descriptors.size(), time_left());
        if (count == -1 && errno != EINTR) base::throw_errno("wait for the workers", errno);
        if (const auto number = interruption_.take()) {
            signal_ = number;
            return;
        }
        for (size_t i = 1; i < descriptors.size(); ++i) {
            if (descriptors[i].revents != 0) take_answer(*owners[i]);
        }
        dismiss_late();
    }

    void take_answer(Slot& slot) {
        const auto answer = receive_message(slot.worker->socket());
        if (!answer) return lose(slot, "echospec's worker died while it ran this case");
        if (answer->starts_with('-')) return lose(slot, answer->substr(1));
        const size_t job = slot.busy->job;
        slot.busy.reset();
        finish(job, verdict::decode_case(std::string_view(*answer).substr(1)));
    }

    void dismiss_late() {
        for (Slot& slot : slots_) {
            if (slot.busy && Clock::now() > slot.busy->deadline) {
                lose(slot, "the case did not end within its limit");
            }
        }
    }

    const Plan& plan_;
    const Settings& settings_;
    const std::vector<Listener>& listeners_;
    const verdict::Gating& gating_;
    Progress& progress_;
    Schedule schedule_;
    Interruption interruption_;
    std::vector<Slot> slots_;
    std::optional<int> signal_;
    std::string given_up_;
    std::string stopped_by_;  // the case that ended the run with --fail-fast
    const size_t own_jobs_ = count_own(plan_);
    size_t reported_ = 0;
    size_t verified_ = 0;
    size_t unready_ = 0;
};

}  // namespace

PoolEnd run_jobs(const Plan& plan, const Settings& settings, const casefile::Catalogue& catalogue,
                 const std::vector<Listener>& listeners, const verdict::Gating& gating,
                 Progress& progress) {
    return Pool(plan, settings, catalogue, listeners, gating, progress).run();
}

}  // namespace echospec::engine
