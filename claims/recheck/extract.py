"""What does this document say? All visible text, in its order, and what the document says of itself.

*Main text* is another question: an article's figure may stand in a table, a caption or a box that a
reader-view would drop, and a quote that was dropped looks like a quote that is gone.

>>> page = extract(b"<title>Costs</title><p>Spending was <b>5.576</b> million.</p>", "text/html")
>>> page.text, page.title, page.kind
('Spending was 5.576 million.', 'Costs', 'html')
"""

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from html import unescape
from importlib.metadata import version
from urllib.parse import urljoin

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from claims.recheck.charsets import REPLACEMENT, decode
from claims.recheck.pdf import UnreadablePdf, read_pdf

# Kept with every text: another version reads another text from the same bytes.
EXTRACTOR = f"1 resiliparse {version('resiliparse')} pdfium {version('pypdfium2')}"

GARBLED_ABOVE = 0.001  # share of characters that could not be read
MOST_TEXT = 5_000_000  # characters kept of one document
TELLING = 20  # characters: a line long enough to be found again
NEAR = 500  # characters between an article's headline and its first words: byline, date, picture
HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "image/svg+xml")
LOOKS_LIKE_HTML = re.compile(
    rb"\s*+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype|html|head|body|title|meta|div|p|h1|table)\b", re.I | re.S
)
BINARY = ("image/", "audio/", "video/", "font/", "application/zip", "application/vnd.", "application/msword")
TANGLE_FROM = 200_000  # characters: smaller pages are read within half a second, whatever they hold
TANGLED = 10_000  # elements in one another
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]{0,2000}+)>(?P<body>.*?)(?:</script|\Z)", re.I | re.S)
TAG = re.compile(r"<[^<>]*>")
ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9-]{0,40})", re.I)
# Never stand in one another, however seldom they are closed
FLAT = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"),
}
DEEPEST = 500  # elements in one another, of a page whose main text is looked for; real ones have some 40
HYPHEN = re.compile(r"(?<=\w)[-\xad][^\S\n]*+\n\s*+(?=\w)")
PASSWORD_FIELD = re.compile(r"""type=["']?password""")
FREE_FALSE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.I)
DATE_IN_JSON = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
DATE = re.compile(r"(\d{4})[-./]?(\d\d)[-./]?(\d\d)")
DATE_METAS = (
    "meta[property='article:published_time'],meta[name='article:published_time'],meta[itemprop='datePublished'],"
    "meta[name='pubdate'],meta[name='date'],meta[name='DC.date.issued'],meta[name='citation_publication_date']"
)


@dataclass(frozen=True)
class Page:
    """One document, read. ``trouble`` says why there is no text, when there is none for a reason.

    ``kind``: html, text, json, pdf or other. ``source`` is the decoded document, for ``fallbacks``.
    """

    text: str
    kind: str
    url: str = ""
    title: str = ""
    heading: str = ""
    language: str = ""
    published_on: date | None = None
    canonical_url: str = ""
    charset: str = ""
    is_guessed: bool = False  # the character set is
    page_starts: tuple[int, ...] = ()
    main: tuple[int, int] | None = (
        None  # where in ``text`` the article itself stands, when that was asked for
    )
    asks_password: bool = False
    is_metered: bool = False  # says of itself that it is not accessible for free
    trouble: str = ""
    source: str = field(default="", repr=False)

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def is_garbled(self) -> bool:
        """May show that a quote is there, never that it is not."""
        return self.is_guessed or self.text.count(REPLACEMENT) > GARBLED_ABOVE * len(self.text)

    @property
    def is_empty(self) -> bool:
        """Fewer than 20 visible characters."""
        return len(self.text) < 200 and len("".join(self.text.split())) < 20

    def fallbacks(self):
        """Other readings, to be tried before a quote is called missing.

        JSON in scripts, noscript, the bare source; of a PDF, words put together again across lines.
        """
        if self.kind == "pdf":
            yield HYPHEN.sub("", self.text)
        if self.kind != "html":
            return
        found = (
            match["body"] for match in SCRIPT.finditer(self.source) if "json" in match["attributes"].lower()
        )
        scripts = "\n".join(said for body in found for said in _strings(body))
        if scripts:
            yield _clean(scripts)
        if "<noscript" in self.source.lower():
            yield _clean(_text_of(self.source, noscript=True))
        yield _clean(unescape(TAG.sub("", self.source)))

    def without_source(self) -> "Page":
        """What is kept until the look is recorded."""
        kept = replace(self, source="")
        if "text_hash" in vars(self):
            vars(kept)["text_hash"] = self.text_hash
        return kept


def extract(body: bytes, content_type: str, url: str = "") -> Page:
    """Read a document. Never raises for what it holds: what cannot be read has no text and a ``trouble``."""
    kind = kind_of(body, content_type)
    if kind == "pdf":
        return _pdf(body, url)
    if kind == "other":
        return Page("", "other", url, trouble=content_type.partition(";")[0].strip()[:100])
    text, charset, sure = decode(body, content_type)
    if kind == "html" and _is_tangled(text):
        return Page(_clean(unescape(TAG.sub("", text))), kind, url, charset=charset, is_guessed=True)
    if kind == "html":
        return _html(text, charset, url, is_guessed=not sure)
    if kind == "json":
        text = _json(text)
    return Page(_clean(text), kind, url, charset=charset, is_guessed=not sure)


