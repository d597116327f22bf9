"""Addresses that must never be contacted, in every spelling we know of, and those that must not be lost."""

import pytest
from yarl import URL

from claims.recheck.addresses import DENIED_IPV4, DENIED_IPV6, read_ipv4, why_denied
from claims.recheck.guard import Guard, Refused, check_url
from claims.tests.recheck.addresses import PUBLIC, REFUSED, rows


def test_the_table_holds_enough_ways_in():
    assert len(REFUSED) >= 150
    assert len({url for url, _ in REFUSED}) == len(REFUSED)


@pytest.mark.parametrize(("url", "reason"), REFUSED, ids=[ascii(url) for url, _ in REFUSED])
def test_an_address_that_must_not_be_contacted_is_refused_with_its_reason(url, reason):
    with pytest.raises(Refused) as refused:
        check_url(url)

    assert refused.value.reason == reason


@pytest.mark.parametrize("url", rows(PUBLIC), ids=ascii)
def test_a_public_address_passes(url):
    assert check_url(url).raw_host


def test_an_address_longer_than_8000_characters_is_refused():
    with pytest.raises(Refused, match="too_long"):
        check_url("https://example.com/" + "a" * 8000)


def test_what_is_asked_for_is_written_as_the_editor_wrote_it():
    url = check_url("https://Example.com/a/../b%2Fc?q=a%20b+c%2f|d&e=%7E#part")

    assert str(url) == "https://example.com/a/../b%2Fc?q=a%20b+c%2f|d&e=%7E"


def test_hangul_in_an_address_is_encoded():
    url = check_url("https://한국은행.한국/보고서?제목=물가 상승")

    assert str(url) == (
        "https://xn--3e0bp8kysgwjw.xn--3e0b707e/%EB%B3%B4%EA%B3%A0%EC%84%9C"
        "?%EC%A0%9C%EB%AA%A9=%EB%AC%BC%EA%B0%80%20%EC%83%81%EC%8A%B9"
    ).replace("xn--3e0bp8kysgwjw", URL("https://한국은행.한국").raw_host.split(".")[0])


@pytest.mark.parametrize("allowed", ["127.0.0.1:8765", "127.0.0.1:8765."])
def test_a_host_that_the_operator_named_is_allowed_on_its_port_only(allowed):
    guard = Guard({allowed.rstrip(".")})

    assert guard.check_url("http://127.0.0.1:8765/a").port == 8765
    for url in (
        "http://127.0.0.1/",
        "http://127.0.0.1:8766/",
        "http://127.0.0.2:8765/",
        "http://[::1]:8765/",
    ):
        with pytest.raises(Refused):
            guard.check_url(url)


def test_a_named_host_without_a_port_is_allowed_on_the_usual_ports():
    guard = Guard({"intranet.corp", "[::1]"})

    assert guard.check_url("https://intranet.corp/a")
    assert guard.check_url("http://[::1]/")
    with pytest.raises(Refused, match="local_name"):
        guard.check_url("http://intranet.corp:8080/")


def test_a_named_host_still_takes_no_credentials_and_no_other_scheme():
    guard = Guard({"127.0.0.1:8765"})

    with pytest.raises(Refused, match="credentials"):
        guard.check_url("http://a:b@127.0.0.1:8765/")
    with pytest.raises(Refused, match="scheme"):
        guard.check_url("ftp://127.0.0.1:8765/")


def test_of_a_resolvers_answers_only_the_public_ones_are_kept():
    answers = ["10.0.0.1", "93.184.216.34", "::1", "2606:2800:220:1::1", "fe80::1%eth0"]

    assert Guard().choose("example.com", 443, answers) == ["93.184.216.34", "2606:2800:220:1::1"]


@pytest.mark.parametrize("answers", [[], ["127.0.0.1"], ["::ffff:10.0.0.1", "::"], ["not an address"]])
def test_a_name_without_a_public_answer_is_refused(answers):
    with pytest.raises(Refused):
        Guard().choose("example.com", 443, answers)


def test_a_named_hosts_private_address_is_no_way_in_for_another_name():
    guard = Guard({"demo.example:8765"})
    guard.choose("demo.example", 8765, ["10.0.0.5"])

    guard.check_socket("10.0.0.5", 8765)
    with pytest.raises(Refused):
        guard.choose("evil.example", 8765, ["10.0.0.5"])
    with pytest.raises(Refused):
        guard.check_socket("10.0.0.5", 80)
    with pytest.raises(Refused):
        guard.check_url("http://10.0.0.5:8765/")


def test_a_socket_is_checked_for_address_and_port():
    guard = Guard()

    guard.check_socket("93.184.216.34", 443)
    with pytest.raises(Refused, match="port"):
        guard.check_socket("93.184.216.34", 22)
    with pytest.raises(Refused, match="loopback"):
        guard.check_socket("::1", 443)


@pytest.mark.parametrize(("network", "reason"), DENIED_IPV4 + DENIED_IPV6, ids=str)
def test_every_denied_range_is_denied_from_its_first_address_to_its_last(network, reason):
    assert why_denied(str(network[0]))
    assert why_denied(str(network[-1]))


def test_numbers_are_read_as_the_c_library_reads_them():
    assert read_ipv4("1.2.3.4") == "1.2.3.4"
    assert read_ipv4("1.2.772") == "1.2.3.4"
    assert read_ipv4("0x1020304") == "1.2.3.4"
    assert read_ipv4("01.02.03.04") == "1.2.3.4"
    assert read_ipv4("0x") == "0.0.0.0"  # noqa: S104
    assert read_ipv4("1.2.3.x") is None
    assert read_ipv4("") is None
