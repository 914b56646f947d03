// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_raw_steps.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "casefile/map_reader.hpp"

namespace echospec::casefile {
namespace {

constexpr Range kOctet{0, UINT8_MAX};

// RFC 792 has more, but only these tell of something wrong with a datagram without naming another
// way for it.
void read_type(Scope& scope, const Node* node, IcmpKind& kind) {
    const auto type = read_number(scope, node, kOctet);
    if (!type) return;
    kind.type = static_cast<unsigned>(*type);
    if (*type == 3 || *type == 4 || *type == 11 || *type == 12) return;
    complain(scope, *node, fmt::format("{} is no type of an ICMP error", *type),
             "3 unreachable, 4 source quench, 11 time exceeded, 12 parameter problem");
}

void read_code(Scope& scope, const Node* node, IcmpKind& kind) {
    if (const auto code = read_number(scope, node, kOctet))
        kind.code = static_cast<unsigned>(*code);
}

// `nothing`, or {type: 3, code: 3}.
std::optional<ExpectIcmp> read_expected_icmp(Scope& scope, const Node& node) {
    ExpectIcmp icmp;
    if (node.kind != Node::Kind::map) {
        if (!read_choice<bool>(scope, &node, {{"nothing", true}})) return std::nullopt;
        return icmp;
    }
    MapReader map(scope, node);
    read_type(scope, map.need("type"), icmp.kind.emplace());
    read_code(scope, map.need("code"), *icmp.kind);
    if (!map.finish()) return std::nullopt;
    return icmp;
}

// "`send`, `expect` or `count`".
std::string alternatives(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys) {
        if (!text.empty()) text += &key == &keys.back() ? " or " : ", ";
        text += "`" + key + "`";
    }
    return text;
}

bool has_key(const Node& map, const std::string& key) {
    for (const Node& known : map.keys) {
        if (known.scalar == key) return true;
    }
    return false;
}

}  // namespace

std::optional<Action> read_icmp(Scope& scope, const Node& value) {
    IcmpStep icmp;
    icmp.send.emplace();
    if (value.kind == Node::Kind::nothing) return icmp;
    if (value.kind == Node::Kind::scalar) {
        const std::optional<std::string> name = read_name(scope, &value);
        if (!name) return std::nullopt;
        icmp.on = *name;
        return icmp;
    }
    MapReader map(scope, value);
    icmp.on = read_name(scope, map.find("on")).value_or(icmp.on);
    const Node* const expected = map.find("expect");
    if (expected) {
        icmp.send.reset();
        icmp.expect = read_expected_icmp(scope, *expected);
    } else {
        read_type(scope, map.find("type"), icmp.send->kind);
        read_code(scope, map.find("code"), icmp.send->kind);
        icmp.send->seq = read_relative(scope, map.find("seq"));
    }
    if (!map.finish() || (expected && !icmp.expect)) return std::nullopt;
    return icmp;
}

std::optional<Action> read_initial_numbers(Scope& scope, const Node& value) {
    static constexpr std::string_view kSample = "initial-numbers: {on: a, are: rising}, or spread";
    if (!has_one_of(scope, value, {"are"}, kSample)) return std::nullopt;
    MapReader map(scope, value);
    const auto on = read_name(scope, map.find("on"));
    const auto are = read_choice<NumbersAre>(
        scope, map.find("are"), {{"rising", NumbersAre::rising}, {"spread", NumbersAre::spread}});
    if (!map.finish() || !are) return std::nullopt;
    return InitialNumbers{on.value_or(InitialNumbers{}.on), *are};
}

bool has_one_of(Scope& scope, const Node& value, const std::vector<std::string>& keys,
                std::string_view sample) {
    if (value.kind != Node::Kind::map) {
        complain_kind(scope, value, alternatives(keys), sample);
        return false;
    }
    std::vector<std::string> given;
    for (const std::string& key : keys) {
        if (has_key(value, key)) given.push_back("`" + key + "`");
    }
    if (given.empty())
        complain(scope, value, fmt::format("{} is missing", alternatives(keys)), sample);
    if (given.size() > 1)
        complain(scope, value,
                 fmt::format("{} cannot stand in one step", base::join(given, " and ")),
                 "two steps, one behind the other");
    return given.size() == 1;
}

std::optional<wire::ChecksumKind> read_checksum(Scope& scope, const Node* node) {
    return read_choice<wire::ChecksumKind>(scope, node,
                                           {{"right", wire::ChecksumKind::right},
                                            {"wrong", wire::ChecksumKind::wrong},
                                            {"none", wire::ChecksumKind::zero}});
}

std::optional<uint16_t> read_field(Scope& scope, const Node* node) {
    const auto value = read_size(scope, node, kField);
    if (!value) return std::nullopt;
    return static_cast<uint16_t>(*value);
}

std::optional<int64_t> read_relative(Scope& scope, const Node* node) {
    constexpr int64_t kFarthest = int64_t{1} << 31;  // beyond it, before and behind are the same
    return read_signed(scope, node, {-kFarthest, kFarthest});
}

}  // namespace echospec::casefile
