// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/duration.hpp"
#include "casefile/case.hpp"
#include "engine/datagrams.hpp"
#include "engine/discovery.hpp"
#include "engine/own_stack_probe.hpp"
#include "engine/raw_ground.hpp"
#include "engine/settings.hpp"
#include "engine/settle.hpp"
#include "peer/acceptor.hpp"
#include "peer/connection.hpp"
#include "sandbox/process_table.hpp"
#include "sandbox/socket_table.hpp"
#include "sandbox/tap.hpp"
#include "sandbox/target.hpp"

// The world of one case: a fresh network, the target in it, the tester's connections, and the one
// loop that drives them all. It waits; it judges nothing.

namespace echospec::engine {

// What the wait is for, which says how it may end when the target is asleep but has a timer.
enum class Purpose {
    reply,    // something must come: a short sleeper may still bring it, so wait the whole patience
    silence,  // nothing must come: 250 ms without any sign decide
    again,    // a repetition must come, which the kernel's timers bring
};

struct Waited {
    enum class How { happened, settled, quiet, patience };
    How how = How::happened;
    base::Duration took{};
    std::string why;         // what the last look showed
    bool starved = false;    // the machine kept echospec or the target from running
    bool under_way = false;  // the case's time is over, and bytes were still moving
};

std::string to_string(const Waited& waited);

using Connections = std::vector<std::shared_ptr<peer::Stream>>;
using SocketConnections = std::vector<std::shared_ptr<peer::Connection>>;

class Stage {
  public:
    // In the sandbox, enters a fresh network and captures what passes in it.
    explicit Stage(const Settings& settings, const casefile::Start& start = {});
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage();

    // Makes the link behind which raw peers stand, unless it is there; before the target is
    // started.
    void open_raw_ground(const std::vector<Listener>& listeners, casefile::Role role);
    // A target with a stack of its own has opened its device: what is sent gets there from now on.
    void await_own_device();
    // Null where none was made.
    RawGround* raw_ground() { return raw_ ? &*raw_ : nullptr; }
    // New raw peers, to be found like other connections.
    RawConnections open_raw(const casefile::RawPeer& peer, uint64_t seed);

    // Starts the command, then waits until it listens where `known` says it did before; an empty
    // `known` accepts any. Empty on success, else why it did not become ready.
    std::string start_target(const std::vector<Listener>& known);

    // Ends what runs and starts the command again, the same way.
    std::string restart_target(const std::vector<Listener>& known);

    void start_second_instance();

    // How a client is to be started, and what it has to say. It runs once a step starts it.
    void prepare_client(std::string message);
    void start_client();

    // Starts the command as nothing but its output is known of: until `is_enough`.
    Waited start_and_watch(const std::function<bool()>& is_enough);
    // Why it is not what was waited for: how it ended, or what it waits in, and its stderr.
    std::string why_not_ready(const Waited& waited, casefile::Role role);

    // The tester listens on each of these addresses; the first connection that none has taken.
    void listen(const std::vector<Listener>& addresses, const casefile::Listen& options);
    bool has_accepted() const;
    peer::Connection& accept(const std::string& name);

    Waited wait(const std::function<bool()>& happened, Purpose purpose);

    // Likewise for what a program does when its own time limit is over: with that much patience.
    Waited wait_for_time_limit(const std::function<bool()>& happened);

    // What has come by now, without waiting for more.
    void take_what_came();

    // Until then or a point in time, whatever settles: a kernel's delayed ACK is in no table.
    Waited wait_until(const std::function<bool()>& happened, base::Instant deadline);

    // Until nothing more happens unless the tester does something.
    Waited settle();

    // A look at threads and queues, now; what counts as motion depends on what is waited for.
    Look look(Purpose purpose = Purpose::silence);

    // What listens now, of the target alone, ports ordered.
    std::vector<Listener> listeners();
    std::vector<Listener> listeners(casefile::Transport transport);
    // How many sockets that is: several may share one address (SO_REUSEPORT).
    size_t listening_sockets();
    // More handshakes are completed than the target's backlog holds: another would be put off.
    bool accept_queue_is_full();
    // Both ends of all connections, as the kernel has them now.
    std::vector<sandbox::SocketEntry> connected_sockets();
    // Those of the target, TIME-WAIT left out.
    std::vector<sandbox::SocketEntry> target_sockets();

    // Connections of the tester's, by their name: new ones, and those that are there.
    SocketConnections open(const std::string& name, unsigned count);
    Connections& find(const std::string& name);
    // The last ones of their names; `every` ever opened; those of one name.
    Connections all_connections() const;
    Connections every_connection() const;
    Connections every_connection(const std::string& name) const;

    // What passed on the devices of the case's network; null where it cannot be captured, as
    // outside the sandbox.
    sandbox::Tap* tap() { return tap_ ? &*tap_ : nullptr; }

    Datagrams& datagrams() { return *datagrams_; }
    bool is_started() const { return target_ != nullptr; }
    const std::string& message() const { return message_; }
    sandbox::Target& target() { return *target_; }
    sandbox::Target* second() { return second_.get(); }
    const Settings& settings() const { return settings_; }
    base::Instant ready_at() const { return ready_at_; }
    base::Duration since_ready() const { return base::Clock::now() - ready_at_; }
    sandbox::Resources baseline;

  private:
    void open_tap();
    void open_raw_ground(const RawPlace& place);
    void open_own_stack(const casefile::OwnStack& stack);
    void launch(std::unique_ptr<sandbox::Target>& place);
    std::string start_until_ready(const std::vector<Listener>& known);
    std::vector<Listener> own_stack_listeners(casefile::Transport transport);
    std::vector<Listener> listeners_like(const std::vector<Listener>& known);
    std::vector<sandbox::SocketEntry> own_listeners();
    std::vector<sandbox::DatagramEntry> own_datagram_servers();
    bool is_ours(const sandbox::SocketEntry& entry) const;
    void keep_going(base::Duration slice);
    std::string unseen_motion(Stillness seen);
    bool has_packets_on_the_way();
    Connections& anew(const std::string& name);
    std::set<base::Endpoint> tester_endpoints() const;
    uint64_t bytes_moved() const;
    base::Duration limit_for(Purpose purpose) const;
    std::optional<Waited::How> conclude(const Look& first, Purpose purpose,
                                        base::Instant quiet_since,
                                        const std::function<bool()>& happened);

    const Settings& settings_;
    casefile::Start start_;
    std::string message_;  // of a client
    boost::asio::io_context loop_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::optional<sandbox::SocketTable> sockets_;
    std::optional<sandbox::Tap> tap_;
    std::optional<Datagrams> datagrams_;
    std::optional<RawGround> raw_;
    std::optional<OwnStackProbe> probe_;
    bool own_device_is_up_ = false;
    std::unique_ptr<sandbox::Target> target_;
    std::unique_ptr<sandbox::Target> second_;
    std::vector<std::shared_ptr<peer::Acceptor>> acceptors_;
    std::map<std::string, Connections> connections_;
    std::map<std::string, Connections> retired_;  // replaced by later ones of the same name
    base::Duration limit_;
    base::Duration longest_sleep_;  // a thread that sleeps longer will not wake in time
    base::Instant deadline_;        // of the whole case
    base::Instant ready_at_;
};

}  // namespace echospec::engine
