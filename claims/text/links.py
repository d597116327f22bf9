"""Which addresses are one source, and how is an address shown?

``canonical_key`` drops what does not change the document: scheme, default port, case, dot segments, spelling
of percent-encoding, international names, tracking parameters, mobile and AMP dress, fragments, and a slash
at the end (servers redirect one form to the other). What may differ stays apart: two versions of a paper, an
abstract and its PDF (``work`` says that these are one work).

>>> canonical_key("http://WWW.Example.com/%ED%95%9C%EA%B8%80/?utm_source=x")
'example.com/한글'
>>> canonical_key("https://example.com/a?b=1&a=2")
'example.com/a?a=2&b=1'
"""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import unquote_to_bytes

import idna

from claims.text.addresses import EDGES, Address, BadLink, clean, is_route, is_tracking, parse, without_dots
from claims.text.fragments import fragment_at, text_fragment
from claims.text.link_rules import (
    AMP_PARAMETERS,
    SAME_HOST,
    SAME_SITE_LABELS,
    SHARED_HOSTS,
    SHARED_SECOND,
    TRACKING_ON,
    WIKIMEDIA,
)
from claims.text.link_spans import Link, find_links

# The room's front door for addresses: what callers need, wherever it is written.
__all__ = [
    "BadLink",
    "Link",
    "canonical_key",
    "clean",
    "display",
    "domain",
    "find_links",
    "fragment_at",
    "text_fragment",
    "work",
]

_ESCAPES = re.compile(r"(?:%[0-9A-F]{2})+")
_ESCAPE = re.compile(r"(%[0-9A-F]{2})")
# ASCII characters whose escape means the same as the character itself, for every server we know of.
_SAME_IN_PATH = frozenset("!()*,:@$")
_SAME_IN_QUERY = frozenset("!()*,:@$/?[]")

# Invisible letters and marks, and signs that pass for a slash or a full stop.
_DECEIVING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe0e\ufe0f⁄∕⧸╱。｡․")

_AMP_CACHE = re.compile(r"/(?:[acv]/)?s/(?=[^/]+\.)")
_GOOGLE_AMP = re.compile(r"/amp/s/(?=[^/]+\.)")
_NAMES_DOCUMENT = re.compile(r"\d{4}|[^/-]+-[^/-]+-[^/]+|[가-힣]{4}")
_NAVER_ARTICLE = re.compile(r"(?:/mnews)?/article/(\d+)/(\d+)")
_YOUTUBE_VIDEO = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})$")
_ARXIV = re.compile(
    r"/(abs|pdf|html|format|ps)/((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z-]+)?/\d{7})(?:v\d+)?)(?:\.pdf)?/?$"
)
_DOI = re.compile(r"/(10\.\d{4,9}/.+)")


def canonical_key(url: str) -> str:
    """The key under which one source is one row: at most 2,048 bytes, the same for its own output.

    Raises ``BadLink``.
    """
    address = parse(clean(url))
    while (plainer := _plainer(address)) != address:
        address = plainer
    port = "" if address.port is None else f":{address.port}"
    lead = "" if "." in address.host or address.host in ("localhost", "") or address.host[0] == "[" else "//"
    path = _readable(address.path, _SAME_IN_PATH).rstrip("/") or "/"
    query = _canonical_query(address.query, address.host)
    route = f"#{_readable(address.fragment, _SAME_IN_QUERY)}" if is_route(address.fragment) else ""
    return f"{lead}{address.host}{port}{path}{query}{route}"


def domain(url: str) -> str:
    """The registrable part of the host for showing and grouping: ``news.example.co.kr`` → ``example.co.kr``.

    By rule, not by the Public Suffix List, so it may be one label too long or too short for rare suffixes.
    """
    host = parse(url).host
    labels = host.split(".")
    if host.startswith("[") or labels[-1].isdigit():
        return host
    kept = labels[-_suffix_length(labels) - 1 :]
    return ".".join(_unicode_label(label) for label in kept)


