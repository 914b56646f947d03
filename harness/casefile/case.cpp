// SPDX-License-Identifier: Apache-2.0
#include "casefile/case.hpp"

#include <cstdlib>

namespace echospec::casefile {

std::string to_string(Level level) {
    switch (level) {
        case Level::must:
            return "must";
        case Level::should:
            return "should";
        case Level::may:
            return "may";
        case Level::expected:
            return "expected";
    }
    std::abort();
}

std::string to_string(Duty duty) {
    switch (duty) {
        case Duty::application:
            return "application";
        case Duty::stack:
            return "stack";
        case Duty::either:
            return "either";
    }
    std::abort();
}

std::string to_string(Role role) {
    switch (role) {
        case Role::server:
            return "server";
        case Role::client:
            return "client";
    }
    std::abort();
}

std::string to_string(Transport transport) {
    switch (transport) {
        case Transport::tcp:
            return "tcp";
        case Transport::udp:
            return "udp";
    }
    std::abort();
}

}  // namespace echospec::casefile
