// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <signal.h>

#include <optional>

#include "base/descriptor.hpp"

namespace echospec::engine {

// While it lives, SIGINT and SIGTERM end nothing but can be waited for and read: a run that is
// interrupted still reports what it has.
class Interruption {
  public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    int descriptor() const { return descriptor_.get(); }  // readable when a signal came
    std::optional<int> take() const;                      // its number

  private:
    sigset_t before_;
    base::Descriptor descriptor_;
};

}  // namespace echospec::engine
