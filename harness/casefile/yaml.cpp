// SPDX-License-Identifier: Apache-2.0
#include "casefile/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string_view>
#include <utility>

#include "casefile/prepared.hpp"
#include "casefile/yaml_text.hpp"

namespace echospec::casefile {
namespace {

constexpr size_t kMaximalDepth = 32;
constexpr size_t kMaximalNodes = 50'000;

// Well-formed YAML that is no file of ours. Derived, so that it passes through yaml-cpp unchanged.
class Refused : public YAML::ParserException {
  public:
    using YAML::ParserException::ParserException;
};

size_t count_nodes(const Node& node) {
    size_t count = 1 + node.keys.size();
    for (const Node& item : node.items)
        count += count_nodes(item);
    return count;
}

size_t depth(const Node& node) {
    size_t deepest = 0;
    for (const Node& item : node.items)
        deepest = std::max(deepest, depth(item));
    return deepest + 1;
}

// Takes the parser's events and builds the tree. yaml-cpp's own tree is not used: it accepts
// duplicate keys, and it knows no limits.
class TreeBuilder : public YAML::EventHandler {
  public:
    explicit TreeBuilder(Mistakes& mistakes) : mistakes_(mistakes), lines_(mistakes.lines()) {}

    std::optional<Node> take() { return std::exchange(root_, std::nullopt); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ > 0) throw Refused(mark, "a second document begins here");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(Node::Kind::sequence, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(Node::Kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override {
        report_duplicates(stack_.back().node);
        close();
    }

  private:
    struct Open {
        Node node;
        YAML::anchor_t anchor;
    };

    // yaml-cpp counts lines from 0, and columns in bytes from 0.
    size_t offset(const YAML::Mark& mark) const {
        return lines_.offset(mark.line + 1, mark.column);
    }
    Node node(Node::Kind kind, const YAML::Mark& mark);
    void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor);
    void close();
    void finish(Node node, YAML::anchor_t anchor);
    bool awaits_key() const;
    void check_key(const YAML::Mark& mark, Node::Kind kind) const;
    void check_depth(const YAML::Mark& mark, size_t deeper) const;
    void add_nodes(const YAML::Mark& mark, size_t count);
    void check_tag(const YAML::Mark& mark, const std::string& tag);
    void report_duplicates(const Node& map);

    Mistakes& mistakes_;
    const Lines& lines_;
    std::optional<Node> root_;
    std::vector<Open> stack_;
    std::map<YAML::anchor_t, Node> anchors_;
    size_t nodes_ = 0;
    int documents_ = 0;
};

bool TreeBuilder::awaits_key() const {
    if (stack_.empty()) return false;
    const Node& parent = stack_.back().node;
    return parent.kind == Node::Kind::map && parent.keys.size() == parent.items.size();
}

void TreeBuilder::check_key(const YAML::Mark& mark, Node::Kind kind) const {
    if (kind != Node::Kind::scalar && awaits_key()) throw Refused(mark, "a key must be a word");
}

void TreeBuilder::check_depth(const YAML::Mark& mark, size_t deeper) const {
    if (stack_.size() + deeper <= kMaximalDepth) return;
    throw Refused(mark, fmt::format("more than {} levels deep", kMaximalDepth));
}

void TreeBuilder::add_nodes(const YAML::Mark& mark, size_t count) {
    nodes_ += count;
    if (nodes_ <= kMaximalNodes) return;
    throw Refused(mark, fmt::format("more than {} values in one file", kMaximalNodes));
}

void TreeBuilder::check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    mistakes_.add(lines_.spot(offset(mark)), "a tag means nothing here",
                  "leave out the word that begins with `!`");
}

Node TreeBuilder::node(Node::Kind kind, const YAML::Mark& mark) {
    add_nodes(mark, 1);
    check_key(mark, kind);
    Node made;
    made.kind = kind;
    made.spot = lines_.spot(offset(mark));
    return made;
}

void TreeBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
    check_depth(mark, 1);
    check_tag(mark, tag);
    stack_.push_back({node(kind, mark), anchor});
}

void TreeBuilder::close() {
    Open closed = std::move(stack_.back());
    stack_.pop_back();
    finish(std::move(closed.node), closed.anchor);
}

// Where nothing is written, yaml-cpp's mark is that of what comes next: the spot is then that of
// the `-` or `:` before it.
void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
    Node made = node(Node::Kind::nothing, mark);
    const std::string_view rest = lines_.text().substr(offset(mark));
    for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
        if (rest.starts_with(word)) made.scalar = word;
    }
    const size_t before = lines_.text().substr(0, offset(mark)).find_last_not_of(" \t\r\n");
    if (made.scalar.empty() && before != std::string_view::npos) made.spot = lines_.spot(before);
    finish(std::move(made), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto known = anchors_.find(anchor);
    if (known == anchors_.end()) {
        throw Refused(mark, "this alias stands for something that contains it");
    }
    check_key(mark, known->second.kind);
    add_nodes(mark, count_nodes(known->second));
    check_depth(mark, depth(known->second));
    finish(known->second, 0);
}

