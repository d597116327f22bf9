"""One stylesheet for readers, made of two files: pages wait for one request; the desk shares the first.

And whether the page is one of the static copy.
"""

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings

register = template.Library()

FILES = ("tokens.css", "site.css")
FOLDER = Path(__file__).resolve().parent.parent / "static" / "claims"


@cache
def made() -> tuple[str, bytes]:
    """(digest, content), once a process: a changed style is seen after the next start."""
    content = b"\n".join((FOLDER / name).read_bytes() for name in FILES)
    return hashlib.sha256(content).hexdigest()[:12], content


@register.simple_tag
def stylesheet() -> str:
    """The address of the stylesheet as it is now; another style has another address."""
    return f"/assets/site-{made()[0]}.css"


@register.simple_tag
def is_frozen() -> bool:
    """Whether this page is written for the static copy, where nothing can be asked of a server."""
    return settings.FROZEN
