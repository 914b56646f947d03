// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_roles.hpp"

#include <string_view>
#include <type_traits>

namespace echospec::casefile {
namespace {

template <class T, class... Types>
constexpr bool kIsOneOf = (std::is_same_v<T, Types> || ...);

class Follower {
  public:
    Follower(const Applies& applies, Mistakes& mistakes)
        : role_(applies.role), transport_(applies.transport), mistakes_(mistakes) {}

    void run(const std::vector<Step>& steps) {
        for (const Step& step : steps) {
            at_ = &step.position;
            std::visit([this](const auto& action) { follow(action); }, step.action);
        }
    }

  private:
    void follow(const Repeat& step) { run(step.steps); }

    template <class T>
    void follow(const T&) {
        if (role_ == Role::server) return check_server<T>();
        check_client<T>();
        listens_ = listens_ || kIsOneOf<T, Listen>;
        started_ = started_ || kIsOneOf<T, Accept, StartTarget, Handshake>;
        raw_ = raw_ || kIsOneOf<T, RawPeer>;
        accepted_ = accepted_ || kIsOneOf<T, Accept>;
    }

    template <class T>
    void check_server() {
        if (!kIsOneOf<T, Listen, StartTarget, Accept, RetriesOrEnds>) return;
        mistakes_.add(*at_, "a server is started before the first step, and connected to",
                      "`connect:`, or applies: {role: client}");
    }

    template <class T>
    void check_client() {
        if (kIsOneOf<T, Connect> && transport_ == Transport::udp) {
            if (accepted_) return;
            mistakes_.add(*at_, "nobody knows the client's address yet",
                          "`accept:` before this step: who connects sends to the accepted client");
        } else if (kIsOneOf<T, Connect, Restart, TargetCloses, SecondInstance, StillServes>) {
            mistakes_.add(*at_, "nobody connects to a client",
                          "`listen:`, then `accept:`, or applies: {role: server}");
        } else if (kIsOneOf<T, Accept> && !listens_) {
            mistakes_.add(*at_, "nobody listens for the client yet", "`listen:` before this step");
        } else if (kIsOneOf<T, Signal, Exit, Stdout, Stderr, Idle, SegmentStep, InitialNumbers,
                            DatagramStep, IcmpStep> &&
                   !started_) {
            mistakes_.add(*at_, "the client has not been started yet", how_it_starts());
        }
    }

    std::string_view how_it_starts() const {
        if (!raw_) return "`accept:` starts it, or `start-target:`";
        if (transport_ == Transport::udp) return "`start-target:` starts it";
        return "`handshake:` starts it, or `start-target:`";
    }

    Role role_;
    Transport transport_;
    Mistakes& mistakes_;
    const base::Position* at_ = nullptr;
    bool listens_ = false;
    bool started_ = false;
    bool accepted_ = false;
    bool raw_ = false;  // a raw peer waits for it
};

}  // namespace

void check_roles(const std::vector<Step>& steps, const Applies& applies, Mistakes& mistakes) {
    Follower(applies, mistakes).run(steps);
}

}  // namespace echospec::casefile
