"""Rows of the synthetic newsroom as lines for COPY, a block of claims at a time.

Plain Python: runs in any process.

Everything follows from the number of a claim, so that blocks can be made side by side, and every quote stands
in its text at the place it says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random

from claims.text.tokens import tsvector
from claims.words import (
    BreakdownState,
    CitationKind,
    ClaimState,
    CorrectionKind,
    Finding,
    Health,
    Outcome,
    Rank,
    Stance,
    VerdictState,
)

from .sentences import OUTLETS, TOPICS, claim, people, report

BLOCK = 10_000  # claims made at a time; a multiple of PER_ARTICLE
PER_ARTICLE = 20
PER_SOURCE = 4  # claims for each source of evidence
SENTENCES = 8  # in a source
TEXTS = 997  # different texts of sources
YEARS = 8
WITHOUT_VERDICT = 23  # one claim in so many is still in work
CORRECTED = 97  # one in so many was corrected once

# What each table is given; the other columns get the model's defaults (``load``).
COLUMNS = {
    "Source": ("id", "kind", "url", "key", "title", "publisher", "language", "published_on", "health",
               "health_since_at", "last_outcome", "checked_at", "read_at", "snapshot_id", "search"),
    "Snapshot": ("id", "source_id", "taken_at", "title", "language", "text", "text_hash"),
    "Article": ("id", "source_id", "headline", "outlet", "published_on", "state", "snapshot_id",
                "created_at", "search"),
    "Claim": ("id", "wording_ko", "wording_en", "claimant_id", "made_on", "why_chosen_ko", "why_chosen_en",
              "state", "published_at", "search", "created_at"),
    "Verdict": ("id", "claim_id", "rating_id", "summary_ko", "summary_en", "explanation_ko", "explanation_en",
                "as_of", "contact_exception", "wording_ko", "wording_en", "claimant_id", "made_on",
                "state", "author_id", "approver_id", "approved_at",
                "superseded_at"),
    "Correction": ("id", "claim_id", "kind", "before_id", "after_id", "note_ko", "note_en", "made_at",
                   "made_by_id"),
    "Citation": ("id", "claim_id", "source_id", "kind", "exact", "start", "end", "snapshot_id", "stance",
                 "rank", "order", "finding", "found_start", "found_end", "found_text", "looked_at",
                 "seen_at", "public_since"),
    "Check": ("id", "source_id", "lease", "checked_at", "outcome", "status", "duration_ms"),
    "topics": ("claim_id", "topic_id"),
}  # fmt: skip

Lines = dict[str, list[str]]
Moment = datetime | None
Words = tuple[str, str, int | None, date]  # Korean, English, who said it, when


@dataclass(frozen=True)
class Plan:
    """How much there will be, and the first id of everything: claim ``i`` has ``first["Claim"] + i``."""

    claims: int
    citations: int  # a claim: one appearance, the rest evidence
    checks: int  # a source
    now: datetime
    seed: int
    first: dict[str, int]
    topics: tuple[int, ...]
    ratings: tuple[int, ...]
    author: int
    approver: int

    @property
    def claimants(self) -> int:
        return min(5000, max(20, self.claims // 100))

    @property
    def articles(self) -> int:
        return -(-self.claims // PER_ARTICLE)

    @property
    def evidence_sources(self) -> int:
        return max(10, self.claims // PER_SOURCE)

    @property
    def sources(self) -> int:
        return self.articles + self.evidence_sources


def block_of_claims(plan: Plan, begin: int) -> Lines:
    """The claims from ``begin`` on, with their articles, verdicts, corrections, topics and citations."""
    dice = Random(plan.seed * 1_000_003 + begin)  # noqa: S311 - the same newsroom again, not secrets
    names = people(plan.claimants)
    texts = texts_of_sources(plan)
    lines: Lines = {name: [] for name in COLUMNS}
    for index in range(begin, min(begin + BLOCK, plan.claims), PER_ARTICLE):
        rows = range(index, min(index + PER_ARTICLE, plan.claims))
        speakers = [dice.randrange(len(names)) for _ in rows]
        day = moment_of(plan, index)
        said = [claim(dice, names[who], day.year) for who in speakers]
        language = "en" if index // PER_ARTICLE % 5 == 0 else "ko"
        sentences = [pair[language == "en"] + "." for pair in said]
        starts = _article(lines, plan, index // PER_ARTICLE, sentences, language, day)
        for row, who, pair, exact, start in zip(rows, speakers, said, sentences, starts, strict=True):
            made_on = (moment_of(plan, row) - timedelta(days=5)).date()
            words = (*pair, plan.first["Claimant"] + who if row % 6 else None, made_on)
            public = _claim(lines, plan, dice, row, words)
            if public:
                _verdicts(lines, plan, dice.choice(plan.ratings), row, words, public)
            article = plan.first["Source"] + row // PER_ARTICLE
            _cite(lines, plan, row, 0, article, exact[:-1], start, public)
            _evidence(lines, plan, row, texts, public)
    return lines


def block_of_sources(plan: Plan, begin: int) -> Lines:
    """Sources of evidence from ``begin`` on, with their texts and checks; the checks of articles as well."""
    lines: Lines = {name: [] for name in COLUMNS}
    texts = texts_of_sources(plan)
    for index in range(begin, min(begin + BLOCK, plan.evidence_sources)):
        language, text, _ = texts[index % TEXTS]
        title = text.split(".", 1)[0]
        _source(
            lines,
            plan,
            plan.articles + index,
            f"report{index}",
            title,
            f"자료원 {index % 499}",
            language,
            text,
        )
    for index in range(begin, min(begin + BLOCK, plan.sources)):
        _checks(lines, plan, index)
    return lines


def texts_of_sources(plan: Plan) -> list[tuple[str, str, list[str]]]:
    """(language, text, its sentences) of each different text that sources have."""
    dice = Random(plan.seed)  # noqa: S311
    found = []
    for index in range(TEXTS):
        pairs = [report(dice, plan.now.year - index % YEARS) for _ in range(SENTENCES)]
        sentences = [pair[index % 2] for pair in pairs]
        found.append(("en" if index % 2 else "ko", "\n\n".join(sentences), sentences))
    return found


def moment_of(plan: Plan, index: int) -> datetime:
    """When claim ``index`` was published: evenly over the years, the last an hour ago."""
    span = timedelta(days=365 * YEARS)
    return plan.now - timedelta(hours=1) - span * ((plan.claims - 1 - index) / plan.claims)


def cell(value) -> str:
    """A value as COPY's text format has it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return value.isoformat() if isinstance(value, date) else str(value)


