// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace echospec::base {
namespace {

void write_all(const std::string& path, int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        check_syscall("write " + path, static_cast<long>(written));
        content.remove_prefix(static_cast<size_t>(written));
    }
}

// A device or a pipe, such as /dev/null or /dev/stderr, is written in place: never renamed over.
bool is_special(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return std::nullopt;
    std::string content;
    std::array<char, 65536> chunk;
    while (true) {
        const ssize_t count = ::read(file.get(), chunk.data(), chunk.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;
        if (count == 0) return content;
        content.append(chunk.data(), static_cast<size_t>(count));
    }
}

void write_file(const std::string& path, std::string_view content) {
    if (path == "-") return write_all("standard output", STDOUT_FILENO, content);
    if (is_special(path)) {
        const Descriptor file(
            check_syscall("open " + path, ::open(path.c_str(), O_WRONLY | O_CLOEXEC)));
        return write_all(path, file.get(), content);
    }
    const std::string temporary = path + ".part";
    const Descriptor file(
        check_syscall("create " + path,
                      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)));
    write_all(path, file.get(), content);
    check_syscall("rename to " + path, std::rename(temporary.c_str(), path.c_str()));
}

}  // namespace echospec::base
