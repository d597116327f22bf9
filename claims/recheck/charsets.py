"""Which characters do these bytes mean? For pages whose label may lie, as many Korean ones do.

In order: byte order mark, HTTP header, ``<meta>``, UTF-8, cp949, a detector. A label is believed when the
bytes can be read by it; bytes that are plainly UTF-8 are UTF-8 whatever the label says. ``euc-kr`` and its
kin are read as cp949, as browsers do: plain EUC-KR lacks 8,822 of the 11,172 syllables.

>>> decode("똠방각하".encode("cp949"), "text/html; charset=euc-kr")
('똠방각하', 'cp949', True)
>>> decode("한국은행은 동결했다".encode(), "text/html; charset=euc-kr")
('한국은행은 동결했다', 'utf-8', True)
"""

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read instead of the label (WHATWG Encoding).
MEANT = {
    **dict.fromkeys(
        ("euc-kr", "euckr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "ksc_5601", "x-windows-949", "ms949"),
        "cp949",
    ),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    "utf8": "utf-8",
}
# Codecs of Python's that are no character sets, or that no page may choose (UTF-7 hides tags).
NOT_MEANT = {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
PLAINLY_UTF8 = 4  # multi-byte characters; fewer may be another character set by chance
LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
XML = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]+)")
META_WITHIN = 8192  # bytes; HTML asks for the first 1024, pages often need more
DETECT_WITHIN = 65_536  # bytes; the detector is slow
REPLACEMENT = "\ufffd"


def decode(body: bytes, content_type: str = "") -> tuple[str, str, bool]:
    """The text, the name of the character set, and whether that is more than a detector's guess.

    Bytes that cannot be read become U+FFFD.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name.removesuffix("-sig"), True
    if body.isascii() and b"\x1b" not in body:  # escapes may be ISO-2022
        return body.decode("ascii"), "utf-8", True
    label = _label(body, content_type)
    utf8 = _strictly(body, "utf-8")
    if utf8 is not None and (not label or label == "utf-8" or _plainly_utf8(body)):
        return utf8, "utf-8", True
    for name in (label, "cp949"):
        if name and (text := _strictly(body, name)) is not None:
            return text, name, True
    if utf8 is not None:
        return utf8, "utf-8", True
    return _best(body, label)


def _label(body: bytes, content_type: str) -> str:
    """The character set that the header or the page itself names, if Python can read it; else ``""``."""
    head = body[:META_WITHIN]
    found = [match[1] for match in (LABEL.search(content_type),) if match]
    found += [match[1].decode("ascii", "replace") for match in (META.search(head), XML.search(head)) if match]
    for name in found:
        name = MEANT.get(name.lower(), name.lower())
        if name.startswith(("utf-16", "utf-32")):
            continue  # the label was read as ASCII, so it cannot be
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        if info._is_text_encoding and info.name not in NOT_MEANT:
            return info.name
    return ""


def _plainly_utf8(body: bytes) -> bool:
    return sum(1 for _ in islice(MULTIBYTE.finditer(body), PLAINLY_UTF8)) == PLAINLY_UTF8


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, ValueError):
        return None


def _best(body: bytes, label: str) -> tuple[str, str, bool]:
    """No character set reads all of it: the one that loses least."""
    names = known = [name for name in (label, "utf-8", "cp949") if name]
    detected = from_bytes(body[:DETECT_WITHIN]).best()
    if detected is not None:
        names = [*known, detected.encoding]
    texts = [(body.decode(name, "replace"), name) for name in dict.fromkeys(names)]
    text, name = min(texts, key=lambda pair: pair[0].count(REPLACEMENT))
    return text, name, name in known
