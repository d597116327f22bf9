"""What earlier alerts teach: comings and goings are damped, and "not news" is remembered."""

from datetime import timedelta

import pytest

from claims.recheck.damping import Past, damped, patient
from claims.recheck.state import Decision, News
from claims.tests.recheck.watcher import NOW, RULES, Watcher, kinds, page_saying
from claims.words import AlertKind, AlertResult, Outcome

EDITED = News(AlertKind.QUOTE_EDITED, 1, "as quoted", "in other words")


def past(kind=AlertKind.QUOTE_EDITED, result=AlertResult.RECOVERED, days=1.0, **given):
    """An alert about quote 1, so many days old."""
    opened = NOW - timedelta(days=days)
    closed = None if result == "" else opened + timedelta(hours=1)
    given = {"citation": 1, "before": "as quoted", "after": "in other words"} | given
    return Past(kind, opened_at=opened, closed_at=closed, result=result, **given)


def told(news, *earlier):
    decision = Decision(Outcome.OK, "", {}, 60.0, news=(news,))
    return [one.kind for one in damped(decision, earlier, NOW, RULES).news]


def patience(*earlier):
    return patient(Watcher().watch, earlier, NOW, RULES).citations[1].patience


def test_a_first_change_is_told():
    assert told(EDITED) == [AlertKind.QUOTE_EDITED]
    assert patience() == 1


def test_what_came_and_went_three_times_keeps_changing():
    assert told(EDITED, *[past()] * 2) == [AlertKind.QUOTE_EDITED]
    assert told(EDITED, *[past()] * 3) == [AlertKind.KEEPS_CHANGING]


def test_comings_and_goings_of_last_month_are_forgotten():
    assert told(EDITED, *[past(days=15)] * 5) == [AlertKind.QUOTE_EDITED]


def test_another_quote_s_changes_are_not_held_against_this_one():
    assert told(EDITED, *[past(citation=2)] * 5) == [AlertKind.QUOTE_EDITED]


def test_the_more_often_it_was_taken_back_the_longer_a_change_must_last():
    assert [patience(*[past()] * count) for count in (1, 2, 3, 9)] == [1, 4, 16, 96]


def test_while_it_is_said_to_keep_changing_nothing_else_is_told():
    keeps = past(AlertKind.KEEPS_CHANGING, result="", days=40)
    assert told(EDITED, keeps) == [AlertKind.KEEPS_CHANGING]


def test_keeps_changing_called_no_news_is_quiet_for_two_weeks():
    flaps = [past()] * 3
    dismissed = past(AlertKind.KEEPS_CHANGING, AlertResult.NOT_NEWS, days=5)
    assert told(EDITED, *flaps, dismissed) == []
    assert told(EDITED, *flaps, past(AlertKind.KEEPS_CHANGING, AlertResult.NOT_NEWS, days=15)) != []


def test_the_same_words_once_called_no_news_are_not_told_again():
    dismissed = past(result=AlertResult.NOT_NEWS, days=100)
    assert told(EDITED, dismissed) == []


def test_other_words_are_told_but_must_last_longer():
    dismissed = past(result=AlertResult.NOT_NEWS, after="something else")
    assert told(EDITED, dismissed) == [AlertKind.QUOTE_EDITED]
    assert patience(dismissed) == 4


def test_a_quote_that_is_missing_is_told_though_it_once_was_no_news():
    dismissed = past(AlertKind.QUOTE_MISSING, AlertResult.NOT_NEWS, after="")
    assert told(News(AlertKind.QUOTE_MISSING, 1, "as quoted", ""), dismissed) == [AlertKind.QUOTE_MISSING]


def test_a_source_that_goes_and_comes_back_keeps_changing():
    gone = [past(AlertKind.SOURCE_GONE, citation=None, days=20 * n, before="", after="") for n in (1, 2, 3)]
    assert told(News(AlertKind.SOURCE_BACK), *gone) == [AlertKind.KEEPS_CHANGING]
    assert told(News(AlertKind.SOURCE_MOVED, after="https://x.example/"), *gone) == [AlertKind.SOURCE_MOVED]


@pytest.mark.parametrize(("wait", "expected"), [(901, []), (3601, [AlertKind.NUMBER_CHANGED])])
def test_a_patient_look_waits_for_a_change_that_lasts(wait, expected):
    watcher = Watcher()
    watcher.look(page_saying())
    watcher.watch = patient(watcher.watch, [past(), past()], NOW, RULES)
    watcher.look(page_saying("5.567 million"), after=3600)
    assert kinds(watcher.look(page_saying("5.567 million"), after=wait)) == expected
