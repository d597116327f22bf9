"""The OpenAPI 3.1 document, made from the table of resources; the documentation page is made from it too."""

from django.conf import settings

from .asked import MOST
from .resources import RESOURCES, Resource
from .shapes import record

ERROR = record(error=record(status={"type": "integer"}, message={"type": "string"}))
EXAMPLES = {
    "id": 12,
    "wording": {"ko": "딥시크 V3 개발에 557만6천달러가 들었다", "en": "Developing DeepSeek-V3 cost $5.576M"},
    "published_at": "2025-03-03T09:00:00Z",
}


def document() -> dict:
    paths = {}
    for resource in RESOURCES:
        paths[f"/{resource.name}"] = {"get": _list(resource)}
        paths[f"/{resource.name}/{{id}}"] = {"get": _one(resource)}
    schemas = {resource.one: _schema(resource) for resource in RESOURCES}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.PUBLISHER_NAME} API",
            "version": "1",
            "description": "Published fact-checks, read-only. No key is needed. Ask with If-None-Match to "
            "save transfer; when 429 comes, wait as Retry-After says.",
            "contact": {"email": settings.CONTACT_EMAIL},
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": paths,
        "components": {"schemas": {**schemas, "error": ERROR}},
    }


def _schema(resource: Resource) -> dict:
    """All fields are there unless ``fields`` asked for fewer, hence none is required."""
    properties = {field.name: field.schema for field in resource.fields}
    example = {name: value for name, value in EXAMPLES.items() if name in properties}
    return {"type": "object", "properties": properties, "additionalProperties": False, "examples": [example]}


def _list(resource: Resource) -> dict:
    page = record(
        results={"type": "array", "items": {"$ref": f"#/components/schemas/{resource.one}"}},
        next={"type": ["string", "null"], "format": "uri", "description": "Address of the next page."},
    )
    parameters = [_query(one.name, one.meaning, one.schema) for one in resource.filters]
    parameters += [
        _query("limit", "Rows of a page.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 20}),
        _query("cursor", "Where the page begins: as in next.", {"type": "string"}),
        _fields(resource),
    ]
    return {
        "operationId": f"list_{resource.name}",
        "summary": resource.about,
        "parameters": parameters,
        "responses": {"200": _answer("A page.", page), **_refusals("304", "400", "429")},
    }


def _one(resource: Resource) -> dict:
    pk = {"name": "id", "in": "path", "required": True, "example": 12}
    pk["schema"] = {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}
    schema = {"$ref": f"#/components/schemas/{resource.one}"}
    return {
        "operationId": f"get_{resource.one}",
        "summary": f"One {resource.one}.",
        "parameters": [pk, _fields(resource)],
        "responses": {"200": _answer("As asked.", schema), **_refusals("304", "400", "404", "429")},
    }


def _fields(resource: Resource) -> dict:
    names = [field.name for field in resource.fields]
    found = _query("fields", "Only these, separated by commas: " + ", ".join(names) + ".", {"type": "string"})
    return {**found, "example": ",".join(names[:3])}


def _query(name: str, meaning: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "required": False, "description": meaning, "schema": schema}


def _answer(meaning: str, schema: dict) -> dict:
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}


def _refusals(*codes: str) -> dict:
    meanings = {
        "400": "A parameter cannot be understood.",
        "404": "There is no such thing in public.",
        "429": "Too many requests; Retry-After says when to come again.",
    }
    found = {
        code: _answer(meanings[code], {"$ref": "#/components/schemas/error"})
        for code in codes
        if code != "304"
    }
    return {"304": {"description": "Unchanged since the ETag given."}, **found}
