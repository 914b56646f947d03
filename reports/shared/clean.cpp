// SPDX-License-Identifier: Apache-2.0
#include "reports/shared/clean.hpp"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "verdict/codec_fields.hpp"

namespace echospec::reports {
namespace {

// Characters that reorder the text around them (Unicode TR9, explicit formatting) would let a
// target show a report's readers something else than what it sent: U+202A..202E, U+2066..2069.
std::string without_reordering(std::string text) {
    static constexpr std::string_view kLead = "\xE2\x80\xAA";
    for (size_t at = 0; at + kLead.size() <= text.size(); ++at) {
        const std::string_view sequence = std::string_view(text).substr(at, kLead.size());
        const bool embeds = sequence >= "\xE2\x80\xAA" && sequence <= "\xE2\x80\xAE";
        const bool isolates = sequence >= "\xE2\x81\xA6" && sequence <= "\xE2\x81\xA9";
        if (!embeds && !isolates) continue;
        const int low = static_cast<unsigned char>(sequence[2]) & 0x3F;
        text.replace(at, kLead.size(),
                     fmt::format("\\u{:04x}", (isolates ? 0x2040 : 0x2000) + low));
    }
    return text;
}

// An archive that makes every text of a record clean, whatever its depth.
class Cleaner {
  public:
    void operator()(const char*, auto& value) { make_clean(value); }

    void make_clean(std::string& text) { text = clean_text(text); }

    template <class T>
    void make_clean(std::vector<T>& values) {
        for (T& value : values)
            make_clean(value);
    }

    void make_clean(std::pair<std::string, std::string>& pair) {
        make_clean(pair.first);
        make_clean(pair.second);
    }

    void make_clean(std::map<std::string, std::string>& pairs) {
        std::map<std::string, std::string> cleaned;
        for (auto [name, value] : pairs) {
            make_clean(value);
            cleaned.emplace(clean_text(name), std::move(value));
        }
        pairs = std::move(cleaned);
    }

    // Numbers and names of verdicts are clean.
    template <class Scalar>
    requires std::is_scalar_v<Scalar>
    void make_clean(Scalar&) {}
    void make_clean(std::optional<int64_t>&) {}

    template <class Record>
    requires std::is_class_v<Record>
    void make_clean(Record& record) { verdict::fields(*this, record); }
};

}  // namespace

std::string clean_text(std::string_view text) {
    return without_reordering(base::printable_lines(text));
}

verdict::RunResult clean(verdict::RunResult run) {
    Cleaner cleaner;
    cleaner.make_clean(run);
    cleaner.make_clean(run.cases);
    cleaner.make_clean(run.exit_reason);
    return run;
}

std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line) {
        if (c == '\n' || c == '\t') c = ' ';
    }
    const size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) return "";
    return line.substr(first, line.find_last_not_of(' ') - first + 1);
}

std::string shortened(std::string_view text, size_t length) {
    if (text.size() <= length) return std::string(text);
    // Bytes 80..BF continue a character (RFC 3629 §3).
    const auto continues = [&](size_t at) {
        return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    while (length > 0 && continues(length))
        --length;
    return std::string(text.substr(0, length)) + "…";
}

std::string cut(std::string_view text, size_t limit) {
    if (text.size() <= limit) return std::string(text);
    const std::string head = shortened(text, limit);
    return head + " (" +
           base::format_size(text.size() + std::string_view("…").size() - head.size()) +
           " more are in the results file)";
}

}  // namespace echospec::reports
