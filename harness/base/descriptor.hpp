// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace echospec::base {

// Owns one file descriptor and closes it. Move-only; -1 means none.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return fd_; }
    int release() { return std::exchange(fd_, -1); }
    void reset();
    explicit operator bool() const { return fd_ >= 0; }

  private:
    int fd_ = -1;
};

// Leaves the closing to a thread: of a packet socket it takes the kernel tens of milliseconds.
void close_in_background(Descriptor descriptor);

}  // namespace echospec::base
