// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "verdict/codec_fields.hpp"

// JSON values as records of a result: the half of the codecs that reads. For their sources alone,
// since it brings nlohmann-json along.

namespace echospec::verdict {

using Json = nlohmann::ordered_json;

// What is wrong with a document that is JSON but no result. Never leaves the codecs.
struct WrongShape {
    std::string message;
};

class Reader {
  public:
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    using Settings = std::map<std::string, std::string>;

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
        std::vector<std::string> known;
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

// A parse that refuses depth before it costs stack: nlohmann reads without recursion, but writes
// with it. Throws WrongShape and Json::exception.
Json parse_json(std::string_view text);

std::string why_unreadable(const Json::exception& error, std::string_view text);

// Throws WrongShape unless this is a document of a version whose results can be read.
void check_version(const Json& json);

}  // namespace echospec::verdict
