// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/catalogues.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/text.hpp"

namespace echospec::tests {
namespace {

constexpr const char* kRequirements = R"(- id: ONE
  title: The only one
  group: exchange
  level: must
  duty: application
  sources: ["RFC 862: any data received is sent back"]
)";

std::string profile(const std::string& name, const std::string& sanity, const std::string& serves) {
    return fmt::format(
        "name: {}\ntitle: A profile\nport: 7\nsanity: {}\nclaims: {{replies: echo, serves: {}}}\n",
        name, sanity, serves);
}

std::string opening_of(const SmallCase& small) {
    if (!small.steps.empty()) return small.steps;
    const bool listens = base::split(small.id, '/').at(1) == "client";
    return listens ? "  - listen:\n  - accept:\n" : "  - connect:\n";
}

casefile::SourceFile file_of(const SmallCase& small) {
    const auto folders = base::split(small.id, '/');
    return {
        .path = small.id + ".yaml",
        .content = fmt::format("title: A title\nwhy: A reason.\nlevel: {}\nrequirements: [ONE]\n"
                               "applies: {{transport: {}, role: {}{}}}\n{}"
                               "steps:\n{}  - send: x\n",
                               small.level, folders.at(0), folders.at(1), small.claims, small.rest,
                               opening_of(small))};
}

}  // namespace

casefile::Catalogue catalogue_of(const std::vector<SmallCase>& cases) {
    std::vector<casefile::SourceFile> files{
        {.path = "requirements/one.yaml", .content = kRequirements},
        {.path = "profiles/echo.yaml",
         .content = profile("echo", "tcp/server/exchange/sanity", "many")},
        {.path = "profiles/one-shot.yaml",
         .content = profile("one-shot", "tcp/server/once/sanity", "once")},
        file_of({.id = "tcp/server/exchange/sanity"}),
        file_of({.id = "tcp/server/once/sanity", .claims = ", serves: once"}),
    };
    for (const SmallCase& small : cases)
        files.push_back(file_of(small));
    auto catalogue = casefile::load(files);
    if (!catalogue) throw std::runtime_error(base::render(catalogue.error()));
    return *std::move(catalogue);
}

}  // namespace echospec::tests
