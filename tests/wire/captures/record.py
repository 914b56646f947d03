#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records the captures of this folder anew, with tcpdump, in a network namespace of its own.

    unshare -rn tests/wire/captures/record.py      (or as root: unshare -n …)

Needs tcpdump, curl and inetutils-inetd. README.md says what each capture holds; the tests compare
kinds and counts, never times or ports, so a new recording changes no verdict.
"""
import contextlib
import http.server
import os
import socket
import struct
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
MARK = b"end of the recording"
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def record(name, scenario, interface="lo", options=()):
    path = os.path.join(HERE, name)
    command = ["tcpdump", "-i", interface, "-U", "-w", path, *options]
    tcpdump = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while "listening on" not in tcpdump.stderr.readline():
        pass
    scenario()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as marker:
        marker.sendto(MARK, ("127.0.0.1", 9))
    deadline = time.monotonic() + 20
    while MARK not in open(path, "rb").read():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{name}: the last frame was not recorded")
    tcpdump.terminate()
    tcpdump.wait()
    print(name, os.path.getsize(path), "bytes")


def pair(family=socket.AF_INET):
    """A connected client and server."""
    listener = socket.socket(family)
    listener.bind(("127.0.0.1" if family == socket.AF_INET else "::1", 0))
    listener.listen()
    client = socket.create_connection(listener.getsockname()[:2])
    server, _ = listener.accept()
    listener.close()
    return client, server


def read_all(connection):
    data = b""
    while piece := connection.recv(65536):
        data += piece
    return data


def half_close():
    client, server = pair(socket.AF_INET6)
    client.sendall(b"x" * 300)
    client.shutdown(socket.SHUT_WR)
    for byte in read_all(server)[:10]:
        server.sendall(bytes([byte]))
    server.close()
    read_all(client)
    client.close()


def close_with_linger_zero(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def resets():
    """One of each cause that ordinary sockets can show."""
    client, server = pair()  # linger zero, nothing received
    close_with_linger_zero(client)
    server.close()

    client, server = pair()  # input unread
    client.sendall(b"unread")
    server.recv(1)
    server.close()
    client.close()

    client, server = pair()  # data after the close
    server.close()
    client.recv(1)
    client.sendall(b"too late")
    client.close()

    probe = socket.socket()  # nobody listens
    probe.bind(("127.0.0.1", 0))
    nobody = probe.getsockname()
    probe.close()
    socket.socket().connect_ex(nobody)


def begins_and_ends_in_the_middle():
    EARLY[0].sendall(b"hello")
    EARLY[1].recv(5)
    EARLY[0].close()
    EARLY[1].close()
    LATE.extend(pair())
    LATE[0].sendall(b"hello")
    LATE[1].recv(5)


class Pages(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = b"<p>" + self.path.encode() * 20
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def browser():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}"
    pages = [f"{root}/{name}" for name in ("", "style", "script", "logo", "font")]
    subprocess.run(["curl", "-s", "--noproxy", "*", *pages], check=True, **SILENT)
    subprocess.run(["curl", "-s", "--noproxy", "*", "--parallel", *pages], check=True, **SILENT)
    server.shutdown()


def inetd_echo():
    with socket.create_connection(("127.0.0.1", 7)) as connection:
        connection.sendall(b"hello, inetd")
        assert connection.recv(100) == b"hello, inetd"
        connection.shutdown(socket.SHUT_WR)
        assert read_all(connection) == b""


@contextlib.contextmanager
def inetd():
    """Serves echo on port 7, and does so once the body runs."""
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as config:
        config.write("echo stream tcp nowait root internal\n")
        config.flush()
        daemon = subprocess.Popen(["inetutils-inetd", "-d", config.name], **SILENT)
        while socket.socket().connect_ex(("127.0.0.1", 7)) != 0:
            pass
        yield
        daemon.terminate()
        daemon.wait()


def as_pcapng(source, target):
    """The same frames in a pcapng file, which tcpdump cannot write."""
    def block(kind, body):
        body += b"\0" * (-len(body) % 4)
        size = struct.pack("<I", 12 + len(body))
        return struct.pack("<I", kind) + size + body + size

    data = open(os.path.join(HERE, source), "rb").read()
    link = struct.unpack_from("<I", data, 20)[0]
    out = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += block(1, struct.pack("<HHI", link, 0, 262144))
    at = 24
    while at < len(data):
        seconds, micros, kept, length = struct.unpack_from("<IIII", data, at)
        time_ = seconds * 1000000 + micros
        head = struct.pack("<IIIII", 0, time_ >> 32, time_ & 0xFFFFFFFF, kept, length)
        out += block(6, head + data[at + 16:at + 16 + kept])
        at += 16 + kept
    open(os.path.join(HERE, target), "wb").write(out)


def with_an_early_fin(source, target):
    """The server's first echo gets a FIN, so that the rest of the echo lies beyond it: no kernel
    does this."""
    data = bytearray(open(os.path.join(HERE, source), "rb").read())
    at, half_closed = 24, False
    while at < len(data):
        kept = struct.unpack_from("<I", data, at + 8)[0]
        flags = at + 16 + 14 + 40 + 13  # behind Ethernet and IPv6
        if half_closed and data[flags] == 0x18:
            data[flags] |= 1
            break
        half_closed = half_closed or bool(data[flags] & 1)
        at += 16 + kept
    open(os.path.join(HERE, target), "wb").write(data)


if __name__ == "__main__":
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    EARLY, LATE = pair(), []
    record("half_close.pcap", half_close)
    record("resets.pcap", resets)
    record("middle.pcap", begins_and_ends_in_the_middle)
    record("browser.pcap", browser, options=["-s", "96"])
    with inetd():
        record("inetd.pcap", inetd_echo)
    record("cooked.pcap", half_close, interface="any", options=["-y", "LINUX_SLL"])
    record("cooked_v2.pcap", half_close, interface="any", options=["-y", "LINUX_SLL2"])
    as_pcapng("half_close.pcap", "half_close.pcapng")
    with_an_early_fin("half_close.pcap", "illegal.pcap")
