"""Text fragments in a real browser: Chromium scrolls to the paragraph of the passage."""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims.text.fragments import fragment_at, text_fragment

PARAGRAPHS = [
    "미국 실업률은 5.5%로 올랐다.",
    "한국 실업률은 3%다. 일본 실업률은 2%다.",
    'The rate, it said, was 5.5 percent – "well-known" & more.',
    "딥시크는 R1을 공개했다. 그리고 비용은 557만6천달러라고 밝혔다.",
    *(f"낱말{number}은 길게 늘어난 문장의 {number}번째 부분이며 다르다." for number in range(8)),
]
TEXT = "\n".join(PARAGRAPHS)
PAGE = "<!doctype html><meta charset=utf-8><div style='height:999px'></div>" + "".join(
    f"<p id=p{number} style='height:999px'>{html.escape(paragraph).replace('5.5%', '<b>5.5%</b>')}</p>"
    for number, paragraph in enumerate(PARAGRAPHS)
)

# The passage, and which of its places in the text is meant.
PASSAGES = [
    ("실업률", 0),
    ("실업률", 1),
    ("557만6천", 0),
    ('"well-known" & more', 0),
    ("5.5", 1),
    ("5.5%로 올랐다.\n한국 실업률", 0),
    ("번째 부분", 4),
    (TEXT[TEXT.index("낱말1은") : TEXT.index("낱말6은") + 20], 0),
]


class Pages(BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def place(passage: str, nth: int) -> int:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(passage, at + 1)
    return at


@pytest.mark.parametrize(("passage", "nth"), PASSAGES)
def test_the_browser_scrolls_to_the_passage(chromium, site, passage, nth):
    start = place(passage, nth)
    end = start + len(passage)
    stored = text_fragment(site, passage, TEXT[max(0, start - 32) : start], TEXT[end : end + 32])

    for link in (fragment_at(site, TEXT, start, end), stored):
        tab = chromium.new_page()
        tab.goto(link)
        paragraph = f"document.querySelector('#p{TEXT[:start].count(chr(10))}').getBoundingClientRect()"
        tab.wait_for_function(f"() => scrollY > 0 && {paragraph}.top < innerHeight && {paragraph}.bottom > 0")
        tab.close()
