"""The whole public site as files: every page that a reader can reach by links, as it is at this moment.

    /ko/claims/                   ko/claims/index.html
    /ko/claims/?before=17-4       ko/claims/before-17-4/index.html
    /feeds/claims.atom?lang=en    feeds/claims.en.atom
    /                             index.html, which leads to a language; _redirects for servers that read it

Links are rewritten to these; addresses of the live site (canonical, ClaimReview) stay. What needs a server
(search, filters) says so and leads to the lists.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from claims.words import Language

_LINK = re.compile(r'(?P<name>\b(?:href|src|action)=")(?P<address>[^"]*)(?P<end>")')
FIRST = ("/robots.txt", "/sitemap.xml", "/claimreview.json?lang=ko", "/claimreview.json?lang=en")
NOT_FOUND = f"/{settings.LANGUAGE_CODE[:2]}/404/"  # no such page: what the server shows for any other
KEPT_QUERIES = ("before", "lang")  # the others ask for what only a server can answer


class Unreadable(Exception):
    """A page that is linked and does not answer 200."""


def freeze(folder: Path, say: Callable[[str], None]) -> int:
    """Write every page below ``folder``; how many files."""
    host = urlsplit(settings.SITE_URL).netloc.split(":")[0]
    off = {"FROZEN": True, "PAGES_KEPT_SECONDS": 0, "API_REQUESTS_PER_MINUTE": 0, "READ_ONLY": False}
    count = 0
    with override_settings(**off, ALLOWED_HOSTS=[host], SECURE_SSL_REDIRECT=False):
        client = Client(SERVER_NAME=host)
        waiting = deque([*FIRST, NOT_FOUND, *(_home(code) for code in Language)])
        # Linked nowhere in the copy, bookmarked by some
        waiting += [f"/{code}/search/" for code in Language]
        seen = set(waiting)
        while waiting:
            address = waiting.popleft()
            for found in _write(client, folder, address):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
            count += 1
            if count % 1000 == 0:
                say(f"{count:,} files, {len(waiting):,} to go")
    _front(folder)
    return count


def file_of(address: str) -> str:
    """The path of the file, from the root of the copy, in which this address is kept."""
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    query = {name: value for name, value in parse_qsl(parts.query) if name in KEPT_QUERIES and value}
    if (language := query.pop("lang", "")) in list(Language):
        stem, _, extension = path.rpartition(".")
        path = f"{stem}.{language}.{extension}"
    for name, value in query.items():
        path = f"{path}{name}-{re.sub(r'[^-0-9A-Za-z]', '', value)}/"
    return f"{path}index.html" if path.endswith("/") or not path else path


def link_to(address: str) -> str:
    """What a page of the copy links to instead of this address of the site."""
    fragment = urlsplit(address).fragment
    path = "/" + quote(file_of(address).removesuffix("index.html"))
    return f"{path}#{fragment}" if fragment else path


def _write(client: Client, folder: Path, address: str) -> Iterator[str]:
    """Store one page; gives the addresses it links to."""
    if address.startswith(settings.STATIC_URL):
        _store(_inside(folder, file_of(address)), _static(unquote(urlsplit(address).path)))
        return iter(())
    response = client.get(address)
    if response.status_code in (301, 302):
        return iter([_local(address, response.url)])
    if response.status_code != 200 and address != NOT_FOUND:
        raise Unreadable(f"{address} answered {response.status_code}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    found: list[str] = []
    if response["Content-Type"].startswith("text/html"):
        body = _LINK.sub(lambda match: _relinked(address, match, found), body.decode()).encode()
    elif address.startswith("/sitemap"):
        found = [_local(address, unescape(link)) for link in re.findall(r"<loc>([^<]+)</loc>", body.decode())]
    _store(_inside(folder, "404.html" if address == NOT_FOUND else file_of(address)), body)
    return iter([link for link in found if link])


def _relinked(page: str, match: re.Match, found: list[str]) -> str:
    address = unescape(match["address"])
    local = _local(page, address)
    if not local or (address.startswith(settings.SITE_URL) and "://" in address):
        return match[0]
    found.append(local.partition("#")[0])
    return f"{match['name']}{escape(link_to(_local(page, address, fragment=True)))}{match['end']}"


def _local(page: str, address: str, fragment: bool = False) -> str:
    """The path of an address of ours, with what of its query the copy keeps; "" for any other address."""
    whole = urljoin(settings.SITE_URL + page, address)
    if not whole.startswith(settings.SITE_URL + "/") or address.startswith("#"):
        return ""
    parts = urlsplit(whole.removeprefix(settings.SITE_URL))
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name in KEPT_QUERIES]
    query = "&".join(f"{name}={quote(value)}" for name, value in asked)
    local = parts.path + (f"?{query}" if query else "")
    return f"{local}#{parts.fragment}" if fragment and parts.fragment else local


def _static(path: str) -> bytes:
    name = path.removeprefix(settings.STATIC_URL)
    if found := finders.find(name):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as file:  # collected, under a name with its digest
        return file.read()


def _inside(folder: Path, file: str) -> Path:
    """The file's path; raises ``Unreadable`` for one out of the folder: people write links."""
    if ".." in Path(file).parts:
        raise Unreadable(f"{file} would stand outside of the folder")
    return folder / file


def _store(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _front(folder: Path) -> None:
    """The front door: as a page, and for servers that read ``_redirects``."""
    home = _home(settings.LANGUAGE_CODE[:2])
    name = escape(settings.PUBLISHER_NAME)
    page = f'<!doctype html><html lang="{settings.LANGUAGE_CODE[:2]}"><head><meta charset="utf-8">'
    page += f'<meta http-equiv="refresh" content="0; url={home}"><title>{name}</title></head>'
    page += f'<body><p><a href="{home}">{name}</a></p></body></html>\n'
    _store(folder / "index.html", page.encode())
    _store(folder / "_redirects", f"/ {home} 302\n".encode())


def _home(code: str) -> str:
    with override(code):
        return reverse("public:home")
