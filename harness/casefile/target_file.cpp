// SPDX-License-Identifier: Apache-2.0
#include "casefile/target_file.hpp"

#include <fmt/format.h>
#include <regex.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

#include "base/files.hpp"
#include "casefile/map_reader.hpp"
#include "casefile/read_steps.hpp"
#include "casefile/yaml.hpp"

namespace echospec::casefile {
namespace {

using Vocabulary = std::map<std::string, std::set<std::string>>;  // claim → its words

Vocabulary vocabulary(const Catalogue& catalogue) {
    Vocabulary words;
    for (const Profile& profile : catalogue.profiles) {
        for (const auto& [claim, word] : profile.claims)
            words[claim].insert(word);
    }
    for (const Case& test : catalogue.cases) {
        for (const auto& [claim, word] : test.applies.claims)
            words[claim].insert(word);
    }
    return words;
}

// A path in the file is meant from where the file lies.
std::string beside(const std::string& file, const std::string& path) {
    const auto folder = std::filesystem::path(file).parent_path();
    return (folder / path).lexically_normal().string();
}

std::vector<std::string> read_command(Scope& scope, const Node* node) {
    if (node && node->kind == Node::Kind::scalar) {
        complain_kind(scope, *node, "a list of words", "[./server, \"7\"]: no shell is between");
        return {};
    }
    if (node && node->kind == Node::Kind::sequence && node->items.empty()) {
        complain(scope, *node, "this command is empty", "[./server, \"7\"]");
    }
    std::vector<std::string> words;
    for (const Node& word : node ? node->items : std::vector<Node>{}) {
        if (const auto text = read_text(scope, &word)) words.push_back(*text);
    }
    return words;
}

std::map<std::string, std::string> read_environment(Scope& scope, const Node* node) {
    std::map<std::string, std::string> values;
    if (!node) return values;
    MapReader map(scope, *node);
    for (const auto& [name, value] : map.rest()) {
        if (name->scalar.empty() || name->scalar.find('=') != std::string::npos) {
            complain(scope, *name, fmt::format("`{}` is no name of a variable", name->scalar), "");
        }
        if (const auto text = read_text(scope, value)) values[name->scalar] = *text;
    }
    return values;
}

std::map<std::string, std::string> read_claims(Scope& scope, const Node* node,
                                               const Vocabulary& known) {
    std::map<std::string, std::string> claims;
    if (!node) return claims;
    MapReader map(scope, *node);
    std::vector<std::string> names;
    for (const auto& [name, words] : known)
        names.push_back(name);
    for (const auto& [name, word] : map.rest()) {
        const auto claim = known.find(name->scalar);
        if (claim == known.end()) {
            complain(scope, *name, fmt::format("no profile claims `{}`", name->scalar),
                     base::suggest(name->scalar, names));
            continue;
        }
        const auto text = read_words(scope, word);
        if (!text) continue;
        claims[name->scalar] = *text;
        if (claim->second.contains(*text)) continue;
        complain(scope, *word, fmt::format("`{}` is no word for `{}`", *text, name->scalar),
                 base::suggest(*text, {claim->second.begin(), claim->second.end()}));
    }
    return claims;
}

std::optional<std::string> read_profile_name(Scope& scope, const Node* node,
                                             const Catalogue& catalogue) {
    const std::optional<std::string> name = read_words(scope, node);
    if (!name || catalogue.find_profile(*name)) return name;
    std::vector<std::string> names;
    for (const Profile& profile : catalogue.profiles)
        names.push_back(profile.name);
    complain(scope, *node, fmt::format("unknown profile `{}`", *name), base::suggest(*name, names));
    return std::nullopt;
}

bool is_expression(const std::string& pattern) {
    regex_t compiled;
    if (::regcomp(&compiled, pattern.c_str(), REG_EXTENDED) != 0) return false;
    ::regfree(&compiled);
    return true;
}

Display read_display(Scope& scope, const Node* node) {
    using Form = Display::Form;
    Display display;
    if (!node) return display;
    if (node->kind != Node::Kind::map) {
        display.form = read_choice<Form>(scope, node,
                                         {{"raw", Form::raw},
                                          {"lines", Form::lines},
                                          {"quoted", Form::quoted},
                                          {"nothing", Form::nothing}})
                           .value_or(Form::any);
        return display;
    }
    MapReader map(scope, *node);
    const Node* pattern = map.need("pattern");
    display.pattern = read_words(scope, pattern).value_or("");
    map.finish();
    display.form = Form::pattern;
    if (pattern && !is_expression(display.pattern)) {
        complain(scope, *pattern, "this is no extended regular expression",
                 "as grep -E has them: \"Received: (.*)\"");
    }
    return display;
}

std::optional<OwnStack> read_own_stack(Scope& scope, const Node* node) {
    const std::optional<std::string> text = read_words(scope, node);
    if (!text) return std::nullopt;
    const auto stack = parse_own_stack(*text);
    if (!stack) complain(scope, *node, fmt::format("`{}` is no own stack", *text), kOwnStackForm);
    return stack;
}

class Reader {
  public:
    Reader(Scope& scope, const SourceFile& file, const Catalogue& catalogue)
        : scope_(scope),
          shown_(file.shown.empty() ? file.path : file.shown),
          catalogue_(catalogue),
          words_(vocabulary(catalogue)) {}

