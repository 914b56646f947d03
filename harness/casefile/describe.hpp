// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "casefile/step.hpp"

namespace echospec::casefile {

// The step as a person reads it, without its number: "send 64 KiB of random bytes on a",
// "receive the whole echo on client", "half-close client".
std::string describe(const Action& action);

// The same of the raw peer's longer steps: "expect SYN+ACK, seq 0, ack 1 on client".
std::string describe(const RawPeer& step);
std::string describe(const SegmentStep& step);
std::string describe(const InitialNumbers& step);
std::string describe(const DatagramStep& step);
std::string describe(const IcmpKind& kind);
std::string describe(const IcmpStep& step);

// "SYN+ACK, seq 0, ack 1", without the verb and the peer.
std::string describe(const SendSegment& segment);
std::string describe(const SegmentShape& shape);

// "at most 512 bytes, one line of text".
std::string describe(const ExpectAny& any);

// "FIN-WAIT-2 or CLOSING, 0 octets unread"; empty if nothing is asked for.
std::string describe(const EndState& end);

}  // namespace echospec::casefile
