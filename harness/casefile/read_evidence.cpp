// SPDX-License-Identifier: Apache-2.0
#include "casefile/read_evidence.hpp"

#include "casefile/map_reader.hpp"
#include "casefile/read_steps.hpp"

// What the kernel and the capture have to show: the step `state`, and `after: wire:`.

namespace echospec::casefile {
namespace {

template <class T>
Words<T> words_of(std::initializer_list<T> values) {
    Words<T> words;
    for (const T value : values)
        words.emplace_back(std::string(to_string(value)), value);
    return words;
}

const Words<wire::State>& state_words() {
    using wire::State;
    static const Words<State> kWords =
        words_of({State::closed, State::listen, State::syn_sent, State::syn_received,
                  State::established, State::fin_wait_1, State::fin_wait_2, State::close_wait,
                  State::closing, State::last_ack, State::time_wait});
    return kWords;
}

const Words<wire::Handshake>& handshake_words() {
    using wire::Handshake;
    static const Words<Handshake> kWords = words_of(
        {Handshake::three_way, Handshake::simultaneous, Handshake::incomplete, Handshake::refused});
    return kWords;
}

// `orderly` stands for each of the three ways in which two FINs end a connection.
const Words<std::vector<wire::Close>>& close_words() {
    using wire::Close;
    static const Words<std::vector<Close>> kWords = [] {
        Words<std::vector<Close>> words{
            {"orderly", {Close::four_way, Close::three_segments, Close::simultaneous}}};
        for (const auto& [word, value] :
             words_of({Close::open, Close::half_closed, Close::four_way, Close::three_segments,
                       Close::simultaneous, Close::aborted}))
            words.emplace_back(word, std::vector{value});
        return words;
    }();
    return kWords;
}

const Words<End>& end_words() {
    static const Words<End> kWords{{"tester", End::tester}, {"target", End::target}};
    return kWords;
}

const Words<ResetBy>& reset_words() {
    static const Words<ResetBy> kWords{
        {"none", ResetBy::nobody}, {"tester", ResetBy::tester}, {"target", ResetBy::target}};
    return kWords;
}

// One word, or a list of them.
std::vector<const Node*> one_or_more(Scope& scope, const Node* node) {
    if (node && node->kind == Node::Kind::sequence) return read_list(scope, node);
    return node ? std::vector{node} : std::vector<const Node*>{};
}

std::vector<wire::State> read_state_words(Scope& scope, const Node* node) {
    std::vector<wire::State> states;
    for (const Node* item : one_or_more(scope, node)) {
        if (const auto state = read_choice(scope, item, state_words())) states.push_back(*state);
    }
    return states;
}

EndState read_end_state(Scope& scope, const Node* node) {
    EndState end;
    if (!node || node->kind != Node::Kind::map) {
        end.states = read_state_words(scope, node);
        return end;
    }
    MapReader map(scope, *node);
    end.states = read_state_words(scope, map.find("state"));
    end.unread = read_number(scope, map.find("unread"), kGrowth);
    end.unconfirmed = read_number(scope, map.find("unconfirmed"), kGrowth);
    map.finish();
    return end;
}

WireWanted read_wire_of_one(Scope& scope, const Node& node) {
    WireWanted wanted;
    wanted.position = scope.mistakes.position(node.spot);
    MapReader map(scope, node);
    wanted.on = read_name(scope, map.find("on")).value_or(wanted.on);
    wanted.handshake = read_choice(scope, map.find("handshake"), handshake_words());
    for (const Node* item : one_or_more(scope, map.find("close"))) {
        const auto closes = read_choice(scope, item, close_words());
        if (closes) wanted.close.insert(wanted.close.end(), closes->begin(), closes->end());
    }
    wanted.first_fin = read_choice(scope, map.find("first-fin"), end_words());
    wanted.half_close_octets = read_size(scope, map.find("half-close-octets"), kSizes);
    wanted.reset = read_choice(scope, map.find("reset"), reset_words());
    map.finish();
    return wanted;
}

}  // namespace

std::optional<Action> read_states(Scope& scope, const Node& value) {
    States wanted;
    MapReader map(scope, value);
    wanted.on = read_name(scope, map.find("on")).value_or(wanted.on);
    const Node* tester = map.find("tester");
    const Node* target = map.find("target");
    if (!map.finish()) return std::nullopt;
    if (!tester && !target) {
        complain(scope, value, "neither end's state is given",
                 "state: {tester: FIN-WAIT-2, target: CLOSE-WAIT}");
        return std::nullopt;
    }
    wanted.tester = read_end_state(scope, tester);
    wanted.target = read_end_state(scope, target);
    return wanted;
}

std::vector<WireWanted> read_wire(Scope& scope, const Node* node) {
    std::vector<WireWanted> all;
    if (!node) return all;
    if (node->kind != Node::Kind::sequence) return {read_wire_of_one(scope, *node)};
    for (const Node& item : node->items)
        all.push_back(read_wire_of_one(scope, item));
    return all;
}

}  // namespace echospec::casefile