def _add(lines: Lines, table: str, *values) -> None:
    lines[table].append("\t".join(map(cell, values)))


def _article(
    lines: Lines, plan: Plan, number: int, sentences: list[str], language: str, day: datetime
) -> list[int]:
    """An article whose text holds these sentences; where each begins."""
    starts, text = [], ""
    for sentence in sentences:
        text += "\n\n" * bool(text)
        starts.append(len(text))
        text += sentence
    headline, outlet = sentences[0][:-1], OUTLETS[number % len(OUTLETS)]
    source = _source(lines, plan, number, f"news{number}", headline, outlet, language, text)
    _add(lines, "Article", plan.first["Article"] + number, source, headline, outlet, day.date(),
         BreakdownState.DONE, plan.first["Snapshot"] + number, day - timedelta(days=2),
         tsvector(f"{headline}\n{outlet}"))  # fmt: skip
    return starts


def _source(
    lines: Lines, plan: Plan, index: int, name: str, title: str, publisher: str, language: str, text: str
) -> int:
    pk, snapshot = plan.first["Source"] + index, plan.first["Snapshot"] + index
    address = f"{name}-{plan.first['Source']}.example/page"
    looked = plan.now - timedelta(minutes=index % 5000)
    _add(lines, "Source", pk, "web", f"https://{address}", address, title, publisher, language,
         (plan.now - timedelta(days=index % 2900)).date(), Health.ALIVE, plan.now - timedelta(days=30),
         Outcome.OK, looked, looked, snapshot, tsvector(f"{title}\n{publisher}\n{address}"))  # fmt: skip
    digest = sha256(text.encode()).hexdigest()
    _add(lines, "Snapshot", snapshot, pk, plan.now - timedelta(days=30), title, language, text, digest)
    return pk


