// SPDX-License-Identifier: Apache-2.0
#include "sandbox/own_device.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/files.hpp"
#include "tests/support/forked.hpp"
#include "tests/support/sockets.hpp"

namespace echospec::sandbox {
namespace {

using base::Address;
using base::Descriptor;
using tests::in_sandbox;
using tests::User;

class OwnDevices : public tests::NeedsSandbox {
  protected:
    void SetUp() override {
        NeedsSandbox::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        const Descriptor control(::open("/dev/net/tun", O_RDWR | O_CLOEXEC));
        if (control.get() < 0) {
            GTEST_SKIP() << "/dev/net/tun cannot be opened: " << std::strerror(errno);
        }
    }
};

Address documentation(uint8_t last) {
    return {.is_v6 = false, .octets = {192, 0, 2, last}};
}

Address documentation_v6(uint8_t last) {
    return {.is_v6 = true,
            .octets = {0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last}};
}

// As the target does: it finds the device by its name, and says of which kind it takes it to be.
int attach_error(const std::string& name, int flags) {
    const Descriptor device(::open("/dev/net/tun", O_RDWR | O_CLOEXEC));
    ifreq request{};
    std::strncpy(request.ifr_name, name.c_str(), sizeof request.ifr_name - 1);
    request.ifr_flags = static_cast<short>(flags);
    return ::ioctl(device.get(), TUNSETIFF, &request) == 0 ? 0 : errno;
}

void expect_a_device(const std::string& name, DeviceKind kind) {
    open_own_device({.name = name, .kind = kind, .tester = {documentation(1)}, .beyond = {}});
    EXPECT_EQ(::if_nametoindex(name.c_str()), kOwnDevice);
    const auto socket = tests::listen_at({documentation(1), 7});  // the address is there
    EXPECT_EQ(tests::local_of(socket).address, documentation(1));
    const bool tap = kind == DeviceKind::tap;
    EXPECT_EQ(attach_error(name, (tap ? IFF_TUN : IFF_TAP) | IFF_NO_PI), EINVAL);
    EXPECT_EQ(attach_error(name, (tap ? IFF_TAP : IFF_TUN) | IFF_NO_PI), 0);
    EXPECT_EQ(::if_nametoindex(name.c_str()), kOwnDevice);  // and stays when the target lets go
}

TEST_F(OwnDevices, AreThereForTheTargetWithTheTestersAddress) {
    in_sandbox(User::same, [] { expect_a_device("tun0", DeviceKind::tun); });
    in_sandbox(User::same, [] { expect_a_device("tap7", DeviceKind::tap); });
}

TEST_F(OwnDevices, LeadToTheRawPeersLink) {
    in_sandbox(User::same, [] {
        open_own_device(
            {.name = "tun0", .kind = DeviceKind::tun, .tester = {documentation(1)}, .beyond = {}});
        EXPECT_EQ(base::read_file("/proc/sys/net/ipv4/ip_forward"), "1\n");
        EXPECT_EQ(base::read_file("/proc/sys/net/ipv4/conf/tun0/send_redirects"), "0\n");
    });
}

TEST_F(OwnDevices, HaveAddressesOfBothVersions) {
    in_sandbox(User::same, [] {
        open_own_device({.name = "tap0",
                         .kind = DeviceKind::tap,
                         .tester = {documentation(1), documentation_v6(1)},
                         .beyond = {documentation_v6(0xfe)}});
        tests::listen_at({documentation(1), 7});
        tests::listen_at({documentation_v6(1), 7});
        EXPECT_ANY_THROW(tests::listen_at({documentation_v6(0xfe), 7}));
        EXPECT_EQ(base::read_file("/proc/sys/net/ipv6/conf/all/forwarding"), "1\n");
        EXPECT_EQ(base::read_file("/proc/sys/net/ipv6/conf/tap0/proxy_ndp"), "1\n");
    });
}

TEST_F(OwnDevices, CanGiveTheTestersAddressToSomebodyBeyondThem) {
    in_sandbox(User::same, [] {
        open_own_device(
            {.name = "tap0", .kind = DeviceKind::tap, .tester = {documentation(1)}, .beyond = {}});
        leave_address(documentation(1), documentation(253));
        EXPECT_ANY_THROW(tests::listen_at({documentation(1), 7}));
        tests::listen_at({documentation(253), 7});
    });
    in_sandbox(User::same, [] {
        open_own_device({.name = "tap0",
                         .kind = DeviceKind::tap,
                         .tester = {documentation_v6(1)},
                         .beyond = {}});
        leave_address(documentation_v6(1), documentation_v6(253));
        EXPECT_ANY_THROW(tests::listen_at({documentation_v6(1), 7}));
        tests::listen_at({documentation_v6(253), 7});
    });
}

}  // namespace
}  // namespace echospec::sandbox
