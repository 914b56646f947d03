// SPDX-License-Identifier: Apache-2.0
// A program for the tests of sandbox::Target: it tells about itself, or misbehaves as its first
// argument says.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

[[noreturn]] void sleep_for_ever() {
    while (true)
        ::pause();
}

std::string place_of(int descriptor) {
    std::array<char, 256> target{};
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
    return size < 0 ? "none" : std::string(target.data(), static_cast<size_t>(size));
}

std::string open_descriptors() {
    std::string list;
    for (int descriptor = 0; descriptor < 1024; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) != -1) list += " " + std::to_string(descriptor);
    }
    return list;
}

std::string signals_not_default() {
    std::string list;
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (::sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_DFL) {
            list += " " + std::to_string(number);
        }
    }
    return list;
}

std::string signals_blocked() {
    sigset_t mask;
    ::sigprocmask(SIG_SETMASK, nullptr, &mask);
    std::string list;
    for (int number = 1; number < NSIG; ++number) {
        if (::sigismember(&mask, number) == 1) list += " " + std::to_string(number);
    }
    return list;
}

int report() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    std::printf("descriptors%s\nstdin %s\nnot default%s\nblocked%s\nown group %d\nlimit %lu %lu\n",
                open_descriptors().c_str(), place_of(0).c_str(), signals_not_default().c_str(),
                signals_blocked().c_str(), ::getpgrp() == ::getpid() ? 1 : 0,
                static_cast<unsigned long>(limit.rlim_cur),
                static_cast<unsigned long>(limit.rlim_max));
    return 0;
}

int flood(long blocks) {
    const std::string block(65536, 'x');
    ::write(1, "first ", 6);
    for (long i = 0; i < blocks || blocks < 0; ++i) {
        if (::write(1, block.data(), block.size()) < 0) return 1;
    }
    ::write(1, " last", 5);
    return 0;
}

// Leaves the session and its parents, as daemon(3) does; whoever started it sees it end.
void daemonize() {
    if (::fork() != 0) ::_exit(0);
    ::setsid();
    if (::fork() != 0) ::_exit(0);
}

// A process that forks, one that daemonizes, one that is stopped, all deaf to SIGTERM; each says
// with a byte that it is there.
int hydra() {
    ::signal(SIGTERM, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
    if (::fork() == 0) {
        daemonize();
        ::write(1, "d", 1);
        sleep_for_ever();
    }
    if (::fork() == 0) {
        ::write(1, "s", 1);
        ::raise(SIGSTOP);
        sleep_for_ever();
    }
    if (::fork() == 0) {
        if (::fork() != 0) sleep_for_ever();
        ::write(1, "g", 1);
        sleep_for_ever();
    }
    ::write(1, "p", 1);
    sleep_for_ever();
}

int family() {
    if (::fork() == 0) {
        ::write(1, "c", 1);
        sleep_for_ever();
    }
    ::write(1, "p", 1);
    sleep_for_ever();
}

int background() {
    daemonize();
    ::write(1, "d", 1);
    sleep_for_ever();
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int number = argc > 2 ? std::atoi(argv[2]) : 0;
    if (what == "report") return report();
    if (what == "exit") return number;
    if (what == "raise") return ::raise(number);
    if (what == "flood") return flood(number);
    if (what == "hydra") return hydra();
    if (what == "family") return family();
    if (what == "background") return background();
    if (what == "both") return std::puts("to stdout") < 0 || std::fputs("to stderr\n", stderr) < 0;
    return 64;
}
