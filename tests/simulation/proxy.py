"""A line with scripted faults between a phone and a server: one fault a connection, one request a connection."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

HEAD_ENDS = b"\r\n\r\n"


@dataclass(frozen=True)
class Fault:
    """What befalls one connection. Cuts are said as in a slice; of a cut reply at least the last byte is lost."""

    request_until: int | None = None
    reply_until: int | None = None
    twice: bool = False
    instead: bytes | None = None
    hangs: bool = False


class Proxy:
    """Listens on ``port`` and passes each connection on to ``upstream``, as far as the next fault lets it."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = 0
        self._script: deque[Fault] = deque()
        self._up = threading.Event()

    def befall(self, *faults: Fault) -> None:
        """The next connections meet these, one each; those after them meet none."""
        self._script.extend(faults)

    @property
    def spent(self) -> bool:
        """Whether every scripted fault has happened."""
        return not self._script

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """Serves in a thread of its own."""
        thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        thread.start()
        self._up.wait()
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._end.set)
            thread.join()

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._end.wait()
        server.close()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fault = self._script.popleft() if self._script else Fault()
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._pass_on(fault, await _request(reader), reader, writer)
        writer.transport.abort()

    async def _pass_on(
        self, fault: Fault, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if fault.hangs:
            await reader.read()  # until the phone gives up
            return
        if fault.instead is not None:
            reply = fault.instead
        elif fault.request_until is not None:
            await self._half(request[: fault.request_until])
            return
        else:
            both = [self._ask(request) for _ in range(2 if fault.twice else 1)]
            reply = (await asyncio.gather(*both))[-1]
        if fault.reply_until is not None:
            writer.write(reply[:-1][: fault.reply_until])
            await writer.drain()
            return
        writer.write(reply)
        writer.write_eof()
        await writer.drain()
        await reader.read()

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        writer.write(request)
        reply = await reader.read()
        writer.close()
        return reply

    async def _half(self, request: bytes) -> None:
        _reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        writer.write(request)
        await writer.drain()
        writer.transport.abort()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(HEAD_ENDS)
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return head + await reader.readexactly(length)
