"""What readers and machines are told of archived copies."""

import pytest
from django.utils.translation import override

from claims.models import Snapshot, Source
from claims.tests.make import NOW, make_published_claim

pytestmark = pytest.mark.django_db
ARCHIVED = "https://web.archive.org/web/20250301120000/https://source.example/page"


@pytest.fixture
def claim():
    return make_published_claim()


def evidence_of(claim) -> Source:
    return claim.evidence[0].source


def page_of(client, claim) -> str:
    with override("en"):
        return client.get(claim.get_absolute_url()).content.decode()


def source_page(client, source) -> str:
    return client.get(f"/en/sources/{source.pk}/").content.decode()


def test_readers_are_led_to_the_copy_and_told_its_day(client, claim):
    Source.objects.filter(pk=evidence_of(claim).pk).update(archive_url=ARCHIVED)
    for page in (page_of(client, claim), source_page(client, evidence_of(claim))):
        assert f'href="{ARCHIVED}"' in page
        assert 'Archived copy of <time datetime="2025-03-01">1 March 2025</time>' in page


def test_a_copy_whose_day_is_not_known_is_linked_without_one(client, claim):
    Source.objects.filter(pk=evidence_of(claim).pk).update(archive_url="https://perma.example/AB12")
    assert 'rel="noopener">Archived copy</a>' in page_of(client, claim)


def test_where_only_our_own_copy_exists_readers_are_told_so_and_given_no_link(client, claim):
    source = evidence_of(claim)
    kept = Snapshot.objects.create(
        source=source, taken_at=NOW, text="It cost $5.576M", text_hash="x", warc_file="2025/03/a.warc.gz"
    )
    Source.objects.filter(pk=source.pk).update(snapshot=kept)
    source.citations.update(snapshot=kept)
    for page in (page_of(client, claim), source_page(client, source)):
        assert "is kept by us, not public" in page
        assert "warc.gz" not in page


def test_nothing_is_said_of_copies_that_do_not_exist(client, claim):
    assert "kept by us, not public" not in page_of(client, claim)
    assert "Archived copy" not in page_of(client, claim)


def test_a_protected_source_has_no_copy_for_readers_or_machines(client, claim):
    source = evidence_of(claim)
    Source.objects.filter(pk=source.pk).update(
        archive_url=ARCHIVED, is_protected=True, protection_reason="A person."
    )
    told = client.get(f"/api/v1/sources/{source.pk}").json()
    assert (told["archive"], told["archived_at"]) == (None, None)
    assert "20250301120000" not in page_of(client, claim) + source_page(client, source)


def test_machines_get_the_link_and_its_moment(client, claim):
    source = evidence_of(claim)
    Source.objects.filter(pk=source.pk).update(archive_url=ARCHIVED)
    told = client.get(f"/api/v1/claims/{claim.pk}").json()["evidence"][0]["source"]
    assert (told["archive"], told["archived_at"]) == (ARCHIVED, "2025-03-01T12:00:00Z")
    assert client.get(f"/api/v1/sources/{source.pk}").json()["archived_at"] == "2025-03-01T12:00:00Z"