def _checks(lines: Lines, plan: Plan, index: int) -> None:
    for turn in range(plan.checks):
        number = index * plan.checks + turn
        pk = plan.first["Check"] + number
        when = plan.now - timedelta(hours=6 * turn, seconds=index % 20_000)
        outcome = Outcome.TIMEOUT if number % 41 == 0 else Outcome.NOT_MODIFIED
        _add(lines, "Check", pk, plan.first["Source"] + index, f"{pk:032x}", when, outcome,
             None if outcome == Outcome.TIMEOUT else 304, 80 + number % 700)  # fmt: skip


def _claim(lines: Lines, plan: Plan, dice: Random, row: int, words: Words) -> datetime | None:
    """The claim and its topics; when it was published, None for one still in work."""
    korean, english, *_ = words
    day = moment_of(plan, row)
    public = row % WITHOUT_VERDICT != WITHOUT_VERDICT - 1
    pk = plan.first["Claim"] + row
    _add(lines, "Claim", pk, *words, "널리 퍼진 수치다.", "The figure was widely repeated.",
         ClaimState.PUBLISHED if public else ClaimState.CHECKING, day if public else None,
         tsvector(f"{korean}\n{english}"), day - timedelta(days=3))  # fmt: skip
    for topic in dice.sample(range(len(TOPICS)), 1 + row % 2):
        _add(lines, "topics", pk, plan.topics[topic])
    return day if public else None


def _verdicts(
    lines: Lines,
    plan: Plan,
    rating: int,
    row: int,
    words: Words,
    public: datetime,
) -> None:
    """The public verdict; before it, for a few claims, another one and the correction that joins them."""
    before, pk = plan.first["Verdict"] + 2 * row, plan.first["Verdict"] + 2 * row + 1
    korean, english, *_ = words
    summary = (
        f"확인한 자료에 따르면 이 주장은 설명이 필요하다: {korean}.",
        f"The records we looked at put the claim in its place: {english}.",
    )
    text = (f"자료를 대조했다.\n\n- {korean}\n- 기준 시점은 본문과 같다.",
            f"We compared the records.\n\n- {english}\n- The day is that of the text.")  # fmt: skip
    corrected = row % CORRECTED == CORRECTED - 1
    rated = public + timedelta(minutes=30) if corrected else public
    common = (*summary, *text, public.date(), "The records are public.", *words)
    if corrected:
        _add(lines, "Verdict", before, plan.first["Claim"] + row, rating, *common, VerdictState.SUPERSEDED,
             plan.author, plan.approver, public, rated)  # fmt: skip
        _add(lines, "Correction", plan.first["Correction"] + row // CORRECTED, plan.first["Claim"] + row,
             CorrectionKind.UPDATE, before, pk, "새 통계를 반영했다.", "New figures were taken in.", rated,
             plan.approver)  # fmt: skip
    _add(lines, "Verdict", pk, plan.first["Claim"] + row, rating, *common, VerdictState.APPROVED, plan.author,
         plan.approver, rated, None)  # fmt: skip


def _evidence(lines: Lines, plan: Plan, row: int, texts: list, public: Moment) -> None:
    for turn in range(1, plan.citations):
        source = (row * 3 + turn * (plan.evidence_sources // 5 + 1)) % plan.evidence_sources
        _, text, sentences = texts[source % TEXTS]
        exact = sentences[(row + turn) % SENTENCES]
        pk = plan.first["Source"] + plan.articles + source
        _cite(lines, plan, row, turn, pk, exact, text.find(exact), public)


def _cite(
    lines: Lines,
    plan: Plan,
    row: int,
    turn: int,
    source: int,
    exact: str,
    start: int,
    public: datetime | None,
) -> None:
    evidence = turn > 0
    place = (start, start + len(exact))
    snapshot = plan.first["Snapshot"] + source - plan.first["Source"]
    stance = (Stance.SUPPORTS, Stance.REFUTES, Stance.CONTEXT)[(turn - 1) % 3] if evidence else ""
    seen = plan.now - timedelta(minutes=row % 5000)
    _add(lines, "Citation", plan.first["Citation"] + row * plan.citations + turn, plan.first["Claim"] + row,
         source, CitationKind.EVIDENCE if evidence else CitationKind.APPEARANCE, exact, *place,
         snapshot, stance, Rank.PRIMARY if evidence else "", turn, Finding.EXACT, *place, exact, seen,
         seen, public)  # fmt: skip
