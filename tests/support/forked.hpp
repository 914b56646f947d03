// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <functional>

// Tests that change their process (namespaces, signals, children) do so in a forked child.

namespace echospec::tests {

// Whose rights the child has: those of this process, or those of the user `nobody`, which only root
// can give it.
enum class User { same, nobody };

// Runs the body in a child, with a bound of one minute; what it expects in vain fails the calling
// test, after having been printed by the child.
void in_child(User user, const std::function<void()>& body);

// The same in a sandbox with a fresh network, as process 1 there.
void in_sandbox(User user, const std::function<void()>& body);

// A forked process that does something and is killed at the end of the scope.
class Child {
  public:
    explicit Child(const std::function<void()>& body);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child();
    pid_t pid() const { return pid_; }

  private:
    pid_t pid_;
};

// Asks again and again until it is so, for at most 20 s.
bool eventually(const std::function<bool()>& is_so);

// Skips each test of the suite, with the reason, where no sandbox can be had; where the environment
// has ECHOSPEC_MUST_ISOLATE=1, fails it instead.
class NeedsSandbox : public testing::Test {
  protected:
    void SetUp() override;
};

// Skips where this process cannot become another user.
class NeedsRoot : public NeedsSandbox {
  protected:
    void SetUp() override;
};

}  // namespace echospec::tests
