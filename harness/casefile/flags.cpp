// SPDX-License-Identifier: Apache-2.0
#include "casefile/flags.hpp"

#include <fmt/format.h>

#include <cctype>

#include "base/text.hpp"

namespace echospec::casefile {
namespace {

using Bit = bool wire::Flags::*;

// In the order in which people say them: FIN+ACK, not ACK+FIN.
const Words<Bit>& bit_words() {
    static const Words<Bit> kWords{{"SYN", &wire::Flags::syn}, {"FIN", &wire::Flags::fin},
                                   {"RST", &wire::Flags::rst}, {"PSH", &wire::Flags::psh},
                                   {"ACK", &wire::Flags::ack}, {"URG", &wire::Flags::urg},
                                   {"ECE", &wire::Flags::ece}, {"CWR", &wire::Flags::cwr}};
    return kWords;
}

Bit find_bit(std::string_view word) {
    for (const auto& [name, bit] : bit_words()) {
        if (name == word) return bit;
    }
    return nullptr;
}

// What is none of them; empty where all is well.
std::string set_bits(std::string_view text, wire::Flags& flags) {
    if (text == "none") return {};
    for (const std::string& word : base::split(text, '+')) {
        const Bit bit = find_bit(word);
        if (!bit) return word.empty() ? std::string(text) : word;
        flags.*bit = true;
    }
    return {};
}

// "SYN-ACK", "syn, ack" and "SYN|ACK" are what other tools print.
std::string as_flags(std::string_view text) {
    std::string flags;
    for (const char letter : text) {
        const bool is_letter = std::isalpha(static_cast<unsigned char>(letter)) != 0;
        if (is_letter) flags += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        if (!is_letter && !flags.empty() && flags.back() != '+') flags += '+';
    }
    return flags;
}

std::string hint_for(std::string_view text, std::string_view word, std::string_view other) {
    wire::Flags flags;
    const std::string mended = as_flags(text);
    if (mended != text && set_bits(mended, flags).empty())
        return fmt::format("did you mean `{}`?", mended);
    std::vector<std::string> known;
    for (const auto& [name, bit] : bit_words())
        known.push_back(name);
    known.emplace_back("none");
    if (!other.empty()) known.emplace_back(other);
    const std::string hint = base::suggest(word, known);
    return hint.starts_with("did") ? hint : hint + "; several are joined: SYN+ACK";
}

}  // namespace

std::string written(const wire::Flags& flags) {
    std::vector<std::string> names;
    for (const auto& [name, bit] : bit_words()) {
        if (flags.*bit) names.push_back(name);
    }
    return names.empty() ? "none" : base::join(names, "+");
}

std::optional<wire::Flags> read_flags(Scope& scope, const Node* node, std::string_view other) {
    const std::optional<std::string> text = read_text(scope, node);
    if (!text) return std::nullopt;
    wire::Flags flags;
    const std::string unknown = set_bits(*text, flags);
    if (unknown.empty() && !text->empty()) return flags;
    complain(scope, *node, fmt::format("unknown flag `{}`", unknown),
             hint_for(*text, unknown, other));
    return std::nullopt;
}

}  // namespace echospec::casefile
