// SPDX-License-Identifier: Apache-2.0
require('net').createServer(socket => socket.pipe(socket)).listen(8898);
