"""Which link opens a page at a passage (``#:~:text=``, WICG URL Fragment Text Directives)?

Browsers match from word boundary to word boundary only, and a Korean word with its particle is one word to
them: a passage that begins or ends within a word is widened to all of it. Long passages and those of
several lines are named by their first and last words, since each part of a directive must lie within one
block of the page. Words from before or after are added where the browser would otherwise stop at an earlier
place.

>>> text_fragment("https://example.com/a", "실업률", prefix=" the ", suffix="은 up again")
'https://example.com/a#:~:text=the-,%EC%8B%A4%EC%97%85%EB%A5%A0%EC%9D%80,-up'
"""

import re
from urllib.parse import quote

# Characters; a longer passage is named by its ends: pages change within, and addresses have limits.
WHOLE = 120
LONGEST_PARTS = 4 * WHOLE
# Words at each end of a passage, and words of context: the fewest that tell the place apart are taken.
ENDS = (4, 8, 12)
CONTEXT = (2, 4, 8)
# Words; without the page at hand a quote of this many is taken to stand there only once.
TELLING = 6
# Characters: how far context is looked for, and how long a word is taken whole (Chinese has no blanks).
REACH = 120
LONGEST_WORD = 40


def text_fragment(url: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """The link for a stored quote: its context completes broken words and guards short quotes.

    ``prefix`` and ``suffix`` may be cut within a word, as stored selectors are; such a word is no context.
    """
    text = prefix + exact + suffix
    start, end = _whole_words(text, len(prefix), len(prefix) + len(exact))
    parts = _parts(text[start:end], ENDS[0])
    if len(exact.split()) >= TELLING:
        return _link(url, "", parts, "")
    before = re.sub(r"\A\S+", "", text[:start])
    after = re.sub(r"\S+\Z", "", text[end:])
    return _link(url, _before(before, CONTEXT[0]), parts, _after(after, CONTEXT[0]))


def fragment_at(url: str, text: str, start: int, end: int) -> str:
    """The link for ``text[start:end]`` of the page's text, with the least context that tells it apart."""
    start, end = _whole_words(text, max(start, 0), min(end, len(text)))
    parts: list[str] = []
    for count in ENDS:
        parts = _parts(text[start:end], count)
        if not parts:
            return _link(url, "", [], "")
        if _found_at(text, "", parts, "") == (start, end):
            return _link(url, "", parts, "")
    before = after = ""
    for count in CONTEXT:
        before = _before(text[max(0, start - REACH - 1) : start], count)
        after = _after(text[end : end + REACH + 1], count)
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if _found_at(text, prefix, parts, suffix) == (start, end):
                return _link(url, prefix, parts, suffix)
    return _link(url, before, parts, after)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its ends, widened to blanks; to punctuation where words run on without
    blanks.
    """
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    if start >= end:
        return end, end
    before = re.search(r"\S*\Z", text[max(0, start - LONGEST_WORD) : start])[0]
    after = re.match(r"\S*", text[end : end + LONGEST_WORD])[0]
    if len(before) == LONGEST_WORD:
        before = re.search(r"\w*\Z", before)[0]
    if len(after) == LONGEST_WORD:
        after = re.match(r"\w*", after)[0]
    return start - len(before), end + len(after)


def _parts(passage: str, count: int) -> list[str]:
    """The passage whole when it is one short line, else first and last words; none when too long."""
    lines = [line for line in passage.splitlines() if line.strip()]
    if len(lines) <= 1 and len(passage) <= WHOLE:
        return lines
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1:
        count = min(count, len(first) // 2)
    parts = [" ".join(first[:count]), " ".join(last[-count:])] if count else [passage]
    return parts if sum(map(len, parts)) <= LONGEST_PARTS else []


def _before(text: str, count: int) -> str:
    """The last words before a passage, of its own line when there are any."""
    near = text[-REACH:] if len(text) <= REACH else re.sub(r"\A\S+", "", text[-REACH:])
    words = next(filter(str.strip, reversed(near.split("\n"))), "").split()
    return " ".join(words[max(len(words) - count, 0) :])


def _after(text: str, count: int) -> str:
    """The first words after a passage, of its own line when there are any."""
    near = text if len(text) <= REACH else re.sub(r"\S+\Z", "", text[:REACH])
    line = next(filter(str.strip, near.split("\n")), "")
    return " ".join(line.split()[:count])


def _found_at(text: str, prefix: str, parts: list[str], suffix: str) -> tuple[int, int] | None:
    """The first place where a browser would find the directive: its opening, then the nearest closing."""
    opening = f"{_words(prefix)}\\s*" if prefix else ""
    closing = f"\\s*{_words(suffix)}" if suffix else ""
    if len(parts) == 1:
        found = re.search(f"{opening}(?P<passage>{_words(parts[0])}){closing}", text, re.IGNORECASE)
        return found.span("passage") if found else None
    first = re.search(f"{opening}(?P<passage>{_words(parts[0])})", text, re.IGNORECASE)
    if not first:
        return None
    last = re.compile(f"(?P<passage>{_words(parts[1])}){closing}", re.IGNORECASE).search(text, first.end())
    return (first.start("passage"), last.end("passage")) if last else None


def _words(text: str) -> str:
    """A pattern for these words between word boundaries, blanks between them of any kind."""
    return r"(?<!\w)" + r"\s+".join(map(re.escape, text.split())) + r"(?!\w)"


def _link(url: str, prefix: str, parts: list[str], suffix: str) -> str:
    """The address with the directive; a fragment of its own stays before it, an older directive goes."""
    parts = list(map(_encode, parts))
    address = url.partition(":~:")[0]
    if not parts:
        return address.removesuffix("#")
    terms = ([_encode(prefix) + "-"] if prefix else []) + parts + (["-" + _encode(suffix)] if suffix else [])
    return f"{address}{'' if '#' in address else '#'}:~:text={','.join(terms)}"


def _encode(text: str) -> str:
    """Percent-encoded, the directive's own signs ``-``, ``,`` and ``&`` included; blanks as one."""
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
