// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_connections.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

#include "base/suggest.hpp"

namespace echospec::casefile {
namespace {

// What our side of a connection has done so far.
struct Connection {
    base::Position opened;
    base::Position last;      // where `silenced` or `ended` began to hold
    bool silenced = false;    // our FIN was sent, or RST received
    bool peer_ended = false;  // FIN was received
    bool ended = false;       // closed or aborted by us
    bool maybe_over = false;  // RST may have been received
    std::string opener = "connect";

    bool may_reopen() const { return ended || maybe_over || (silenced && peer_ended); }
};

class Tracker {
  public:
    explicit Tracker(Mistakes& mistakes) : mistakes_(mistakes) {}

    void run(const std::vector<Step>& steps) {
        for (const Step& step : steps) {
            at_ = &step.position;
            std::visit([this](const auto& action) { apply(action); }, step.action);
        }
    }

    void run(const After& after) {
        for (const WireWanted& wanted : after.wire) {
            at_ = &wanted.position;
            find(wanted.on);
        }
    }

  private:
    void apply(const Connect& step) {
        open(step.as, "connect").ended = step.answer == Answer::refused;
    }
    void apply(const Accept& step) { open(step.as, "accept"); }
    void apply(const RawPeer& step) { open(step.as, "raw-peer"); }
    void apply(const RetriesOrEnds& step) { find(step.on); }
    void apply(const EchoBack& step) { writable(step.on); }
    void apply(const Stdout& step) {
        const bool of_one = step.what == Stdout::What::sent || step.what == Stdout::What::sender;
        if (of_one) find(step.on);
    }
    void apply(const Send& step) {
        Connection* connection = writable(step.on);
        if (connection && step.with_fin) silence(*connection);
    }
    void apply(const Receive& step) {
        Connection* connection = usable(step.on);
        if (!connection) return;
        const bool reset = std::holds_alternative<ExpectReset>(step.expected);
        if (std::holds_alternative<ExpectFin>(step.expected)) connection->peer_ended = true;
        if (reset || std::holds_alternative<ExpectEnd>(step.expected))
            connection->maybe_over = true;
        if (reset) silence(*connection);
    }
    void apply(const HalfClose& step) {
        if (Connection* connection = writable(step.on)) silence(*connection);
    }
    void apply(const Close& step) { end(step.on); }
    void apply(const Abort& step) { end(step.on); }
    void apply(const PauseReading& step) { usable(step.on); }
    void apply(const ResumeReading& step) { usable(step.on); }
    void apply(const Silence& step) {
        if (!step.on.empty()) find(step.on);
    }
    void apply(const States& step) { find(step.on); }

    // What is done by hand may be done after every end, and may be an end itself.
    void apply(const Handshake& step) { find_raw(step.on); }
    void apply(const HoldAcks& step) { find_raw(step.on); }
    void apply(const ReleaseAcks& step) { find_raw(step.on); }
    void apply(const DatagramStep& step) { find_raw(step.on); }
    void apply(const InitialNumbers& step) { find_raw(step.on); }
    void apply(const SegmentStep& step) {
        const bool looks_back = step.count || step.every;
        looks_back ? void(find_raw(step.on)) : maybe_end(step.on);
    }
    void apply(const IcmpStep& step) { step.send ? maybe_end(step.on) : void(find_raw(step.on)); }
    void apply(const Vanish& step) {
        Connection* connection = find_raw(step.on);
        if (!connection) return;
        connection->ended = true;
        connection->last = *at_;
    }
    void apply(const Repeat& step);

    // The steps that name no connection.
    void apply(const Listen&) {}
    void apply(const StartTarget&) {}
    void apply(const Stderr&) {}
    void apply(const Settle&) {}
    void apply(const Signal&) {}
    void apply(const Exit&) {}
    void apply(const Restart&) {}
    void apply(const TargetCloses&) {}
    void apply(const SecondInstance&) {}
    void apply(const Idle&) {}
    void apply(const Remember&) {}
    void apply(const StillServes&) {}

    void complain(std::string message, std::string hint) {
        mistakes_.add(*at_, std::move(message), std::move(hint));
    }
    void silence(Connection& connection) {
        connection.silenced = true;
        connection.last = *at_;
    }
    void end(const std::string& name) {
        Connection* connection = usable(name);
        if (!connection) return;
        connection->ended = true;
        connection->last = *at_;
    }
    void maybe_end(const std::string& name) {
        if (Connection* connection = find_raw(name)) connection->maybe_over = true;
    }
    Connection& open(const std::string& name, const std::string& opener);
    Connection* find_raw(const std::string& name) { return find(name, "raw-peer"); }
    Connection* find(const std::string& name, std::string_view opener = "connect");
    Connection* usable(const std::string& name);
    Connection* writable(const std::string& name);

    Mistakes& mistakes_;
    const base::Position* at_ = nullptr;
    std::map<std::string, Connection> open_;
};

Connection& Tracker::open(const std::string& name, const std::string& opener) {
    const auto known = open_.find(name);
    if (known != open_.end() && !known->second.may_reopen()) {
        complain(fmt::format("`{}` is open already", name),
                 fmt::format("it was opened in line {}; `{}: other-name` opens another",
                             known->second.opened.line, opener));
    }
    Connection& connection = open_[name];
    connection = Connection{.opened = *at_, .last = *at_, .opener = opener};
    return connection;
}

Connection* Tracker::find(const std::string& name, std::string_view opener) {
    const auto known = open_.find(name);
    if (known != open_.end()) return &known->second;
    std::vector<std::string> names;
    for (const auto& [other, connection] : open_)
        names.push_back(other);
    const std::string hint =
        names.empty() ? fmt::format("`{}:` opens one", opener) : base::suggest(name, names);
    complain(fmt::format("no connection `{}` was opened before", name), hint);
    return nullptr;
}

Connection* Tracker::usable(const std::string& name) {
    Connection* connection = find(name);
    if (!connection || !connection->ended) return connection;
    complain(fmt::format("`{}` has been ended before", name),
             fmt::format("in line {}; open it again with `{}`", connection->last.line,
                         connection->opener));
    return nullptr;
}

Connection* Tracker::writable(const std::string& name) {
    Connection* connection = usable(name);
    if (!connection || !connection->silenced) return connection;
    complain(fmt::format("nothing can be sent on `{}` any more", name),
             fmt::format("its FIN was sent, or RST received, in line {}", connection->last.line));
    return nullptr;
}

// The body is followed twice, if it runs more than once: what its first round leaves behind, its
// second one meets.
void Tracker::apply(const Repeat& step) {
    const std::map<std::string, Connection> before = open_;
    run(step.steps);
    for (auto known = open_.begin(); known != open_.end();) {
        const bool inside = !before.contains(known->first);
        if (inside && !known->second.may_reopen()) {
            mistakes_.add(
                known->second.opened,
                fmt::format("`{}` is opened in every round, and never ended there", known->first),
                "end it inside the loop: close, abort, or half-close and receive: fin");
            known = open_.erase(known);
        } else {
            ++known;
        }
    }
    if (step.times > 1) run(step.steps);
}

}  // namespace

void check_connections(const std::vector<Step>& steps, const After& after, Mistakes& mistakes) {
    Tracker tracker(mistakes);
    tracker.run(steps);
    tracker.run(after);
}

}  // namespace echospec::casefile
