"""Feeds, sitemap, robots: what machines read."""

from xml.etree import ElementTree

import pytest

from claims.tests.make import NOW, make_published_claim, make_user
from claims.words import Role

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def xml(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own document


def test_the_feed_names_new_checks_with_their_verdict_in_the_language_asked_for(client):
    make_published_claim()
    titles = {}
    for language in ("ko", "en"):
        feed = xml(client, f"/feeds/claims.atom?lang={language}")
        titles[language] = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles["en"] == ["Mostly true: Developing DeepSeek-V3 cost $5.576M"]
    assert titles["ko"] == ["대체로 사실: 딥시크 V3 개발에 557만6천달러가 들었다"]


def test_the_feed_of_corrections_leads_to_the_note(client):
    claim = make_published_claim()
    note = claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    (entry,) = xml(client, "/feeds/corrections.atom?lang=en").iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"#correction-{note.pk}")


def test_the_sitemap_lists_each_page_of_a_claim_once_with_its_twin(client):
    make_published_claim()
    make_published_claim(wording_en="")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [node.text for node in xml(client, "/sitemap.xml").iter(f"{space}loc")]
    claims = [address for address in found if "/claims/" in address]
    assert len(claims) == len(set(claims)) == 3
    assert all(address.startswith("http") for address in found)


def test_robots_may_read_everything_but_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text and "Sitemap: http" in text


def test_healthz_says_that_the_database_answers(client):
    assert client.get("/healthz").content == b"ok"
