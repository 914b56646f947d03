# SPDX-License-Identifier: Apache-2.0
# socketserver's own example of a UDP server, answering what it got.
import socketserver
import sys


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data, self.client_address)


with socketserver.UDPServer(("0.0.0.0", 7), Echo) as server:
    server.serve_forever()
