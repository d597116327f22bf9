"""A small scripted web site on loopback: what tests look at instead of the web.

    with SourceSite() as site:
        site.page("/a", "<p>Spending rose by 5.576 %.</p>", etag='"1"')
        site.url("/a")           # http://127.0.0.1:40327/a
        site.gone("/a")          # from now on 410
        site.asked("/a")         # the requests seen for it so far
        Fetcher(site.limits())   # limits that allow this site and no other

It runs in a thread of its own with its own event loop and speaks plain HTTP/1.1 over asyncio streams, so that
a page may also lie, stall or never end. Pages can be changed from the test at any time.
"""

import asyncio
import gzip
import ssl
import threading
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import brotli

from claims.recheck.fetch import Limits

HTML = "text/html; charset=utf-8"
REASONS = {
    200: "OK",
    301: "Moved Permanently",
    302: "Found",
    304: "Not Modified",
    404: "Not Found",
    410: "Gone",
}
CODINGS = {
    "": lambda body: body,
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=4),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the site saw it; header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]


# Writes whatever it likes, then the connection is closed.
Script = Callable[[asyncio.StreamWriter, Asked], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Page:
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    def answer(self, asked: Asked) -> bytes:
        own = {name.lower(): value for name, value in self.headers}
        status, body = self.status, self.body
        conditions = (("if-none-match", "etag"), ("if-modified-since", "last-modified"))
        if any(asked.headers.get(condition, "") == own.get(name) for condition, name in conditions):
            status, body = 304, b""
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines += [] if status == 304 else [f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class SourceSite:
    """``tls``: a server-side context, for https. ``name``: a host name to be reached by, with a resolver."""

    tls: ssl.SSLContext | None = None
    name: str = "127.0.0.1"
    port: int = 0
    _pages: dict[str, Page | Script] = field(default_factory=dict)
    _asked: list[Asked] = field(default_factory=list)

    # --- what a test says ---

    def page(
        self,
        path,
        body="",
        *,
        status=200,
        content_type=HTML,
        etag="",
        last_modified="",
        coding="",
        headers=(),
    ):
        """Serve this body (text or bytes) from now on; 304 when the validators still match."""
        body = body.encode() if isinstance(body, str) else body
        named = (
            ("Content-Type", content_type),
            ("ETag", etag),
            ("Last-Modified", last_modified),
            ("Content-Encoding", coding),
            *headers,
        )
        self._pages[path] = Page(status, CODINGS[coding](body), tuple(pair for pair in named if pair[1]))

    def gone(self, path) -> None:
        self.page(path, "<h1>Gone</h1>", status=410)

    def redirect(self, path, to, *, status=302, headers=()) -> None:
        self.page(path, status=status, headers=(("Location", to), *headers))

    def robots(self, rules, status=200) -> None:
        self.page("/robots.txt", rules, status=status, content_type="text/plain")

    def raw(self, path, *pieces: bytes) -> None:
        """Send exactly these bytes and close."""

        async def write(writer, _):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()

        self._pages[path] = write

    def script(self, path, script: Script) -> None:
        self._pages[path] = script

    def silent(self, path) -> None:
        """Take the request and never answer."""

        async def wait(writer, _):
            await asyncio.Event().wait()

        self._pages[path] = wait

    def drip(self, path, head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> None:
        """Answer at once, then one byte at a time without end."""

        async def write(writer, _):
            writer.write(head)
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.01)

        self._pages[path] = write

    def endless(self, path, piece=b"<p>and so on</p>" * 4000, head="Content-Type: text/html") -> None:
        """A body that never ends, as fast as it is taken."""

        async def write(writer, _):
            writer.write(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode())
            while True:
                writer.write(piece)
                await writer.drain()

        self._pages[path] = write

    # --- what a test asks ---

    @property
    def host(self) -> str:
        return f"{self.name}:{self.port}"

    def url(self, path="/") -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}{path}"

    def asked(self, path) -> list[Asked]:
        return [asked for asked in self._asked if asked.target == path]

    def limits(self, **given) -> Limits:
        """Limits that allow this site, impatient and without manners unless told otherwise."""
        usual = {
            "allowed_hosts": frozenset({self.host}),
            "connect": 5.0,
            "first_byte": 5.0,
            "total": 10.0,
            "per_host": 50,
            "spacing": 0.0,
            "obey_robots": False,
        }
        return Limits(**usual | given)

    # --- how it runs ---

    def __enter__(self) -> "SourceSite":
        self._ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), daemon=True)
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        visitors: set[asyncio.Task] = set()

        async def welcome(reader, writer):
            visitors.add(asyncio.current_task())
            with suppress(
                OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
            ):
                await self._converse(reader, writer)
            visitors.discard(asyncio.current_task())
            writer.transport.abort()

        server = await asyncio.start_server(welcome, "127.0.0.1", self.port, ssl=self.tls, backlog=1000)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for visitor in visitors:
            visitor.cancel()
        if visitors:
            await asyncio.wait(visitors)

    async def _converse(self, reader, writer) -> None:
        while True:
            first = await reader.readexactly(1)
            if first == b"\x16":  # a TLS greeting on a plain port
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                await writer.drain()
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            line, *fields = head.split("\r\n")
            method, target, _ = line.split(" ")
            pairs = (one.partition(":") for one in fields if one)
            asked = Asked(method, target, {name.lower(): value.strip() for name, _, value in pairs})
            self._asked.append(asked)
            page = self._pages.get(target, Page(404, b"<h1>Not found</h1>", (("Content-Type", HTML),)))
            if not isinstance(page, Page):
                await page(writer, asked)
                writer.close()
                await writer.wait_closed()
                return
            writer.write(page.answer(asked))
            await writer.drain()
