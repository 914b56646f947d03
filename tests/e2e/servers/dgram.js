// SPDX-License-Identifier: Apache-2.0
const socket = require('dgram').createSocket('udp4');
socket.on('message', (message, from) => socket.send(message, from.port, from.address));
socket.bind(7);
