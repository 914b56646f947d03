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
    bool wrote = false;  // a segment of the case's was sent
    bool to_closed_port = false;
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
    void follow(const Repeat& step) {
        const uint64_t outside = rounds_;
        rounds_ *= step.times;
        run(step.steps);
        rounds_ = outside;
    }
    void follow(const Connect& step) { opened_[step.as] = Opened{.at = *at_, .opener = "connect"}; }
    void follow(const Accept& step) { opened_[step.as] = Opened{.at = *at_, .opener = "accept"}; }
    void follow(const RawPeer& step);

    void follow(const Handshake& step);
    void follow(const SegmentStep& step);
    void follow(const InitialNumbers& step);
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
    void sent(Opened& peer, const std::string& name, const SendSegment& segment);
    void stream(const std::string& name);
    void same_family(const Opened& peer, std::string_view key,
                     const std::optional<base::Address>& address);
    void only_kernel(const std::string& name, std::string_view message, std::string_view hint) {
        const Opened* const known = find(name);
        if (known && known->raw) complain(message, hint);
    }

    const Applies& applies_;
    Mistakes& mistakes_;
    const base::Position* at_ = nullptr;
    std::map<std::string, Opened> opened_;
    std::map<std::string, uint64_t> connections_;  // that raw peers of this name ever have
    uint64_t rounds_ = 1;                          // of the loops around a step, together
};

void Follower::follow(const RawPeer& step) {
    const bool asks = step.to || step.asked != Asked::usual;
    const bool placed = step.count > 1 || step.family != Family::any || step.port || asks;
    if (applies_.role == Role::client && placed) {
        complain("a raw peer waits where the client connects to",
                 "leave out `count`, `family`, `port` and `to`");
    } else if (step.count > 1 && step.port) {
        complain(fmt::format("{} peers cannot have the same port", step.count),
                 "leave out `port`: each takes one of its own");
    }
    Family family = step.family == Family::any ? applies_.family : step.family;
    if (family == Family::any && step.to) family = step.to->is_v6 ? Family::ipv6 : Family::ipv4;
    const Opened peer{.at = *at_,
                      .opener = "raw-peer",
                      .raw = true,
                      .to_closed_port = step.asked == Asked::closed_port,
                      .family = family};
    same_family(peer, "to", step.to);
    opened_[step.as] = peer;
    connections_[step.as] += step.count * rounds_;
}

void Follower::follow(const Handshake& step) {
    Opened* const peer = raw(step.on);
    if (!peer) return;
    peer->begun = true;
    if (!peer->to_closed_port) return;
    complain(fmt::format("nobody listens where raw peer `{}` asks", step.on),
             "`segment: {send: SYN}`, then `segment: {expect: RST+ACK}`");
}

void Follower::follow(const SegmentStep& step) {
    Opened* const peer = raw(step.on);
    if (!peer) return;
    if (step.send || step.expect) peer->begun = true;
    if (step.send) sent(*peer, step.on, *step.send);
}

void Follower::sent(Opened& peer, const std::string& name, const SendSegment& segment) {
    if (segment.again && !peer.wrote)
        complain(fmt::format("no segment was sent on `{}` that could be sent again", name),
                 fmt::format("`segment: {{on: {}, send: …}}` before this step", name));
    peer.wrote = true;
    same_family(peer, "from", segment.from);
    same_family(peer, "to", segment.to);
    if (peer.family == Family::ipv6 && !segment.ip_options.empty())
        complain("`ip-options` are of IPv4, and this peer speaks IPv6", "leave them out");
}

void Follower::follow(const InitialNumbers& step) {
    if (!raw(step.on) || connections_[step.on] > 1) return;
    complain(
        fmt::format("`{}` has one connection, and so one number of the target's", step.on),
        fmt::format("`raw-peer: {{as: {}, count: 20}}`, or `raw-peer` in a `repeat`", step.on));
}

void Follower::follow(const DatagramStep& step) {
    const Opened* const peer = raw(step.on);
    if (peer && step.send) same_family(*peer, "from", step.send->from);
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

void Follower::same_family(const Opened& peer, std::string_view key,
                           const std::optional<base::Address>& address) {
    if (!address || peer.family == Family::any) return;
    const bool is_v6 = peer.family == Family::ipv6;
    if (address->is_v6 == is_v6) return;
    complain(fmt::format("`{}` is no address of IPv{}, which this peer speaks", key, is_v6 ? 6 : 4),
             is_v6 ? "such as \"::9\"" : "such as 127.0.0.9");
}

}  // namespace

void check_raw_peers(const std::vector<Step>& steps, const Applies& applies, Mistakes& mistakes) {
    Follower(applies, mistakes).run(steps);
}

}  // namespace echospec::casefile
