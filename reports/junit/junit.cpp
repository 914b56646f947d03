// SPDX-License-Identifier: Apache-2.0
#include "reports/junit/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "reports/junit/dialect.hpp"
#include "reports/junit/suites.hpp"
#include "reports/shared/budget.hpp"
#include "reports/shared/clean.hpp"
#include "reports/shared/finding.hpp"
#include "reports/shared/groups.hpp"
#include "reports/shared/standing.hpp"
#include "verdict/attempts.hpp"

namespace echospec::reports::junit {
namespace {

using verdict::CaseResult;
using verdict::RunResult;
using verdict::Verdict;

constexpr size_t kMessageLimit = 1000;

// The strict schema takes whole seconds without a zone; readers assume UTC.
std::string timestamp(const RunResult& run) {
    static constexpr std::string_view kShape = "0000-00-00T00:00:00";
    const std::string text = run.started.substr(0, kShape.size());
    const auto fits = [](char c, char shape) {
        return shape == '0' ? c >= '0' && c <= '9' : c == shape;
    };
    const bool good = std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(), fits);
    return good ? text : "1970-01-01T00:00:00";
}

void set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(one_line(value).c_str());
}

void set(pugi::xml_node node, const char* name, int value) {
    set(node, name, std::to_string(value));
}

void set_seconds(pugi::xml_node node, double seconds) {
    set(node, "time", fmt::format("{:.3f}", seconds));
}

void add_text(pugi::xml_node parent, const char* name, const std::string& text) {
    parent.append_child(name).text().set(text.c_str());
}

void add_property(pugi::xml_node properties, const char* name, const std::string& value) {
    if (value.empty()) return;
    const pugi::xml_node property = properties.append_child("property");
    set(property, "name", name);
    set(property, "value", value);
}

void set_counts(pugi::xml_node node, const Counts& counts, RootCounts which) {
    if (which == RootCounts::none) return;
    set(node, "tests", counts.tests);
    set(node, "failures", counts.failures);
    set(node, "errors", counts.errors);
    if (which == RootCounts::all) set(node, "skipped", counts.skipped);
    set_seconds(node, counts.seconds);
}

