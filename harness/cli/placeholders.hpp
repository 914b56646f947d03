// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/options.hpp"

namespace echospec::cli {

// Replaces {host}, {port} and, of a target with its own TCP, {device}, {addresses} and {gateway} in
// the words of the command. Who names {port} is asked there.
void put_addresses_in(RunOptions& options);

}  // namespace echospec::cli
