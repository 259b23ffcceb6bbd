"""The line between a phone and the server, which a test may cut, tear, or hand over to a captive portal.

Browsers' own "offline" switch leaves service workers connected; a cut here is a cut for everything.
"""

import asyncio
import threading
from contextlib import suppress
from typing import Literal

Mode = Literal["open", "cut", "portal", "deaf", "dead", "torn"]
PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Selamat datang di Wi-Fi Warkop. Silakan masuk.</h1>"
CHUNK = 65536


class Line:
    """A TCP proxy before one server, in a thread of its own."""

    def __init__(self, target: str) -> None:
        host, _colon, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._mode: Mode = "open"
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._meet, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        self._refused: bytes | None = None
        self.asked: list[str] = []
        """First lines of what reached the portal."""

    def cut(self) -> None:
        """No signal: what is under way breaks off, nothing gets through."""
        self._do(self._become("cut"))

    def portal(self) -> None:
        """A hotspot answers everything with its own page, and says 200."""
        self._do(self._become("portal"))

    def lose_replies(self) -> None:
        """What the phone sends arrives; what the server answers is lost."""
        self._do(self._become("deaf"))

    def tear_replies(self) -> None:
        """Of every answer only the beginning comes through."""
        self._do(self._become("torn"))

    def die(self) -> None:
        """Bars, but no data: connections are made, and nothing moves on them."""
        self._do(self._become("dead"))

    def refuse(self, path: str) -> None:
        """Requests for this path, and only these, break off from now on."""
        self._refused = path.encode()

    def mend(self) -> None:
        """The signal is back."""
        self._refused = None
        self._do(self._become("open"))

    def close(self) -> None:
        """Ends the thread and everything that still runs in it."""
        self.cut()
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    async def _become(self, mode: Mode) -> None:
        self._mode = mode
        # A browser keeps connections for later; they end with the line they were made on.
        for writer in list(self._open):
            writer.transport.abort()

    async def _end(self) -> None:
        self._server.close()
        running = asyncio.all_tasks() - {asyncio.current_task()}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if self._mode == "portal":
                await self._greet(reader, writer)
            elif self._mode == "dead":
                await reader.read()
            elif self._mode != "cut":
                await self._pass_on(reader, writer)
        except OSError:
            pass  # a line that breaks is what this is for
        finally:
            self._open.discard(writer)
            writer.transport.abort() if self._mode == "cut" else writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(*self._target)
        self._open.add(up_writer)
        try:
            await asyncio.gather(self._up(reader, up_writer, writer), self._down(up_reader, writer))
        finally:
            self._open.discard(up_writer)
            up_writer.close()

    async def _up(self, reader: asyncio.StreamReader, up: asyncio.StreamWriter, back: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(CHUNK):
            if self._refused and self._refused in chunk.partition(b"\r\n")[0]:
                back.transport.abort()
                break
            up.write(chunk)
            await up.drain()
        up.close()

    async def _down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(CHUNK):
            if self._mode in ("deaf", "torn"):
                # The head and a few letters, or nothing at all; then the line is gone.
                writer.write(chunk[: chunk.find(b"\r\n\r\n") + 24] if self._mode == "torn" else b"")
                await writer.drain()
                break
            writer.write(chunk)
            await writer.drain()
        writer.close()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readline()
        self.asked.append(first.decode("latin-1").strip())
        length = 0
        while (header := await reader.readline()).strip():
            name, _colon, value = header.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        with suppress(asyncio.IncompleteReadError):
            await reader.readexactly(length)
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PORTAL)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode() + PORTAL)
        await writer.drain()
