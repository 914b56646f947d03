// SPDX-License-Identifier: Apache-2.0
#include "verdict/codec.hpp"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verdict/codec_fields.hpp"

namespace echospec::verdict {
namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;
using Parameters = std::vector<std::pair<std::string, std::string>>;
using Settings = std::map<std::string, std::string>;

// Files of the same minor version are readable (semantic versioning below 1.0).
constexpr std::string_view kReadableVersions = "0.1.";

// Deeper than any results file: the limit keeps a hostile one from exhausting the stack.
constexpr int kDeepest = 32;

// What is wrong with a document that is JSON but no result. Never leaves this file.
struct WrongShape {
    std::string message;
};

class Writer {
  public:
    void operator()(const char* key, const auto& value) { json_.emplace(key, written(value)); }

    template <class Record>
    static Json record(const Record& value) {
        Writer writer;
        fields(writer, value);
        return std::move(writer.json_);
    }

  private:
    static Json written(const std::string& text) { return text; }
    static Json written(const Texts& texts) { return texts; }
    static Json written(Verdict verdict) { return to_string(verdict); }
    static Json written(StepOutcome outcome) { return to_string(outcome); }

    template <class Number>
    requires std::is_arithmetic_v<Number>
    static Json written(Number number) { return number; }

    // Whole numbers without a fraction, as every other JSON writer has them; JSON has no infinity.
    static Json written(double number) {
        if (!std::isfinite(number)) return 0;
        const bool whole = std::trunc(number) == number && std::abs(number) < 1e15;
        return whole ? Json(static_cast<int64_t>(number)) : Json(number);
    }

    static Json written(const Parameters& pairs) { return object(pairs); }
    static Json written(const Settings& pairs) { return object(pairs); }

    static Json object(const auto& pairs) {
        Json json = Json::object();
        for (const auto& [name, value] : pairs)
            json.emplace(name, value);
        return json;
    }

    static Json written(const std::optional<int64_t>& number) {
        return number ? Json(*number) : Json(nullptr);
    }

    template <class Record>
    requires std::is_class_v<Record>
    static Json written(const std::vector<Record>& records) {
        Json json = Json::array();
        for (const Record& each : records)
            json.push_back(record(each));
        return json;
    }

    template <class Record>
    requires std::is_class_v<Record>
    static Json written(const Record& value) { return record(value); }

    Json json_ = Json::object();
};

class Reader {
  public:
    Reader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
        if (!json_.is_object()) wrong("an object");
    }

    template <class T>
    void operator()(const char* key, T& value) const {
        const auto found = json_.find(key);
        if (found == json_.end()) throw WrongShape{fmt::format("`{}` is missing", path(key))};
        Reader::read(*found, path(key), value);
    }

    template <class Record>
    static Record record(const Json& json, const std::string& where) {
        Record value;
        const Reader reader(json, where);
        fields(reader, value);
        return value;
    }

  private:
    std::string path(std::string_view key) const {
        return where_.empty() ? std::string(key) : fmt::format("{}.{}", where_, key);
    }

    [[noreturn]] void wrong(std::string_view kind) const { wrong(where_, kind); }
    [[noreturn]] static void wrong(const std::string& where, std::string_view kind) {
        throw WrongShape{fmt::format("`{}` must be {}", where.empty() ? "the file" : where, kind)};
    }

    static void read(const Json& json, const std::string& where, std::string& value) {
        if (!json.is_string()) wrong(where, "a text");
        value = json.get_ref<const std::string&>();
    }
    static void read(const Json& json, const std::string& where, bool& value) {
        if (!json.is_boolean()) wrong(where, "true or false");
        value = json.get<bool>();
    }
    static void read(const Json& json, const std::string& where, double& value) {
        if (!json.is_number()) wrong(where, "a number");
        value = json.get<double>();
    }
    static void read(const Json& json, const std::string& where, uint64_t& value) {
        if (!json.is_number_unsigned()) wrong(where, "a whole number, not negative");
        value = json.get<uint64_t>();
    }
    static void read(const Json& json, const std::string& where, int64_t& value) {
        if (!json.is_number_integer()) wrong(where, "a whole number");
        value = json.get<int64_t>();
    }
    static void read(const Json& json, const std::string& where, std::optional<int64_t>& value) {
        if (json.is_null()) return value.reset();
        read(json, where, value.emplace());
    }
    static void read(const Json& json, const std::string& where, int& value) {
        constexpr int64_t kMost = std::numeric_limits<int>::max();
        const bool fits = json.is_number_unsigned()
                              ? json.get<uint64_t>() <= uint64_t{kMost}
                              : json.is_number_integer() && json.get<int64_t>() >= -kMost;
        if (!fits) wrong(where, "a whole number");
        value = json.get<int>();
    }

