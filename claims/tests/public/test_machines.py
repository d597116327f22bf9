"""Feeds, sitemap, robots: what machines read."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from claims.public import sitemaps
from claims.public.claimreview import problems
from claims.tests.make import NOW, correct, make_claim, make_published_claim, make_topic, make_user
from claims.tests.public.world import body, make_world, page, path_of
from claims.words import Role

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def xml(client, address: str):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(body(response))  # noqa: S314 - our own document


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
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/en/corrections/{note.pk}/")


def test_the_sitemap_lists_each_page_of_a_claim_once_with_its_twin(client):
    make_published_claim()
    make_published_claim(wording_en="")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    files = [node.text for node in xml(client, "/sitemap.xml").iter(f"{space}loc")]
    paths = [file.removeprefix("http://127.0.0.1:8000") for file in files]
    found = [node.text for path in paths for node in xml(client, path).iter(f"{space}loc")]
    claims = [address for address in found if "/claims/" in address]
    assert len(claims) == len(set(claims)) == 3
    assert all(address.startswith("http") for address in found)


def test_files_of_the_sitemap_divide_the_archive_by_ids(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "IDS_PER_FILE", 2)
    first, *_, last = [make_published_claim() for _ in range(4)]

    index = body(client.get("/sitemap.xml"))

    assert index.count("/sitemap-claims-") == last.pk // 2 + 1
    assert f"/claims/{first.pk}-" in body(client.get(f"/sitemap-claims-{first.pk // 2}.xml"))
    assert f"/claims/{last.pk}-" not in body(client.get(f"/sitemap-claims-{first.pk // 2}.xml"))
    assert client.get("/sitemap-claims-999999.xml").status_code == 404


def test_robots_may_read_everything_but_the_desk(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text and "Sitemap: http" in text


def test_healthz_says_that_the_database_answers(client):
    assert client.get("/healthz").content == b"ok"


def test_every_feed_is_offered_as_atom_rss_and_json_with_the_same_entries(client):
    make_published_claim()

    atom = xml(client, "/feeds/claims.atom?lang=en")
    rss = xml(client, "/feeds/claims.rss?lang=en")
    parsed = json.loads(client.get("/feeds/claims.json?lang=en").content)

    (entry,), (item,), (entry_json,) = atom.iter(f"{ATOM}entry"), rss.iter("item"), parsed["items"]
    assert entry.findtext(f"{ATOM}title") == item.findtext("title") == entry_json["title"]
    assert entry.findtext(f"{ATOM}id") == item.findtext("guid") == entry_json["id"]
    assert entry.find(f"{ATOM}link").get("href") == item.findtext("link") == entry_json["url"]
    assert parsed["version"] == "https://jsonfeed.org/version/1.1" and parsed["language"] == "en"


def test_an_entry_keeps_its_name_when_its_wording_changes(client):
    claim = make_published_claim()
    before = json.loads(client.get("/feeds/claims.json?lang=en").content)["items"][0]

    correct(claim, wording_en="Another wording")

    after = json.loads(client.get("/feeds/claims.json?lang=en").content)["items"][0]
    assert before["id"] == after["id"] and before["url"] != after["url"]


def test_a_topic_and_a_claimant_have_feeds_of_their_own(client):
    claim = make_world()
    make_published_claim(wording_en="Something else")

    for address in (f"/feeds/topics/{claim.topics.get().pk}", f"/feeds/people/{claim.claimant.pk}"):
        items = json.loads(client.get(f"{address}.json?lang=en").content)["items"]
        assert [item["title"] for item in items] == ["Mostly true: Developing DeepSeek-V3 cost $5.576M"]


def test_a_topic_of_drafts_alone_has_no_feed(client):
    topic = make_topic()
    make_claim(topics=[topic])
    assert client.get(f"/feeds/topics/{topic.pk}.atom").status_code == 404


def test_pages_name_the_feeds_a_browser_can_find(client):
    claim = make_world()
    for address in ("/en/", path_of(claim.topics.get()), path_of(claim.claimant)):
        html = page(client, address)
        found = re.findall(r'rel="alternate" type="application/[a-z+]+" title="[^"]+" href="([^"]+)"', html)
        assert len(found) == (6 if address == "/en/" else 9)
        assert all(client.get(unescape(feed)).status_code == 200 for feed in found)


def test_the_data_feed_holds_every_check_of_a_language_without_a_cap(client):
    count = 7
    for number in range(count):
        make_published_claim(wording_en=f"Claim {number}", wording_ko="" if number == 0 else "주장")
    make_claim(wording_en="A draft")

    feeds = {
        language: json.loads(body(client.get(f"/claimreview.json?lang={language}")))
        for language in ("ko", "en")
    }

    assert [len(feeds[language]["dataFeedElement"]) for language in ("en", "ko")] == [count, count - 1]
    for feed in feeds.values():
        assert feed["@context"] == "https://schema.org" and feed["@type"] == "DataFeed"
        for element in feed["dataFeedElement"]:
            assert problems(element["item"][0]) == []


def test_an_empty_data_feed_is_a_document_all_the_same(client):
    assert json.loads(body(client.get("/claimreview.json")))["dataFeedElement"] == []


def test_security_txt_names_a_contact_and_runs_out_within_a_year(client):
    text = client.get("/.well-known/security.txt").content.decode()
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)
    assert fields["Contact"].startswith("mailto:")


def test_the_pages_of_two_languages_name_one_another_without_a_redirect(client, settings):
    claim = make_world()
    things = [claim, claim.claimant, claim.topics.get(), claim.appearances[0].source.article]
    for address in ["/en/", "/en/claims/", "/en/search/?q=2024", *map(path_of, things)]:
        twins = _twins(client, address, settings.SITE_URL)
        assert set(twins) == {"ko", "en"}, address
        for twin in twins.values():
            assert _twins(client, twin, settings.SITE_URL) == twins, twin


def _twins(client, address: str, site: str) -> dict[str, str]:
    html = page(client, address)
    links = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', html)
    return {language: unescape(link).removeprefix(site) for language, link in links}


def test_a_protected_source_is_named_nowhere(client):
    claim = make_published_claim()
    source = claim.evidence[0].source
    source.is_protected, source.protection_reason = True, "Fears for their post."
    source.title, source.publisher, source.archive_url = "Zebra", "Zebra Press", "https://zebra.example/kept"
    source.save()

    for address in (path_of(claim), f"/en/sources/{source.pk}/", "/claimreview.json"):
        html = body(client.get(address))
        assert "Zebra" not in html and "zebra.example" not in html and source.url not in html, address
