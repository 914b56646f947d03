// SPDX-License-Identifier: Apache-2.0
#include "verdict/json_lines.hpp"

#include <algorithm>

#include "verdict/codec.hpp"
#include "verdict/codec_reader.hpp"
#include "verdict/codec_writer.hpp"

namespace echospec::verdict {
namespace {

constexpr std::string_view kBrokeOff =
    "the results have no footer, so echospec ended in the middle of the run";

std::string line_of(std::string_view key, const std::string& record) {
    return fmt::format("{{\"{}\":{}}}\n", key, record);
}

// Folds the lines into a run.
class Fold {
  public:
    void take(std::string_view line) {
        const Json json = parse_json(line);
        if (!json.is_object() || json.empty()) throw WrongShape{"a line must be an object"};
        if (json.contains("run")) return take_run(json);
        if (!begun_) throw WrongShape{"the first line must be the `run`"};
        if (json.contains("planned")) return plan(read<CaseResult>(json, "planned"));
        if (json.contains("case")) return replace(read<CaseResult>(json, "case"));
        throw WrongShape{"a line must have the key `run`, `planned` or `case`"};
    }

    RunResult end() {
        if (!begun_) throw WrongShape{"the file is empty"};
        if (!ended_) break_off();
        return std::move(run_);
    }

  private:
    template <class Record>
    static Record read(const Json& json, const char* key) {
        return Reader::record<Record>(json[key], key);
    }

    void take_run(const Json& json) {
        check_version(json["run"]);
        auto run = read<RunResult>(json, "run");
        run.cases = std::move(run_.cases);
        run_ = std::move(run);
        begun_ = true;
        if (json.contains("footer")) check_footer(json["footer"]);
    }

    void check_footer(const Json& footer) {
        const Reader reader(footer, "footer");
        reader("exit", run_.exit_code);
        reader("exit_reason", run_.exit_reason);
        if (footer != parse_json(encode_footer(run_)))
            throw WrongShape{"the footer does not match: the file was changed after the run"};
        ended_ = true;
    }

    void plan(CaseResult result) { run_.cases.push_back(std::move(result)); }

    void replace(CaseResult result) {
        const auto planned = std::lower_bound(
            run_.cases.begin(), run_.cases.end(), result.number,
            [](const CaseResult& one, uint64_t number) { return one.number < number; });
        if (planned == run_.cases.end() || planned->number != result.number)
            throw WrongShape{"a result of a case that was not planned"};
        *planned = std::move(result);
    }

    void break_off() {
        run_.interrupted = true;
        run_.exit_code = 3;
        run_.exit_reason = fmt::format("could not test: {}", kBrokeOff);
        for (CaseResult& result : run_.cases) {
            if (result.verdict == Verdict::not_run) result.reason = "the run broke off before it";
        }
    }

    RunResult run_;
    bool begun_ = false;
    bool ended_ = false;
};

// What was known of a case before it ran.
CaseResult as_planned(const CaseResult& result) {
    CaseResult planned;
    planned.id = result.id;
    planned.title = result.title;
    planned.why = result.why;
    planned.group = result.group;
    planned.parameters = result.parameters;
    planned.number = result.number;
    planned.revision = result.revision;
    planned.level = result.level;
    planned.duty = result.duty;
    planned.requirements = result.requirements;
    planned.sources = result.sources;
    planned.repeat_command = result.repeat_command;
    return planned;
}

base::Diagnostics refused(const std::string& file, int line, std::string message) {
    return {{{file, line, line == 0 ? 0 : 1}, std::move(message), "", "", 1}};
}

}  // namespace

std::string opening_lines(const RunResult& planned) {
    std::string lines = line_of("run", compact(Writer::record(planned)));
    for (const CaseResult& result : planned.cases)
        lines += line_of("planned", encode(result));
    return lines;
}

std::string case_line(const CaseResult& result) {
    return line_of("case", encode(result));
}

std::string closing_lines(const RunResult& run) {
    std::string lines;
    for (const CaseResult& result : run.cases) {
        if (result.verdict == Verdict::not_run) lines += case_line(result);
    }
    return lines + fmt::format("{{\"run\":{},\"footer\":{}}}\n", compact(Writer::record(run)),
                               encode_footer(run));
}

std::string encode_lines(const RunResult& run) {
    RunResult planned = run;
    for (CaseResult& result : planned.cases)
        result = as_planned(result);
    std::string lines = opening_lines(planned);
    for (const CaseResult& result : run.cases) {
        if (result.verdict != Verdict::not_run) lines += case_line(result);
    }
    return lines + closing_lines(run);
}

bool is_json_lines(std::string_view text) {
    return text.starts_with("{\"run\"");
}

base::Result<RunResult> decode_lines(const std::string& file, std::string_view text) {
    Fold fold;
    int number = 0;
    try {
        for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
            ++number;
            fold.take(text.substr(0, end));
            text.remove_prefix(end + 1);
        }
        number = 0;
        return fold.end();
    } catch (const WrongShape& wrong) {
        return refused(file, number, wrong.message);
    } catch (const Json::exception& error) {
        return refused(file, number, why_unreadable(error, text.substr(0, text.find('\n'))));
    }
}

}  // namespace echospec::verdict
