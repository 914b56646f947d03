// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <filesystem>

#include "base/error.hpp"
#include "sandbox/isolation.hpp"
#include "tests/e2e/program.hpp"
#include "tests/support/forked.hpp"

namespace echospec::tests {
namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class DoctorInASandbox : public NeedsSandbox {};
class DoctorAsRoot : public NeedsRoot {};

constexpr const char* kDevices = "/dev/net";

// In mounts of this process alone, an empty folder.
void hide_devices() {
    base::check_syscall("unshare the mounts", ::unshare(CLONE_NEWNS));
    base::check_syscall("make mounts private",
                        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
    base::check_syscall("hide /dev/net", ::mount("none", kDevices, "tmpfs", 0, nullptr));
}

TEST(Doctor, SaysWhatThereIsAndEndsAccordingly) {
    const Outcome outcome = echospec({"doctor"});
    const bool has_sandbox = sandbox::sandbox_obstacle().empty();
    EXPECT_EQ(outcome.code, has_sandbox ? 0 : 3) << outcome.out;
    EXPECT_TRUE(contains(outcome.out, has_sandbox ? "ok    a sandbox" : "lost  a sandbox"));
    EXPECT_TRUE(outcome.last_line().starts_with(has_sandbox ? "exit 0: " : "exit 3: "));
}

bool device_can_be_opened() {
    const base::Descriptor device(::open("/dev/net/tun", O_RDWR | O_CLOEXEC));
    return device.get() >= 0;
}

TEST_F(DoctorInASandbox, SaysWhetherRawPeersAndDevicesCanBeHad) {
    const Outcome outcome = echospec({"doctor"});
    EXPECT_TRUE(contains(outcome.out, "\nok    raw peers: ")) << outcome.out;
    const bool device = device_can_be_opened();
    EXPECT_TRUE(contains(outcome.out, device ? "\nok    TUN and TAP" : "\nlost  TUN and TAP"))
        << outcome.out;
}

// Only who brings a TCP of his own needs it.
TEST_F(DoctorAsRoot, TellsHowToMendAMissingDevice) {
    in_child(User::same, [] {
        if (std::filesystem::exists(kDevices)) hide_devices();
        const Outcome outcome = echospec({"doctor"});
        EXPECT_TRUE(contains(outcome.out,
                             "why:  open /dev/net/tun: No such file or directory\n"
                             "      mend: modprobe tun; mkdir -p /dev/net; mknod "))
            << outcome.out;
        EXPECT_EQ(outcome.last_line(), "exit 0: everything is there but what --own-stack needs");
        EXPECT_EQ(outcome.code, 0);
    });
}

TEST_F(DoctorAsRoot, IsNamedWhereAnOwnStackHasNoDevice) {
    in_child(User::same, [] {
        if (std::filesystem::exists(kDevices)) hide_devices();
        const Outcome outcome = echospec(
            {"run", "--own-stack", "tun0:192.0.2.2", "--port", "7", "--", fixture("own_stack")});
        EXPECT_TRUE(contains(outcome.err,
                             "no TUN or TAP device can be had here: open /dev/net/tun: No such "
                             "file or directory\n`echospec doctor` says how to mend that\n"))
            << outcome.err;
        EXPECT_TRUE(contains(outcome.err,
                             "exit 3: could not test: the device that --own-stack asks for is "
                             "not to be had\n"))
            << outcome.err;
        EXPECT_EQ(outcome.code, 3);
    });
}

TEST_F(DoctorAsRoot, TellsHowToMendADeviceThatIsForRootAlone) {
    if (!std::filesystem::exists(kDevices)) GTEST_SKIP() << "there is no " << kDevices;
    in_child(User::same, [] {
        const Folder folder;
        std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
        std::filesystem::copy(ECHOSPEC_BINARY, folder / "echospec");
        hide_devices();
        ASSERT_EQ(::mknod("/dev/net/tun", S_IFCHR | 0600, ::makedev(10, 200)), 0);
        const Outcome outcome = Program(folder / "echospec", {"doctor"}, 65534).finish();
        EXPECT_TRUE(contains(outcome.out,
                             "why:  open /dev/net/tun: Permission denied\n"
                             "      mend: chmod 666 /dev/net/tun\n"))
            << outcome.out;
        EXPECT_EQ(outcome.code, 0);
    });
}

}  // namespace
}  // namespace echospec::tests
