// SPDX-License-Identifier: Apache-2.0
#include "reports/grade/json.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace echospec::reports::grade {
namespace {

using Json = nlohmann::ordered_json;
using wire::Conversation;
using wire::Side;

Json fin_json(const std::optional<wire::Fin>& fin) {
    if (!fin) return nullptr;
    return {{"segment", fin->segment},
            {"frame", fin->frame},
            {"sequence", fin->position},
            {"octets_with_it", fin->with_data},
            {"acknowledged_by_segment",
             fin->acknowledged_by == 0 ? Json(nullptr) : Json(fin->acknowledged_by)},
            {"acknowledged_by_fin", fin->ack_was_fin}};
}

Json end_json(const wire::Direction& end) {
    return {{"endpoint", to_string(end.endpoint)},
            {"initial_sequence", end.initial ? Json(end.initial->value) : Json(nullptr)},
            {"state", to_string(end.state)},
            {"segments", end.segments},
            {"octets", end.octets},
            {"octets_not_captured", end.unseen},
            {"retransmissions", end.retransmissions},
            {"out_of_order", end.out_of_order},
            {"keep_alives", end.keep_alives},
            {"zero_window_probes", end.zero_window_probes},
            {"duplicate_acks", end.duplicate_acks},
            {"resets", end.resets},
            {"fin", fin_json(end.fin)}};
}

Json reset_json(const std::optional<wire::Reset>& reset) {
    if (!reset) return nullptr;
    return {{"by", to_string(reset->by)},
            {"segment", reset->segment},
            {"frame", reset->frame},
            {"cause", to_string(reset->cause)},
            {"because", describe(reset->cause)}};
}

Json violations_json(const Conversation& conversation) {
    Json list = Json::array();
    for (const wire::Violation& violation : conversation.violations) {
        const wire::RuleText rule = text_of(violation.rule);
        list.push_back({{"rule", rule.name},
                        {"sentence", rule.sentence},
                        {"source", rule.source},
                        {"by", to_string(violation.by)},
                        {"segment", violation.segment},
                        {"frame", violation.frame},
                        {"detail", violation.detail}});
    }
    return list;
}

Json doubts_json(const Conversation& conversation) {
    Json list = Json::array();
    for (const wire::Doubt& doubt : conversation.doubts) {
        list.push_back({{"segment", doubt.segment == 0 ? Json(nullptr) : Json(doubt.segment)},
                        {"reason", doubt.reason}});
    }
    return list;
}

Json handshake_json(const Conversation& conversation) {
    return {{"kind", to_string(conversation.handshake)},
            {"octets_on_syn", conversation.data_on_syn},
            {"octets_on_third", conversation.data_on_third},
            {"client_guessed", conversation.client_guessed}};
}

Json close_json(const Conversation& conversation) {
    const auto& first = conversation.first_fin;
    return {{"kind", to_string(conversation.close)},
            {"first_fin", first ? Json(to_string(*first)) : Json(nullptr)},
            {"half_close_octets", conversation.half_close_octets},
            {"resets_after_close", conversation.resets_after_close},
            {"superseded", conversation.superseded}};
}

Json connection_json(const Conversation& conversation, const wire::Judgement& judgement) {
    const auto since_epoch = conversation.first.time_since_epoch();
    return {{"verdict", to_string(judgement.outcome)},
            {"reason", judgement.reason},
            {"first_frame", conversation.head.front().frame},
            {"started", std::chrono::duration<double>(since_epoch).count()},
            {"milliseconds", base::milliseconds(conversation.last - conversation.first)},
            {"segments", conversation.segments},
            {"handshake", handshake_json(conversation)},
            {"close", close_json(conversation)},
            {"reset", reset_json(conversation.reset)},
            {"client", end_json(conversation.ends.client)},
            {"server", end_json(conversation.ends.server)},
            {"violation_count", conversation.violation_count},
            {"violations", violations_json(conversation)},
            {"doubts", doubts_json(conversation)}};
}

Json summary_json(const wire::Tally& tally) {
    Json summary = Json::object();
    for (const wire::Outcome outcome :
         {wire::Outcome::orderly, wire::Outcome::aborted, wire::Outcome::refused,
          wire::Outcome::incomplete, wire::Outcome::illegal}) {
        const auto found = tally.connections.find(outcome);
        summary[std::string(to_string(outcome))] =
            found == tally.connections.end() ? 0 : found->second;
    }
    return summary;
}

uint64_t undecoded(const wire::Tally& tally, wire::Why why) {
    const auto found = tally.undecoded.find(why);
    return found == tally.undecoded.end() ? 0 : found->second;
}

Json frames_json(const wire::Tally& tally) {
    return {{"all", tally.frames},
            {"tcp", tally.segments},
            {"udp", tally.datagrams},
            {"icmp_errors", tally.icmp_errors},
            {"not_ip", undecoded(tally, wire::Why::not_ip)},
            {"other_protocols", undecoded(tally, wire::Why::other_protocol)},
            {"fragments", undecoded(tally, wire::Why::fragment)},
            {"cut", undecoded(tally, wire::Why::truncated)},
            {"malformed", undecoded(tally, wire::Why::malformed)},
            {"file_cut_short", tally.cut_short}};
}

}  // namespace

std::string JsonDocument::begin(const std::string& version, const std::string& file) {
    return "{\"echospec\": " + Json(version).dump() +
           ",\n \"file\": " + Json(base::printable(file)).dump() + ",\n \"connections\": [";
}

std::string JsonDocument::add(const Conversation& conversation, const wire::Judgement& judgement) {
    const std::string separator = first_ ? "\n  " : ",\n  ";
    first_ = false;
    return separator + connection_json(conversation, judgement).dump();
}

std::string JsonDocument::end(const wire::Tally& tally, const wire::Ending& ending) {
    const Json exit{{"code", ending.code}, {"reason", ending.reason}};
    return "\n ],\n \"summary\": " + summary_json(tally).dump() +
           ",\n \"frames\": " + frames_json(tally).dump() + ",\n \"exit\": " + exit.dump() + "}\n";
}

}  // namespace echospec::reports::grade
