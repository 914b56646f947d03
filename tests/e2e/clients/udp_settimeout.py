# SPDX-License-Identifier: Apache-2.0
# A UDP echo client of a tutorial: a socket that is not connected, and a time limit.
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(2.0)
sock.sendto(sys.argv[1].encode(), ("127.0.0.1", 9999))
try:
    data, server = sock.recvfrom(4096)
    print(f"received {data!r} from {server}")
finally:
    sock.close()