// yaml-cpp takes the end of the file for a closing quote.
void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
    check_tag(mark, tag);
    Node scalar = node(Node::Kind::scalar, mark);
    scalar.scalar = value;
    scalar.quoted = tag == "!";
    std::string_view written = lines_.text().substr(offset(mark));
    if (written.starts_with('"') || written.starts_with('\'')) {
        written = written.substr(0, quoted_length(written));
        if (written.empty()) throw YAML::ParserException(mark, "this quote is not closed");
    } else {
        written = value;
    }
    scalar.spot.length = std::max(1, code_points(written.substr(0, written.find('\n'))));
    finish(std::move(scalar), anchor);
}

void TreeBuilder::report_duplicates(const Node& map) {
    std::vector<const Node*> keys;
    for (const Node& key : map.keys)
        keys.push_back(&key);
    std::stable_sort(keys.begin(), keys.end(),
                     [](const Node* a, const Node* b) { return a->scalar < b->scalar; });
    for (size_t i = 1; i < keys.size(); ++i) {
        if (keys[i]->scalar != keys[i - 1]->scalar) continue;
        mistakes_.add(keys[i]->spot, fmt::format("`{}` is given twice", keys[i]->scalar),
                      fmt::format("the first is in line {}", keys[i - 1]->spot.line));
    }
}

void TreeBuilder::finish(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (stack_.empty()) {
        root_ = std::move(node);
        return;
    }
    Node& parent = stack_.back().node;
    (awaits_key() ? parent.keys : parent.items).push_back(std::move(node));
}

Spot spot_of(const YAML::Mark& mark, const Lines& lines) {
    if (mark.is_null()) return {};
    return lines.spot(lines.offset(mark.line + 1, mark.column));
}

void report(const YAML::Exception& error, std::string_view prefix, Mistakes& mistakes) {
    const Spot spot = spot_of(error.mark, mistakes.lines());
    mistakes.add(spot, fmt::format("{}{}", prefix, error.msg),
                 syntax_hint(error.msg, mistakes.lines().at(spot.line)));
}

}  // namespace

std::optional<Node> parse_yaml(const SourceFile& file, Mistakes& mistakes) {
    if (!file.prepared.empty()) return read_prepared(file.prepared);
    if (!check_text(mistakes)) return std::nullopt;
    TreeBuilder tree(mistakes);
    try {
        std::istringstream stream(file.content);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(tree)) {
        }
    } catch (const Refused& error) {
        report(error, "", mistakes);
        return std::nullopt;
    } catch (const YAML::Exception& error) {
        report(error, "not valid YAML: ", mistakes);
        return std::nullopt;
    }
    std::optional<Node> root = tree.take();
    if (!root) mistakes.add(Spot{}, "the file is empty", "");
    return root;
}

}  // namespace echospec::casefile
