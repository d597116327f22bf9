"""One source walked aloud by an operator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Check
from claims.tests.make import make_citation, make_claim, make_source
from claims.tests.recheck.site import SourceSite

pytestmark = pytest.mark.django_db
PAGE = "<title>Report</title><p>The final training run cost $5.567M, the report says.</p>"


@pytest.fixture
def site(settings):
    with SourceSite() as site:
        settings.RECHECK_ALLOWED_HOSTS = [site.host]
        settings.RECHECK_CONTROL_HOSTS = []
        site.page("/report", PAGE)
        yield site


def walk(*arguments):
    out = StringIO()
    call_command("recheck", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_every_step_is_told_and_nothing_is_written(site):
    source = make_source(url=site.url("/report"))
    make_citation(make_claim(), source, "The final training run cost $5.576M")
    said = walk(f"--source={source.pk}")
    for step in ("What is known", "Guard", "Fetch", "Extract", "Compare", "Judge", "Record"):
        assert f"\n{step}\n" in f"\n{said}"
    assert "Number changed" in said
    assert "It now reads: “The final training run cost $5.567M”" in said
    assert "This counts once a second look agrees." in said
    assert "Nothing was written." in said
    assert not Check.objects.exists()


def test_what_comes_of_it_is_written_down_when_asked(site):
    source = make_source(url=site.url("/report"))
    assert "Written down." in walk(site.url("/report"), "--record")
    assert Check.objects.get().source == source


def test_an_address_nobody_watches_can_be_walked_too(site):
    said = walk(site.url("/report"))
    assert "nobody watches this address" in said
    assert "Title: Report" in said


def test_an_address_that_must_not_be_contacted_ends_at_the_guard():
    said = walk("http://169.254.169.254/latest/meta-data/")
    assert "This address is never contacted (link_local)." in said
    assert "Fetch" not in said


def test_an_address_nobody_watches_cannot_be_recorded(site):
    with pytest.raises(CommandError, match="Nobody watches"):
        walk(site.url("/report"), "--record")


def test_one_of_address_and_number_is_wanted():
    with pytest.raises(CommandError, match="Name either"):
        walk()
