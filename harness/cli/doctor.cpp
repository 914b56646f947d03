// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "sandbox/datagram_table.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/own_device.hpp"
#include "sandbox/raw_link.hpp"
#include "sandbox/socket_table.hpp"

namespace echospec::cli {
namespace {

struct Check {
    std::string what;
    std::string obstacle;  // empty: all is well
    std::string mend;
};

constexpr const char* kTun = "/dev/net/tun";

std::string setting(const char* path) {
    std::string value = base::read_file(path).value_or("");
    while (!value.empty() && value.back() == '\n')
        value.pop_back();
    return value;
}

// Who forbids namespaces to an ordinary user differs: the likeliest first.
std::string namespace_mend() {
    if (setting("/proc/sys/kernel/unprivileged_userns_clone") == "0") {
        return "sysctl -w kernel.unprivileged_userns_clone=1";
    }
    if (setting("/proc/sys/user/max_user_namespaces") == "0") {
        return "sysctl -w user.max_user_namespaces=10000";
    }
    if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1") {
        return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
    }
    return "in a container: docker run --privileged, or --security-opt seccomp=unconfined "
           "--security-opt apparmor=unconfined --security-opt systempaths=unconfined; or run as "
           "root";
}

Check sandbox_check() {
    return {"a sandbox: user, PID, mount and network namespaces", sandbox::sandbox_obstacle(),
            namespace_mend()};
}

Check sockets_check() {
    Check check{"socket states by sock_diag", {}, "load the kernel modules tcp_diag and inet_diag"};
    try {
        sandbox::SocketTable().all();
    } catch (const base::HarnessError& error) {
        check.obstacle = error.what();
    }
    return check;
}

Check datagrams_check() {
    const bool known = sandbox::DatagramTable().is_known();
    return {"UDP sockets by sock_diag", known ? "" : "this kernel does not tell",
            "load the kernel module udp_diag"};
}

Check processes_check() {
    const bool readable = base::read_file("/proc/self/syscall").has_value() &&
                          base::read_file("/proc/thread-self/children").has_value();
    return {"what threads wait in, by /proc/PID/syscall and children",
            readable ? "" : "not readable here",
            "a kernel with CONFIG_HAVE_ARCH_TRACEHOOK and CONFIG_PROC_CHILDREN"};
}

base::Address loopback(uint8_t last) {
    return {.is_v6 = false, .octets = {127, 0, 0, last}};
}

Check raw_peer_check() {
    return {"raw peers: a veth pair in a network of its own, and packet sockets",
            sandbox::obstacle_in_sandbox([] {
                sandbox::open_raw_link(
                    {.here = {loopback(1)}, .beyond = {loopback(2)}, .source = loopback(1)});
            }),
            "load the kernel module veth, and af_packet where it is one"};
}

// Missing, or there and forbidden: by its mode, or by the rules of a container.
std::string device_mend() {
    if (::access(kTun, F_OK) != 0) {
        return "modprobe tun; mkdir -p /dev/net; mknod -m 666 /dev/net/tun c 10 200; in a "
               "container: docker run --device /dev/net/tun";
    }
    if (::access(kTun, R_OK | W_OK) != 0) return "chmod 666 /dev/net/tun";
    return "modprobe tun; in a container: docker run --device /dev/net/tun";
}

Check own_device_check() {
    return {"TUN and TAP devices, which --own-stack alone needs", sandbox::own_device_obstacle(),
            device_mend()};
}

bool report(const Check& check) {
    fmt::print("{:5} {}\n", check.obstacle.empty() ? "ok" : "lost", check.what);
    if (check.obstacle.empty()) return true;
    fmt::print("      why:  {}\n      mend: {}\n", check.obstacle, check.mend);
    return false;
}

}  // namespace

int execute(const DoctorOptions&) {
    utsname system{};
    ::uname(&system);
    fmt::print("{} {} on {}, {}\n\n", static_cast<const char*>(system.sysname),
               static_cast<const char*>(system.release), static_cast<const char*>(system.machine),
               ::geteuid() == 0 ? "as root" : "as an ordinary user");
    const bool sandbox = report(sandbox_check());
    const bool sockets = report(sockets_check());
    const bool datagrams = report(datagrams_check());
    const bool processes = report(processes_check());
    // Without the sandbox both are lost with it, and nothing else is to be mended.
    const bool raw_peers = sandbox && report(raw_peer_check());
    const bool devices = sandbox && report(own_device_check());
    if (!sandbox) {
        fmt::print(
            "\nWithout the sandbox `--isolation host` works: cases share the host's network and "
            "run "
            "one at a time.\n");
    }
    const bool all = sandbox && sockets && datagrams && processes && raw_peers;
    fmt::print("\nexit {}: {}\n", all ? 0 : 3,
               !all      ? "something is lost"
               : devices ? "everything is there"
                         : "everything is there but what --own-stack needs");
    return all ? 0 : 3;
}

}  // namespace echospec::cli
