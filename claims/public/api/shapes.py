"""JSON Schema of the values the API gives, and the small objects that several resources share.

Texts kept in two languages are objects with the keys ``ko`` and ``en``; a language without text is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from claims.words import Code, Language

from ..reading import twins_of

STRING = {"type": "string"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
DATE = {"type": ["string", "null"], "format": "date"}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
ADDRESS = {"type": ["string", "null"], "format": "uri"}
BOTH = {
    "type": "object",
    "properties": {"ko": STRING, "en": STRING},
    "additionalProperties": False,
    "examples": [{"ko": "대체로 사실", "en": "Mostly true"}],
}


@dataclass(frozen=True)
class Field:
    """One property of a resource: how it is read off a row, and its schema.

    ``heavy``: needs rows beyond its own, so that a list without it is quicker.
    """

    name: str
    read: Callable
    schema: dict
    heavy: bool = False


def one_of(codes: type[Code]) -> dict:
    return {"type": "string", "enum": [code.value for code in codes]}


def record(**properties: dict) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def or_null(schema: dict) -> dict:
    return {"oneOf": [schema, {"type": "null"}]}


def list_of(schema: dict) -> dict:
    return {"type": "array", "items": schema}


NAMED = record(id=INTEGER, name=BOTH)
RATING = record(
    code={**STRING, "examples": ["mostly-true"]},
    label=BOTH,
    value={"type": ["integer", "null"], "description": "None for a verdict off the scale."},
    worst={"type": ["integer", "null"]},
    best={"type": ["integer", "null"]},
)


def both(thing, name: str) -> dict[str, str]:
    """``{"ko": …, "en": …}`` of what stands in ``<name>_ko`` and ``<name>_en``."""
    texts = {str(code): getattr(thing, f"{name}_{code}") for code in Language}
    return {code: text for code, text in texts.items() if text}


def moment(value: datetime | None) -> str | None:
    return value.isoformat().replace("+00:00", "Z") if value else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def named(thing) -> dict | None:
    return {"id": thing.pk, "name": both(thing, "name")} if thing else None


def rating(given) -> dict | None:
    if given is None:
        return None
    on = given.is_on_scale
    return {
        "code": given.code,
        "label": both(given, "label"),
        "value": given.value,
        "worst": given.scale.worst if on else None,
        "best": given.scale.best if on else None,
    }


def pages_of(thing) -> dict[str, str]:
    """The absolute address of a thing's page in each language."""
    return {language: settings.SITE_URL + path for language, path in twins_of(thing).items()}
