"""Test data as plain functions: ``make_claim(**given)`` makes a whole, valid thing and takes what matters."""

import itertools
from datetime import UTC, date, datetime

from django.contrib.auth.models import Group

from claims.models import (
    Article,
    Citation,
    Claim,
    Claimant,
    OtherCheck,
    Rating,
    Source,
    Topic,
    User,
    Verdict,
)
from claims.text.reviews import Review
from claims.words import CitationKind, Rank, Role, Stance

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
TEXT = (
    "딥시크는 지난달 새 모델을 내놓았다.\n\n"
    "회사는 V3 모델 개발에 557만6천달러(약 78억8천만원)를 썼다고 밝혔다. "
    "엔비디아 주가는 27일 정오 무렵 15%대 급락했다.\n\n"
    "메타는 올해 최대 650억 달러를 쓸 계획이다."
)
_numbers = itertools.count(1)


def make_user(role: Role | None = None, **given) -> User:
    """A member of the desk. Without ``password`` only ``force_login`` lets it in: hashing one is slow."""
    number = next(_numbers)
    given = {
        "username": f"user{number}",
        "name": f"User {number}",
        "is_staff": True,
        "language": "en",
    } | given
    given.setdefault("email", f"{given['username']}@desk.example")
    user = User.objects.create_user(**given)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_source(text: str | None = None, **given) -> Source:
    number = next(_numbers)
    url = given.pop("url", f"https://source{number}.example/page")
    given = {"title": f"Source {number}", "publisher": f"Publisher {number}"} | given
    source, _ = Source.find_or_make(url, now=given.pop("now", NOW), **given)
    if text is not None:
        source.keep_text(text, now=NOW)
    return source


def make_article(text: str = TEXT, **given) -> Article:
    source = given.pop("source", None) or make_source()
    given = {"headline": "딥시크 충격", "outlet": "한국경제일보", "published_on": date(2025, 1, 28)} | given
    article = Article.objects.create(source=source, **given)
    article.paste(text, now=NOW)
    return article


def make_claimant(**given) -> Claimant:
    return Claimant.objects.create(**({"name_ko": "딥시크", "name_en": "DeepSeek"} | given))


def make_topic(**given) -> Topic:
    number = next(_numbers)
    return Topic.objects.create(**({"name_ko": f"주제 {number}", "name_en": f"Topic {number}"} | given))


def make_other_check(**given) -> OtherCheck:
    """What another desk checked, as an import keeps it."""
    number = next(_numbers)
    given = {
        "url": f"https://check{number}.example/page",
        "claim": "Developing DeepSeek-V3 cost $5.576M",
        "rating": "Half true",
        "publisher": "Check Desk",
        "site": f"check{number}.example",
    } | given
    OtherCheck.objects.keep([Review(**given)], now=NOW)
    return OtherCheck.objects.latest("pk")


def make_claim(**given) -> Claim:
    topics = given.pop("topics", ())
    given = {
        "wording_ko": "딥시크 V3 개발에 557만6천달러가 들었다",
        "wording_en": "Developing DeepSeek-V3 cost $5.576M",
        "why_chosen_ko": "널리 퍼진 수치다.",
        "why_chosen_en": "The figure was widely repeated.",
    } | given
    claim = Claim.objects.create(**given)
    claim.topics.set(topics)
    return claim


def unsaved_citation(claim: Claim, source: Source, exact: str, **given) -> Citation:
    """For many at once: evidence that was not looked for yet, unless ``given`` says otherwise."""
    given.setdefault("kind", CitationKind.EVIDENCE)
    if given["kind"] == CitationKind.EVIDENCE:
        given = {"stance": Stance.SUPPORTS, "rank": Rank.PRIMARY} | given
    return Citation(claim=claim, source=source, exact=exact, **given)


def make_citation(claim: Claim, source: Source, exact: str, **given) -> Citation:
    """Evidence unless ``kind`` says otherwise; anchored when the source has a text that holds the quote."""
    citation = unsaved_citation(claim, source, exact, **given)
    if source.snapshot and "finding" not in given:
        citation.anchor(source.snapshot, now=NOW)
    citation.save()
    return citation


def make_appearance(claim: Claim, article: Article | None = None, exact: str = "557만6천달러") -> Citation:
    article = article or make_article()
    return make_citation(claim, article.source, exact, kind=CitationKind.APPEARANCE)


def make_ready_claim(**given) -> Claim:
    """A claim whose verdict passes the gate: an appearance and two independent pieces of evidence."""
    claim = make_claim(**given)
    make_appearance(claim)
    for stance in (Stance.SUPPORTS, Stance.REFUTES):
        text = "The final training run cost $5.576M at $2 an hour."
        make_citation(claim, make_source(text), "cost $5.576M", stance=stance)
    return claim


def make_verdict(claim: Claim, **given) -> Verdict:
    given = {
        "rating": Rating.objects.get(code="mostly-true"),
        "summary_ko": "대체로 맞다.",
        "summary_en": "Mostly right.",
        "explanation_ko": "보고서에 그렇게 적혀 있다.",
        "explanation_en": "The report says so.",
        "as_of": date(2025, 2, 1),
        "contact_exception": "The report is public.",
    } | given
    if "author" not in given:
        given["author"] = make_user(Role.EDITOR)
    return Verdict.objects.create(claim=claim, **given)


def make_published_claim(**given) -> Claim:
    """A claim that readers see: written by one person, approved by another."""
    verdict_given = given.pop("verdict", {})
    now = given.pop("now", NOW)
    claim = make_ready_claim(**given)
    verdict = make_verdict(claim, **verdict_given)
    verdict.submit(by=verdict.author, now=now)
    verdict.approve(by=make_user(Role.APPROVER), now=now)
    claim.refresh_from_db()
    return claim


def correct(claim: Claim, *, kind="correction", note="Corrected.", now=NOW, **words) -> Verdict:
    """Publish a correction of a published claim: revised by one person, approved by another."""
    draft = claim.verdicts.get(state="approved").revise(by=make_user(Role.EDITOR))
    for name, value in ({"correction_kind": kind, "correction_en": note} | words).items():
        setattr(draft, name, value)
    draft.save()
    draft.submit(by=draft.author, now=now)
    draft.approve(by=make_user(Role.APPROVER), now=now)
    claim.refresh_from_db()
    return draft
