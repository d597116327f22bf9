"""Redirects and names that change their answer: no way leads into our own network."""

import asyncio
import socket

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from claims.recheck.connection import guarded_connector
from claims.recheck.fetch import Fetcher, Limits, Request
from claims.recheck.guard import Guard, Refused
from claims.tests.recheck.look import PAGE, look
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome

UNROUTED = "2000::1"  # passes for public, but belongs to nobody and is routed nowhere


@pytest.fixture
def site():
    with SourceSite() as site:
        yield site


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:{port}1/",
        "http://[::1]:{port}/secret",
        "http://2130706433:{port}/secret",
        "//0x7f.1:{port}/secret",
        "http://localhost:{port}/secret",
        "http://127.0.0.1:{port}@169.254.169.254/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://[::ffff:127.0.0.1]:{port}/secret",
    ],
)
def test_no_redirect_leads_into_our_network(site, target):
    site.redirect("/a", "/b", status=301)
    site.redirect("/b", target.format(port=site.port))
    site.page("/secret", "secret")

    response = look(site)

    assert response.outcome == Outcome.REFUSED
    assert [hop.status for hop in response.hops] == [301, 302]
    assert site.asked("/secret") == []


class Rebinding:
    """A resolver that gives a different answer each time it is asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host, port):
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


def visit_by_name(site, resolve, times=1, ports=()):
    """Fetch from "rebind.test" on the site's port, which the operator opened, but not for any named host."""
    limits = Limits(
        allowed_ports=frozenset({site.port, *ports}), obey_robots=False, spacing=0, total=1, connect=0.2
    )

    async def visits():
        async with Fetcher(limits, resolve=resolve) as fetcher:
            url = f"http://rebind.test:{site.port}/a"
            return [await fetcher.fetch(Request(url)) for _ in range(times)]

    return asyncio.run(visits())


@pytest.mark.parametrize(
    "answer",
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "10.0.0.1", "64:ff9b::7f00:1", "fe80::1%lo"],  # noqa: S104
)
def test_a_public_name_that_points_into_our_network_is_refused(site, answer):
    site.page("/a", "secret")

    (response,) = visit_by_name(site, Rebinding([answer]))

    assert response.outcome == Outcome.REFUSED
    assert site.asked("/a") == []


def test_a_name_that_is_public_when_checked_and_ours_when_connected_to_is_never_reached(site):
    site.page("/a", "secret")
    rebinding = Rebinding([UNROUTED], ["127.0.0.1"])

    responses = visit_by_name(site, rebinding, times=3)

    assert {response.outcome for response in responses} <= {Outcome.CONNECTION_FAILED, Outcome.TIMEOUT}
    assert rebinding.asked == 1
    assert site.asked("/a") == []


def test_a_name_rebound_between_two_batches_is_refused(site):
    site.page("/a", "secret")
    rebinding = Rebinding([UNROUTED], ["127.0.0.1"])

    visit_by_name(site, rebinding)
    (second,) = visit_by_name(site, rebinding)

    assert (second.outcome, second.detail) == (Outcome.REFUSED, "loopback")
    assert site.asked("/a") == []


def test_of_mixed_answers_the_private_ones_are_not_even_tried(site):
    site.page("/a", "secret")

    (response,) = visit_by_name(site, Rebinding(["127.0.0.1", UNROUTED, "::1"]))

    assert response.outcome in (Outcome.CONNECTION_FAILED, Outcome.TIMEOUT)
    assert site.asked("/a") == []


def test_the_environments_proxy_is_not_used(site, monkeypatch):
    site.page("/a", PAGE)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    assert look(site).outcome == Outcome.OK


class Lying(AbstractResolver):
    """A resolver that the guard never sifted."""

    async def resolve(self, host, port=0, family=socket.AF_INET):
        entry = {"hostname": host, "host": "127.0.0.1", "port": port}
        return [ResolveResult(**entry, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self):
        pass


@pytest.mark.parametrize("host", ["rebind.test", "127.0.0.1"])
def test_a_socket_into_our_network_is_refused_even_if_all_earlier_checks_were_passed(site, host):
    site.page("/a", "secret")

    async def connect():
        connector = guarded_connector(Guard(allowed_ports={site.port}), Lying())
        async with aiohttp.ClientSession(connector=connector) as session:
            await session.get(f"http://{host}:{site.port}/a")

    with pytest.raises(aiohttp.ClientConnectorError) as refused:
        asyncio.run(connect())

    assert isinstance(refused.value.os_error, Refused)
    assert site.asked("/a") == []
