// SPDX-License-Identifier: Apache-2.0
#include "engine/artifacts.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "capture/write_capture.hpp"

namespace echospec::engine {
namespace {

using verdict::Verdict;

bool is_finding(Verdict verdict) {
    return verdict == Verdict::fail || verdict == Verdict::warn ||
           verdict == Verdict::inconclusive || verdict == Verdict::error;
}

// Parameters may hold anything: what a file system or a link could take amiss becomes `_`.
std::string file_name(std::string name) {
    static constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=,.[]/";
    const size_t parameters = name.find('[');
    for (size_t i = 0; i < name.size(); ++i) {
        const bool plain = kPlain.find(name[i]) != std::string_view::npos;
        if (!plain || (name[i] == '/' && i > parameters)) name[i] = '_';
    }
    return name + ".pcap";
}

}  // namespace

void keep_artifacts(verdict::CaseResult& result, Stage& stage, const Settings& settings) {
    if (settings.artifacts.empty() || stage.tap() == nullptr) return;
    if (settings.keep == Keep::findings && !is_finding(result.verdict)) return;
    const auto path =
        std::filesystem::path(settings.artifacts) / file_name(verdict::full_name(result));
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error)
        throw base::HarnessError("create " + path.parent_path().string() + ": " + error.message());
    capture::write_capture(path.string(), wire::LinkType::raw_ip, stage.tap()->frames());
    result.artifacts.push_back(path.string());
}

}  // namespace echospec::engine
