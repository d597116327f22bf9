"""What does one look come to: a named outcome, the source's new state, and what of it is news?

A failed fetch is never a change, and a change is never a failure. A loss or a change counts only when a
second look agrees. Dead is a matter of days: strikes, spaced, none taken back by a readable look in between.

Pure: the clock, the dice (``jitter``) and what is known come in, a ``Decision`` goes out.
"""

from dataclasses import replace
from datetime import datetime

from claims.recheck.compare import Found
from claims.recheck.extract import Page
from claims.recheck.fetch import Response
from claims.recheck.news import judge_quotes, settled_quotes
from claims.recheck.state import Decision, News, Rules, Watch
from claims.recheck.walls import Seen, is_challenge, tells_removal, unmask
from claims.words import (
    CHANGED,
    FOUND,
    OUTCOME_CLASS,
    AlertKind,
    Finding,
    Health,
    Outcome,
    OutcomeClass,
    Remark,
)

# Looks in a row until a source "cannot be checked automatically"; with looks days apart, 5 are two weeks.
UNREADABLE_AFTER = {Outcome.ROBOTS_DENIED: 1, Outcome.WRONG_TYPE: 2, Outcome.BLOCKED: 5}
UNREADABLE_USUALLY = 3
FAILURES_UNTIL_STRIKE = 3
HELD_LOOKS = 6  # after 15 min, 2 h, then a day each: most of a week
PATIENCE = (1, 8, 96)  # waits after a transient failure, in units of Rules.confirm: 15 min, 2 h, 1 day
LONGEST_REST = 86_400  # seconds a host may ask us to stay away
MOVED_AFTER = 2  # looks that saw the same redirect
STRONG = (Outcome.GONE, Outcome.PARKED, Outcome.LEGAL_BLOCK)  # count twice
UNCHANGED = (Outcome.NOT_MODIFIED, Outcome.SAME_BYTES)
SLOWER, FASTER = 1.5, 0.5  # the interval after an unchanged and after a changed text
DETAIL = 500  # characters


def named(
    watch: Watch,
    response: Response,
    page: Page | None,
    found: dict[int, Found],
    like_missing: float | None = None,
) -> Response:
    """The response with the outcome it amounts to, told from the text where the transport cannot tell."""
    outcome, detail = _name(watch, response, page, found, like_missing)
    if (outcome, detail) == (response.outcome, response.detail):
        return response
    return replace(response, outcome=outcome, detail=detail)


def _name(watch, response, page, found, like_missing) -> tuple[Outcome, str]:
    outcome, detail = response.outcome, response.detail
    if page is None and outcome not in UNCHANGED and OUTCOME_CLASS[outcome] == OutcomeClass.READABLE:
        return Outcome.EMPTY, "an answer without a body"
    if page is None or outcome in UNCHANGED:
        return outcome, detail
    if OUTCOME_CLASS[outcome] != OutcomeClass.READABLE:
        doubted = outcome in (Outcome.SERVER_ERROR, Outcome.RATE_LIMITED) and is_challenge(page)
        return (Outcome.BLOCKED, "challenge") if doubted else (outcome, detail)
    if any(one.remark == Remark.CUT_OFF for one in found.values()) and page.is_metered:
        return Outcome.PAYWALL, "cut off within a quote"
    if any(one.is_there for one in found.values()):
        lost = any(one.finding not in FOUND for one in found.values())
        return (Outcome.GARBLED, page.charset) if page.is_garbled and lost else (outcome, detail)
    seen = Seen(watch.url, response.url, watch.stored_bytes, like_missing)
    return unmask(page, seen) or (outcome, detail)


def judge(
    watch: Watch,
    response: Response,
    page: Page | None,
    found: dict[int, Found],
    *,
    now: datetime,
    rules: Rules,
    jitter: float = 0.0,
    held: bool = False,
) -> Decision:
    """``response`` is ``named``; ``jitter`` lies between -1 and 1.

    ``held``: so much fails at once that this source is not to blame. That is believed for HELD_LOOKS failures
    in a row: a host that is down for longer is down.
    """
    held = held and watch.failures < HELD_LOOKS
    outcome, detail = response.outcome, response.detail
    match OUTCOME_CLASS[outcome]:
        case OutcomeClass.READABLE:
            decision = _readable(watch, response, page, found, outcome, now, rules)
        case OutcomeClass.UNREADABLE:
            decision = _unreadable(watch, found, outcome, now, rules)
        case OutcomeClass.TRANSIENT:
            decision = _transient(watch, response, outcome, now, rules, held)
        case OutcomeClass.LOSS:
            decision = _lost(watch, outcome, page, now, rules, held)
        case _ if outcome == Outcome.REFUSED:
            decision = _unreadable(watch, {}, outcome, now, rules)
        case _:
            return our_fault(detail, now=now, rules=rules, jitter=jitter)
    source = {**decision.source, "last_outcome": outcome, "checked_at": now}
    if watch.is_published != watch.is_relied_on:
        source["is_relied_on"] = watch.is_published
    if source.get("health", watch.health) != watch.health:
        source["health_since_at"] = now
    next_in = _spread(decision.next_in, jitter, rules)
    return replace(decision, detail=detail[:DETAIL], source=source, next_in=next_in)


