// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

// A network namespace for one case: `lo` alone, up, with nothing on it but the case. It is left
// behind when the next one is entered, and the kernel frees it once the last process and socket in
// it are gone.

namespace echospec::sandbox {

// How soon a segment is acknowledged. The kernel's own habit is to wait up to 40 ms for something
// that the ACK could ride on; then "in flight" is undecided for so long.
enum class Acknowledgments { at_once, delayed };

// Enters a fresh network namespace and makes it ready. Throws HarnessError.
void enter_fresh_network(Acknowledgments acknowledgments = Acknowledgments::at_once);

// What is set in it and differs from the kernel's defaults, for the report.
const std::map<std::string, std::string>& network_settings();

// Writes one file of /proc/sys or /proc/self. Throws HarnessError.
void write_setting(const std::string& path, const std::string& value);

}  // namespace echospec::sandbox
