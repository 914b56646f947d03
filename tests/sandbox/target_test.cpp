// SPDX-License-Identifier: Apache-2.0
#include "sandbox/target.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <cstdlib>

#include "base/error.hpp"
#include "base/files.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/process_table.hpp"
#include "tests/support/forked.hpp"

namespace echospec::sandbox {
namespace {

using tests::eventually;
using tests::in_child;
using tests::User;
using Words = std::vector<std::string>;

// A program in a loop of its own, as the engine has it.
struct Bench {
    explicit Bench(Launch launch) : target(loop, launch) {}
    explicit Bench(const Words& arguments) : Bench(launch(arguments)) {}

    static Launch launch(const Words& arguments) {
        Launch launch{.command = {ECHOSPEC_PROBE}, .descriptor_limit = {}};
        launch.command.insert(launch.command.end(), arguments.begin(), arguments.end());
        return launch;
    }

    bool comes_true(const std::function<bool()>& is_so) {
        return eventually([&] {
            loop.restart();
            loop.poll();
            return is_so();
        });
    }
    // "exit status 0" once it has ended.
    std::string ended() {
        EXPECT_TRUE(comes_true([&] { return target.end().has_value(); }));
        return target.end() ? to_string(*target.end()) : "it runs";
    }
    bool has_printed(size_t bytes) {
        return comes_true([&] { return target.standard_output().text().size() >= bytes; });
    }

