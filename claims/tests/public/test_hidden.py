"""A claim that is not public is found nowhere, and no link leads to it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from claims.models import Claim
from claims.tests.make import (
    NOW,
    make_appearance,
    make_article,
    make_citation,
    make_claim,
    make_claimant,
    make_published_claim,
    make_source,
    make_topic,
    make_user,
    make_verdict,
)
from claims.tests.public.surfaces import everything, pages_of
from claims.words import Role, Stance

pytestmark = pytest.mark.django_db
WORDS = "Zebras outnumber people"


def draft() -> Claim:
    """A complete claim of its own: nobody else cites its sources, article, claimant or topic."""
    claim = make_claim(
        wording_en=WORDS, wording_ko="얼룩말이 사람보다 많다", topics=[make_topic(name_en="Zebra topic")],
        claimant=make_claimant(name_en="Zebra Society", name_ko="얼룩말협회"),
    )  # fmt: skip
    make_appearance(claim, make_article(headline="Zebra headline"))
    for stance in (Stance.SUPPORTS, Stance.REFUTES):
        source = make_source("We counted zebras.", title="Zebra count")
        make_citation(claim, source, "We counted zebras", stance=stance)
    make_verdict(claim, summary_en="Zebras do not.")
    return claim


def in_review() -> Claim:
    claim = draft()
    verdict = claim.verdicts.get()
    verdict.submit(by=verdict.author, now=NOW)
    return claim


def for_a_later_time() -> Claim:
    claim = in_review()
    later = NOW + timedelta(days=9000)
    claim.verdicts.get().schedule(by=make_user(Role.APPROVER), now=NOW, publish_at=later)
    return claim


def withdrawn() -> Claim:
    claim = in_review()
    claim.verdicts.get().approve(by=make_user(Role.APPROVER), now=NOW)
    claim.refresh_from_db()
    claim.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="The count was forged.")
    return claim


@pytest.mark.parametrize("make", [draft, in_review, for_a_later_time, withdrawn])
def test_what_is_not_public_is_404_in_every_form_and_in_no_list(client, make):
    make_published_claim()
    claim = make()
    assert pages_of(client, claim) == {}
    read = everything(client, claim, "zebra")
    if make is not withdrawn:
        assert "zebra" not in re.sub(r'value="zebra"|q=zebra', "", read.casefold()).replace("“zebra”", "")
    assert "Zebras do not." not in read and "We counted" not in read and "Zebra Society" not in read


@pytest.mark.parametrize("make", [draft, in_review, for_a_later_time, withdrawn])
@pytest.mark.parametrize(
    "address",
    ["/en/claims/{0}-x/", "/ko/claims/{0}-x/", "/api/v1/claims/{0}", "/api/v1/claims/{0}/bundle.zip"],
)
def test_its_addresses_answer_404(client, make, address):
    assert client.get(address.format(make().pk), follow=True).status_code == 404


def test_the_corrections_tell_of_a_withdrawal_and_lead_to_a_page_that_is_there(client):
    claim = withdrawn()
    note = claim.corrections.get()
    told = client.get("/api/v1/corrections").json()["results"][0]
    assert (told["kind"], told["note"]) == ("retraction", {"en": "The count was forged."})
    for address in told["pages"].values():
        assert client.get(urlsplit(address).path).status_code == 200
    assert f'href="/en/corrections/{note.pk}/"' in client.get("/en/corrections/").content.decode()
    assert f'href="/en/corrections/{note.pk}/"' in client.get("/en/").content.decode()
    assert f"/en/corrections/{note.pk}/" in client.get("/feeds/corrections.atom?lang=en").content.decode()


def test_a_withdrawal_stays_told_while_the_check_is_written_anew(client):
    claim = withdrawn()
    verdict = make_verdict(claim, correction_kind="update", correction_en="Counted again.")
    verdict.submit(by=verdict.author, now=NOW)
    page = client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/")
    assert page.status_code == 404 and "The count was forged." in page.content.decode()
    assert client.get(f"/en/corrections/{claim.corrections.get().pk}/").status_code == 200
    assert "The count was forged." in client.get("/en/corrections/").content.decode()


def test_no_page_links_to_a_withdrawn_check(client):
    claim, other = withdrawn(), make_published_claim()
    read = everything(client, other)
    assert f"/claims/{claim.pk}-" not in read and f"/claims/{claim.pk}/" not in read


def test_every_link_of_the_notice_leads_somewhere(client):
    claim = withdrawn()
    html = client.get(f"/en/claims/{claim.pk}-{claim.slug('en')}/").content.decode()
    main = html.split("<main")[1].split("</main")[0]
    for link in re.findall(r'href="(/[^"#]*)', main):
        assert client.get(link).status_code == 200, link
