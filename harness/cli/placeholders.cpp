// SPDX-License-Identifier: Apache-2.0
#include "cli/placeholders.hpp"

#include "cli/free_port.hpp"

namespace echospec::cli {
namespace {

using casefile::Role;

// In a namespace of its own any port is free; this one needs no privilege elsewhere either.
constexpr uint16_t kSandboxPort = 7007;

// Replaces each `{name}` in the word; true if there was one.
bool substitute(std::string& word, const std::string& placeholder, const std::string& value) {
    bool found = false;
    for (size_t at = word.find(placeholder); at != std::string::npos;
         at = word.find(placeholder, at + value.size())) {
        word.replace(at, placeholder.size(), value);
        found = true;
    }
    return found;
}

std::string host_of(const engine::Settings& settings) {
    if (!settings.own_stack) return "127.0.0.1";
    const bool connects = settings.role == Role::client;
    return base::to_string(connects ? settings.own_stack->gateway()
                                    : settings.own_stack->address());
}

void put_own_stack_in(std::string& word, const casefile::OwnStack& stack) {
    substitute(word, "{device}", stack.device);
    substitute(word, "{addresses}", casefile::addresses_of(stack));
    substitute(word, "{gateway}", base::to_string(stack.gateway()));
}

}  // namespace

void put_addresses_in(RunOptions& options) {
    engine::Settings& settings = options.settings;
    const bool host = options.isolation == IsolationChoice::host;
    const uint16_t port = settings.port ? *settings.port : host ? free_port() : kSandboxPort;
    bool named = false;
    for (std::string& word : settings.command) {
        named = substitute(word, "{port}", std::to_string(port)) || named;
        substitute(word, "{host}", host_of(settings));
        if (settings.own_stack) put_own_stack_in(word, *settings.own_stack);
    }
    if (named) settings.port = port;
}

}  // namespace echospec::cli
