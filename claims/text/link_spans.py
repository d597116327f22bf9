"""Where in running text do addresses stand, and where does each end?

Korean writes particles, brackets and full stops straight onto an address, and an address may itself hold
Hangul. Cut by these rules, in order: at what never stands in an address (blanks, typographic quotes, Korean
and Chinese brackets and stops); the host at the end of its Latin or Hangul top-level name; at a closing
bracket never opened; at Hangul after an escape or a file ending; before a trailing particle; before
trailing punctuation.

>>> [link.url for link in find_links("자료(https://example.com/a)에서, www.example.org/b를")]
['https://example.com/a', 'https://www.example.org/b']
"""

import re
from dataclasses import dataclass

from claims.text.addresses import MAX_LENGTH, BadLink, clean
from claims.text.particles import is_particle, split_particle


@dataclass(frozen=True)
class Link:
    """An address at ``text[start:end]``; ``url`` as ``clean`` gives it."""

    start: int
    end: int
    url: str


_START = re.compile(r"(?<![A-Za-z0-9@/._-])(?:https?://|www\.(?=[^\W_]))", re.IGNORECASE)
# Never part of an address in running text, though browsers would take some of them.
_STOP = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f<>\"`{}|\\^\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    r"“”‘’„«»‹›「」『』〈〉《》【】〔〕（）［］｛｝、。，．：；！？…‥⋯—―〜～→※☞▶■●]"
)
_NEXT_LINK = re.compile(r"(?<=[^A-Za-z0-9/=:?&%+_-])https?://|(?<=[가-힣])www\.", re.IGNORECASE)
# In running text a host has a dot, or is the machine itself.
_NAMED = re.compile(r"https?://(?:localhost(?=[:/])|[^/]*\.)")
_HOST = re.compile(r"[^/?#]*")
_HANGUL_RUN = re.compile(r"[가-힣]+\Z")
_CUT_BEFORE_HANGUL = re.compile(
    r"(?:%[0-9A-Fa-f]{2}"  # who escapes Hangul does not also write it plainly
    r"|\.(?:html?|pdf|php|aspx?|jsp|do|nhn|naver|amp|xml|json|txt|jpe?g|png|gif|hwpx?|docx?|xlsx?|pptx?|csv|zip))"
    r"(?=[가-힣]|\([가-힣])"  # report.pdf에서, report.pdf(보고서)
    r"|[,.;:!?*'~](?=[가-힣])",  # a sentence went on without a blank
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'*_~·-–"
_PAIRS = {")": "(", "]": "["}
_HANGUL_TOP_LEVEL = ("한국", "닷컴", "닷넷", "삼성")
# In a Hangul name only these are cut off, and only above this many syllables: names end in 은, 의, 로, 과
# as well.
_FROM_NAMES = {"을": 2, "를": 2, "에": 3, "는": 3, "은": 3, "와": 4}


def find_links(text: str) -> list[Link]:
    """Addresses with a scheme, or starting with ``www.``, in their order; those that ``clean`` refuses are
    left out.
    """
    links = []
    position = 0
    while match := _START.search(text, position):
        start = match.start()
        stop = _STOP.search(text, match.end(), start + MAX_LENGTH)
        end = stop.start() if stop else min(len(text), start + MAX_LENGTH)
        if following := _NEXT_LINK.search(text, match.end(), end):
            end = following.start()
        end = start + len(_cut(text[start:end], match.end() - start))
        position = max(end, match.end())
        try:
            url = clean(text[start:end])
        except BadLink:
            continue
        if _NAMED.match(url):
            links.append(Link(start, end, url))
    return links


def _cut(candidate: str, host_start: int) -> str:
    """The part of a candidate that is the address. ``host_start``: where the host begins (www. counts as
    begun).
    """
    if candidate[:4].lower() == "www.":
        host_start = 0
    host = _HOST.match(candidate, host_start)[0]
    kept = _cut_host(host)
    if kept != host:
        return candidate[:host_start] + kept
    tail_start = host_start + len(host)
    tail = _cut_unopened(candidate[tail_start:])
    if found := _CUT_BEFORE_HANGUL.search(tail):
        tail = tail[: found.end()]
    tail = _cut_particle(_cut_trailing(tail))
    return _cut_trailing(candidate[:tail_start] + tail)


def _cut_host(host: str) -> str:
    """``example.com에서`` → ``example.com``; ``대한민국.한국에서`` → ``대한민국.한국``."""
    if match := re.search(r"[^\w.:@\[\]-]", host):
        host = host[: match.start()]
    before, dot, last = host.rpartition(".")
    if re.search("[가-힣]", before) and not re.search(r"[가-힣]\Z|[가-힣]+\.|^[가-힣]", before):
        return host
    if last[:1].isascii():
        ascii_part = re.match(r"[A-Za-z0-9:@-]*", last)[0]
        return (before + dot + ascii_part).rstrip(".:-") if ascii_part != last else host.rstrip(".:-")
    for name in _HANGUL_TOP_LEVEL:
        if last.startswith(name):
            return before + dot + name
    return before if dot else host


def _cut_unopened(tail: str) -> str:
    """Up to the first closing bracket that was never opened; Wikipedia's ``A_(b)`` stays whole."""
    open_brackets = dict.fromkeys(_PAIRS.values(), 0)
    for index, character in enumerate(tail):
        if character in open_brackets:
            open_brackets[character] += 1
        elif character in _PAIRS:
            if not open_brackets[_PAIRS[character]]:
                return tail[:index]
            open_brackets[_PAIRS[character]] -= 1
    return tail


def _cut_trailing(text: str) -> str:
    """Without punctuation at the end, and without a bracket opened there."""
    return text.rstrip(_TRAILING + "([")


def _cut_particle(tail: str) -> str:
    """Without a particle at the end, unless the Hangul there may well be a name."""
    match = _HANGUL_RUN.search(tail)
    if not match:
        return tail
    run, before = match[0], tail[: match.start()]
    hangul_elsewhere = re.search("[가-힣]", before)
    if before[-1:] in ("/", "=", "_", "-", "+") and (
        hangul_elsewhere or before.endswith(("wiki/", "w/", "=", "_"))
    ):
        named = True
    else:
        named = before[-1:] in ("/", "=", "_", "-", "+") and not is_particle(run)
    if not named and is_particle(run):
        return before
    stem, particle = split_particle(run)
    long_enough = len(stem) >= _FROM_NAMES.get(particle, 2 if len(particle) > 1 else 99)
    return before + stem if particle and long_enough else tail
