"""Builds the first article: people, sources read over HTTP, fifteen claims, verdicts by two people.

Idempotent: what is there stays as it is, whatever editors made of it since.
"""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from claims.models import (
    Article,
    Citation,
    Claim,
    Claimant,
    QuoteNotFound,
    Rating,
    Source,
    Topic,
    User,
    Verdict,
)
from claims.recheck import due, run
from claims.text.quantities import find_quantities
from claims.words import CitationKind, Rank, Role

from . import articles, pages
from .site import DemoSite

FACTS = tomllib.loads((Path(__file__).parent / "claims.toml").read_text())
UNREACHED = (
    "공개 원문은 이 시연본이 인터넷에 닿지 않아 아직 확인하지 못했습니다. "
    "판정은 확인된 다른 인용문만으로도 성립합니다. / The public original could not be reached from this "
    "demonstration; the verdict stands on the other quotes alone."
)
PASSWORD = "factcheck-demo"  # noqa: S105 - printed at every start; the demo listens on this machine only
PEOPLE = {
    "contributor": ("한유리", Role.CONTRIBUTOR),
    "editor": ("김서연", Role.EDITOR),
    "approver": ("박준호", Role.APPROVER),
    "admin": ("이도윤", Role.ADMINISTRATOR),
}


def site_address(path: str) -> str:
    return f"http://127.0.0.1:{settings.DEMO_SITE_PORT}{path}"


def demo_site() -> DemoSite:
    return DemoSite(settings.DEMO_SITE_PORT, settings.VAR_DIR / "demo-site.json")


def build(now: datetime) -> None:
    """Make what is missing. The demo's own pages are read through the real re-checking, once."""
    people = {login: _person(login, *given) for login, given in PEOPLE.items()}
    sources = _sources(people["editor"], now)
    unread = [source for source in sources.values() if source.checked_at is None and _is_ours(source)]
    if unread:
        with demo_site():
            run.recheck(lease for source in unread for lease in due.lease_of(source.pk))
    for source in sources.values():
        source.refresh_from_db()
    with transaction.atomic():
        texts = _articles(sources, people["editor"], now)
        claimants = {row["code"]: _thing(Claimant, row) for row in FACTS["claimant"]}
        topics = {row["code"]: _thing(Topic, row) for row in FACTS["topic"]}
        for facts in FACTS["claim"]:
            if not Claim.objects.filter(wording_ko=facts["wording_ko"]).exists():
                claim = _claim(facts, claimants, topics, people["editor"])
                _appearances(claim, facts, texts, now)
                _evidence(claim, facts, sources, people["editor"], now)
                _verdict(claim, facts, people, now)


def _person(login: str, name: str, role: Role) -> User:
    user = User.objects.filter(username=login).first()
    if user is None:
        given = {"name": name, "is_staff": True, "is_superuser": role == Role.ADMINISTRATOR}
        user = User.objects.create_user(login, f"{login}@hanbit.example", PASSWORD, **given)
        user.groups.add(Group.objects.get(name=role))
    return user


def _is_ours(source: Source) -> bool:
    return source.url.startswith(site_address("/"))


def _sources(editor: User, now: datetime) -> dict[str, Source]:
    """All sources, by page path or public address."""
    found = {}
    for page in pages.PAGES:
        found[page.path], _ = Source.find_or_make(
            site_address(page.path), by=editor, now=now,
            title=page.title, publisher=page.publisher, language=page.language,
            independence_group=page.group, interest_note=page.interest,
        )  # fmt: skip
    for row in FACTS["public"]:
        found[row["url"]], _ = Source.find_or_make(
            row["url"], by=editor, now=now, language="en",
            title=row["title"], publisher=row["publisher"], published_on=row.get("published_on"),
            independence_group=row["group"], interest_note=row["interest"],
        )  # fmt: skip
    return found


def _articles(sources: dict[str, Source], editor: User, now: datetime) -> dict[str, Article]:
    made_or_found = {}
    for text in articles.TEXTS:
        given = {"headline": text.headline, "outlet": text.outlet, "byline": text.byline, "assignee": editor}
        article, made = Article.objects.get_or_create(
            source=sources[text.path], defaults={"published_on": articles.PUBLISHED_ON, **given}
        )
        if made:
            article.paste(text.body, now=now)
        made_or_found[text.language] = article
    return made_or_found


def _thing(model: type[Claimant] | type[Topic], row: dict):
    given = {name: value for name, value in row.items() if name != "code"}
    names = {name: given.pop(name) for name in ("name_ko", "name_en")}
    return model.objects.get_or_create(**names, defaults=given)[0]


def _claim(facts: dict, claimants: dict, topics: dict, editor: User) -> Claim:
    claim = Claim.objects.create(
        wording_ko=facts["wording_ko"], wording_en=facts["wording_en"],
        claimant=claimants.get(facts.get("claimant")), made_on=facts.get("made_on"),
        checkability=facts.get("checkability", "fact"), look_again_on=facts.get("look_again"),
        why_chosen_ko=facts["why_ko"], why_chosen_en=facts["why_en"], assignee=editor, created_by=editor,
    )  # fmt: skip
    claim.topics.set([topics[code] for code in facts["topics"]])
    for words in facts.get("numbers", ())[:1]:
        for quantity in find_quantities(words):
            claim.quantities.create(
                low=quantity.low, high=quantity.high, unit=quantity.unit,
                approximate=quantity.approximate, words=quantity.text,
            )  # fmt: skip
    return claim


def _appearances(claim: Claim, facts: dict, texts: dict[str, Article], now: datetime) -> None:
    for language, article in texts.items():
        citation = Citation(
            claim=claim, source=article.source, kind=CitationKind.APPEARANCE, exact=facts[f"words_{language}"]
        )
        citation.anchor(article.snapshot, now=now).save()


def _evidence(claim: Claim, facts: dict, sources: dict[str, Source], editor: User, now: datetime) -> None:
    for order, piece in enumerate(facts["evidence"]):
        source = sources[piece.get("page") or piece["public"]]
        primary = "reason" not in piece
        citation = Citation(
            claim=claim, source=source, kind=CitationKind.EVIDENCE, order=order, created_by=editor,
            exact=getattr(pages, piece["quote"]) if "quote" in piece else piece["words"],
            stance=piece["stance"], rank=Rank.PRIMARY if primary else Rank.SECONDARY,
            rank_reason=piece.get("reason", ""),
        )  # fmt: skip
        if source.snapshot:
            try:
                citation.anchor(source.snapshot, now=now)
            except QuoteNotFound:
                # The page has moved on since an earlier start: kept as quoted, and re-checking will say so.
                citation.snapshot = None
        citation.save()


def _verdict(claim: Claim, facts: dict, people: dict[str, User], now: datetime) -> None:
    verdict = Verdict.objects.create(
        claim=claim, rating=Rating.objects.get(scale__is_default=True, code=facts["rating"]),
        summary_ko=facts["summary_ko"], summary_en=facts["summary_en"],
        explanation_ko=facts.get("explanation_ko", ""), explanation_en=facts.get("explanation_en", ""),
        as_of=facts["as_of"], author=people["editor"], no_counter_evidence=facts.get("one_sided", False),
        contact_exception=facts.get("contact", ""), source_exception=facts.get("sources", ""),
        unseen_exception=UNREACHED if claim.citations.filter(kind="evidence", seen_at=None) else "",
    )  # fmt: skip
    verdict.submit(by=people["editor"], now=now)
    verdict.approve(by=people["approver"], now=now + timedelta(seconds=1))
