// SPDX-License-Identifier: Apache-2.0
#include "capture/read_capture.hpp"

#include <fmt/format.h>
#include <pcap/pcap.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

namespace echospec::capture {
namespace {

struct Closer {
    void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using Handle = std::unique_ptr<pcap_t, Closer>;

base::Diagnostics mistake(const std::string& path, std::string message, std::string hint) {
    return {base::Diagnostic{{path, 0, 0}, std::move(message), std::move(hint), "", 1}};
}

std::optional<wire::LinkType> link_type(int number) {
    switch (number) {
        case DLT_EN10MB:
            return wire::LinkType::ethernet;
        case DLT_LINUX_SLL:
            return wire::LinkType::linux_cooked;
        case DLT_LINUX_SLL2:
            return wire::LinkType::linux_cooked_v2;
        case DLT_RAW:
        case DLT_IPV4:
        case DLT_IPV6:
            return wire::LinkType::raw_ip;
        case DLT_NULL:
            return wire::LinkType::bsd_loopback;
        case DLT_LOOP:
            return wire::LinkType::openbsd_loopback;
        default:
            return std::nullopt;  // an open set of numbers
    }
}

std::string describe_link(int number) {
    const char* name = pcap_datalink_val_to_name(number);
    return name != nullptr ? fmt::format("{} ({})", name, number) : std::to_string(number);
}

bool is_gzip(std::FILE* file) {
    const int first = std::fgetc(file);
    const int second = std::fgetc(file);
    return first == 0x1F && second == 0x8B;
}

// libpcap names the path in some of its messages and not in others; the diagnostic has it anyway.
base::Diagnostics cannot_open(const std::string& path, std::string_view reason) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (path != "-" && !file) {
        const std::string why = std::generic_category().message(errno);
        return mistake(path, "cannot be read: " + why, "");
    }
    if (file && is_gzip(file.get())) {
        return mistake(path, "is compressed with gzip", "unpack it first: gunzip");
    }
    return mistake(path, fmt::format("is no capture: {}", reason),
                   "pcap and pcapng files are understood, as tcpdump -w and Wireshark write them");
}

base::Result<Handle> open(const std::string& path) {
    std::array<char, PCAP_ERRBUF_SIZE> reason{};
    Handle handle(pcap_open_offline_with_tstamp_precision(path.c_str(), PCAP_TSTAMP_PRECISION_NANO,
                                                          reason.data()));
    if (!handle) return cannot_open(path, reason.data());
    return handle;
}

wire::RawFrame frame_from(const pcap_pkthdr& header, const u_char* bytes, wire::LinkType link) {
    // With nanosecond precision tv_usec holds nanoseconds.
    const base::Duration time =
        std::chrono::seconds(header.ts.tv_sec) + std::chrono::nanoseconds(header.ts.tv_usec);
    return {base::Instant(time), link,
            std::string_view(reinterpret_cast<const char*>(bytes), header.caplen), header.len};
}

// libpcap tells a record that is cut from one that is damaged only by the words of its message.
bool says_truncated(std::string_view reason) {
    return reason.find("truncated") != std::string_view::npos;
}

}  // namespace

base::Result<CaptureSummary> read_capture(const std::string& path, const FrameVisitor& visit) {
    const auto handle = open(path);
    if (!handle) return handle.error();
    pcap_t* const capture = handle->get();
    const auto link = link_type(pcap_datalink(capture));
    if (!link) {
        return mistake(path, "has the link type " + describe_link(pcap_datalink(capture)),
                       "Ethernet, Linux cooked, raw IP and loopback are understood");
    }
    CaptureSummary summary;
    while (true) {
        pcap_pkthdr* header = nullptr;
        const u_char* bytes = nullptr;
        const int outcome = pcap_next_ex(capture, &header, &bytes);
        if (outcome == PCAP_ERROR_BREAK) return summary;
        if (outcome == 1) {
            visit(frame_from(*header, bytes, *link), ++summary.frames);
            continue;
        }
        const std::string_view reason = pcap_geterr(capture);
        summary.cut_short = says_truncated(reason);
        if (summary.cut_short) return summary;
        return mistake(path, fmt::format("is damaged after frame {}: {}", summary.frames, reason),
                       "");
    }
}

}  // namespace echospec::capture
