"""The web of ``make bench``: 2,000 pages of 60 KB on 20 loopback hosts, served by a process of its own.

    with web() as (port, process): ...          # http://127.0.0.1:port/0 … http://127.0.0.20:port/1999

Every page carries two quotes with numbers of its own, Korean and English, amid navigation, scripts and prose.
It answers from memory with an ETag, so that what is measured is whoever asks.
"""

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from claims.tests.text.articles import ENGLISH, KOREAN

PAGES, HOSTS, SIZE = 2_000, 20, 60_000
ROBOTS = b"User-agent: *\nDisallow: /private/\n"


def address(number: int, port: int) -> str:
    return f"http://127.0.0.{1 + number % HOSTS}:{port}/{number}"


def quotes(number: int) -> tuple[str, str]:
    return (
        f"The run of laboratory {number} cost $5.{100 + number}M and took {number + 7} days",
        f"회사는 {number}번째 시험에 {number + 3}만6천달러를 썼다고 밝혔다",
    )


def page(number: int) -> bytes:
    """60 KB of HTML: half of it markup, as news pages are."""
    rng = random.Random(number)
    words = (" ".join(KOREAN if number % 2 else ENGLISH)).split()
    english, korean = quotes(number)
    parts = [
        f"<!doctype html><html lang={'ko' if number % 2 else 'en'}><head><meta charset=utf-8>"
        f"<title>Report {number}</title><style>{'.story p{margin:0 0 1em;line-height:1.6}' * 60}</style>"
        f"<script>{'window.layers=window.layers||[];layers.push({event:1});' * 120}</script></head>"
        "<body><nav><ul>"
    ]
    parts += [
        f'<li class="menu__item"><a href="/section/{n}?from=top">Section {n}</a></li>' for n in range(120)
    ]
    parts.append(f"</ul></nav><main class=story><h1>Report {number}</h1>")
    size, paragraph = sum(map(len, parts)), 0
    while size < SIZE:
        said = " ".join(rng.choices(words, k=60))
        said += f" {english}." if paragraph == 5 else f" {korean}." if paragraph == 11 else ""
        parts.append(
            f'<div class="story__block story__block--text"><p data-at="{paragraph}">{said}</p></div>'
        )
        size += len(parts[-1].encode())
        paragraph += 1
    return "".join([*parts, "</main><footer>All rights reserved.</footer></body></html>"]).encode()


def answer(status: str, body: bytes, etag: str = "", content_type: str = "text/html; charset=utf-8") -> bytes:
    tag = f'ETag: "{etag}"\r\n' if etag else ""
    # The LinkChecker field lifts that tool's own throttle of this host.
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nLinkChecker: unthrottled\r\n"
    head += f"{tag}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Visit(asyncio.Protocol):
    """One connection, kept alive; requests come without bodies."""

    def __init__(self, answers: dict[bytes, tuple[bytes, bytes]]):
        self._answers = answers
        self._heard = b""

    def connection_made(self, transport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._heard += data
        while b"\r\n\r\n" in self._heard:
            head, _, self._heard = self._heard.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            whole, etag = self._answers.get(path, (MISSING, b""))
            if etag and b"If-None-Match: " + etag in head:
                whole = b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
            self._transport.write(b"" if head.startswith(b"HEAD") else whole)


MISSING = answer("404 Not Found", b"<h1>Not found</h1>")


async def serve() -> None:
    answers = {b"/robots.txt": (answer("200 OK", ROBOTS, content_type="text/plain"), b"")}
    for number in range(PAGES):
        whole = answer("200 OK", page(number), f"v{number}")
        answers[b"/%d" % number] = (whole, b'"v%d"' % number)
    loop, port, servers = asyncio.get_running_loop(), 0, []
    for host in range(HOSTS):
        server = await loop.create_server(lambda: Visit(answers), f"127.0.0.{1 + host}", port, backlog=1000)
        port = server.sockets[0].getsockname()[1]
        servers.append(server)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await asyncio.gather(*(server.serve_forever() for server in servers))


@contextmanager
def web() -> Iterator[int]:
    """Serves until the context is left; gives the port."""
    command = [sys.executable, "-m", "claims.tests.bench.web"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    asyncio.run(serve())