    template <class Name>
    static Name named(const Json& json, const std::string& where, std::initializer_list<Name> all) {
        std::string text;
        read(json, where, text);
        Texts known;
        for (const Name name : all) {
            if (to_string(name) == text) return name;
            known.emplace_back(to_string(name));
        }
        wrong(where, "one of " + base::join(known, ", "));
    }
    static void read(const Json& json, const std::string& where, Verdict& value) {
        value = named(json, where,
                      {Verdict::pass, Verdict::fail, Verdict::warn, Verdict::skip,
                       Verdict::inconclusive, Verdict::error, Verdict::not_run});
    }
    static void read(const Json& json, const std::string& where, StepOutcome& value) {
        value =
            named(json, where, {StepOutcome::done, StepOutcome::failed, StepOutcome::not_reached});
    }

    static void read(const Json& json, const std::string& where, Parameters& value) {
        if (!json.is_object()) wrong(where, "an object");
        for (const auto& [name, each] : json.items()) {
            read(each, where + "." + name, value.emplace_back(name, "").second);
        }
    }
    static void read(const Json& json, const std::string& where, Settings& value) {
        Parameters pairs;
        read(json, where, pairs);
        value = Settings(pairs.begin(), pairs.end());
    }

    template <class T>
    static void read(const Json& json, const std::string& where, std::vector<T>& value) {
        if (!json.is_array()) wrong(where, "a list");
        for (const Json& each : json) {
            const std::string here = fmt::format("{}[{}]", where, value.size());
            read(each, here, value.emplace_back());
        }
    }

    template <class Record>
    requires std::is_class_v<Record>
    static void read(const Json& json, const std::string& where, Record& value) {
        value = record<Record>(json, where);
    }

    const Json& json_;
    std::string where_;
};

// Bytes that are no UTF-8 become U+FFFD: nothing that is written can make a file unreadable.
std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json counts(const std::vector<CaseResult>& cases) {
    Json json = Json::object();
    for (const auto& [verdict, count] : summarize(cases))
        json.emplace(to_string(verdict), count);
    return json;
}

// A parse that refuses depth before it costs stack: nlohmann reads without recursion, but writes
// with it.
Json parse(std::string_view text) {
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

void check_footer(Json& json, RunResult& run) {
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
    if (digest != base::sha256(compact(json))) {
        throw WrongShape{"`footer.digest` does not match: the file was changed after the run"};
    }
}

RunResult read_run(std::string_view text) {
    Json json = parse(text);
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
    check_footer(json, run);
    return run;
}

}  // namespace

std::string encode(const CaseResult& result) {
    return compact(Writer::record(result));
}

CaseResult decode_case(std::string_view text) {
    try {
        return Reader::record<CaseResult>(parse(text), "");
    } catch (const WrongShape& wrong) {
        throw base::HarnessError("read a case's result: " + wrong.message);
    } catch (const Json::exception& error) {
        throw base::HarnessError("read a case's result: " + why_unreadable(error, text));
    }
}

std::string encode(const RunResult& run) {
    std::string text = compact(Writer::record(run));
    text.pop_back();
    text += ",\"summary\":" + compact(counts(run.cases)) + ",\"cases\":[";
    for (const CaseResult& result : run.cases)
        text += encode(result) + ",";
    if (!run.cases.empty()) text.pop_back();
    text += "]";
    const Json footer{{"counts", counts(run.cases)},
                      {"digest", base::sha256(text + "}")},
                      {"exit", run.exit_code},
                      {"exit_reason", run.exit_reason}};
    return text + ",\"footer\":" + compact(footer) + "}\n";
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
