// SPDX-License-Identifier: Apache-2.0
#include "capture/write_capture.hpp"

#include <pcap/pcap.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"

namespace echospec::capture {
namespace {

constexpr int kSnapshotLength = 262144;  // tcpdump's: longer than any frame of `lo`

struct Closer {
    void operator()(pcap_t* handle) const { pcap_close(handle); }
    void operator()(pcap_dumper_t* dumper) const { pcap_dump_close(dumper); }
};

int number_of(wire::LinkType link) {
    switch (link) {
        case wire::LinkType::ethernet:
            return DLT_EN10MB;
        case wire::LinkType::linux_cooked:
            return DLT_LINUX_SLL;
        case wire::LinkType::linux_cooked_v2:
            return DLT_LINUX_SLL2;
        case wire::LinkType::raw_ip:
            return DLT_RAW;
        case wire::LinkType::bsd_loopback:
            return DLT_NULL;
        case wire::LinkType::openbsd_loopback:
            return DLT_LOOP;
    }
    return DLT_NULL;
}

pcap_pkthdr header_of(const CapturedFrame& frame) {
    const auto since_epoch = std::max(frame.time.time_since_epoch(), base::Duration::zero());
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
    pcap_pkthdr header{};
    header.ts.tv_sec = seconds.count();
    header.ts.tv_usec = (since_epoch - seconds).count();  // nanoseconds, by the precision asked for
    header.caplen = static_cast<bpf_u_int32>(frame.bytes.size());
    header.len = std::max(header.caplen, frame.wire_length);
    return header;
}

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
    throw base::HarnessError("write capture " + path + ": " + reason);
}

}  // namespace

void write_capture(const std::string& path, wire::LinkType link,
                   const std::vector<CapturedFrame>& frames) {
    const std::unique_ptr<pcap_t, Closer> dead(pcap_open_dead_with_tstamp_precision(
        number_of(link), kSnapshotLength, PCAP_TSTAMP_PRECISION_NANO));
    if (!dead) fail(path, "no memory");
    const std::unique_ptr<pcap_dumper_t, Closer> dumper(pcap_dump_open(dead.get(), path.c_str()));
    if (!dumper) fail(path, pcap_geterr(dead.get()));
    for (const CapturedFrame& frame : frames) {
        const pcap_pkthdr header = header_of(frame);
        pcap_dump(reinterpret_cast<u_char*>(dumper.get()), &header,
                  reinterpret_cast<const u_char*>(frame.bytes.data()));
    }
    // pcap_dump() reports nothing; the stream remembers that a write failed.
    if (pcap_dump_flush(dumper.get()) != 0 || std::ferror(pcap_dump_file(dumper.get())) != 0) {
        fail(path, "not everything could be written");
    }
}

}  // namespace echospec::capture
