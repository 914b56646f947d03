// SPDX-License-Identifier: Apache-2.0
#include "engine/message.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace echospec::engine {
namespace {

constexpr std::string_view kPlace = "{message}";
constexpr size_t kMostPrinted = 8;  // octets that a program prints for each of the message's
constexpr uint64_t kLongestArgument = 100 * 1024;  // of MAX_ARG_STRLEN, which is 128 KiB

bool has_place(const std::string& word) {
    return word.find(kPlace) != std::string::npos;
}

// What stays as it is when it is printed, but for line ends and backslashes, is text.
bool is_text(const std::string& bytes) {
    return bytes.find('\0') == std::string::npos && base::printable_lines(bytes) == bytes;
}

}  // namespace

bool takes_message(const std::vector<std::string>& command) {
    return std::any_of(command.begin(), command.end(), has_place);
}

void give_message(sandbox::Launch& launch, const std::string& message) {
    launch.kept += kMostPrinted * message.size();
    if (!takes_message(launch.command)) {
        launch.input = sandbox::Input::text;
        launch.text = message;
        return;
    }
    for (std::string& word : launch.command) {
        for (size_t at = word.find(kPlace); at != std::string::npos;
             at = word.find(kPlace, at + message.size())) {
            word.replace(at, kPlace.size(), message);
        }
    }
}

std::string why_not_sayable(const std::vector<std::string>& command,
                            const casefile::Payload& message) {
    if (!takes_message(command)) return {};
    if (casefile::size_of(message) > kLongestArgument) {
        return "the message is too long for {message} in a command line";
    }
    // Random bytes are no text, whatever the seed.
    if (is_text(casefile::expand(message, 0))) return {};
    return "the message is no text, so it cannot stand for {message} in a command line";
}

}  // namespace echospec::engine
