// SPDX-License-Identifier: Apache-2.0
#include "verdict/shown.hpp"

#include <fmt/format.h>
#include <regex.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "verdict/unescape.hpp"

namespace echospec::verdict {
namespace {

using Form = casefile::Display::Form;
using State = Judgement::State;

constexpr size_t kShown = 48;  // octets in one line

Judgement holds(std::string seen) {
    return {.state = State::holds, .seen = std::move(seen), .finding = {}};
}

Judgement broken(std::string expected, std::string observed) {
    return {.state = State::broken,
            .seen = {},
            .finding = {std::move(expected), std::move(observed), {}}};
}

std::string sized(std::string_view bytes) {
    return fmt::format("{}: {}", base::format_size(bytes.size()), base::quoted(bytes, kShown));
}

bool contains(std::string_view output, std::string_view bytes) {
    return output.find(bytes) != std::string_view::npos;
}

std::string without_line_ends(std::string_view text) {
    std::string rest;
    rest.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(rest),
                 [](char c) { return c != '\n' && c != '\r'; });
    return rest;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// For each octet of the pattern, how long the longest proper prefix is that ends there (Knuth,
// Morris, Pratt).
std::vector<size_t> borders(std::string_view pattern) {
    std::vector<size_t> border(pattern.size(), 0);
    for (size_t at = 1, size = 0; at < pattern.size(); ++at) {
        while (size > 0 && pattern[at] != pattern[size])
            size = border[size - 1];
        if (pattern[at] == pattern[size]) ++size;
        border[at] = size;
    }
    return border;
}

// How many octets of the pattern, from its first one on, the line ends with.
size_t shown_at_end(std::string_view line, std::string_view pattern) {
    pattern = pattern.substr(0, line.size());
    if (pattern.empty()) return 0;
    const std::vector<size_t> border = borders(pattern);
    size_t size = 0;
    for (const char c : line) {
        while (size > 0 && (size == pattern.size() || c != pattern[size]))
            size = border[size - 1];
        if (c == pattern[size]) ++size;
    }
    return size;
}

// Each line may add its end to what the lines before it have shown. The longest end is always
// right: whoever is further on finds the rest of any later piece at the end of its line, too.
bool shown_in_pieces(std::string_view output, std::string_view bytes) {
    size_t reached = 0;
    for (const std::string_view line : lines_of(output))
        reached += shown_at_end(line, bytes.substr(reached));
    return reached == bytes.size();
}

// The forms of the header, made once of an output that is asked about several times.
class Output {
  public:
    explicit Output(std::string_view raw, Form form = Form::any)
        : form_(form),
          raw_(raw),
          flat_(without_line_ends(raw)),
          literals_(inside_literals(raw)),
          unescaped_(unescape(raw)) {}

    bool shows(std::string_view bytes) const {
        const bool raw = contains(raw_, bytes), literal = contains(literals_, bytes);
        const bool escaped = contains(unescaped_, bytes);
        if (form_ == Form::raw || form_ == Form::pattern) return raw;
        if (form_ == Form::quoted) return literal || (escaped && !raw);
        if (raw || literal || escaped) return true;
        const std::string flat = without_line_ends(bytes);
        if (!flat.empty() && contains(flat_, flat)) return true;
        return shown_in_pieces(raw_, bytes) || (!flat.empty() && shown_in_pieces(raw_, flat));
    }