    boost::asio::io_context loop{1};
    Target target;
};

// Whatever the body starts is a descendant of this process alone.
void as_worker(const std::function<void()>& body) {
    in_child(User::same, [&] {
        become_reaper();
        body();
    });
}

TEST(Target, TellsHowItsProcessEnded) {
    as_worker([] {
        EXPECT_EQ(Bench({"exit", "0"}).ended(), "exit status 0");
        EXPECT_EQ(Bench({"exit", "7"}).ended(), "exit status 7");
        EXPECT_EQ(Bench({"raise", std::to_string(SIGSEGV)}).ended(), "killed by SIGSEGV");
        EXPECT_EQ(Bench({"raise", std::to_string(SIGKILL)}).ended(), "killed by SIGKILL");
    });
}

TEST(Target, KeepsBothStreamsApart) {
    as_worker([] {
        Bench bench({"both"});
        bench.ended();
        EXPECT_EQ(bench.target.standard_output().text(), "to stdout\n");
        EXPECT_EQ(bench.target.standard_error().text(), "to stderr\n");
    });
}

TEST(Target, KeepsHeadAndTailOfAFlood) {
    as_worker([] {
        Bench bench({"flood", "160"});
        EXPECT_EQ(bench.ended(), "exit status 0");
        const Output output = bench.target.standard_output();
        EXPECT_EQ(output.head.size(), 32U * 1024);
        EXPECT_EQ(output.tail.size(), 32U * 1024);
        EXPECT_EQ(output.left_out, 160U * 65536 + 6 + 5 - 64U * 1024);
        EXPECT_TRUE(output.text().starts_with("first x"));
        EXPECT_TRUE(output.text().ends_with("x last"));
        EXPECT_NE(output.text().find("\n… 10420235 bytes left out …\n"), std::string::npos);
    });
}

TEST(Target, ReadsAnEndlessFloodOnlyForAWhile) {
    as_worker([] {
        Bench bench({"flood", "-1"});
        EXPECT_TRUE(bench.has_printed(6));
        EXPECT_FALSE(bench.target.end());
    });
}

TEST(Target, LeavesTheOutputUnreadIfToldTo) {
    as_worker([] {
        Launch launch = Bench::launch({"flood", "160"});
        launch.read_output = false;
        Bench bench(launch);
        const auto is_blocked = [] {
            const auto looks = look_at_threads(std::chrono::seconds(5));
            return looks.size() == 1 && looks[0].where == "write";
        };
        EXPECT_TRUE(bench.comes_true(is_blocked));
        EXPECT_FALSE(bench.target.end());
    });
}

std::string line_of(const std::string& text, const std::string& label) {
    const size_t at = text.find(label);
    if (at == std::string::npos) return "no line " + label + " in:\n" + text;
    return text.substr(at + label.size(), text.find('\n', at) - at - label.size());
}

std::string reported(const Launch& launch) {
    Bench bench(launch);
    EXPECT_EQ(bench.ended(), "exit status 0");
    return bench.target.standard_output().text();
}

TEST(Target, InheritsNoDescriptorButTheFirstThree) {
    as_worker([] {
        for (int descriptor = 10; descriptor < 30; ++descriptor)
            ASSERT_EQ(::dup2(STDOUT_FILENO, descriptor), descriptor);
        EXPECT_EQ(line_of(reported(Bench::launch({"report"})), "descriptors"), " 0 1 2");
    });
}

TEST(Target, StartsWithDefaultSignalsAndAnEmptyMask) {
    as_worker([] {
        ::signal(SIGPIPE, SIG_IGN);
        ::signal(SIGHUP, SIG_IGN);
        sigset_t some;
        ::sigemptyset(&some);
        ::sigaddset(&some, SIGINT);
        ::sigaddset(&some, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &some, nullptr);
        const std::string text = reported(Bench::launch({"report"}));
        EXPECT_EQ(line_of(text, "not default"), "");
        EXPECT_EQ(line_of(text, "blocked"), "");
    });
}

TEST(Target, LeadsAProcessGroupOfItsOwn) {
    as_worker([] { EXPECT_EQ(line_of(reported(Bench::launch({"report"})), "own group"), " 1"); });
}

TEST(Target, HasTheInputItWasGiven) {
    as_worker([] {
        Launch launch = Bench::launch({"report"});
        EXPECT_EQ(line_of(reported(launch), "stdin"), " /dev/null");
        launch.input = Input::closed;
        EXPECT_EQ(line_of(reported(launch), "stdin"), " none");
        launch.input = Input::idle_pipe;
        EXPECT_TRUE(line_of(reported(launch), "stdin").starts_with(" pipe:["));
    });
}

TEST(Target, HasTheDescriptorLimitItWasGiven) {
    as_worker([] {
        Launch launch = Bench::launch({"report"});
        launch.descriptor_limit = 64;
        EXPECT_EQ(line_of(reported(launch), "limit"), " 64 64");
    });
}

std::string refusal(const Launch& launch) {
    try {
        const Bench bench(launch);
    } catch (const base::HarnessError& error) {
        return error.what();
    }
    return "it was started";
}

Launch command(const std::string& path) {
    return {.command = {path}, .descriptor_limit = {}};
}

TEST(Target, ThrowsForAProgramThatIsNotThere) {
    as_worker([] {
        EXPECT_EQ(refusal(command("/nowhere/to/be/found")),
                  "start /nowhere/to/be/found: No such file or directory");
        EXPECT_TRUE(descendants(Zombies::included).empty());
    });
}

// The limit is refused between fork and exec: above fs.nr_open not even root may go.
TEST(Target, ThrowsForALimitThatCannotBeSet) {
    as_worker([] {
        Launch launch = Bench::launch({"report"});
        launch.descriptor_limit = uint64_t{1} << 40;
        EXPECT_TRUE(refusal(launch).starts_with("start ")) << refusal(launch);
        EXPECT_TRUE(refusal(launch).ends_with("Operation not permitted")) << refusal(launch);
        EXPECT_TRUE(descendants(Zombies::included).empty());
    });
}

int exit_trace = -1;

void leave_a_trace() {
    if (::write(exit_trace, "x", 1) != 1) ::abort();
}

// The kernel refuses a text without `#!`. The child that tried must leave without running what this
// process has registered for its own exit.
TEST(Target, ThrowsForAFileThatIsNoProgramAndLeavesByItself) {
    as_worker([] {
        const std::string path = testing::TempDir() + "/no_program_" + std::to_string(::getpid());
        base::write_file(path, "not a program\n");
        ASSERT_EQ(::chmod(path.c_str(), 0755), 0);
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        exit_trace = ends[1];
        ASSERT_EQ(std::atexit(leave_a_trace), 0);
        EXPECT_EQ(refusal(command(path)), "start " + path + ": Exec format error");
        EXPECT_TRUE(descendants(Zombies::included).empty());
        ::unlink(path.c_str());
        ::close(ends[1]);
        char byte = 0;
        EXPECT_EQ(::read(ends[0], &byte, 1), 0);
    });
}

TEST(Target, IsAliveWhileAnyOfItsProcessesIs) {
    as_worker([] {
        Bench bench({"background"});
        EXPECT_EQ(bench.ended(), "exit status 0");
        EXPECT_TRUE(bench.has_printed(1));
        EXPECT_TRUE(bench.target.alive());
        bench.target.signal(SIGTERM);
        EXPECT_TRUE(bench.comes_true([&] { return !bench.target.alive(); }));
    });
}

TEST(Target, PassesSignalsToAllOfItsProcesses) {
    as_worker([] {
        Bench bench({"family"});
        EXPECT_TRUE(bench.has_printed(2));
        EXPECT_EQ(descendants(Zombies::left_out).size(), 2U);
        bench.target.signal(SIGTERM);
        EXPECT_TRUE(bench.comes_true([&] { return !bench.target.alive(); }));
        EXPECT_EQ(bench.ended(), "killed by SIGTERM");
    });
}

TEST(Target, LeavesNothingAliveWhateverWasForked) {
    as_worker([] {
        Bench bench({"hydra"});
        EXPECT_TRUE(bench.has_printed(4)) << bench.target.standard_output().text();
        EXPECT_GE(descendants(Zombies::left_out).size(), 5U);
        bench.target.signal(SIGTERM);
        EXPECT_TRUE(bench.target.alive());
        bench.target.end_everything();
        EXPECT_TRUE(descendants(Zombies::included).empty());
        EXPECT_EQ(bench.ended(), "killed by SIGKILL");
    });
}

TEST(Target, LeavesNothingAliveWhenItGoesOutOfScope) {
    as_worker([] {
        { Bench bench({"hydra"}); }
        EXPECT_TRUE(descendants(Zombies::included).empty());
    });
}

TEST(FindProgram, LooksWhereAShellLooks) {
    in_child(User::same, [] {
        ::setenv("PATH", "/nowhere:/usr/bin:/bin", 1);
        EXPECT_EQ(find_program("env"), "/usr/bin/env");
        EXPECT_EQ(find_program("/bin/sh"), "/bin/sh");
        EXPECT_EQ(find_program(ECHOSPEC_PROBE), ECHOSPEC_PROBE);
    });
}

TEST(FindProgram, FindsNothingThatCannotBeRun) {
    for (const char* const word : {"/etc", "/etc/passwd", "/nowhere", "no-such-program-anywhere"})
        EXPECT_EQ(find_program(word), "") << word;
}

TEST(Output, IsShortenedInTheMiddle) {
    const Output whole{.head = "0123456789", .tail = "abcdef", .left_out = 1};
    const Output cut = whole.shortened(4);
    EXPECT_EQ(cut.head, "0123");
    EXPECT_EQ(cut.tail, "cdef");
    EXPECT_EQ(cut.left_out, 9U);
    EXPECT_EQ(whole.shortened(10).text(), whole.text());
    const Output joined = Output{.head = "012345", .tail = {}}.shortened(4);
    EXPECT_EQ(joined.text(), "012345");
}

}  // namespace
}  // namespace echospec::sandbox