std::string upper(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

// What a target prints must not make a reader attach files of the target's choice.
std::string without_tags(std::string text) {
    static constexpr std::string_view kTag = "[[ATTACHMENT|";
    for (size_t at = text.find(kTag); at != std::string::npos; at = text.find(kTag)) {
        text.replace(at, 2, "[ [");
    }
    return text;
}

std::string attachments(const CaseResult& result, const Features& features) {
    std::string text;
    for (size_t i = 0; i < std::min(result.artifacts.size(), features.attachments); ++i) {
        text += "[[ATTACHMENT|" + one_line(result.artifacts[i]) + "]]\n";
    }
    return text;
}

// A warning has no element of its own, so it is told in the output; attachments come last, each
// alone on its line, as their readers want them.
std::string output_of(const CaseResult& result, const Features& features) {
    std::string text;
    if (standing_of(result) == Standing::warned) {
        text = "warning (" + result.level + "): " + cut(explanation(result), features.text_limit);
    }
    if (is_finding(result)) text += cut(result.target_stdout, features.text_limit);
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    return without_tags(std::move(text)) + attachments(result, features);
}

std::string errors_of(const CaseResult& result, const Features& features) {
    if (!is_finding(result) || result.target_stderr.empty()) return "";
    return without_tags(cut(result.target_stderr, features.text_limit));
}

void add_finding(pugi::xml_node node, const CaseResult& result, const char* element,
                 const std::string& type, const Features& features) {
    const pugi::xml_node finding = node.append_child(element);
    set(finding, "type", type);
    set(finding, "message", cut(headline(result), kMessageLimit));
    finding.text().set(without_tags(cut(explanation(result), features.text_limit)).c_str());
}

// Some readers take the message, others the text alone.
void add_skipped(pugi::xml_node node, const CaseResult& result) {
    std::string message = cut(headline(result), kMessageLimit);
    if (result.verdict == Verdict::not_run) message = "not run: " + message;
    const pugi::xml_node skipped = node.append_child("skipped");
    set(skipped, "message", message);
    skipped.text().set(message.c_str());
}

std::string type_of_failure(const CaseResult& result) {
    if (result.verdict == Verdict::pass) return "UNEXPECTED-PASS";
    if (is_flaky(result)) return "FLAKY";
    return result.level.empty() ? "failure" : upper(result.level);
}

void add_outcome(pugi::xml_node node, const CaseResult& result, const Features& features) {
    switch (standing_of(result)) {
        case Standing::passed:
        case Standing::warned:
            return;
        case Standing::known:
        case Standing::skipped:
            return add_skipped(node, result);
        case Standing::failed:
            return add_finding(node, result, "failure", type_of_failure(result), features);
        case Standing::undecided:
            return add_finding(node, result, "error", std::string(to_string(result.verdict)),
                               features);
    }
}

void add_case_properties(pugi::xml_node node, const RunResult& run, const CaseResult& result) {
    const pugi::xml_node properties = node.append_child("properties");
    add_property(properties, "title", result.title);
    add_property(properties, "verdict", std::string(to_string(result.verdict)));
    add_property(properties, "gates", result.gates ? "true" : "false");
    add_property(properties, "attempts", attempts_text(result));
    add_property(properties, "level", result.level);
    add_property(properties, "duty", result.duty);
    for (const std::string& id : result.requirements)
        add_property(properties, "requirement", id);
    for (const auto& [name, value] : result.parameters) {
        add_property(properties, ("parameter:" + name).c_str(), value);
    }
    add_property(properties, "revision", std::to_string(result.revision));
    add_property(properties, "seed", std::to_string(run.seed));
}

void add_run_properties(pugi::xml_node suite, const RunResult& run) {
    const pugi::xml_node properties = suite.append_child("properties");
    add_property(properties, "echospec", run.version);
    add_property(properties, "seed", std::to_string(run.seed));
    add_property(properties, "target", base::shell_quoted(run.target.command));
    add_property(properties, "endpoint", run.target.endpoint);
    add_property(properties, "digest", run.target.digest);
    add_property(properties, "profile", run.target.profile);
    add_property(properties, "isolation", run.environment.isolation);
    add_property(properties, "kernel", run.environment.kernel);
    add_property(properties, "shard", shard_of(run));
    add_property(properties, "exit", std::to_string(run.exit_code));
    add_property(properties, "exit_reason", run.exit_reason);
    if (run.interrupted) add_property(properties, "interrupted", "true");
}

// Writes one document: knows the run, the dialect and the names that are taken.
class Writer {
  public:
    Writer(const RunResult& run, Dialect dialect) : run_(run), features_(features(dialect)) {
        features_.text_limit = share_of_finding(run, features_.text_limit);
    }

    std::string render() {
        pugi::xml_node declaration = document_.append_child(pugi::node_declaration);
        set(declaration, "version", "1.0");
        set(declaration, "encoding", "UTF-8");
        pugi::xml_node root = document_.append_child("testsuites");
        std::vector<const CaseResult*> all;
        for (const CaseResult& result : run_.cases)
            all.push_back(&result);
        if (features_.root_counts != RootCounts::none) set(root, "name", "echospec");
        set_counts(root, count(all), features_.root_counts);
        for (const Group& suite : groups_of(run_))
            add_suite(root, suite);
        std::ostringstream stream;
        document_.save(stream, "  ", pugi::format_default, pugi::encoding_utf8);
        return stream.str();
    }

  private:
    void add_suite(pugi::xml_node root, const Group& suite) {
        pugi::xml_node node = root.append_child("testsuite");
        set(node, "name", suite.folder);
        if (features_.suite_identity) {
            set(node, "package", "echospec");
            set(node, "id", suite_id_++);
        }
        set(node, "timestamp", timestamp(run_));
        set(node, "hostname", one_line(run_.hostname).empty() ? "localhost" : run_.hostname);
        set_counts(node, count(suite.cases), RootCounts::all);
        add_run_properties(node, run_);
        for (const CaseResult* result : suite.cases)
            add_case(node, *result, suite.folder);
        if (features_.output == OutputPlace::suite) add_suite_output(node, suite);
    }

    void add_case(pugi::xml_node suite, const CaseResult& result, const std::string& folder) {
        pugi::xml_node node = suite.append_child("testcase");
        set(node, "name", unique_name(result));
        set(node, "classname", "echospec." + target_name(run_) + "." + dotted(folder));
        set_seconds(node, seconds_of(result.milliseconds));
        if (features_.place && !result.position.file.empty()) {
            set(node, "file", result.position.file);
            if (result.position.line > 0) set(node, "line", result.position.line);
        }
        if (features_.case_properties) add_case_properties(node, run_, result);
        add_outcome(node, result, features_);
        if (features_.output == OutputPlace::test_case) add_case_output(node, result);
    }

    void add_case_output(pugi::xml_node node, const CaseResult& result) {
        const std::string output = output_of(result, features_);
        if (!output.empty()) add_text(node, "system-out", output);
        const std::string errors = errors_of(result, features_);
        if (!errors.empty()) add_text(node, "system-err", errors);
    }

    void add_suite_output(pugi::xml_node node, const Group& suite) {
        std::string output;
        std::string errors;
        for (const CaseResult* result : suite.cases) {
            const std::string name = one_line(full_name(*result)) + ":\n";
            const std::string text = output_of(*result, features_);
            if (!text.empty()) output += name + text;
            const std::string own = errors_of(*result, features_);
            if (!own.empty()) errors += name + own + "\n";
        }
        add_text(node, "system-out", output);
        add_text(node, "system-err", errors);
    }

    // Readers keep but one of several equal names, and some know a case by its name alone.
    std::string unique_name(const CaseResult& result) {
        const std::string name = one_line(full_name(result));
        std::string unique = name.empty() ? "unnamed" : name;
        for (int i = 2; !names_.insert(unique).second; ++i)
            unique = fmt::format("{} ({})", name, i);
        return unique;
    }

    const RunResult& run_;
    Features features_;
    pugi::xml_document document_;
    std::set<std::string> names_;
    int suite_id_ = 0;
};

// Cases alone would look well where the run as a whole does not.
CaseResult case_of_the_run(const RunResult& run) {
    CaseResult result;
    result.id = "echospec/run";
    result.title = "The run comes to its end, and verifies something";
    result.verdict = Verdict::error;
    result.gates = true;
    result.reason = run.exit_reason;
    return result;
}

}  // namespace

std::string render(const RunResult& run, Dialect dialect) {
    RunResult cleaned = clean(run);
    if (fails_beyond_its_cases(cleaned)) cleaned.cases.push_back(case_of_the_run(cleaned));
    return Writer(cleaned, dialect).render();
}

}  // namespace echospec::reports::junit
