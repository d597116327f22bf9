"""One look at a source, against real servers on loopback: what each kind of answer is called."""

import asyncio
import errno
import hashlib
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from claims.recheck.fetch import Fetcher, Request
from claims.tests.recheck.look import PAGE, look
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome


@pytest.fixture
def site():
    with SourceSite() as site:
        yield site


# --- read, or known already ---


def test_a_page_is_read_with_what_is_worth_keeping(site):
    site.page("/a", PAGE, etag='"1"', last_modified="Mon, 03 Mar 2025 10:00:00 GMT")

    response = look(site)

    assert response.outcome == Outcome.OK
    assert (response.status, response.url, response.detail) == (200, site.url("/a"), "")
    assert response.body.decode() == PAGE
    assert response.body_hash == hashlib.sha256(PAGE.encode()).hexdigest()
    assert response.content_type == "text/html; charset=utf-8"
    assert (response.etag, response.last_modified) == ('"1"', "Mon, 03 Mar 2025 10:00:00 GMT")
    assert [(hop.url, hop.status, hop.address) for hop in response.hops] == [
        (site.url("/a"), 200, "127.0.0.1")
    ]
    assert response.duration > 0


def test_a_request_says_who_asks_and_in_which_language(site):
    site.page("/a", PAGE)

    look(site, language="ko", limits={"user_agent": "Factcheck/0.1 (+https://desk.example/contact)"})

    (asked,) = site.asked("/a")
    assert asked.method == "GET"
    assert asked.headers["user-agent"] == "Factcheck/0.1 (+https://desk.example/contact)"
    assert asked.headers["accept-language"] == "ko, *;q=0.5"
    assert asked.headers["accept-encoding"] == "gzip, deflate, br"
    assert asked.headers["host"] == site.host
    assert not {"cookie", "referer", "authorization", "if-none-match"} & set(asked.headers)


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        ({"etag": '"1"'}, ("if-none-match", '"1"')),
        (
            {"last_modified": "Mon, 03 Mar 2025 10:00:00 GMT"},
            ("if-modified-since", "Mon, 03 Mar 2025 10:00:00 GMT"),
        ),
    ],
)
def test_a_page_that_says_it_did_not_change_is_not_read(site, kept, sent):
    site.page("/a", PAGE, **kept)

    response = look(site, **kept)

    assert response.outcome == Outcome.NOT_MODIFIED
    assert (response.status, response.body) == (304, b"")
    assert sent in site.asked("/a")[0].headers.items()


def test_a_304_that_nobody_asked_for_is_the_servers_error(site):
    site.page("/a", status=304)

    assert look(site).outcome == Outcome.SERVER_ERROR


def test_a_body_with_the_same_bytes_is_told_apart_from_a_new_one(site):
    site.page("/a", PAGE)
    known = look(site).body_hash

    same = look(site, body_hash=known)
    site.page("/a", PAGE.replace("5.576", "5.567"))
    new = look(site, body_hash=known)

    assert (same.outcome, new.outcome) == (Outcome.SAME_BYTES, Outcome.OK)


def test_the_same_page_is_the_same_bytes_however_it_was_compressed(site):
    site.page("/a", PAGE)
    known = look(site).body_hash

    site.page("/a", PAGE, coding="br")

    assert look(site, body_hash=known).outcome == Outcome.SAME_BYTES


def test_odd_validators_are_neither_kept_nor_sent(site):
    site.raw("/a", b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nContent-Length: 2\r\n\r\nhi')

    response = look(site, etag='"1"\r\nHost: evil.example', language="ko\r\nX: 1")

    assert (response.outcome, response.etag) == (Outcome.OK, "")
    assert not {"if-none-match", "accept-language", "x"} & set(site.asked("/a")[0].headers)


# --- status codes ---


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (203, Outcome.OK),
        (206, Outcome.GARBLED),
        (400, Outcome.BLOCKED),
        (401, Outcome.LOGIN_WALL),
        (402, Outcome.PAYWALL),
        (403, Outcome.BLOCKED),
        (404, Outcome.NOT_FOUND),
        (405, Outcome.BLOCKED),
        (406, Outcome.BLOCKED),
        (408, Outcome.SERVER_ERROR),
        (410, Outcome.GONE),
        (418, Outcome.BLOCKED),
        (429, Outcome.RATE_LIMITED),
        (451, Outcome.LEGAL_BLOCK),
        (500, Outcome.SERVER_ERROR),
        (502, Outcome.SERVER_ERROR),
        (503, Outcome.SERVER_ERROR),
        (504, Outcome.SERVER_ERROR),
        (521, Outcome.SERVER_ERROR),
        (999, Outcome.BLOCKED),
    ],
)
def test_each_status_has_its_name(site, status, outcome):
    site.page("/a", "<p>told</p>", status=status)

    response = look(site)

    assert (response.outcome, response.status) == (outcome, status)
    assert response.body == b"<p>told</p>"


def test_503_with_retry_after_asks_us_to_slow_down(site):
    site.page("/a", status=503, headers=[("Retry-After", "120")])

    response = look(site)

    assert (response.outcome, response.retry_after) == (Outcome.RATE_LIMITED, 120.0)


