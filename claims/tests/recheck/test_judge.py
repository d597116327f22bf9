"""What one look comes to, from one look to the next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.recheck.compare import compare
from claims.recheck.extract import Page, extract
from claims.recheck.fetch import Response
from claims.recheck.judge import judge
from claims.tests.recheck.watcher import (
    FILLER,
    NOW,
    QUOTE,
    RULES,
    URL,
    Watcher,
    kinds,
    page_saying,
    read_source,
)
from claims.words import AlertKind, CitationKind, Finding, Health, Outcome


@pytest.fixture
def read():
    return read_source()


# --- Quotes ------------------------------------------------------------------------------------


def test_a_first_look_that_finds_the_quote_is_no_news():
    watcher = Watcher()
    decision = watcher.look(page_saying())
    assert decision.outcome == Outcome.OK
    assert decision.source["health"] == Health.ALIVE
    assert decision.citations[1]["seen_at"] == NOW
    assert kinds(decision) == []


def test_a_changed_number_is_news_once_a_second_look_agrees(read):
    first = read.look(page_saying("5.567 million"), after=3600)
    assert kinds(first) == []
    assert read.finding == Finding.EXACT
    assert first.next_in == pytest.approx(900, rel=0.1)
    second = read.look(page_saying("5.567 million"), after=901)
    assert kinds(second) == [AlertKind.NUMBER_CHANGED]
    assert second.news[0].before == QUOTE.exact
    assert second.news[0].after == "The company paid 5.567 million dollars"
    assert second.source["health"] == Health.CHANGED
    assert second.citations[1]["changed_at"] == NOW + timedelta(seconds=3600)


def test_a_second_look_that_comes_too_soon_confirms_nothing(read):
    read.look(page_saying("5.567 million"), after=3600)
    early = read.look(page_saying("5.567 million"), after=300)
    assert kinds(early) == []
    assert early.next_in == pytest.approx(600, rel=0.1)
    assert kinds(read.look(page_saying("5.567 million"), after=601)) == [AlertKind.NUMBER_CHANGED]


def test_a_change_that_was_gone_at_the_second_look_was_none(read):
    read.look(page_saying("5.567 million"), after=3600)
    second = read.look(page_saying(), after=901)
    assert kinds(second) == []
    assert read.watch.citations[1].unconfirmed == ""
    third = read.look(page_saying("5.567 million"), after=3600)
    assert kinds(third) == []


def test_a_change_that_stays_is_told_once(read):
    for after in (3600, 901):
        read.look(page_saying("5.567 million"), after=after)
    assert kinds(read.look(page_saying("5.567 million"), after=7200)) == []


def test_a_number_that_changes_a_second_time_is_news_again(read):
    for after in (3600, 901):
        read.look(page_saying("5.567 million"), after=after)
    assert kinds(read.look(page_saying("9.999 million"), after=3600)) == []
    assert kinds(read.look(page_saying("9.999 million"), after=901)) == [AlertKind.NUMBER_CHANGED]


def test_a_quote_found_again_settles_its_alerts_at_once(read):
    for after in (3600, 901):
        read.look(page_saying("5.567 million"), after=after)
    back = read.look(page_saying(), after=3600)
    assert (1, AlertKind.NUMBER_CHANGED) in back.settled
    assert back.source["health"] == Health.ALIVE
    assert back.citations[1]["changed_at"] is None


def test_a_quote_that_moved_on_its_page_raises_no_alert(read):
    for after in (3600, 901):
        decision = read.look(FILLER * 3 + page_saying(), after=after)
    assert kinds(decision) == []
    assert read.finding in (Finding.EXACT, Finding.MOVED)


def test_a_quote_that_was_never_there_is_told_after_two_looks():
    watcher = Watcher()
    assert kinds(watcher.look("<title>Other</title>" + FILLER)) == []
    assert kinds(watcher.look("<title>Other</title>" + FILLER, after=901)) == [AlertKind.QUOTE_MISSING]


def test_an_outlet_that_edits_a_checked_article_raises_its_own_kind():
    watcher = Watcher(kind=CitationKind.APPEARANCE, is_article=True)
    watcher.look(page_saying())
    for after in (3600, 901):
        decision = watcher.look(page_saying("5.567 million"), after=after)
    assert kinds(decision) == [AlertKind.ARTICLE_EDITED]


def test_an_unchanged_page_carries_over_what_was_found(read):
    decision = read.look(None, after=3600, outcome=Outcome.NOT_MODIFIED, status=304)
    assert decision.citations[1] == {"looked_at": read.now, "seen_at": read.now}
    assert decision.findings == {1: Finding.EXACT}
    assert decision.text_hash == ""


def test_an_unchanged_page_does_not_claim_to_have_seen_what_is_missing(read):
    for after in (3600, 901):
        read.look("<title>Training</title>" + FILLER, after=after)
    decision = read.look(None, after=3600, outcome=Outcome.SAME_BYTES)
    assert read.finding == Finding.MISSING
    assert decision.citations[1] == {"looked_at": read.now}
    assert decision.source["health"] == Health.CHANGED


# --- Failures are not changes -------------------------------------------------------------------


TRANSIENT = [
    Outcome.TIMEOUT,
    Outcome.SERVER_ERROR,
    Outcome.DNS_TEMPORARY,
    Outcome.CONNECTION_FAILED,
    Outcome.TLS_FAILED,
    Outcome.RATE_LIMITED,
]


@pytest.mark.parametrize("outcome", [*TRANSIENT, Outcome.NOT_FOUND, Outcome.BLOCKED, Outcome.OUR_FAULT])
def test_a_failed_look_changes_nothing_about_a_quote(read, outcome):
    decision = read.fail(outcome, after=3600)
    assert decision.citations == {}
    assert decision.findings == {}
    assert kinds(decision) == []
    assert decision.source.get("health", Health.ALIVE) == Health.ALIVE


def test_transient_failures_are_looked_at_again_sooner_then_later(read):
    waits = [read.fail(Outcome.TIMEOUT, after=3600).next_in for _ in range(3)]
    assert waits == pytest.approx([900, 7200, 3 * 86400], rel=0.1)


def test_a_host_that_asks_for_time_gets_it_and_no_strike(read):
    for _ in range(8):
        decision = read.fail(Outcome.RATE_LIMITED, after=86400, retry_after=5000.0)
    assert decision.next_in >= 5000
    assert read.watch.strikes == 0


def test_dead_takes_strikes_spaced_over_days(read):
    seen = []
    for after in (3600, 900, 900, 3 * 86400, 3 * 86400):
        decision = read.look("<h1>No</h1>", after=after, outcome=Outcome.NOT_FOUND, status=404)
        seen.append((read.watch.strikes, read.watch.health, kinds(decision)))
    assert seen == [
        (0, Health.ALIVE, []),
        (1, Health.FAILING, []),
        (1, Health.FAILING, []),
        (2, Health.FAILING, []),
        (3, Health.DEAD, [AlertKind.SOURCE_GONE]),
    ]
    assert kinds(read.fail(Outcome.NOT_FOUND, after=7 * 86400)) == []


def test_gone_counts_twice(read):
    for after in (3600, 900, 3 * 86400):
        decision = read.fail(Outcome.GONE, after=after)
    assert kinds(decision) == [AlertKind.SOURCE_GONE]


def test_a_page_withheld_by_law_is_told_as_soon_as_it_is_confirmed(read):
    read.fail(Outcome.LEGAL_BLOCK, after=3600)
    assert kinds(read.fail(Outcome.LEGAL_BLOCK, after=900)) == [AlertKind.SOURCE_GONE]


def test_one_readable_look_takes_every_strike_back(read):
    for after in (3600, 900, 3 * 86400):
        read.fail(Outcome.NOT_FOUND, after=after)
    decision = read.look(page_saying(), after=3600)
    assert (read.watch.strikes, read.watch.failures, read.watch.health) == (0, 0, Health.ALIVE)
    assert kinds(decision) == []


def test_a_dead_source_that_is_read_again_is_back(read):
    for after in (3600, 900, 3 * 86400, 3 * 86400):
        read.fail(Outcome.NOT_FOUND, after=after)
    decision = read.look(page_saying(), after=3600)
    assert kinds(decision) == [AlertKind.SOURCE_BACK]
    assert (None, AlertKind.SOURCE_GONE) in decision.settled


def test_a_host_that_is_down_for_weeks_is_dead_in_the_end(read):
    told = []
    for after in (900, 900, 7200, *(3 * 86400,) * 4):
        told += kinds(read.fail(Outcome.CONNECTION_FAILED, after=after))
    assert told == [AlertKind.SOURCE_GONE]


def test_strikes_are_held_while_everything_fails(read):
    for outcome in (Outcome.TIMEOUT, Outcome.DNS_MISSING) * 3:
        read.fail(outcome, after=86400, held=True)
    assert (read.watch.strikes, read.watch.unconfirmed, read.watch.health) == (0, "", Health.ALIVE)


def test_a_host_that_is_down_with_all_its_sources_for_weeks_is_dead_in_the_end(read):
    told = []
    for _ in range(12):
        told += kinds(read.fail(Outcome.CONNECTION_FAILED, after=3 * 86400, held=True))
    assert told == [AlertKind.SOURCE_GONE]


def test_our_own_fault_blames_nobody(read):
    before = read.watch
    decision = read.fail(Outcome.OUR_FAULT, after=3600, detail="no network")
    assert decision.outcome == Outcome.OUR_FAULT
    assert replace(read.watch, last_outcome=before.last_outcome, checked_at=before.checked_at) == before


def test_a_source_never_reached_stays_so_while_hosts_do_not_answer():
    watcher = Watcher()
    for _ in range(3):
        watcher.fail(Outcome.CONNECTION_FAILED, after=3600)
    assert watcher.watch.health == Health.UNREACHED


# --- Answered, but not readable -----------------------------------------------------------------


def test_a_site_that_refuses_robots_is_unreadable_in_the_end_never_dead(read):
    told = []
    for _ in range(9):
        told += kinds(read.fail(Outcome.BLOCKED, after=3 * 86400))
    assert told == [AlertKind.SOURCE_UNREADABLE]
    assert (read.watch.health, read.watch.strikes) == (Health.UNREADABLE, 0)
    assert read.finding == Finding.EXACT


def test_a_refusal_by_robots_txt_is_told_at_once(read):
    assert kinds(read.fail(Outcome.ROBOTS_DENIED, after=3600)) == [AlertKind.SOURCE_UNREADABLE]


def test_a_quote_never_looked_for_is_unreadable_behind_a_wall():
    watcher = Watcher()
    watcher.fail(Outcome.BLOCKED)
    assert watcher.finding == Finding.UNREADABLE


def test_an_answer_without_a_body_holds_no_readable_text():
    decision = Watcher(quote=None).look(None)
    assert decision.outcome == Outcome.EMPTY


def test_a_refused_address_earns_no_strike(read):
    for _ in range(5):
        read.fail(Outcome.REFUSED, after=3 * 86400, detail="private")
    assert read.watch.strikes == 0
    assert read.watch.health == Health.UNREADABLE


# --- When to look again -------------------------------------------------------------------------


def test_what_readers_rely_on_is_looked_at_more_often_than_a_draft():
    watchers = [Watcher(is_published=True), Watcher()]
    published, draft = (
        [watcher.look(page_saying(), after=3600).source["interval_seconds"] for _ in range(30)][-1]
        for watcher in watchers
    )
    assert published == RULES.max_interval_published
    assert draft == RULES.max_interval


def test_a_look_notes_that_readers_began_or_ceased_to_rely_on_the_source():
    assert Watcher(is_published=True).look(page_saying()).source["is_relied_on"] is True
    assert Watcher(is_relied_on=True).look(page_saying()).source["is_relied_on"] is False
    assert "is_relied_on" not in Watcher().look(page_saying()).source


def test_stable_sources_are_looked_at_less_and_less_volatile_ones_more():
    watcher = Watcher(quote=None)
    calm = [watcher.look(page_saying(), after=3600).source["interval_seconds"] for _ in range(20)]
    assert calm[0] == 3600
    assert calm[-1] == 7 * 86400
    stirred = [watcher.look(page_saying(str(n)), after=3600).source["interval_seconds"] for n in range(20)]
    assert stirred[-1] == 3600


def test_jitter_spreads_the_looks_but_confirms_never_early():
    def waits(jitter, body):
        watcher = Watcher()
        watch = replace(
            watcher.watch, stored_bytes=10, text_hash=Page("", "text").text_hash, interval_seconds=86400
        )
        page = extract(body.encode(), "text/html", URL)
        found = compare({1: QUOTE}, page)
        response = Response(Outcome.OK, URL, 200)
        return judge(watch, response, page, found, now=NOW, rules=RULES, jitter=jitter).next_in

    assert waits(-1.0, page_saying()) < waits(1.0, page_saying())
    assert waits(-1.0, FILLER) >= 900
