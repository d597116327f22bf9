"""What do earlier alerts teach? A quote that comes and goes, and a change that an editor called no news, must
not cry again and again.

- A change that was taken back lately must last longer before it counts: four times as long after the second
  time, sixteen after the third, and so on.
- From ``Rules.flaps`` times on, one alert says that it keeps changing, and no other is raised.
- The same words that an editor called no news are not told again; another change of that quote must last
  four times as long. "Keeps changing", called no news, stays quiet for ``Rules.flap_days``.

What is stored of a quote, and what readers see, is not damped: only what editors are told, and how soon a
change counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from claims.recheck.state import Decision, News, Rules, Watch
from claims.text.folding import flat
from claims.words import AlertKind, AlertResult

QUOTE_KINDS = (
    *(AlertKind.NUMBER_CHANGED, AlertKind.QUOTE_MISSING, AlertKind.QUOTE_EDITED, AlertKind.ARTICLE_EDITED),
)
SOURCE_KINDS = (AlertKind.SOURCE_GONE, AlertKind.SOURCE_UNREADABLE)
LOUD = (*QUOTE_KINDS, *SOURCE_KINDS, AlertKind.SOURCE_BACK)  # what "keeps changing" stands for
FACTOR, MOST = 4.0, 96.0  # of patience; 96 quarter hours are a day
SOURCE_TIMES = (
    6  # a source needs a week or two for what a quote does in hours: its window is this much longer
)


@dataclass(frozen=True)
class Past:
    """An earlier alert of a source or (``citation``) of one of its quotes."""

    kind: AlertKind
    citation: int | None
    opened_at: datetime
    closed_at: datetime | None = None
    result: str = ""
    before: str = ""
    after: str = ""


def patient(watch: Watch, past: Iterable[Past], now: datetime, rules: Rules) -> Watch:
    """The source with each quote's patience."""
    past = list(past)
    if not past:
        return watch
    cited = {
        key: replace(one, patience=_patience(_of(past, key), now, rules))
        for key, one in watch.citations.items()
    }
    return replace(watch, citations=cited)


def damped(decision: Decision, past: Iterable[Past], now: datetime, rules: Rules) -> Decision:
    """The decision without what nobody needs to hear once more."""
    past = list(past)
    if not past or not decision.news:
        return decision
    news = [_damped(one, _of(past, one.citation), now, rules) for one in decision.news]
    return replace(decision, news=tuple(dict.fromkeys(one for one in news if one)))


def _of(past: list[Past], citation: int | None) -> list[Past]:
    return [one for one in past if one.citation == citation]


def _patience(past: list[Past], now: datetime, rules: Rules) -> float:
    patience = FACTOR ** max(0, _flaps(past, now, rules) - 1)
    if any(one.result == AlertResult.NOT_NEWS and one.kind in QUOTE_KINDS for one in past):
        patience *= FACTOR
    return min(patience, MOST)


def _flaps(past: list[Past], now: datetime, rules: Rules) -> int:
    """How often a change was taken back lately; while "keeps changing" is open, often enough."""
    if any(one.kind == AlertKind.KEEPS_CHANGING and one.closed_at is None for one in past):
        return rules.flaps
    flaps = 0
    for one in past:
        times = SOURCE_TIMES if one.kind in SOURCE_KINDS else 1
        since = now - timedelta(days=rules.flap_days * times)
        flaps += one.result == AlertResult.RECOVERED and one.kind in LOUD and one.opened_at > since
    return flaps


def _damped(news: News, past: list[Past], now: datetime, rules: Rules) -> News | None:
    if any(_is_dismissed(news, one) for one in past):
        return None
    if news.kind not in LOUD or _flaps(past, now, rules) < rules.flaps:
        return news
    quiet_since = now - timedelta(days=rules.flap_days)
    for one in past:
        if one.kind == AlertKind.KEEPS_CHANGING and one.closed_at and one.closed_at > quiet_since:
            return None  # an editor settled it
    return replace(news, kind=AlertKind.KEEPS_CHANGING)


def _is_dismissed(news: News, one: Past) -> bool:
    """Called no news before: the same change to the same words. Of missing words nobody can say so."""
    return (
        one.result == AlertResult.NOT_NEWS
        and one.kind == news.kind
        and bool(flat(news.after))
        and (flat(one.before), flat(one.after)) == (flat(news.before), flat(news.after))
    )
