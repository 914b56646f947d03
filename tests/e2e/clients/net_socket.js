// SPDX-License-Identifier: Apache-2.0
// The shortest client there is: both directions piped.
const net = require('node:net');

const socket = net.connect(7, '127.0.0.1');
process.stdin.pipe(socket);
socket.pipe(process.stdout);
