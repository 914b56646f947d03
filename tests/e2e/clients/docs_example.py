# SPDX-License-Identifier: Apache-2.0
# After the example in the documentation of Python's socket module; its message is an argument.
import socket
import sys

HOST = '127.0.0.1'
PORT = 50007
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.connect((HOST, PORT))
    s.sendall(sys.argv[1].encode())
    data = s.recv(1024)
print('Received', repr(data))
