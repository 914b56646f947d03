// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "casefile/case.hpp"
#include "casefile/values.hpp"

namespace echospec::casefile {

// The matrix of a case: `{size: [1, 64KiB], pieces: [1, 3]}`.
struct MatrixRow {
    std::string name;
    Spot spot;
    std::vector<std::string> values;
};
struct Matrix {
    std::vector<MatrixRow> rows;
    bool complete = true;  // false: something in it is wrong, so that no row can be read
};

// Null: no matrix.
Matrix read_matrix(Scope& scope, const Node* node);

// Every combination of values; the last name changes fastest. One without parameters if there is
// no matrix.
std::vector<Parameters> combinations(const Matrix& matrix);

// Reports the parameters that no step asked for.
void check_used(Scope& scope, const Matrix& matrix);

}  // namespace echospec::casefile