    // A longer prefix is shown only if each shorter one is.
    uint64_t longest(std::string_view bytes) const {
        uint64_t low = 0, high = bytes.size();
        while (low < high) {
            const uint64_t middle = low + (high - low + 1) / 2;
            if (shows(bytes.substr(0, middle))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

  private:
    Form form_;
    std::string_view raw_;
    std::string flat_;
    std::string literals_;
    std::string unescaped_;
};

// The output without the bytes, wherever it shows them as they are.
std::string around(std::string_view output, std::string_view bytes) {
    std::string rest;
    for (size_t at = output.find(bytes); at != std::string_view::npos && !bytes.empty();
         at = output.find(bytes)) {
        rest += output.substr(0, at);
        output.remove_prefix(at + bytes.size());
    }
    return rest + std::string(output);
}

std::string wanted_text(const ShownWanted& wanted) {
    if (!wanted.at_least && !wanted.at_most) return "stdout shows " + sized(wanted.bytes);
    return fmt::format("stdout shows the first bytes, {} to {} of them, of {}",
                       wanted.at_least.value_or(1), wanted.at_most.value_or(wanted.bytes.size()),
                       sized(wanted.bytes));
}

std::string found(std::string_view output) {
    return output.empty() ? "nothing on stdout" : "on stdout " + sized(output);
}

// UTF-8 of RFC 3629: how many octets the character at the front takes; 0 if it is none.
size_t character_size(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const size_t size = first < 0x80   ? 1
                        : first < 0xC2 ? 0
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                        : first < 0xF5 ? 4
                                       : 0;
    if (size == 0 || text.size() < size) return 0;
    const bool continued =
        std::all_of(text.begin() + 1, text.begin() + static_cast<long>(size),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
    return continued ? size : 0;
}

bool is_for_people(unsigned char c) {
    static constexpr std::string_view kAllowed = "\a\b\t\n\v\f\r\x1b";
    return (c >= 0x20 && c != 0x7F) ||
           kAllowed.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::string matches_of(const std::string& pattern, std::string_view output) {
    regex_t compiled;
    if (::regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NEWLINE) != 0) return {};
    const std::string text(output);
    std::array<regmatch_t, 2> found{};
    std::string joined;
    const char* at = text.c_str();
    while (::regexec(&compiled, at, found.size(), found.data(),
                     at == text.c_str() ? 0 : REG_NOTBOL) == 0) {
        const regmatch_t& group = compiled.re_nsub > 0 ? found[1] : found[0];
        if (group.rm_so >= 0) joined.append(at + group.rm_so, at + group.rm_eo);
        if (at[found[0].rm_eo] == '\0') break;
        at += found[0].rm_eo > 0 ? found[0].rm_eo : 1;
    }
    ::regfree(&compiled);
    return joined;
}

bool shows(std::string_view output, std::string_view bytes) {
    return Output(output).shows(bytes);
}

uint64_t longest_shown(std::string_view output, std::string_view bytes) {
    return Output(output).longest(bytes);
}

bool is_text(std::string_view output) {
    while (!output.empty()) {
        const size_t size = character_size(output);
        if (size == 0 || !is_for_people(static_cast<unsigned char>(output[0]))) return false;
        output.remove_prefix(size);
    }
    return true;
}

Judgement judge_shown(const ShownWanted& wanted, std::string_view printed, Finality finality) {
    const bool prefix_will_do = wanted.at_least || wanted.at_most;
    const bool by_pattern = wanted.display.form == Form::pattern;
    const std::string matched = by_pattern ? matches_of(wanted.display.pattern, printed) : "";
    const std::string_view output = by_pattern ? std::string_view(matched) : printed;
    const Output forms(output, wanted.display.form);
    const bool all = forms.shows(wanted.bytes);
    if (finality == Finality::open && (prefix_will_do || !all)) return {};
    if (!prefix_will_do && !all) return broken(wanted_text(wanted), found(output));
    const uint64_t size = all ? wanted.bytes.size() : forms.longest(wanted.bytes);
    if (size < wanted.at_least.value_or(1)) return broken(wanted_text(wanted), found(output));
    if (size > wanted.at_most.value_or(size)) {
        return broken(wanted_text(wanted), fmt::format("{} of them", size));
    }
    if (const std::string rest = around(output, wanted.bytes.substr(0, size)); !is_text(rest)) {
        return broken(wanted_text(wanted) + ", and nothing but text around it",
                      "bytes beside it that are no text: " + sized(rest));
    }
    return holds(fmt::format("{} shown", base::format_size(size)));
}

Judgement judge_only_text(std::string_view output, Finality finality) {
    if (!is_text(output)) return broken("stdout holds text, or nothing", found(output));
    if (finality == Finality::open) return {};
    return holds(output.empty() ? "nothing was printed" : sized(output));
}

Judgement judge_not_empty(std::string_view output, Finality finality) {
    if (!output.empty()) return holds(base::quoted(output, kShown));
    if (finality == Finality::open) return {};
    return broken("a sentence on stderr", "nothing on stderr");
}

}  // namespace echospec::verdict
