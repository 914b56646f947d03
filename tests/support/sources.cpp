// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sources.hpp"

#include <stdexcept>

namespace echospec::tests {
namespace {

constexpr const char* kRequirements = R"(- id: TCP-ONE
  title: The first one
  group: exchange
  level: must
  duty: application
  sources: ["RFC 862: any data received is sent back"]
- id: TCP-TWO
  title: The second one
  group: exchange
  level: should
  duty: stack
  sources: []
  untested: nothing shows it
)";

constexpr const char* kProfile = R"(name: echo
title: Sends back what it receives
port: 7
sanity: tcp/server/exchange/sanity
claims: {replies: echo, serves: many}
)";

constexpr const char* kHead = R"(title: A title
why: A reason.
level: must
requirements: [TCP-ONE]
applies: {role: server, transport: tcp, replies: echo}
)";

}  // namespace

std::string case_text(const std::string& rest) {
    return kHead + rest;
}

std::vector<casefile::SourceFile> small_catalogue() {
    return {{"requirements/tcp.yaml", kRequirements, ""},
            {"profiles/echo.yaml", kProfile, ""},
            {"tcp/server/exchange/sanity.yaml",
             case_text("formerly: [tcp/server/exchange/old-name]\n"
                       "steps:\n  - connect:\n  - send: x\n  - receive: {echo: all}\n"),
             ""}};
}

std::vector<casefile::SourceFile> small_catalogue_with(const std::string& path,
                                                       const std::string& content) {
    std::vector<casefile::SourceFile> files = small_catalogue();
    files.push_back({path, content, ""});
    return files;
}

casefile::Case load_case(const std::string& rest) {
    const auto loaded =
        casefile::load(small_catalogue_with("tcp/server/group/it.yaml", case_text(rest)));
    if (!loaded) throw std::runtime_error(base::render(loaded.error()));
    return *loaded->find_case("tcp/server/group/it");
}

}  // namespace echospec::tests