def our_fault(detail: str, *, now: datetime, rules: Rules, jitter: float = 0.0) -> Decision:
    """Nothing was learnt about the source: nothing changes but the time of the next look."""
    source = {"last_outcome": Outcome.OUR_FAULT, "checked_at": now}
    next_in = _spread(max(rules.confirm, rules.min_interval), jitter, rules)
    return Decision(Outcome.OUR_FAULT, detail[:DETAIL], source, next_in)


def _spread(seconds: float, jitter: float, rules: Rules) -> float:
    """Never all at once, and never before a second look may confirm."""
    return max(1.0, seconds * (1 + 0.1 * (jitter if seconds > 1.2 * rules.confirm else abs(jitter))))


def _readable(watch, response, page, found, outcome, now, rules) -> Decision:
    """The source was read, or is known to be as it was read."""
    if outcome in UNCHANGED:
        quotes = settled_quotes(watch, now)
    else:
        quotes = judge_quotes(watch, found, now, rules)
    findings = [
        quotes.fields.get(key, {}).get("finding", one.finding) for key, one in watch.citations.items()
    ]
    health = Health.CHANGED if any(finding in CHANGED for finding in findings) else Health.ALIVE
    source = {
        **_clean_slate(),
        "health": health,
        "read_at": now,
        "etag": response.etag or (watch.etag if outcome in UNCHANGED else ""),
        "last_modified": response.last_modified or (watch.last_modified if outcome in UNCHANGED else ""),
    }
    digest = ""
    if outcome not in UNCHANGED:
        digest = page.text_hash
        source |= {"full_read_at": now, "body_hash": response.body_hash}
    news, settled = list(quotes.news), list(quotes.settled)
    if watch.health in (Health.DEAD, Health.UNREADABLE):
        news.append(News(AlertKind.SOURCE_BACK))
        settled += [(None, AlertKind.SOURCE_GONE), (None, AlertKind.SOURCE_UNREADABLE)]
    moved, moved_news, moved_settled = _moved(watch, response)
    interval = _interval(watch, digest not in ("", watch.text_hash), rules)
    return Decision(
        outcome,
        "",
        {**source, **moved, "interval_seconds": int(interval)},
        min(quotes.next_in or interval, interval),
        quotes.fields,
        quotes.findings,
        (*news, *moved_news),
        (*settled, *moved_settled),
        text_hash=digest,
    )


def _clean_slate() -> dict[str, object]:
    """One readable look takes every failure back."""
    return {
        "failures": 0,
        "unreadable": 0,
        "strikes": 0,
        "struck_at": None,
        "unconfirmed": "",
        "unconfirmed_at": None,
    }


def _moved(watch: Watch, response: Response):
    """Whether another address should be written down: said once the same redirect was seen twice."""
    for_good = response.outcome in (Outcome.MOVED, Outcome.MOVED_ELSEWHERE) or response.permanent
    if response.url == watch.url or not for_good:
        cleared = {"moved_to": "", "moved_count": 0} if watch.moved_to else {}
        return cleared, (), ((None, AlertKind.SOURCE_MOVED),) if watch.moved_to else ()
    target = response.url[:2000]
    count = watch.moved_count + 1 if target == watch.moved_to else 1
    news = (News(AlertKind.SOURCE_MOVED, before=watch.url, after=target),) if count == MOVED_AFTER else ()
    return {"moved_to": target, "moved_count": min(count, MOVED_AFTER + 1)}, news, ()


def _interval(watch: Watch, changed: bool, rules: Rules) -> float:
    """New and volatile sources often, stable ones rarely; what readers rely on more often than drafts."""
    longest = rules.max_interval
    if watch.is_published:
        longest = max(rules.min_interval, min(longest, rules.max_interval_published))
    if not watch.stored_bytes:
        return rules.min_interval
    wanted = watch.interval_seconds * (FASTER if changed else SLOWER)
    return max(rules.min_interval, min(longest, wanted))


