"""Sites that mean harm: each gives an outcome within the budget, and nothing reaches an address of ours."""

import asyncio
import gzip
import tracemalloc
import zlib

import brotli
import pytest

from claims.recheck.bodies import Body, TooLarge, Undecodable
from claims.recheck.fetch import Fetcher, Request
from claims.tests.recheck.look import PAGE, look
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome

MILLION = 1_000_000


@pytest.fixture
def site():
    with SourceSite() as site:
        yield site


def bomb(coding: str, megabytes: int) -> bytes:
    """A small body that decodes to this many megabytes of zeros."""
    zeros = bytes(MILLION)
    if coding == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join([*(packer.process(zeros) for _ in range(megabytes)), packer.finish()])
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


def serve_coded(site, path, coding, body) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n"
    site.raw(path, head.encode() + body)


# --- bodies ---


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_compressed_page_is_read(site, coding):
    site.page("/a", PAGE, coding=coding)

    response = look(site)

    assert (response.outcome, response.body.decode()) == (Outcome.OK, PAGE)


def test_raw_deflate_is_read_as_browsers_do(site):
    packer = zlib.compressobj(wbits=-15)
    serve_coded(site, "/a", "deflate", packer.compress(PAGE.encode()) + packer.flush())

    assert look(site).body.decode() == PAGE


def test_gzip_in_several_pieces_with_padding_is_read(site):
    body = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(16)
    serve_coded(site, "/a", "x-gzip", body)

    assert look(site).body == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_too_large_and_never_held_in_memory(site, coding):
    serve_coded(site, "/a", coding, bomb(coding, 300))
    tracemalloc.start()

    response = look(site)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (response.outcome, response.body) == (Outcome.TOO_LARGE, b"")
    assert peak < 12 * MILLION


def test_a_pdf_that_swells_a_hundredfold_is_too_large_below_its_cap(site):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Encoding: gzip\r\n\r\n"
    site.raw("/a", head + bomb("gzip", 20))

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.TOO_LARGE, "ratio")


def test_a_bomb_of_empty_pieces_is_too_large(site):
    serve_coded(site, "/a", "gzip", gzip.compress(b"") * 10_000)

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.TOO_LARGE, "members")


def test_a_small_page_that_repeats_itself_is_no_bomb():
    body = Body("gzip", limit=5 * MILLION, ratio=100)

    body.feed(bomb("gzip", 1))

    assert len(body.finish()) == MILLION


def test_a_body_without_end_is_too_large(site):
    site.endless("/a")

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.TOO_LARGE, "wire")


def test_a_body_announced_as_too_large_is_not_read(site):
    site.endless("/a", head="Content-Length: 50000000")

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.TOO_LARGE, "announced")


def test_a_pdf_may_be_larger_than_a_page(site):
    site.page("/a", b"%PDF-1.7" + bytes(6 * MILLION), content_type="application/pdf")
    site.page("/b", b"<p>" + bytes(6 * MILLION))
    site.page("/c", b"%PDF-1.7" + bytes(31 * MILLION), content_type="application/pdf")

    outcomes = [look(site, path).outcome for path in ("/a", "/b", "/c")]

    assert outcomes == [Outcome.OK, Outcome.TOO_LARGE, Outcome.TOO_LARGE]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_body_that_is_not_what_its_coding_says_is_garbled(site, coding):
    serve_coded(site, "/a", coding, b"\x00<p>plain</p>" * 100)

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.GARBLED, f"coding {coding}")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_compressed_body_that_ends_early_is_no_answer(site, coding):
    site.page("/a", PAGE, coding=coding)
    whole = site._pages["/a"].body
    serve_coded(site, "/a", coding, whole[:-5])

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.CONNECTION_FAILED, f"truncated {coding}")


def test_a_length_that_promises_more_than_comes_is_no_answer(site):
    site.raw("/a", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>half a page")

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.CONNECTION_FAILED, "truncated")


def test_a_length_that_promises_less_than_comes_ends_there(site):
    site.raw("/a", b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npageHTTP/1.1 200 OK\r\n\r\nsmuggled")

    assert look(site).body == b"page"


@pytest.mark.parametrize(
    "chunks",
    [b"5\r\nhello\r\n", b"5\r\nhello\r\nZZ\r\n", b"ffffffffffffffffff\r\nhello", b"-5\r\nhello\r\n0\r\n\r\n"],
)
def test_broken_chunks_are_no_answer(site, chunks):
    site.raw("/a", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)

    assert look(site).outcome == Outcome.CONNECTION_FAILED


# --- heads ---


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"x" * 10 * MILLION + b"\r\n",
        b"".join(b"X-%d: %s\r\n" % (number, b"x" * 1000) for number in range(10_000)),
        b"X: 1\r\n" * 100_000,
    ],
    ids=["one line", "many lines", "many short lines"],
)
def test_ten_megabytes_of_headers_are_too_large(site, head):
    site.raw("/a", b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")

    response = look(site)

    assert (response.outcome, response.detail) == (Outcome.TOO_LARGE, "headers")


def test_headers_without_end_are_too_large(site):
    async def write(writer, _):
        writer.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    site.script("/a", write)

    assert look(site).outcome == Outcome.TOO_LARGE


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"\x00\x01\x02\x03" * 100,
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"<html>hello</html>\r\n\r\n",
    ],
)
def test_what_is_not_http_is_a_failed_connection(site, answer):
    site.raw("/a", answer)

    response = look(site)

    assert response.outcome == Outcome.CONNECTION_FAILED


def test_hints_without_end_are_timed_out(site):
    async def write(writer, _):
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)
            await writer.drain()

    site.script("/a", write)

    assert look(site, limits={"total": 0.5}).outcome in (Outcome.TIMEOUT, Outcome.CONNECTION_FAILED)


def test_one_hostile_page_does_not_hold_up_the_others(site):
    site.endless("/endless")
    site.drip("/drip")
    site.silent("/silent")
    site.page("/a", PAGE)
    paths = ["/endless", "/drip", "/silent", *["/a"] * 20]

    async def all_at_once():
        async with Fetcher(site.limits(total=0.5)) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(Request(site.url(path))) for path in paths))

    outcomes = [response.outcome for response in asyncio.run(all_at_once())]

    assert outcomes == [Outcome.TOO_LARGE, Outcome.TIMEOUT, Outcome.TIMEOUT, *[Outcome.OK] * 20]


def test_a_coding_is_refused_before_a_byte_is_read():
    with pytest.raises(Undecodable):
        Body("compress", limit=10, ratio=100)


def test_a_body_is_bounded_on_the_wire_too():
    body = Body("identity", limit=10, ratio=100)

    with pytest.raises(TooLarge, match="wire"):
        body.feed(b"12345678901")
