// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_raw_peers.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

namespace echospec::casefile {
namespace {

struct Opened {
    base::Position at;
    std::string opener;
    bool raw = false;
    bool begun = false;  // something was done about its handshake
    Family family = Family::any;
};

class Follower {
  public:
    Follower(const Applies& applies, Mistakes& mistakes) : applies_(applies), mistakes_(mistakes) {}

    void run(const std::vector<Step>& steps) {
        for (const Step& step : steps) {
            at_ = &step.position;
            std::visit([this](const auto& action) { follow(action); }, step.action);
        }
    }

  private:
    void follow(const Repeat& step) { run(step.steps); }
    void follow(const Connect& step) { opened_[step.as] = Opened{.at = *at_, .opener = "connect"}; }
    void follow(const Accept& step) { opened_[step.as] = Opened{.at = *at_, .opener = "accept"}; }
    void follow(const RawPeer& step);

    void follow(const Handshake& step) { begin(step.on); }
    void follow(const SegmentStep& step);
    void follow(const DatagramStep& step);
    void follow(const HoldAcks& step) { raw(step.on); }
    void follow(const ReleaseAcks& step) { raw(step.on); }
    void follow(const Vanish& step) { raw(step.on); }
    void follow(const IcmpStep& step) { raw(step.on); }

    void follow(const Send& step) {
        if (step.with_fin)
            only_kernel(step.on, "a raw peer's FIN is not put on data by `with-fin`",
                        "`segment: {send: {flags: FIN+ACK, data: …}}`");
        stream(step.on);
    }
    void follow(const Receive& step) { stream(step.on); }
    void follow(const HalfClose& step) { stream(step.on); }
    void follow(const Close& step) { stream(step.on); }
    void follow(const Abort& step) { stream(step.on); }

    void follow(const PauseReading& step) {
        only_kernel(step.on, "a raw peer has no socket that could be left unread",
                    "`segment: {send: {window: 0}}` closes its window");
    }
    void follow(const ResumeReading& step) {
        only_kernel(step.on, "a raw peer has no socket that could be left unread",
                    "`segment: {send: {window: 65535}}` opens its window again");
    }
    void follow(const EchoBack& step) {
        only_kernel(step.on, "a raw peer does not echo by itself",
                    "`receive: message`, then `send: {echo: all}`");
    }
    void follow(const RetriesOrEnds& step) {
        only_kernel(step.on, "a raw peer does not wait for either of two things",
                    "`datagram: {expect: …}`, or `exit: failure`");
    }

    template <class Other>
    void follow(const Other&) {}

    void complain(std::string_view message, std::string_view hint) {
        mistakes_.add(*at_, message, hint);
    }
    Opened* find(const std::string& name) {
        const auto known = opened_.find(name);
        return known == opened_.end() ? nullptr : &known->second;
    }
    Opened* raw(const std::string& name);
    void begin(const std::string& name) {
        if (Opened* const peer = raw(name)) peer->begun = true;
    }
    void stream(const std::string& name);
    void same_family(const std::string& name, const std::optional<base::Address>& from);
    void only_kernel(const std::string& name, std::string_view message, std::string_view hint) {
        const Opened* const known = find(name);
        if (known && known->raw) complain(message, hint);
    }

    const Applies& applies_;
    Mistakes& mistakes_;
    const base::Position* at_ = nullptr;
    std::map<std::string, Opened> opened_;
};

void Follower::follow(const RawPeer& step) {
    const bool placed = step.count > 1 || step.family != Family::any || step.port;
    if (applies_.role == Role::client && placed) {
        complain("a raw peer waits where the client connects to",
                 "leave out `count`, `family` and `port`");
    } else if (step.count > 1 && step.port) {
        complain(fmt::format("{} peers cannot have the same port", step.count),
                 "leave out `port`: each takes one of its own");
    }
    const Family family = step.family == Family::any ? applies_.family : step.family;
    opened_[step.as] =
        Opened{.at = *at_, .opener = "raw-peer", .raw = true, .begun = false, .family = family};
}

void Follower::follow(const SegmentStep& step) {
    begin(step.on);
    if (!step.send) return;
    same_family(step.on, step.send->from);
    const Opened* const peer = find(step.on);
    if (peer && peer->family == Family::ipv6 && !step.send->ip_options.empty())
        complain("`ip-options` are of IPv4, and this peer speaks IPv6", "leave them out");
}

void Follower::follow(const DatagramStep& step) {
    raw(step.on);
    if (step.send) same_family(step.on, step.send->from);
}

Opened* Follower::raw(const std::string& name) {
    Opened* const known = find(name);
    if (!known || known->raw) return known;
    complain(fmt::format("`{}` is no raw peer: the kernel speaks for it", name),
             fmt::format("`raw-peer: {}` in place of `{}` in line {}", name, known->opener,
                         known->at.line));
    return nullptr;
}

// UDP has no connection that would have to be opened.
void Follower::stream(const std::string& name) {
    const Opened* const known = find(name);
    if (!known || !known->raw || known->begun || applies_.transport == Transport::udp) return;
    complain(fmt::format("the connection of raw peer `{}` has not been opened yet", name),
             fmt::format("`handshake: {}`, or segments that make one", name));
}

void Follower::same_family(const std::string& name, const std::optional<base::Address>& from) {
    const Opened* const peer = find(name);
    if (!from || !peer || peer->family == Family::any) return;
    const bool is_v6 = peer->family == Family::ipv6;
    if (from->is_v6 == is_v6) return;
    complain(fmt::format("`from` is no address of IPv{}, which this peer speaks", is_v6 ? 6 : 4),
             is_v6 ? "such as \"::9\"" : "such as 127.0.0.9");
}

}  // namespace

void check_raw_peers(const std::vector<Step>& steps, const Applies& applies, Mistakes& mistakes) {
    Follower(applies, mistakes).run(steps);
}

}  // namespace echospec::casefile