def display(url: str) -> str:
    """The address for human eyes: no scheme, no www, names and paths decoded where that cannot deceive.

    Characters that reorder, hide or imitate structure stay percent-encoded. Raises ``BadLink``.
    """
    address = parse(clean(url))
    host = ".".join(_unicode_label(label) for label in address.host.split(".")).removeprefix("www.")
    port = "" if address.port is None else f":{address.port}"
    path = _readable(address.path, _SAME_IN_PATH)
    query = "" if address.query is None else "?" + _readable(address.query, _SAME_IN_QUERY)
    route = f"#{_readable(address.fragment, _SAME_IN_QUERY)}" if is_route(address.fragment) else ""
    return f"{host}{port}{'' if path == '/' and not query else path}{query}{route}"


def work(url: str) -> str | None:
    """The work behind an address, whatever its form or version: ``arxiv:2412.19437``, ``doi:10.1000/182``,
    or None.

    Two sources of one work are not independent of each other, though their texts differ (abstract, PDF,
    version).
    """
    address = _at_known_host(parse(url))
    if address.host == "arxiv.org" and (match := _ARXIV.match(address.path)):
        return "arxiv:" + re.sub(r"v\d+$", "", match[2])
    if address.host == "doi.org" and (match := _DOI.match(address.path)):
        name = _readable(match[1], _SAME_IN_PATH).lower()
        arxiv = re.fullmatch(r"10\.48550/arxiv\.(.+?)(?:v\d+)?", name)
        return f"arxiv:{arxiv[1]}" if arxiv else f"doi:{name}"
    return None


def _plainer(address: Address) -> Address:
    """One step towards the plain form of the same document; the same address when there is none."""
    for step in (_out_of_amp_cache, _at_known_host, _without_dress, _without_amp_path, _known_article):
        changed = step(address)
        if changed != address:
            return changed
    return address


def _out_of_amp_cache(address: Address) -> Address:
    """``…cdn.ampproject.org/c/s/example.com/a`` and ``google.com/amp/s/example.com/a`` carry the original's
    address.
    """
    if address.host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.match(address.path)
    elif address.host in ("www.google.com", "google.com", "www.google.co.kr"):
        match = _GOOGLE_AMP.match(address.path)
    else:
        return address
    if not match:
        return address
    query = "" if address.query is None else "?" + address.query
    try:
        return parse(f"https://{address.path[match.end() :]}{query}")
    except BadLink:
        return address


def _at_known_host(address: Address) -> Address:
    host = address.host
    bare = host.removeprefix("www.")
    if bare in SAME_HOST:
        return replace(address, host=SAME_HOST[bare])
    if host.endswith(WIKIMEDIA) and ".m." in host:
        return replace(address, host=host.replace(".m.", ".", 1))
    return address


def _without_dress(address: Address) -> Address:
    """Without a first label that names another dress of the same site (``SAME_SITE_LABELS``)."""
    label, _, rest = address.host.partition(".")
    labels = rest.split(".")
    if label not in SAME_SITE_LABELS or len(labels) <= _suffix_length(labels) or rest in SHARED_HOSTS:
        return address
    if label != "www" and address.path == "/" and not address.query:
        return address
    return replace(address, host=rest)


def _without_amp_path(address: Address) -> Address:
    """Without ``/amp`` before or after a path that clearly names one article: a shop may sell amps."""
    path = address.path.rstrip("/")
    for shorter in (
        path.removesuffix("/amp"),
        path.removesuffix(".amp"),
        re.sub(r"\.amp\.html$", ".html", path),
        re.sub(r"^(/news)?/amp/", r"\1/", path),
    ):
        if shorter != path and _NAMES_DOCUMENT.search(shorter.rpartition("/")[2]):
            return replace(address, path=without_dots(shorter))
    return address


