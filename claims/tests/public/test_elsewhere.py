"""A claim on other sites: pictures, cards, oEmbed; citing and sharing."""

import io
import json

import pytest
from django.core.cache import cache
from PIL import Image

from claims.public.images import address_of, draw
from claims.tests.make import NOW, make_published_claim, make_ready_claim, make_user
from claims.tests.public.world import make_world, page, path_of
from claims.words import Role

pytestmark = pytest.mark.django_db


def test_the_page_names_a_picture_that_is_there_in_each_language(client):
    claim = make_world()
    for language in ("ko", "en"):
        html = page(client, path_of(claim, language))
        address = address_of(claim, language)
        assert f'property="og:image" content="http://127.0.0.1:8000{address}"' in html
        response = client.get(address)
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_a_picture_of_an_earlier_verdict_leads_to_the_current_one(client):
    claim = make_world()

    response = client.get(f"/images/claims/{claim.pk}-en-999999.png")

    assert response.status_code == 302 and response.url == address_of(claim, "en")


LONG = ["가" * 500, "verylongword" * 40, "한 " * 240, "🇰🇷 \u202e ﷺ", "x"]


@pytest.mark.parametrize("wording", LONG)
def test_any_wording_can_be_drawn(wording):
    claim = make_published_claim(wording_ko=wording[:500])

    assert draw(claim, "ko").startswith(b"\x89PNG")


def test_only_the_card_may_stand_in_a_frame(client):
    claim = make_world()

    response = client.get(f"/embed/en/{claim.pk}/")

    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert "<script" not in response.content.decode()
    assert "Mostly true" in response.content.decode()
    for address in (path_of(claim), "/admin/login/"):
        other = client.get(address)
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] == "DENY"


def test_a_card_that_is_kept_may_stand_in_a_frame_too(client, settings):
    claim = make_world()
    settings.PAGES_KEPT_SECONDS = 60
    cache.clear()

    for _ in range(2):
        response = client.get(f"/embed/en/{claim.pk}/")
        assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


def test_oembed_finds_the_card_of_a_claim_page(client):
    claim = make_world()
    address = f"http://127.0.0.1:8000{path_of(claim)}"

    answer = json.loads(client.get("/oembed", {"url": address, "maxwidth": "320"}).content)

    assert answer["type"] == "rich" and answer["width"] == 320
    assert f"/embed/en/{claim.pk}/" in answer["html"]
    assert answer["title"].startswith("Mostly true: ")
    assert b"<oembed>" in client.get("/oembed", {"url": address, "format": "xml"}).content
    assert client.get("/oembed", {"url": address, "format": "yaml"}).status_code == 501


OTHER_SITE = "http://evil.example/en/claims/1-x/"
NOT_OURS = ["", OTHER_SITE, "http://127.0.0.1:8000/en/", "\0", "http://[", "x" * 9000]


@pytest.mark.parametrize("url", NOT_OURS)
def test_oembed_knows_nothing_of_other_addresses(client, url):
    make_world()

    assert client.get("/oembed", {"url": url}).status_code == 404


def test_drafts_and_withdrawn_claims_have_neither_picture_nor_card(client):
    draft = make_ready_claim()
    gone = make_published_claim()
    picture = address_of(gone, "en")
    gone.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")

    hidden = [picture, f"/images/claims/{draft.pk}-en-1.png"]
    hidden += [f"/embed/en/{claim.pk}/" for claim in (draft, gone)]
    for address in hidden:
        assert client.get(address).status_code == 404, address


def test_a_claim_can_be_cited_with_date_and_address(client):
    claim = make_world()

    html = page(client, path_of(claim))

    assert "@misc{" in html and "year = 2025" in html
    assert "&lt;iframe src=" in html and "mailto:?subject=" in html
