// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace echospec::wire {

// Reads numbers in network order from bytes that may end anywhere. It cannot over-read: what is
// not there reads as zero, and `failed()` stays true from then on, so that a header is read as a
// whole and asked once.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    uint8_t u8() { return static_cast<uint8_t>(number(1)); }
    uint16_t u16() { return static_cast<uint16_t>(number(2)); }
    uint32_t u32() { return number(4); }

    // The next `count` bytes, or fewer, and then it has failed.
    std::string_view take(size_t count) {
        failed_ = failed_ || count > bytes_.size();
        const std::string_view taken = bytes_.substr(0, std::min(count, bytes_.size()));
        bytes_.remove_prefix(taken.size());
        return taken;
    }

    void skip(size_t count) { take(count); }
    std::string_view rest() const { return bytes_; }
    bool failed() const { return failed_; }

  private:
    uint32_t number(size_t count) {
        const std::string_view taken = take(count);
        if (taken.size() < count) return 0;
        uint32_t value = 0;
        for (const char byte : taken)
            value = value << 8 | static_cast<uint8_t>(byte);
        return value;
    }

    std::string_view bytes_;
    bool failed_ = false;
};

}  // namespace echospec::wire
