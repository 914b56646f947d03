# SPDX-License-Identifier: Apache-2.0
import asyncio


async def echo(reader, writer):
    while data := await reader.read(1024):
        writer.write(data)
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 8898)
    await server.serve_forever()


asyncio.run(main())