def with_main(page: Page) -> Page:
    """The page with the span of its text that is the article: without menus, related stories and imprint.

    For people who read it. Quotes are looked for in all of the text: what is "main" is a guess.
    """
    if page.kind != "html" or _depth(page.source) > DEEPEST:
        return page
    lines = [line.strip() for line in extract_plain_text(page.source, main_content=True).splitlines()]
    lines = [line for line in lines if len(line) >= TELLING]
    if not lines:
        return page
    start = page.text.find(lines[0])
    last = page.text.rfind(lines[-1])
    end = last + len(lines[-1])
    if (
        page.heading
        and (title := page.text.rfind(page.heading, 0, max(start, 0))) >= 0
        and start - title < NEAR
    ):
        start = title
    return replace(page, main=(start, end)) if 0 <= start < end and last >= 0 else page


def _depth(source: str) -> int:
    """How deep elements may stand in one another, at most: the search for the main text takes its square."""
    still_open: Counter[str] = Counter()
    depth = deepest = 0
    for closes, written in ELEMENT.findall(source):
        name = written.lower()
        if name in FLAT or (closes and not still_open[name]):
            continue
        step = -1 if closes else 1
        still_open[name] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def kind_of(body: bytes, content_type: str) -> str:
    """html, text, json, pdf or other: by the bytes where they are plain about it, else by the label."""
    label = content_type.partition(";")[0].strip().lower()
    if b"%PDF-" in body[:1024]:
        return "pdf"
    if label in HTML_TYPES:
        return "html"
    if label == "application/json" or label.endswith("+json"):
        return "json"
    if label.startswith(BINARY) or (
        b"\x00" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        return "other"
    if LOOKS_LIKE_HTML.match(body[:2048]):
        return "html" if label != "text/plain" else "text"
    if label == "application/pdf":
        return "other"
    return "text" if label.startswith("text/") or not label or _is_mostly_text(body) else "other"


def _is_mostly_text(body: bytes) -> bool:
    head = body[:1024]
    return sum(byte < 9 or 13 < byte < 32 for byte in head) <= len(head) // 100


def _is_tangled(source: str) -> bool:
    """So deep that a parser, asked to end what never began, walks through all that is open each time.

    The HTML standard's "any other end tag" takes the square of the depth: minutes for 5 MB.
    """
    return len(source) >= TANGLE_FROM and _depth(source) > TANGLED


def _html(source: str, charset: str, url: str, is_guessed: bool) -> Page:
    tree = HTMLTree.parse(source)
    # By tag name where the whole document would be searched: selectors take thirty times as long.
    heading = next(iter(tree.document.get_elements_by_tag_name("h1")), None)
    root = next(iter(tree.document.get_elements_by_tag_name("html")), None)
    head = tree.head
    canonical = head.query_selector("link[rel=canonical]") if head else None
    return Page(
        text=_clean(_text_of(tree)),
        kind="html",
        url=url,
        title=_line(tree.title or "")[:500],
        heading=_line(heading.text)[:500] if heading else "",
        language=_line((root.getattr("lang") or "") if root else "")[:10].lower(),
        published_on=_published_on(head, source),
        canonical_url=_join(url, canonical.getattr("href") or "") if canonical else "",
        charset=charset,
        is_guessed=is_guessed,
        asks_password="password" in source and bool(PASSWORD_FIELD.search(source)),
        is_metered="isAccessibleForFree" in source and bool(FREE_FALSE.search(source)),
        source=source,
    )


def _text_of(html: HTMLTree | str, noscript: bool = False) -> str:
    return extract_plain_text(
        html, main_content=False, alt_texts=False, list_bullets=False, noscript=noscript
    )


def _published_on(head, source: str) -> date | None:
    named = head.query_selector(DATE_METAS) if head else None
    found = DATE.match((named.getattr("content") or "").strip()) if named else None
    if found is None and "datePublished" in source and (in_json := DATE_IN_JSON.search(source)):
        found = DATE.match(in_json[1])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _pdf(body: bytes, url: str) -> Page:
    try:
        pdf = read_pdf(body)
    except UnreadablePdf as error:
        return Page("", "pdf", url, trouble=str(error))
    # Control characters become spaces one for one: the pages' offsets must hold.
    text = CONTROL.sub(" ", pdf.text)[:MOST_TEXT]
    return Page(text, "pdf", url, title=_line(pdf.title)[:500], page_starts=pdf.page_starts)


def _json(text: str) -> str:
    """The strings and numbers of a JSON document, one a line, as written there."""
    return "\n".join(_strings(text)) or text


def _strings(text: str) -> list[str]:
    try:
        waiting = [json.loads(text, parse_float=str, parse_int=str)]
    except (ValueError, RecursionError):
        return []
    said = []
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(part for pair in reversed(value.items()) for part in (pair[1], pair[0]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, str):
            said.append(value)
    return said


def _clean(text: str) -> str:
    """Without what PostgreSQL cannot keep (NUL, lone surrogates) and no reader sees."""
    return CONTROL.sub("", text)[:MOST_TEXT].strip()


def _line(text: str) -> str:
    return " ".join(CONTROL.sub("", text).split())


def _join(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())[:2000]
    except ValueError:
        return ""