def _known_article(address: Address) -> Address:
    """Sites that show one article under several paths."""
    pairs = dict(pair.partition("=")[::2] for pair in (address.query or "").split("&"))
    host, path = address.host, address.path
    if host in ("n.news.naver.com", "news.naver.com"):
        match = _NAVER_ARTICLE.fullmatch(path)
        if match:
            return replace(
                address, host="n.news.naver.com", path=f"/article/{match[1]}/{match[2]}", query=None
            )
        if path in ("/main/read.naver", "/main/read.nhn", "/read.naver", "/read.nhn") and pairs.get("aid"):
            path = f"/article/{pairs.get('oid', '')}/{pairs['aid']}"
            return replace(address, host="n.news.naver.com", path=path, query=None)
    if host == "blog.naver.com" and path in ("/PostView.naver", "/PostView.nhn") and pairs.get("logNo"):
        return replace(address, path=f"/{pairs.get('blogId', '')}/{pairs['logNo']}", query=None)
    if host == "youtu.be" and re.fullmatch(r"/[\w-]{11}", path):
        return replace(address, host="youtube.com", path="/watch", query=f"v={path[1:]}")
    if host == "youtube.com" and (match := _YOUTUBE_VIDEO.match(path)):
        return replace(address, path="/watch", query=f"v={match[1]}")
    if host.endswith(".tistory.com") and re.fullmatch(r"/m/.+", path):
        return replace(address, path=path.removeprefix("/m"))
    if host == "arxiv.org" and path.startswith("/pdf/") and path.endswith(".pdf"):
        return replace(address, path=path.removesuffix(".pdf"))
    if host == "doi.org" and path != path.lower():
        return replace(address, path=re.sub(r"%[0-9a-f]{2}", lambda match: match[0].upper(), path.lower()))
    return address


def _canonical_query(query: str | None, host: str) -> str:
    """Parameters without tracking, sorted by name (equal names keep order), each in one spelling."""
    known = [names for site, names in TRACKING_ON.items() if host == site or host.endswith("." + site)]
    kept = []
    for pair in (query or "").split("&"):
        name, mark, value = pair.replace("+", "%20").partition("=")
        name, value = _readable(name, _SAME_IN_QUERY), _readable(value, _SAME_IN_QUERY)
        lowered = name.lower()
        tracking = is_tracking(lowered) or any(lowered in names for names in known)
        if pair and not tracking and value.lower() not in AMP_PARAMETERS.get(lowered, ()):
            kept.append((name, mark + value))
    kept.sort(key=lambda item: item[0])
    return "?" + "&".join(name + value for name, value in kept) if kept else ""


def _readable(text: str, same: frozenset[str]) -> str:
    """Escapes decoded where that is safe and loses nothing, in NFC; encoding it again gives it back."""
    decoded = _ESCAPES.sub(lambda match: _decode(match[0], same), text)
    # An accent behind an escape must not join the escape's last letter.
    parts = [unicodedata.normalize("NFC", part) for part in _ESCAPE.split(decoded)]
    # Normalisation can bring forth a backtick, which may not stand bare in an address.
    return "".join(parts).replace("`", "%60")


def _decode(escapes: str, same: frozenset[str]) -> str:
    """Decode a run of escapes: letters of any script, no structure, blanks, controls or direction marks."""
    out = []
    for character in unquote_to_bytes(escapes).decode("utf-8", "surrogateescape"):
        if character in same or (character > "\x7f" and _is_honest(character)):
            out.append(character)
        else:
            out.append("".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape")))
    return "".join(out)


def _is_honest(character: str) -> bool:
    """Whether a character shows, and as itself: no filler, no false slash, no quote mark."""
    if not character.isprintable() or character in _DECEIVING or character in EDGES:
        return False
    plain = unicodedata.normalize("NFKC", character)
    return not plain.isascii() or plain.isalnum()


def _suffix_length(labels: list[str]) -> int:
    """How many labels at the end belong to everybody: 1 for .com, 2 for .co.kr and github.io."""
    if ".".join(labels[-2:]) in SHARED_HOSTS:
        return 2
    shared = len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in SHARED_SECOND
    return 2 if shared else 1


def _unicode_label(label: str) -> str:
    """A Punycode label in its own script when it is of one script and cannot pass for another; else as it
    is.
    """
    if not label.startswith("xn--"):
        return label
    try:
        decoded = idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label
    scripts = {unicodedata.name(character, "?").split()[0] for character in decoded if character.isalpha()}
    return decoded if scripts and scripts <= {"HANGUL", "CJK", "HIRAGANA", "KATAKANA"} else label
