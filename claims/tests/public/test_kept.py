"""Pages kept for a moment: quick for a crowd, never older than said."""

import pytest
from django.core.cache import cache

from claims.tests.make import make_published_claim
from claims.tests.public.world import make_world, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeping(settings):
    settings.PAGES_KEPT_SECONDS = 600


def test_a_page_that_was_just_rendered_asks_the_database_nothing(client, keeping, django_assert_num_queries):
    address = path_of(make_world())
    first = client.get(address)

    with django_assert_num_queries(0):
        second = client.get(address)

    assert second.content == first.content and second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_page_shows_a_change_once_its_time_is_over(client, keeping):
    client.get("/en/claims/")
    make_published_claim(wording_en="Brand new")
    assert "Brand new" not in client.get("/en/claims/").content.decode()

    cache.clear()  # the time is over

    assert "Brand new" in client.get("/en/claims/").content.decode()


def test_the_page_says_how_long_it_may_be_kept(client, settings):
    settings.PAGES_KEPT_SECONDS = 1
    assert client.get("/en/").headers["Cache-Control"] == "public, max-age=1"


def test_other_addresses_and_languages_are_other_pages(client, keeping):
    make_published_claim()
    pages = {client.get(address).content for address in ("/en/", "/ko/", "/en/claims/", "/en/search/?q=cost")}
    assert len(pages) == 4


def test_what_is_missing_is_not_kept(client, keeping):
    assert client.get("/en/claims/?before=x").status_code == 404
    assert "Cache-Control" not in client.get("/en/claims/?before=x").headers


def test_a_reader_who_has_the_page_is_told_so(client):
    address = path_of(make_world())
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["/en/claims/?rating=%00", "/en/search/?q=%00", "/en/claims/?topic=%00"])
def test_a_null_character_breaks_no_page(client, address):
    assert client.get(address).status_code in (200, 404)
