// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "verdict/codec_fields.hpp"

// Records of a result as JSON values: the half of the codecs that writes. For their sources alone,
// since it brings nlohmann-json along.

namespace echospec::verdict {

using Json = nlohmann::ordered_json;

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
    static Json written(const std::vector<std::string>& texts) { return texts; }
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

    static Json written(const std::vector<std::pair<std::string, std::string>>& pairs) {
        return object(pairs);
    }
    static Json written(const std::map<std::string, std::string>& pairs) { return object(pairs); }

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

// Bytes that are no UTF-8 become U+FFFD: nothing that is written can make a file unreadable.
inline std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

inline Json counts(const std::vector<CaseResult>& cases) {
    Json json = Json::object();
    for (const auto& [verdict, count] : summarize(cases))
        json.emplace(to_string(verdict), count);
    return json;
}

}  // namespace echospec::verdict
