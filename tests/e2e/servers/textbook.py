# SPDX-License-Identifier: Apache-2.0
import socket

server = socket.socket()
server.bind(("127.0.0.1", 8898))
server.listen(1)
while True:
    client, address = server.accept()
    while True:
        data = client.recv(1024)
        if not data:
            break
        client.send(data)
    client.close()
