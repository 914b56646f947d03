// SPDX-License-Identifier: Apache-2.0
#include "casefile/prepared.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "base/error.hpp"

namespace echospec::casefile {
namespace {

char letter(const Node& node) {
    switch (node.kind) {
        case Node::Kind::nothing:
            return 'n';
        case Node::Kind::scalar:
            return node.quoted ? 'q' : 's';
        case Node::Kind::sequence:
            return '[';
        case Node::Kind::map:
            return '{';
    }
    throw base::HarnessError("write a prepared file: a node of no kind");
}

void append(const Node& node, std::string& text) {
    const bool has_items = node.kind == Node::Kind::sequence || node.kind == Node::Kind::map;
    fmt::format_to(std::back_inserter(text), "{} {} {} {} {} ", letter(node), node.spot.line,
                   node.spot.column, node.spot.length,
                   has_items ? node.items.size() : node.scalar.size());
    text += node.scalar;
    for (size_t i = 0; i < node.items.size(); ++i) {
        if (node.kind == Node::Kind::map) append(node.keys[i], text);
        append(node.items[i], text);
    }
}

class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    Node node() {
        const std::string_view kind = bytes(1);
        bytes(1);
        Node read;
        read.spot = {static_cast<int>(number()), static_cast<int>(number()),
                     static_cast<int>(number())};
        const size_t count = number();
        switch (kind[0]) {
            case 'n':
                read.scalar = bytes(count);
                return read;
            case 'q':
            case 's':
                read.kind = Node::Kind::scalar;
                read.quoted = kind[0] == 'q';
                read.scalar = bytes(count);
                return read;
            case '[':
                read.kind = Node::Kind::sequence;
                break;
            case '{':
                read.kind = Node::Kind::map;
                break;
            default:
                fail();
        }
        read_items(read, count);
        return read;
    }
    bool at_end() const { return rest_.empty(); }
    [[noreturn]] static void fail() { throw base::HarnessError("read a prepared file: damaged"); }

  private:
    void read_items(Node& parent, size_t count) {
        if (count > rest_.size()) fail();
        parent.items.reserve(count);
        if (parent.kind == Node::Kind::map) parent.keys.reserve(count);
        for (size_t i = 0; i < count; ++i) {
            if (parent.kind == Node::Kind::map) parent.keys.push_back(node());
            parent.items.push_back(node());
        }
    }
    std::string_view bytes(size_t count) {
        if (count > rest_.size()) fail();
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }
    // A number and the blank behind it.
    size_t number() {
        size_t value = 0;
        const char* end = rest_.data() + rest_.size();
        const auto [last, error] = std::from_chars(rest_.data(), end, value);
        if (error != std::errc{} || last == end) fail();
        bytes(static_cast<size_t>(last - rest_.data()) + 1);
        return value;
    }

    std::string_view rest_;
};

}  // namespace

std::string write_prepared(const Node& node) {
    std::string text;
    append(node, text);
    return text;
}

Node read_prepared(std::string_view text) {
    Reader reader(text);
    Node node = reader.node();
    if (!reader.at_end()) Reader::fail();
    return node;
}

}  // namespace echospec::casefile
