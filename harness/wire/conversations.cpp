// SPDX-License-Identifier: Apache-2.0
#include "wire/conversations.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <string_view>

namespace echospec::wire {
namespace {

size_t hash_of(const Endpoint& endpoint) {
    std::array<char, 18> bytes{};
    std::copy(endpoint.address.octets.begin(), endpoint.address.octets.end(), bytes.begin());
    bytes[16] = static_cast<char>(endpoint.port & 0xFF);
    bytes[17] = static_cast<char>(endpoint.port >> 8);
    return std::hash<std::string_view>{}(std::string_view(bytes.data(), bytes.size()));
}

enum class Belongs { here, to_new, to_new_with_its_syn };

bool is_plain_syn(const Segment& segment) {
    return segment.flags.syn && !segment.flags.ack && !segment.flags.rst;
}

bool accepts(const Segment& answer, const Segment& syn) {
    return answer.flags.syn && answer.flags.ack && answer.source == syn.destination &&
           answer.ack == syn.seq + 1;
}

}  // namespace

size_t Conversations::Hash::operator()(const Key& key) const {
    return hash_of(key.first) * 31 + hash_of(key.second);
}

Conversations::Key Conversations::key_of(const Endpoint& a, const Endpoint& b) {
    return a < b ? Key{a, b} : Key{b, a};
}

std::vector<Conversation> Conversations::add(const Segment& segment, uint64_t frame) {
    std::vector<Conversation> done;
    expire(segment.time, done);
    const auto found = by_key_.find(key_of(segment.source, segment.destination));
    if (found == by_key_.end()) {
        feed(open(segment, frame), segment, frame);
        return done;
    }
    const auto entry = found->second;
    const bool reopens = entry->fold.is_reopened_by(segment);
    const bool finished = entry->fold.is_over() || (reopens && entry->fold.is_unanswered());
    if (is_plain_syn(segment) && finished) {
        done.push_back(hand_out(entry));
        feed(open(segment, frame), segment, frame);
    } else if (entry->newer_syn && accepts(segment, entry->newer_syn->first)) {
        const auto syn = *entry->newer_syn;
        entry->fold.note_superseded();
        done.push_back(hand_out(entry));
        feed(open(syn.first, syn.second), syn.first, syn.second);
        feed(by_key_.at(key_of(segment.source, segment.destination)), segment, frame);
    } else {
        if (reopens) entry->newer_syn.emplace(segment, frame);
        feed(entry, segment, frame);
    }
    return done;
}

void Conversations::add(const IcmpError& error) {
    constexpr uint8_t kTcp = 6;
    if (error.protocol != kTcp) return;
    const auto found = by_key_.find(key_of(error.source, error.destination));
    if (found != by_key_.end()) found->second->fold.add(error);
}

Conversations::Entries::iterator Conversations::open(const Segment& first, uint64_t frame) {
    const Key key = key_of(first.source, first.destination);
    open_.push_back(Entry{key, Fold(first, options_.fold), frame, {}, false});
    const auto entry = std::prev(open_.end());
    by_key_[key] = entry;
    return entry;
}

// Keeps both lists in the order of the last segments.
void Conversations::feed(Entries::iterator entry, const Segment& segment, uint64_t frame) {
    entry->fold.add(segment, frame);
    Entries& from = entry->over ? over_ : open_;
    entry->over = entry->fold.is_over();
    Entries& to = entry->over ? over_ : open_;
    to.splice(to.end(), from, entry);
}

Conversation Conversations::hand_out(Entries::iterator entry) {
    Conversation conversation = entry->fold.result();
    by_key_.erase(entry->key);
    (entry->over ? over_ : open_).erase(entry);
    return conversation;
}

void Conversations::expire(base::Instant now, std::vector<Conversation>& done) {
    while (!over_.empty() && over_.front().fold.last() + options_.linger < now) {
        done.push_back(hand_out(over_.begin()));
    }
    while (held() >= std::max<size_t>(1, options_.at_once)) {
        const bool none_is_over = over_.empty();
        const auto victim = none_is_over ? open_.begin() : over_.begin();
        if (none_is_over) {
            victim->fold.note_doubt("given up: too many connections were open at once");
        }
        done.push_back(hand_out(victim));
    }
}

std::vector<Conversation> Conversations::finish() {
    std::vector<std::pair<uint64_t, Conversation>> left;
    for (const Entries* entries : {&open_, &over_}) {
        for (const Entry& entry : *entries)
            left.emplace_back(entry.first_frame, entry.fold.result());
    }
    open_.clear();
    over_.clear();
    by_key_.clear();
    std::sort(left.begin(), left.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Conversation> done;
    for (auto& [frame, conversation] : left)
        done.push_back(std::move(conversation));
    return done;
}

std::vector<Conversation> fold_all(const std::vector<Segment>& segments, FoldOptions options) {
    constexpr size_t kUnlimited = std::numeric_limits<size_t>::max();
    Conversations table(TableOptions{options, kUnlimited, base::Duration::max() / 4});
    std::vector<Conversation> all;
    uint64_t frame = 0;
    for (const Segment& segment : segments) {
        for (Conversation& done : table.add(segment, ++frame))
            all.push_back(std::move(done));
    }
    for (Conversation& left : table.finish())
        all.push_back(std::move(left));
    return all;
}

}  // namespace echospec::wire