    std::vector<TargetDescription> read(const Node& root) {
        if (root.kind == Node::Kind::map && root.keys.size() == 1 &&
            root.keys[0].scalar == "targets") {
            return read_list_of(root.items[0]);
        }
        return {read_one(root)};
    }

  private:
    std::vector<TargetDescription> read_list_of(const Node& list) {
        std::vector<TargetDescription> targets;
        if (list.kind != Node::Kind::sequence || list.items.empty()) {
            complain_kind(scope_, list, "a list of targets", "`- name: …` and so on");
            return targets;
        }
        std::set<std::string> names;
        for (const Node& item : list.items) {
            targets.push_back(read_one(item));
            const std::string& name = targets.back().name;
            if (names.insert(name).second) continue;
            complain(scope_, item, fmt::format("two targets are called `{}`", name),
                     "reports tell them apart by `name`");
        }
        return targets;
    }

    TargetDescription read_one(const Node& node) {
        MapReader map(scope_, node);
        TargetDescription target;
        target.position = scope_.mistakes.position(node.spot);
        target.command = read_command(scope_, map.need("command"));
        target.name = read_name_of(map, target.command);
        target.role = read_choice<Role>(scope_, map.find("role"),
                                        {{"server", Role::server}, {"client", Role::client}});
        target.transport = read_choice<Transport>(
            scope_, map.find("transport"), {{"tcp", Transport::tcp}, {"udp", Transport::udp}});
        if (const auto port = read_number(scope_, map.find("port"), {1, 65535}))
            target.port = static_cast<uint16_t>(*port);
        target.own_stack = read_own_stack(scope_, map.find("own-stack"));
        target.close_signal = read_signal_name(scope_, map.find("close-signal"));
        target.profile = read_profile_name(scope_, map.find("profile"), catalogue_);
        target.claims = read_claims(scope_, map.find("claims"), words_);
        read_surroundings(map, target);
        map.finish();
        return target;
    }

    void read_surroundings(MapReader& map, TargetDescription& target) {
        target.environment = read_environment(scope_, map.find("environment"));
        target.directory = beside(shown_, read_words(scope_, map.find("directory")).value_or("."));
        if (const Node* command = map.find("set-up")) target.set_up = read_command(scope_, command);
        if (const Node* command = map.find("tear-down"))
            target.tear_down = read_command(scope_, command);
        target.shows = read_display(scope_, map.find("shows"));
        target.start_limit = read_duration(scope_, map.find("start-limit"));
        target.patience = read_duration(scope_, map.find("patience"));
        if (const auto path = read_words(scope_, map.find("baseline")))
            target.baseline = beside(shown_, *path);
    }

    std::string read_name_of(MapReader& map, const std::vector<std::string>& command) {
        const auto name = read_words(scope_, map.find("name"));
        if (name) return *name;
        return command.empty() ? "" : std::filesystem::path(command[0]).filename().string();
    }

    Scope& scope_;
    std::string shown_;
    const Catalogue& catalogue_;
    Vocabulary words_;
};

}  // namespace

base::Result<std::vector<TargetDescription>> read_targets(const SourceFile& file,
                                                          const Catalogue& catalogue) {
    Mistakes mistakes(file);
    Scope scope{.mistakes = mistakes, .parameters = nullptr, .used = {}, .any_name = false};
    const std::optional<Node> root = parse_yaml(file, mistakes);
    std::vector<TargetDescription> targets;
    if (root) targets = Reader(scope, file, catalogue).read(*root);
    base::Diagnostics found = mistakes.sorted();
    if (!found.empty()) return found;
    return targets;
}

base::Result<std::vector<TargetDescription>> load_targets(const std::string& path,
                                                          const Catalogue& catalogue) {
    const std::optional<std::string> content = base::read_file(path);
    if (content) return read_targets({path, *content, path}, catalogue);
    return base::Diagnostics{
        {.position = {.file = path},
         .message = "the file cannot be read: " + std::generic_category().message(errno),
         .hint = "`echospec init -- COMMAND` writes one",
         .source_line = {}}};
}

}  // namespace echospec::casefile
