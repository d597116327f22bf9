"""What stands in front of the site: a CDN that is told what to forget, and the operator's two switches."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims import purge
from claims.models import Purge
from claims.tests.make import NOW, make_published_claim, make_user
from claims.tests.public.world import page, path_of, public_addresses
from claims.words import Role

pytestmark = pytest.mark.django_db


class Cdn(ThreadingHTTPServer):
    """A CDN on loopback that answers ``status`` and remembers what it was told."""

    def __init__(self):
        self.told, self.status = [], 200
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.told.append((self.headers["Surrogate-Key"], self.headers["Fastly-Key"]))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def cdn(settings):
    server = Cdn()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PURGE_URL = f"http://127.0.0.1:{server.server_address[1]}/purge"
    settings.PURGE_HEADER = "Fastly-Key: secret"
    yield server
    server.shutdown()
    server.server_close()


def test_publishing_and_withdrawing_tell_the_cdn_what_to_forget(cdn):
    claim = make_published_claim()
    purge.send_purges()
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    purge.send_purges()

    assert cdn.told == [(f"claim-{claim.pk} lists", "secret")] * 2
    assert not Purge.objects.exists()


def test_a_cdn_that_fails_is_told_again(cdn):
    claim = make_published_claim()
    cdn.status = 503
    purge.send_purges()
    waiting = Purge.objects.count()
    cdn.status = 200
    purge.send_purges()

    assert waiting == 2 and not Purge.objects.exists()
    assert cdn.told[-1][0] == f"claim-{claim.pk} lists"


def test_nothing_is_kept_for_a_cdn_that_is_not_there():
    make_published_claim()

    assert not Purge.objects.exists()


def test_every_public_answer_names_a_key_and_a_claim_page_its_own(client, settings):
    settings.CDN_SECONDS = 600
    addresses = public_addresses()

    for address in addresses:
        assert client.get(address).headers.get("Surrogate-Key"), address
    response = client.get(path_of(make_published_claim()))
    assert response.headers["Surrogate-Key"].startswith("claim-")
    assert response.headers["Surrogate-Control"] == "max-age=600"


def test_a_read_only_desk_says_so_and_readers_notice_nothing(client, settings, editor):
    claim = make_published_claim()
    client.force_login(editor)
    settings.READ_ONLY = True
    client.cookies["django_language"] = "en"

    assert client.get(path_of(claim)).status_code == 200
    english = {"Accept-Language": "en"}
    assert "read-only" in client.get("/admin/", headers=english).content.decode()
    response = client.post("/admin/claims/topic/add/", {"name_en": "New"}, headers=english)
    assert response.status_code == 503 and "Nothing was saved" in response.content.decode()


def test_maintenance_closes_everything_but_the_sign_of_life(client, settings):
    settings.MAINTENANCE = True

    assert client.get("/healthz").status_code == 200
    for address in ("/en/", "/admin/", "/api/v1/claims"):
        response = client.get(address)
        assert response.status_code == 503 and response.headers["Retry-After"]


def test_a_page_asks_for_one_stylesheet_that_is_kept_for_good(client):
    html = page(client, "/en/")
    assert html.count('rel="stylesheet"') == 1
    address = html.split('rel="stylesheet" href="')[1].split('"')[0]

    response = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert "immutable" in response.headers["Cache-Control"] and response.headers["Content-Encoding"] == "gzip"
    assert client.get("/assets/site-000000000000.css").status_code == 404
