// SPDX-License-Identifier: Apache-2.0
#include "verdict/codec.hpp"

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verdict/codec_reader.hpp"
#include "verdict/codec_writer.hpp"

namespace echospec::verdict {
namespace {

// Files of the same minor version are readable (semantic versioning below 1.0).
constexpr std::string_view kReadableVersions = "0.1.";

// Deeper than any results file: the limit keeps a hostile one from exhausting the stack.
constexpr int kDeepest = 32;

// Over the text as it stands; or over the same document written compactly, so that formatting the
// file anew does not break it as long as its numbers are written alike.
bool is_digest(const std::string& digest, std::string_view text, const Json& without_footer) {
    const std::string body(text.substr(0, text.rfind(",\"footer\":")));
    return digest == base::sha256(body + "}") || digest == base::sha256(compact(without_footer));
}

void check_footer(Json& json, std::string_view text, RunResult& run) {
    if (!json.contains("footer")) throw WrongShape{"it has no footer: the file was cut off"};
    const Json footer = json["footer"];
    json.erase("footer");
    std::string digest;
    const Reader reader(footer, "footer");
    reader("digest", digest);
    reader("exit", run.exit_code);
    reader("exit_reason", run.exit_reason);
    if (!footer.contains("counts") || footer["counts"] != counts(run.cases)) {
        throw WrongShape{"`footer.counts` does not match the cases: the file is not as written"};
    }
    if (!is_digest(digest, text, json)) {
        throw WrongShape{"`footer.digest` does not match: the file was changed after the run"};
    }
}

RunResult read_run(std::string_view text) {
    Json json = parse_json(text);
    check_version(json);
    if (!json.contains("footer")) throw WrongShape{"it has no footer: the file was cut off"};
    RunResult run = Reader::record<RunResult>(json, "");
    if (!json.contains("cases") || !json["cases"].is_array()) {
        throw WrongShape{"`cases` must be a list"};
    }
    for (const Json& each : json["cases"]) {
        const std::string where = fmt::format("cases[{}]", run.cases.size());
        run.cases.push_back(Reader::record<CaseResult>(each, where));
    }
    check_footer(json, text, run);
    return run;
}

// The document but for its footer and its end.
std::string body_of(const RunResult& run) {
    std::string text = compact(Writer::record(run));
    text.pop_back();
    text += ",\"summary\":" + compact(counts(run.cases)) + ",\"cases\":[";
    for (const CaseResult& result : run.cases)
        text += encode(result) + ",";
    if (!run.cases.empty()) text.pop_back();
    return text + "]";
}

std::string footer_after(const std::string& body, const RunResult& run) {
    return compact(Json{{"counts", counts(run.cases)},
                        {"digest", base::sha256(body + "}")},
                        {"exit", run.exit_code},
                        {"exit_reason", run.exit_reason}});
}

}  // namespace

Json parse_json(std::string_view text) {
    const auto shallow = [](int depth, Json::parse_event_t, const Json&) {
        if (depth > kDeepest) throw WrongShape{"the file is nested too deeply for a result"};
        return true;
    };
    return Json::parse(text, shallow);
}

std::string why_unreadable(const Json::exception& error, std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "the file is empty";
    const auto* syntax = dynamic_cast<const Json::parse_error*>(&error);
    if (syntax == nullptr) return "a number in it is out of range";
    if (syntax->byte > text.size()) return "the file ends in the middle: it was cut off";
    return fmt::format("this is not JSON, at byte {}", syntax->byte);
}

// Newer and older versions differ in their keys, so the version is looked at before them.
void check_version(const Json& json) {
    if (!json.is_object() || !json.contains("echospec") || !json["echospec"].is_string()) {
        throw WrongShape{"this is no results file of echospec: it has no `echospec` version"};
    }
    const auto& version = json["echospec"].get_ref<const std::string&>();
    if (version.starts_with(kReadableVersions)) return;
    throw WrongShape{fmt::format("written by echospec {}, whose results this version cannot read",
                                 base::quoted(version, 40))};
}

std::string encode(const CaseResult& result) {
    return compact(Writer::record(result));
}

CaseResult decode_case(std::string_view text) {
    try {
        return Reader::record<CaseResult>(parse_json(text), "");
    } catch (const WrongShape& wrong) {
        throw base::HarnessError("read a case's result: " + wrong.message);
    } catch (const Json::exception& error) {
        throw base::HarnessError("read a case's result: " + why_unreadable(error, text));
    }
}

std::string encode(const RunResult& run) {
    const std::string body = body_of(run);
    return body + ",\"footer\":" + footer_after(body, run) + "}\n";
}

std::string encode_footer(const RunResult& run) {
    return footer_after(body_of(run), run);
}

base::Result<RunResult> decode_run(const std::string& file, std::string_view text) {
    const auto refused = [&](std::string message) {
        return base::Diagnostics{{{file, 0, 0}, std::move(message), "", "", 1}};
    };
    try {
        return read_run(text);
    } catch (const WrongShape& wrong) {
        return refused(wrong.message);
    } catch (const Json::exception& error) {
        return refused(why_unreadable(error, text));
    }
}

}  // namespace echospec::verdict
