"""What does a value of somebody's JSON-LD say: a string, an object, a list, or a reference to another node?

>>> plain_words([{"@value": "A &amp;amp; B<br>C"}])
'A & B C'
>>> names({"@id": "#org"}, linked([{"@id": "#org", "name": "Desk"}]))
['Desk']
"""

import html
import math
import re

LONGEST = 5_000  # characters of one value that are read
DEEPEST = 40
# Names by which some write a language instead of its code
LANGUAGES = {
    **{"english": "en", "korean": "ko", "한국어": "ko", "french": "fr", "german": "de", "spanish": "es"},
    **{"portuguese": "pt", "italian": "it", "japanese": "ja", "chinese": "zh", "hindi": "hi", "arabic": "ar"},
}
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff\ud800-\udfff]")

_UNKEPT = re.compile(r"[\x00\ud800-\udfff]")

Linked = dict[str, dict]  # node by @id


def first(value):
    """The first that says something, of a list; anything else as it is."""
    if isinstance(value, list):
        return next((item for item in value if item not in (None, "", {}, [])), None)
    return value


def words(value) -> str:
    """The string that a value stands for, as written: its ``@value``, ``@id`` or name."""
    value = first(value)
    if isinstance(value, dict):
        parts = (value.get(name) for name in ("@value", "@id", "url", "name", "text"))
        return next((words(part) for part in parts if isinstance(part, str) and part), "")
    if isinstance(value, bool) or value is None or isinstance(value, list):
        return ""
    return " ".join(_UNFIT.sub(" ", str(value)[:LONGEST]).split())


def plain_words(value) -> str:
    """The same without tags and entities, however often they were escaped."""
    text = words(_spoken(value))
    for _round in range(3):
        plainer = html.unescape(text)
        if plainer == text:
            break
        text = plainer
    return " ".join(_UNFIT.sub(" ", _TAG.sub(" ", text)).split())


def _spoken(value):
    """An object's words rather than its address."""
    value = first(value)
    if isinstance(value, dict):
        return next(
            (value[key] for key in ("@value", "name", "text", "alternateName") if value.get(key)), None
        )
    return value


def is_a(node: dict, *kinds: str) -> bool:
    """Whether a node is of one of these types, written with or without the schema's address."""
    types = node.get("@type") or node.get("type")
    types = types if isinstance(types, list) else [types]
    return any(re.split("[/:#]", kind)[-1] in kinds for kind in types if isinstance(kind, str))


def names(value, nodes: Linked) -> list[str]:
    """Names of the people or bodies that a value stands for; references are looked up."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            reference = item.get("@id")  # a list or an object in a faulty document: refers to nothing
            known = nodes.get(reference) if isinstance(reference, str) else None
            named = item if item.get("name") else known or item
            item = named.get("name") or named.get("legalName")
        name = plain_words(item)
        if name and not name.startswith(("http://", "https://", "#")):
            found.append(name)
    return list(dict.fromkeys(found))


def linked(value, depth: int = DEEPEST) -> Linked:
    """Named nodes of a document by their ``@id``, for references to them."""
    found: Linked = {}
    items = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and value.get("name"):
        found[value["@id"]] = value
    if depth:
        for item in items:
            if isinstance(item, dict | list):
                found |= linked(item, depth - 1)
    return found


def language_code(value) -> str:
    """``en-US``, ``{"alternateName": "en"}``, ``English`` → ``en``; "" for what is no language."""
    value = first(value)
    if isinstance(value, dict):
        value = first(value.get("alternateName") or value.get("name") or value.get("@value"))
    if not isinstance(value, str):
        return ""
    text = value.strip().lower()
    if text in LANGUAGES:
        return LANGUAGES[text]
    match = _CODE.fullmatch(text)
    return match[1] if match else ""


def storable(value, depth: int = DEEPEST):
    """The value as a database keeps JSON: no NUL, no half characters, no infinite numbers, not too deep."""
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict | list) and depth == 0:
        return None
    if isinstance(value, dict):
        return {_UNKEPT.sub("", key): storable(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item, depth - 1) for item in value]
    return value
