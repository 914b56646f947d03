// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wire/judgement.hpp"
#include "wire/tally.hpp"

namespace echospec::reports::grade {

// A graded capture as JSON, in pieces, so that a capture of a million connections needs no more
// memory than one: begin(), add() for each connection, end().
//
//     {"echospec": "0.1.0", "file": "x.pcap",
//      "connections": [{"verdict": "orderly", "reason": "…", "handshake": {…}, "close": {…},
//                       "reset": null, "client": {…}, "server": {…}, "violations": […], …}],
//      "summary": {"orderly": 1, …}, "frames": {"all": 9, …}, "exit": {"code": 0, "reason": "…"}}
class JsonDocument {
  public:
    std::string begin(const std::string& version, const std::string& file);
    std::string add(const wire::Conversation& conversation, const wire::Judgement& judgement);
    std::string end(const wire::Tally& tally, const wire::Ending& ending);

  private:
    bool first_ = true;
};

}  // namespace echospec::reports::grade
