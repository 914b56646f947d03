// SPDX-License-Identifier: Apache-2.0
#include "sandbox/datagram_counters.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"

namespace echospec::sandbox {
namespace {

std::vector<std::string> words(std::string line) {
    std::replace(line.begin(), line.end(), '\t', ' ');
    std::vector<std::string> found;
    for (const std::string& word : base::split(line, ' ')) {
        if (!word.empty()) found.push_back(word);
    }
    return found;
}

uint64_t number(std::string_view text, int base) {
    uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, base);
    return value;
}

// Two lines that begin with "Udp:": names, then values.
uint64_t udp_sent_v4(std::string_view snmp) {
    std::vector<std::string> names;
    for (const std::string& line : base::split(snmp, '\n')) {
        if (!line.starts_with("Udp:")) continue;
        const std::vector<std::string> row = words(line);
        for (size_t i = 0; i < names.size() && i < row.size(); ++i) {
            if (names[i] == "OutDatagrams") return number(row[i], 10);
        }
        names = row;
    }
    return 0;
}

uint64_t udp_sent_v6(std::string_view snmp6) {
    for (const std::string& line : base::split(snmp6, '\n')) {
        if (line.starts_with("Udp6OutDatagrams")) return number(words(line).back(), 10);
    }
    return 0;
}

}  // namespace

// Columns of net/core/net-procfs.c, hexadecimal, a line a processor: 1 what was dropped, 11 what
// waits (Linux 5.14 and later; before, the column is not there).
Backlog parse_backlog(std::string_view softnet_stat) {
    Backlog sum;
    for (const std::string& line : base::split(softnet_stat, '\n')) {
        const std::vector<std::string> columns = words(line);
        if (columns.size() > 1) sum.dropped += number(columns[1], 16);
        if (columns.size() > 11) sum.waiting += number(columns[11], 16);
    }
    return sum;
}

Backlog read_backlog() {
    return parse_backlog(base::read_file("/proc/net/softnet_stat").value_or(""));
}

uint64_t parse_datagrams_sent(std::string_view snmp, std::string_view snmp6) {
    return udp_sent_v4(snmp) + udp_sent_v6(snmp6);
}

uint64_t datagrams_sent() {
    return parse_datagrams_sent(base::read_file("/proc/net/snmp").value_or(""),
                                base::read_file("/proc/net/snmp6").value_or(""));
}

}  // namespace echospec::sandbox