def _unreadable(watch, found, outcome, now, rules) -> Decision:
    """It answers, but not to us. Neither alive nor dead; garbled pages may still show a quote."""
    count = watch.unreadable + 1
    over = count >= UNREADABLE_AFTER.get(outcome, UNREADABLE_USUALLY)
    source = {"unreadable": min(count, 1000), "failures": 0}
    news = ()
    if over and watch.health != Health.UNREADABLE:
        source["health"] = Health.UNREADABLE
        news = (News(AlertKind.SOURCE_UNREADABLE),)
    quotes, findings = {}, {}
    if outcome == Outcome.GARBLED:
        kept = {key: one for key, one in found.items() if one.finding in FOUND}
        seen = judge_quotes(
            replace(watch, citations={key: watch.citations[key] for key in kept}), kept, now, rules
        )
        quotes, findings = seen.fields, seen.findings
    for key, one in watch.citations.items():
        if key not in quotes and one.finding == Finding.UNCHECKED:
            quotes[key] = {"finding": Finding.UNREADABLE, "looked_at": now}
    next_in = rules.confirm if count == 1 else min(rules.strike_seconds, rules.max_interval)
    return Decision(outcome, "", source, next_in, quotes, findings, news)


def _transient(watch, response, outcome, now, rules, held) -> Decision:
    """Says nothing by itself; failing again and again, days apart, does."""
    if outcome == Outcome.RATE_LIMITED:
        waits = max(response.retry_after or 0, 60 * 2 ** min(watch.failures, 10))
        return Decision(outcome, "", {"failures": min(watch.failures + 1, 1000)}, min(waits, LONGEST_REST))
    failures = min(watch.failures + 1, 1000)
    source: dict[str, object] = {"failures": failures}
    next_in = _patience(failures, rules)
    if failures < FAILURES_UNTIL_STRIKE or held:
        return Decision(outcome, "", source, next_in)
    return _strike(watch, outcome, 1, source, now, rules)


def _patience(failures: int, rules: Rules) -> float:
    step = PATIENCE[min(failures, len(PATIENCE)) - 1]
    return min(step * rules.confirm, rules.strike_seconds, rules.max_interval)


def _lost(watch, outcome, page, now, rules, held) -> Decision:
    """Points to loss: the first sight waits for a second look, then strikes count."""
    source: dict[str, object] = {"failures": min(watch.failures + 1, 1000)}
    if held:
        return Decision(outcome, "", source, _patience(watch.failures + 1, rules))
    if not watch.strikes:
        if not watch.unconfirmed:
            source |= {"unconfirmed": outcome, "unconfirmed_at": now}
            return Decision(outcome, "", source, rules.confirm)
        waited = (now - watch.unconfirmed_at).total_seconds() if watch.unconfirmed_at else rules.confirm
        if waited < rules.confirm:
            return Decision(outcome, "", source, rules.confirm - waited)
    strong = outcome in STRONG or (outcome == Outcome.NOT_FOUND and page is not None and tells_removal(page))
    if outcome == Outcome.LEGAL_BLOCK:
        return _strike(watch, outcome, rules.strikes, source, now, rules)
    return _strike(watch, outcome, 2 if strong else 1, source, now, rules)


def _strike(watch, outcome, weight: int, source: dict, now, rules) -> Decision:
    """Count it unless the last strike was too short a while ago; enough of them, and the source is dead."""
    source = {**source, "unconfirmed": "", "unconfirmed_at": None}
    since = (now - watch.struck_at).total_seconds() if watch.struck_at else None
    if since is not None and since < rules.strike_seconds:
        return Decision(outcome, "", source, rules.strike_seconds - since)
    strikes = min(watch.strikes + weight, 100)
    source |= {"strikes": strikes, "struck_at": now}
    news, settled = (), ()
    if strikes >= rules.strikes:
        source["health"] = Health.DEAD
        next_in = rules.max_interval
        if watch.health != Health.DEAD:
            news = (News(AlertKind.SOURCE_GONE),)
            settled = ((None, AlertKind.SOURCE_BACK),)
    else:
        never_reached = watch.health == Health.UNREACHED and OUTCOME_CLASS[outcome] == OutcomeClass.TRANSIENT
        if watch.health != Health.DEAD and not never_reached:
            source["health"] = Health.FAILING
        next_in = rules.strike_seconds
    return Decision(outcome, "", source, next_in, news=news, settled=settled)
