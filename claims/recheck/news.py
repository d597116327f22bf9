"""What of a source's quotes is news? The half of judging that looks at each quoted passage.

A quote that is not as it was counts as changed when a second look, at least ``Rules.confirm`` seconds later,
finds the same; a quote that came and went before must stay changed for longer (``damping``). A quote found
again is believed at once.
"""

from dataclasses import dataclass, field
from datetime import datetime

from claims.recheck.compare import Found
from claims.recheck.state import Cited, News, Rules, Watch
from claims.text.folding import flat
from claims.words import CHANGED, FOUND, AlertKind, CitationKind, Finding

QUOTE_ALERTS = {
    Finding.NUMBER_CHANGED: AlertKind.NUMBER_CHANGED,
    Finding.EDITED: AlertKind.QUOTE_EDITED,
    Finding.MISSING: AlertKind.QUOTE_MISSING,
}


@dataclass
class Quotes:
    """What came of a source's quotes: new fields and findings by citation, news, and when to look again
    (seconds; None: nothing waits to be confirmed)."""

    fields: dict[int, dict[str, object]] = field(default_factory=dict)
    findings: dict[int, Finding] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    settled: list[tuple[int, AlertKind]] = field(default_factory=list)
    next_in: float | None = None


def settled_quotes(watch: Watch, now: datetime) -> Quotes:
    """The page is as it was when it was last read: what was found then still holds."""
    quotes = Quotes()
    for key, cited in watch.citations.items():
        quotes.findings[key] = cited.finding
        quotes.fields[key] = {"looked_at": now, **({"seen_at": now} if cited.finding in FOUND else {})}
    return quotes


def judge_quotes(watch: Watch, found: dict[int, Found], now: datetime, rules: Rules) -> Quotes:
    """Each quote of the source against what a full read found of it."""
    quotes = Quotes()
    for key, cited in watch.citations.items():
        one = found[key]
        quotes.findings[key] = one.finding
        if one.finding in FOUND:
            quotes.fields[key] = _as_found(one, now) | {"seen_at": now, "changed_at": None}
            if cited.finding in CHANGED:
                quotes.settled += [(key, kind) for kind in (*QUOTE_ALERTS.values(), AlertKind.ARTICLE_EDITED)]
        elif _is_as_known(cited, one):
            quotes.fields[key] = _as_found(one, now)
        elif (waits := _waits(cited, one, now, rules)) > 0:
            same = cited.unconfirmed == one.finding
            since = cited.unconfirmed_at if same else now
            quotes.fields[key] = {"looked_at": now, "unconfirmed": one.finding, "unconfirmed_at": since}
            quotes.next_in = min(waits, quotes.next_in or waits)
        else:
            since = {} if cited.finding in CHANGED else {"changed_at": cited.unconfirmed_at or now}
            quotes.fields[key] = _as_found(one, now) | since
            quotes.news.append(News(_kind(watch, cited, one), key, cited.quote.exact, one.text))
            stale = cited.finding in CHANGED and cited.finding != one.finding
            quotes.settled += [(key, QUOTE_ALERTS[cited.finding])] if stale else []
    return quotes


def _as_found(one: Found, now: datetime) -> dict[str, object]:
    return {
        "finding": one.finding,
        "remark": one.remark,
        "found_start": one.start,
        "found_end": one.end,
        "found_text": one.text,
        "looked_at": now,
        "unconfirmed": "",
        "unconfirmed_at": None,
    }


def _is_as_known(cited: Cited, one: Found) -> bool:
    """The same finding as before, and the same words: a number that changes a second time is news again."""
    if cited.finding != one.finding:
        return False
    return flat(cited.found_text) == flat(one.text)


def _waits(cited: Cited, one: Found, now: datetime, rules: Rules) -> float:
    """Seconds until a second look may confirm; 0 when this one does."""
    if cited.unconfirmed != one.finding or cited.unconfirmed_at is None:
        return rules.confirm * cited.patience
    return max(0.0, rules.confirm * cited.patience - (now - cited.unconfirmed_at).total_seconds())


def _kind(watch: Watch, cited: Cited, one: Found) -> AlertKind:
    if watch.is_article and cited.kind == CitationKind.APPEARANCE:
        return AlertKind.ARTICLE_EDITED
    return QUOTE_ALERTS[one.finding]
