"""The site as files: served by the plainest web server there is, every link leads somewhere."""

import re
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.management.frozen import file_of, link_to
from claims.tests.make import make_claimant, make_published_claim, make_ready_claim, make_topic

pytestmark = pytest.mark.django_db


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def copy(tmp_path):
    topic, person = make_topic(), make_claimant()
    for _ in range(23):
        make_published_claim(topics=[topic], claimant=person)
    make_ready_claim(wording_en="Zebra-draft-secret", wording_ko="Zebra-draft-secret")
    call_command("freeze", tmp_path / "site", stdout=StringIO())
    return tmp_path / "site"


@pytest.fixture
def address(copy):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=copy))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_every_link_of_the_copy_leads_to_a_file_of_it(address):
    waiting, seen, broken = [f"{address}/"], set(), []
    while waiting:
        page = waiting.pop()
        try:
            with urlopen(page) as response:  # noqa: S310 - loopback
                body, kind = response.read(), response.headers["Content-Type"]
        except HTTPError as error:
            broken.append((page, error.code))
            continue
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', body.decode()) if "html" in kind else ():
            target = urljoin(page, unescape(link)).partition("#")[0]
            assert "?" not in target or not target.startswith(address), (page, target)
            if target.startswith(address) and target not in seen:
                seen.add(target)
                waiting.append(target)

    assert broken == []
    assert sum("/en/claims/" in page for page in seen) >= 23 + 2  # the second page of the list too


def test_the_copy_holds_what_machines_read_and_no_draft(copy):
    for name in (
        "robots.txt",
        "sitemap.xml",
        "sitemap-claims-0.xml",
        "claimreview.ko.json",
        "feeds/claims.en.atom",
    ):
        assert (copy / name).stat().st_size, name
    for file in copy.rglob("*"):
        assert not file.is_file() or b"Zebra-draft-secret" not in file.read_bytes(), file
    assert "/ /ko/ 302" in (copy / "_redirects").read_text()
    assert (copy / "404.html").exists()


def test_what_needs_a_server_says_so(copy):
    page = (copy / "en/search/index.html").read_text()

    assert "<form" not in page and "copy" in page and 'href="/en/claims/"' in page
    assert settings.FROZEN is False


def test_a_folder_with_files_is_refused(tmp_path):
    (tmp_path / "old.html").write_text("old")

    with pytest.raises(CommandError):
        call_command("freeze", tmp_path)


ADDRESSES = [
    ("/ko/", "ko/index.html", "/ko/"),
    ("/en/claims/?before=17-4", "en/claims/before-17-4/index.html", "/en/claims/before-17-4/"),
    ("/feeds/claims.atom?lang=en", "feeds/claims.en.atom", "/feeds/claims.en.atom"),
    ("/en/search/?q=x", "en/search/index.html", "/en/search/"),
    ("/ko/claims/1-%EA%B0%80/#why", "ko/claims/1-가/index.html", "/ko/claims/1-%EA%B0%80/#why"),
]


@pytest.mark.parametrize(("address", "file", "link"), ADDRESSES)
def test_each_address_has_one_file(address, file, link):
    assert (file_of(address), link_to(address)) == (file, link)


ESCAPES = ["/feeds/claims.atom?lang=../../../../out", "/feeds/claims.atom?lang=%2e%2e/%2e%2e/%2e%2e/out"]


@pytest.mark.parametrize("address", ESCAPES)
def test_a_link_that_somebody_wrote_leads_no_file_out_of_the_folder(tmp_path, address):
    explanation = f"[feed]({settings.SITE_URL}{address}) and [feed]({address})"
    make_published_claim(verdict={"explanation_en": explanation, "explanation_ko": explanation})

    call_command("freeze", tmp_path / "a" / "b" / "site", stdout=StringIO())

    outside = [path for path in tmp_path.rglob("*") if path.is_file() and "site" not in path.parts]
    assert outside == []
    assert "out" not in file_of(address)
