"""What a page really is that was answered as if all were well."""

import pytest

from claims.tests.recheck.watcher import FILLER, URL, kinds, page_saying, read_source
from claims.words import AlertKind, Finding, Outcome

NOT_FOUND = "<title>404 Not Found</title><p>Sorry.</p>"
NOT_FOUND_KOREAN = "<title>뉴스</title><h1>페이지를 찾을 수 없습니다</h1><p>삭제된 기사입니다</p>"
FRONT = "<title>News</title><p>Welcome to the front page of the news, with a lot of things to read.</p>"
LOGIN = "<title>Log in</title><form><input type='password' name=p></form><p>Members only, please.</p>"
PARKED = "<title>news.example</title><p>This domain is for sale. Buy this domain now.</p>"
CHALLENGE = "<title>Just a moment...</title><p>Checking your browser before you go on.</p>"
SHELL = "<title>News</title><div id=app></div>"
COOKIES = "<title>쿠키</title><p>이 사이트는 쿠키를 씁니다. 쿠키 설정에 모두 동의해 주세요.</p>"
METERED = '<script>{"isAccessibleForFree": false}</script>'
TEASER = f"<title>Training</title><p>Costs rose. To read on, subscribe today.</p>{METERED}"
HOME = "https://news.example/"
SIGN_IN = "https://news.example/login?next=/economy/1"


@pytest.fixture
def read():
    return read_source()


@pytest.mark.parametrize(
    ("body", "url", "outcome"),
    [
        (NOT_FOUND, URL, Outcome.SOFT_404),
        (NOT_FOUND_KOREAN, URL, Outcome.SOFT_404),
        (FRONT, HOME, Outcome.REDIRECT_TO_ROOT),
        (LOGIN, URL, Outcome.LOGIN_WALL),
        (LOGIN, SIGN_IN, Outcome.LOGIN_WALL),
        (PARKED, URL, Outcome.PARKED),
        (CHALLENGE, URL, Outcome.BLOCKED),
        (SHELL, URL, Outcome.EMPTY),
        (COOKIES, URL, Outcome.EMPTY),
        (TEASER, URL, Outcome.PAYWALL),
    ],
)
def test_a_page_answered_as_if_all_were_well_is_seen_for_what_it_is(read, body, url, outcome):
    decision = read.look(body, after=3600, url=url, outcome=Outcome.OK)
    assert decision.outcome == outcome
    assert decision.citations == {}


@pytest.mark.parametrize(
    "body",
    [
        "<title>Error 404 explained: page not found</title>" + page_saying(),
        "<title>Domain for sale: what became of news.example</title>" + page_saying(),
        "<title>Log in</title><input type=password>" + page_saying(),
        page_saying() + METERED,
        page_saying() + "<script src='https://challenges.cloudflare.com/x.js'></script>",
    ],
)
def test_a_page_that_carries_the_quote_is_the_page_whatever_it_is_titled(read, body):
    decision = read.look(body, after=3600)
    assert decision.outcome == Outcome.OK
    assert read.finding in (Finding.EXACT, Finding.MOVED)


def test_a_page_about_error_pages_that_lost_its_quote_is_no_error_page(read):
    decision = read.look("<title>Training</title><p>The phrase page not found, 404.</p>" + FILLER, after=3600)
    assert decision.outcome == Outcome.OK
    assert decision.findings == {1: Finding.MISSING}


def test_an_error_page_is_known_by_its_likeness_to_that_of_a_made_up_path(read):
    body = "<title>Page not found</title>" + FILLER
    assert read.look(body, after=3600, like_missing=0.2).outcome == Outcome.OK
    assert read.look(body, after=60, like_missing=0.97).outcome == Outcome.SOFT_404


def test_a_page_behind_a_redirect_to_another_path_is_evaluated(read):
    for after in (3600, 3600, 3600):
        decision = read.look(
            page_saying(),
            after=after,
            outcome=Outcome.MOVED,
            permanent=True,
            url="https://news.example/new/1",
        )
        if after and read.watch.moved_count == 2:
            assert kinds(decision) == [AlertKind.SOURCE_MOVED]
    assert read.finding == Finding.EXACT
    assert kinds(decision) == []


def test_garbled_text_may_show_a_quote_but_never_its_absence(read):
    garbled = "<title>Training</title>" + FILLER + "\ufffd" * 50
    assert read.look(garbled, after=3600).outcome == Outcome.GARBLED
    assert read.finding == Finding.EXACT
    assert read.watch.citations[1].unconfirmed == ""


def test_a_challenge_dressed_as_a_server_error_is_a_refusal(read):
    body = "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/x.js'></script>"
    assert read.look(body, after=3600, outcome=Outcome.SERVER_ERROR, status=503).outcome == Outcome.BLOCKED
