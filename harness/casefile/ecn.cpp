// SPDX-License-Identifier: Apache-2.0
#include "casefile/ecn.hpp"

namespace echospec::casefile {

const Words<unsigned>& ecn_words() {
    static const Words<unsigned> kWords{{"none", 0}, {"ect-1", 1}, {"ect-0", 2}, {"ce", 3}};
    return kWords;
}

std::string ecn_name(unsigned bits) {
    return ecn_words().at(bits & 3).first;
}

}  // namespace echospec::casefile
