"""A small web server on the loopback address whose pages change after they were read once.

How often each page was read is kept in a file, so that a second start goes on where the first one ended.
"""

import html
import json
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .pages import BY_PATH, SourcePage
from .pdf import pdf_of

SLOW_SECONDS = 2.5
ROBOTS = "User-agent: *\nDisallow: /members/\n"
SHELL = """<!doctype html>
<html lang="{language}">
<head><meta charset="{charset}"><title>{title}</title></head>
<body>
<header><p>{publisher}</p></header>
<main><article><h1>{title}</h1>
{body}
</article></main>
<footer><p>{notice}</p></footer>
</body>
</html>
"""
NOTICES = {
    "en": "This page was written for the demonstration of Factcheck.",
    "ko": "이 페이지는 팩트체크 시연을 위해 만든 것입니다.",
}


class Readings:
    """How often each path was read, across restarts."""

    def __init__(self, file: Path):
        self.file = file
        self.lock = threading.Lock()
        self.counts: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}

    def add(self, path: str) -> int:
        """Count one reading; returns how many there were before."""
        with self.lock:
            before = self.counts.get(path, 0)
            self.counts[path] = before + 1
            draft = self.file.with_suffix(".new")
            draft.write_text(json.dumps(self.counts))
            draft.replace(self.file)
            return before


def answer(page: SourcePage, readings: int) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a page that was read ``readings`` times before."""
    read_before = readings > 0
    if page.manner == "gone" and read_before:
        body = render(page, ("This page has been removed.",)).encode()
        return HTTPStatus.GONE, {"Content-Type": "text/html; charset=utf-8"}, body
    paragraphs = page.after if read_before and page.after else page.before
    if page.manner == "pdf":
        return HTTPStatus.OK, {"Content-Type": "application/pdf"}, pdf_of(paragraphs)
    if page.manner == "euc-kr":
        body = render(page, paragraphs, "euc-kr").encode("cp949")
        return HTTPStatus.OK, {"Content-Type": "text/html"}, body
    body = render(page, paragraphs).encode()
    return HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8"}, body


def render(page: SourcePage, paragraphs: tuple[str, ...], charset: str = "utf-8") -> str:
    lines = (html.escape(text, quote=False).replace("\n", "<br>\n") for text in paragraphs)
    return SHELL.format(
        language=page.language,
        charset=charset,
        title=html.escape(page.title, quote=False),
        publisher=html.escape(page.publisher, quote=False),
        body="\n".join(f"<p>{line}</p>" for line in lines),
        notice=NOTICES[page.language],
    )


class DemoSite(ThreadingHTTPServer):
    """``with DemoSite(port, readings_file): …`` serves in a thread; ``serve_forever`` in the foreground."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, readings_file: Path):
        readings_file.parent.mkdir(parents=True, exist_ok=True)
        self.readings = Readings(readings_file)
        super().__init__(("127.0.0.1", port), _Handler)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *failure):
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: DemoSite
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?", 1)[0]
        page = BY_PATH.get(path)
        if path == "/robots.txt":
            self._send(HTTPStatus.OK, {"Content-Type": "text/plain"}, ROBOTS.encode())
        elif page and page.manner == "redirect":
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": page.leads_to}, b"")
        elif target := next((page for page in BY_PATH.values() if page.leads_to == path), None):
            self._send(*answer(target, 0))
        elif page is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"Not found")
        else:
            if page.manner == "slow":
                time.sleep(SLOW_SECONDS)
            self._send(*answer(page, self.server.readings.add(path)))

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *what):
        """Silent: the worker's log tells each look."""
