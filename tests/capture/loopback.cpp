// SPDX-License-Identifier: Apache-2.0
#include "tests/capture/loopback.hpp"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "capture/read_capture.hpp"
#include "capture/write_capture.hpp"

namespace echospec::capture::test {
namespace {

constexpr int kDropped = 76;
constexpr int kRefused = 77;

void raise_loopback(int mtu) {
    const base::Descriptor socket(base::check_syscall("socket", ::socket(AF_INET, SOCK_DGRAM, 0)));
    ifreq request{};
    request.ifr_name[0] = 'l';
    request.ifr_name[1] = 'o';
    request.ifr_mtu = mtu;
    base::check_syscall("mtu", ::ioctl(socket.get(), SIOCSIFMTU, &request));
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    base::check_syscall("up", ::ioctl(socket.get(), SIOCSIFFLAGS, &request));
}

// A buffer beyond the system's limit is only for the privileged: others get the limit.
base::Descriptor open_packet_socket() {
    base::Descriptor socket(base::check_syscall(
        "packet socket", ::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(ETH_P_ALL))));
    const int size = 1 << 29;
    if (::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0) {
        ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    }
    return socket;
}

// Takes frames off a packet socket in a thread of its own, until it is told to stop and nothing
// is left.
class Recorder {
  public:
    explicit Recorder(int socket) : socket_(socket), thread_([this] { run(); }) {}

    std::vector<CapturedFrame> stop() {
        stopping_ = true;
        thread_.join();
        return std::move(frames_);
    }

  private:
    void run() {
        std::string buffer(1 << 17, '\0');
        while (true) {
            const bool last = stopping_;
            while (take(buffer)) {
            }
            if (last) return;
            pollfd readable{socket_, POLLIN, 0};
            ::poll(&readable, 1, 1);
        }
    }

    bool take(std::string& buffer) {
        sockaddr_ll from{};
        socklen_t size = sizeof from;
        const ssize_t count = ::recvfrom(socket_, buffer.data(), buffer.size(), 0,
                                         reinterpret_cast<sockaddr*>(&from), &size);
        if (count < 0) return false;
        if (from.sll_pkttype == PACKET_OUTGOING) return true;  // `lo` shows each frame twice
        now_ += std::chrono::milliseconds(1);
        frames_.push_back({now_, buffer.substr(0, static_cast<size_t>(count)), 0});
        return true;
    }

    int socket_;
    base::Instant now_;
    std::vector<CapturedFrame> frames_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

bool has_dropped(int socket) {
    tpacket_stats statistics{};
    socklen_t size = sizeof statistics;
    base::check_syscall("statistics",
                        ::getsockopt(socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size));
    return statistics.tp_drops > 0;
}

int in_child(const std::string& path, int mtu, const std::function<void()>& scenario) {
    const int spaces = ::geteuid() == 0 ? CLONE_NEWNET : CLONE_NEWUSER | CLONE_NEWNET;
    if (::unshare(spaces) != 0) return kRefused;
    try {
        raise_loopback(mtu);
        const base::Descriptor socket = open_packet_socket();
        Recorder recorder(socket.get());
        scenario();
        write_capture(path, wire::LinkType::ethernet, recorder.stop());
        return has_dropped(socket.get()) ? kDropped : 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}

}  // namespace

Recording record_loopback(const std::string& path, int mtu, const std::function<void()>& scenario) {
    const pid_t child = base::check_syscall("fork", ::fork());
    if (child == 0) ::_exit(in_child(path, mtu, scenario));
    int status = 0;
    base::check_syscall("wait", ::waitpid(child, &status, 0));
    if (!WIFEXITED(status)) throw std::runtime_error("the scenario crashed");
    if (WEXITSTATUS(status) == kRefused) return {"no network namespace may be made here", false};
    if (WEXITSTATUS(status) == 1) throw std::runtime_error("the scenario could not be captured");
    return {"", WEXITSTATUS(status) == 0};
}

std::vector<wire::Segment> segments_of(const std::string& path) {
    std::vector<wire::Segment> segments;
    const auto summary = read_capture(path, [&](const wire::RawFrame& raw, uint64_t) {
        const wire::Frame frame = wire::decode(raw);
        if (const auto* segment = std::get_if<wire::Segment>(&frame)) segments.push_back(*segment);
    });
    if (!summary) throw std::runtime_error(base::render(summary.error()));
    if (summary->cut_short) throw std::runtime_error(path + " is cut short");
    return segments;
}

}  // namespace echospec::capture::test
