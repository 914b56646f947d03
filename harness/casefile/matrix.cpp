// SPDX-License-Identifier: Apache-2.0
#include "casefile/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "casefile/map_reader.hpp"

namespace echospec::casefile {
namespace {

constexpr size_t kMaximalCombinations = 1000;

bool is_parameter_name(std::string_view name) {
    static constexpr std::string_view kFirst = "abcdefghijklmnopqrstuvwxyz";
    static constexpr std::string_view kTail = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return !name.empty() && kFirst.find(name[0]) != std::string_view::npos &&
           name.find_first_not_of(kTail) == std::string_view::npos;
}

// Two equal values would make two variants of the same name. Empty if a value is wrong.
std::vector<std::string> read_values(Scope& scope, const Node& node) {
    std::vector<std::string> values;
    if (node.kind != Node::Kind::sequence || node.items.empty()) {
        complain_kind(scope, node, "a list of values", "such as {size: [1, 64KiB]}");
        return values;
    }
    for (const Node& item : node.items) {
        const std::optional<std::string> value = read_text(scope, &item);
        if (!value) return {};
        if (std::find(values.begin(), values.end(), *value) != values.end()) {
            complain(scope, item, fmt::format("`{}` is listed twice", *value), "");
            return {};
        }
        values.push_back(*value);
    }
    return values;
}

std::optional<MatrixRow> read_row(Scope& scope, const Node& key, const Node& value) {
    if (!is_parameter_name(key.scalar)) {
        complain(scope, key, fmt::format("`{}` is no name of a parameter", key.scalar),
                 "lower-case letters, digits, `_` and `-`, a letter first");
        return std::nullopt;
    }
    MatrixRow row{key.scalar, key.spot, read_values(scope, value)};
    if (row.values.empty()) return std::nullopt;
    return row;
}

}  // namespace

Matrix read_matrix(Scope& scope, const Node* node) {
    Matrix matrix;
    if (!node) return matrix;
    MapReader map(scope, *node);
    matrix.complete = map.is_map();
    size_t count = 1;
    for (const auto& [key, value] : map.rest()) {
        std::optional<MatrixRow> row = read_row(scope, *key, *value);
        matrix.complete = matrix.complete && row.has_value();
        if (!row) continue;
        count = std::min(count * row->values.size(), kMaximalCombinations + 1);
        matrix.rows.push_back(std::move(*row));
    }
    if (count > kMaximalCombinations) {
        complain(scope, *node, "the matrix has too many combinations",
                 fmt::format("at most {}", kMaximalCombinations));
        matrix.complete = false;
    }
    return matrix;
}

std::vector<Parameters> combinations(const Matrix& matrix) {
    std::vector<Parameters> all{{}};
    for (const MatrixRow& row : matrix.rows) {
        std::vector<Parameters> longer;
        for (const Parameters& so_far : all) {
            for (const std::string& value : row.values) {
                longer.push_back(so_far);
                longer.back().emplace_back(row.name, value);
            }
        }
        all = std::move(longer);
    }
    return all;
}

void check_used(Scope& scope, const Matrix& matrix) {
    for (const MatrixRow& row : matrix.rows) {
        if (scope.used.contains(row.name)) continue;
        scope.mistakes.add(row.spot, fmt::format("the parameter `{}` is used nowhere", row.name),
                           fmt::format("write ${} in a step, or leave it out", row.name));
    }
}

}  // namespace echospec::casefile
