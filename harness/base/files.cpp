// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/error.hpp"

namespace echospec::base {
namespace {

constexpr size_t kBuffered = 64 * 1024;

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

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
    if (path_ == "-") {
        path_ = "standard output";
        file_ = Descriptor(check_syscall("write to standard output", ::dup(STDOUT_FILENO)));
        return;
    }
    if (!is_special(path_)) temporary_ = path_ + ".part";
    const std::string& name = temporary_.empty() ? path_ : temporary_;
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
    file_ = Descriptor(check_syscall("create " + name, ::open(name.c_str(), flags, 0644)));
}

void OutputFile::write(std::string_view content) {
    pending_ += content;
    if (pending_.size() >= kBuffered) flush();
}

void OutputFile::flush() {
    write_all(path_, file_.get(), pending_);
    pending_.clear();
}

void OutputFile::finish() {
    flush();
    file_.reset();
    if (temporary_.empty()) return;
    check_syscall("rename to " + path_, std::rename(temporary_.c_str(), path_.c_str()));
}

void write_file(const std::string& path, std::string_view content) {
    OutputFile file(path);
    file.write(content);
    file.finish();
}

void append_file(const std::string& path, std::string_view content) {
    const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    const Descriptor file(check_syscall("open " + path, ::open(path.c_str(), flags, 0644)));
    write_all(path, file.get(), content);
}

}  // namespace echospec::base