def test_retry_after_may_be_a_date(site):
    at = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    site.page("/a", status=429, headers=[("Retry-After", at)])

    assert 3500 < look(site).retry_after <= 3600


def test_an_error_page_is_read_no_further_than_needed(site):
    site.endless("/a", head="X: 1")
    site.raw("/b", b"HTTP/1.1 404 Not Found\r\nContent-Length: 9000000\r\n\r\n", b"x" * 9_000_000)

    response = look(site, "/b")

    assert (response.outcome, len(response.body)) == (Outcome.NOT_FOUND, 256_000)


def test_an_error_status_stands_even_if_its_page_never_ends(site):
    site.drip("/a", head=b"HTTP/1.1 410 Gone\r\n\r\n")

    assert look(site, limits={"total": 0.2}).outcome == Outcome.GONE


# --- the network ---


def test_a_refused_connection_is_a_failed_connection():
    with SourceSite() as site:
        limits, url = site.limits(), site.url("/a")

    response = look(site, url)

    assert limits.allowed_hosts
    assert (response.outcome, response.detail, response.status) == (
        Outcome.CONNECTION_FAILED,
        "ECONNREFUSED",
        None,
    )


@pytest.mark.parametrize(
    ("error", "outcome", "detail"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Outcome.DNS_MISSING, "EAI_NONAME"),
        (socket.gaierror(socket.EAI_AGAIN, "again"), Outcome.DNS_TEMPORARY, "EAI_AGAIN"),
        (socket.gaierror(socket.EAI_FAIL, "failed"), Outcome.DNS_TEMPORARY, "EAI_FAIL"),
        (UnicodeError("label too long"), Outcome.DNS_MISSING, "EAI_NONAME"),
        (OSError(errno.ENETUNREACH, "unreachable"), Outcome.CONNECTION_FAILED, "ENETUNREACH"),
        (OSError(errno.EHOSTUNREACH, "unreachable"), Outcome.CONNECTION_FAILED, "EHOSTUNREACH"),
        (OSError(errno.EMFILE, "too many open files"), Outcome.OUR_FAULT, "EMFILE"),
        (ZeroDivisionError(), Outcome.OUR_FAULT, "ZeroDivisionError"),
    ],
    ids=repr,
)
def test_a_name_that_cannot_be_looked_up_says_why(site, error, outcome, detail):
    async def failing(host, port):
        raise error

    response = look(site, "http://news.example/a", resolve=failing)

    assert (response.outcome, response.detail) == (outcome, detail)


def test_a_name_server_that_is_silent_is_a_passing_failure(site):
    async def silent(host, port):
        await asyncio.Event().wait()

    response = look(site, "http://news.example/a", resolve=silent, limits={"lookup": 0.05})

    assert (response.outcome, response.detail) == (Outcome.DNS_TEMPORARY, "timeout")


def test_a_dead_name_is_looked_up_once_for_a_batch(site):
    asked = []

    async def failing(host, port):
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    async def batch():
        async with Fetcher(site.limits(), resolve=failing) as fetcher:
            urls = [f"http://news.example/{number}" for number in range(20)]
            return await asyncio.gather(*(fetcher.fetch(Request(url)) for url in urls))

    assert {response.outcome for response in asyncio.run(batch())} == {Outcome.DNS_MISSING}
    assert asked == ["news.example"]


def test_a_connection_closed_without_a_word_is_a_failed_connection(site):
    site.raw("/a")

    assert look(site).outcome == Outcome.CONNECTION_FAILED


def test_a_server_that_never_answers_is_timed_out(site):
    site.silent("/a")

    response = look(site, limits={"first_byte": 0.1})

    assert (response.outcome, response.detail) == (Outcome.TIMEOUT, "silence")


def test_one_byte_at_a_time_is_timed_out_by_the_whole_budget(site):
    site.drip("/a")

    response = look(site, limits={"total": 0.3})

    assert (response.outcome, response.detail, response.status) == (Outcome.TIMEOUT, "total", 200)


def test_headers_one_byte_at_a_time_are_timed_out_too(site):
    site.drip("/a", head=b"HTTP/1.1 200 OK\r\nX: ")

    assert look(site, limits={"total": 0.3}).outcome == Outcome.TIMEOUT


def test_slow_redirects_share_one_budget(site):
    async def wait_and_redirect(writer, asked):
        await asyncio.sleep(0.1)
        writer.write(f"HTTP/1.1 302 Found\r\nLocation: {asked.target}x\r\nContent-Length: 0\r\n\r\n".encode())

    for step in range(10):
        site.script("/a" + "x" * step, wait_and_redirect)

    response = look(site, limits={"total": 0.35})

    assert response.outcome == Outcome.TIMEOUT
    assert 1 <= len(response.hops) <= 4


def test_cancelling_a_look_is_not_an_outcome(site):
    site.silent("/a")

    async def cancelled():
        async with Fetcher(site.limits()) as fetcher:
            async with asyncio.timeout(0.1):
                await fetcher.fetch(Request(site.url("/a")))

    with pytest.raises(TimeoutError):
        asyncio.run(cancelled())
