# SPDX-License-Identifier: Apache-2.0
# A server that echoes in every other life only: it counts its starts in the file it is given.
import socket
import sys

with open(sys.argv[1], "a+") as starts:
    starts.write("x")
    starts.flush()
    starts.seek(0)
    echoes = len(starts.read()) % 2 == 0

server = socket.socket()
server.bind(("127.0.0.1", 8898))
server.listen()
while True:
    client, address = server.accept()
    while data := client.recv(1024):
        client.sendall(data if echoes else data.upper())
    client.close()
