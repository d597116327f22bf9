"""Redirects, followed by hand: where they may lead, when they are a move, when they are a loop."""

import asyncio

import pytest

from claims.recheck.fetch import Fetcher, Request
from claims.tests.recheck.look import PAGE, look, loopback
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome


@pytest.fixture
def site():
    with SourceSite() as site:
        yield site


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_within_its_site_is_moved(site, status):
    site.redirect("/a", "/b", status=status)
    site.page("/b", PAGE)

    response = look(site)

    assert (response.outcome, response.permanent) == (Outcome.MOVED, True)
    assert response.url == site.url("/b")
    assert [hop.status for hop in response.hops] == [status, 200]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_followed_without_a_word(site, status):
    site.redirect("/a", site.url("/b"), status=status)
    site.page("/b", PAGE)

    response = look(site)

    assert (response.outcome, response.permanent, response.url) == (Outcome.OK, False, site.url("/b"))


def test_one_passing_redirect_on_the_way_makes_the_move_not_permanent(site):
    site.redirect("/a", "/b", status=301)
    site.redirect("/b", "/c", status=302)
    site.page("/c", PAGE)

    assert look(site).permanent is False


@pytest.mark.parametrize(
    ("start", "end", "outcome"),
    [
        ("www.news.example", "m.news.example", Outcome.MOVED),
        ("news.co.kr", "www.news.co.kr", Outcome.MOVED),
        ("one.co.kr", "two.co.kr", Outcome.MOVED_ELSEWHERE),
        ("one.github.io", "two.github.io", Outcome.MOVED_ELSEWHERE),
    ],
)
def test_a_redirect_to_another_site_is_told_from_one_within(site, start, end, outcome):
    hosts = frozenset({f"{start}:{site.port}", f"{end}:{site.port}"})
    site.redirect("/a", f"http://{end}:{site.port}/b", status=301)
    site.page("/b", PAGE)

    url = f"http://{start}:{site.port}/a"
    response = look(site, url, limits={"allowed_hosts": hosts}, resolve=loopback)

    assert response.outcome == outcome
    assert response.url == f"http://{end}:{site.port}/b"


def test_validators_are_not_told_to_another_site(site):
    hosts = frozenset({f"one.example:{site.port}", f"two.test:{site.port}"})
    site.redirect("/a", f"http://two.test:{site.port}/b")
    site.page("/b", PAGE)

    look(
        site,
        f"http://one.example:{site.port}/a",
        etag='"1"',
        limits={"allowed_hosts": hosts},
        resolve=loopback,
    )

    assert "if-none-match" in site.asked("/a")[0].headers
    assert "if-none-match" not in site.asked("/b")[0].headers


def test_a_redirect_to_itself_is_a_loop(site):
    site.redirect("/a", "/a")

    response = look(site)

    assert (response.outcome, response.detail, len(response.hops)) == (Outcome.REDIRECT_LOOP, "repeats", 1)


def test_redirects_without_end_are_given_up(site):
    for step in range(30):
        site.redirect(f"/{step}", f"/{step + 1}")

    response = look(site, "/0")

    assert (response.outcome, response.detail, len(response.hops)) == (Outcome.REDIRECT_LOOP, "too many", 11)


def test_ten_redirects_are_still_followed(site):
    for step in range(10):
        site.redirect(f"/{step}", f"/{step + 1}")
    site.page("/10", PAGE)

    assert look(site, "/0").outcome == Outcome.OK


def test_a_site_that_sets_a_cookie_and_redirects_to_itself_is_read(site):
    async def cookie_first(writer, asked):
        if asked.headers.get("cookie") == "seen=1":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        else:
            writer.write(b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1; Path=/\r\nLocation: /a\r\n\r\n")

    site.script("/a", cookie_first)

    assert look(site).outcome == Outcome.OK


def test_cookies_are_forgotten_after_one_look_and_never_told_to_another_host(site):
    hosts = frozenset({f"one.example:{site.port}", f"two.example:{site.port}"})
    site.redirect("/a", f"http://two.example:{site.port}/b", headers=[("Set-Cookie", "seen=1")])
    site.page("/b", PAGE, headers=[("Set-Cookie", "kept=1")])

    async def twice():
        async with Fetcher(site.limits(allowed_hosts=hosts), resolve=loopback) as fetcher:
            for _ in range(2):
                await fetcher.fetch(Request(f"http://one.example:{site.port}/a"))

    asyncio.run(twice())

    assert len(site.asked("/a")) == len(site.asked("/b")) == 2
    assert not any("cookie" in asked.headers for asked in site.asked("/a") + site.asked("/b"))


def test_a_location_of_raw_korean_bytes_is_followed(site):
    location = "/뉴스".encode("cp949")
    site.raw("/a", b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")
    site.page("/%B4%BA%BD%BA", PAGE)

    assert look(site).outcome == Outcome.OK


def test_a_redirect_that_names_no_place_is_the_servers_error(site):
    site.page("/a", status=302)

    assert look(site).outcome == Outcome.SERVER_ERROR
