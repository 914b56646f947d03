// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "verdict/result.hpp"
#include "wire/ladder.hpp"

// The segments of a case as people read them. The case must be clean.

namespace echospec::reports {

// One connection of a case: what is known of it, and its segments.
struct Lane {
    const verdict::ConversationRecord& conversation;
    std::vector<wire::Rung> rungs;
};

std::vector<Lane> lanes_of(const verdict::CaseResult& result);

// What was done and when: "3. half-close client".
wire::Note note_of(const verdict::StepRecord& step);
std::vector<wire::Note> notes_of(const verdict::CaseResult& result);

// "client: three-way handshake; the tester closed first: four-way; 5 B to the target, 5 B back"
std::string summary_of(const verdict::ConversationRecord& conversation);

// Every lane as a text of several lines, the tester on the left; empty if there is none.
std::string ladders(const verdict::CaseResult& result);

}  // namespace echospec::reports
