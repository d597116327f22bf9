"""Certificates: verified always, and a broken one is an outcome that says what is broken."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from claims.recheck.fetch import Fetcher
from claims.tests.recheck.look import PAGE, look, loopback
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome


def server_context(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


def trusting(*authorities) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for authority in authorities:
        authority.configure_trust(context)
    return context


def test_a_page_behind_a_good_certificate_is_read():
    authority = trustme.CA()
    with SourceSite(tls=server_context(authority.issue_cert("news.example")), name="news.example") as site:
        site.page("/a", PAGE)

        response = look(site, resolve=loopback, ssl_context=trusting(authority))

    assert (response.outcome, response.url) == (Outcome.OK, site.url("/a"))


@pytest.mark.parametrize(
    ("names", "not_after", "trusted", "detail"),
    [
        (["news.example"], datetime(2020, 1, 1, tzinfo=UTC), True, "expired"),
        (["other.example"], None, True, "wrong_name"),
        (["news.example"], None, False, "untrusted"),
    ],
)
def test_a_broken_certificate_is_an_outcome_that_says_what_is_wrong(names, not_after, trusted, detail):
    authority = trustme.CA()
    certificate = authority.issue_cert(
        *names, not_after=not_after, not_before=not_after and not_after - timedelta(days=90)
    )
    with SourceSite(tls=server_context(certificate), name="news.example") as site:
        site.page("/a", PAGE)

        context = trusting(authority) if trusted else trusting()
        response = look(site, resolve=loopback, ssl_context=context)

    assert (response.outcome, response.detail, response.status) == (Outcome.TLS_FAILED, detail, None)
    assert site.asked("/a") == []


def test_a_server_that_speaks_no_tls_is_a_certificate_problem():
    with SourceSite() as site:
        response = look(site, f"https://{site.host}/a")

    assert response.outcome == Outcome.TLS_FAILED


def test_a_network_on_which_a_control_host_answers_is_alive():
    authority = trustme.CA()
    certificate = authority.issue_cert("control.example")
    with SourceSite(tls=server_context(certificate), name="control.example") as site:

        async def ask():
            context = trusting(authority)
            async with Fetcher(site.limits(), resolve=loopback, ssl_context=context) as fetcher:
                return await fetcher.network_alive(["", site.host])

        assert asyncio.run(ask()) is True
