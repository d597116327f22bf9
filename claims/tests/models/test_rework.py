"""Claims are split, merged and ordered, and each step can be taken back while nobody built on it."""

from datetime import date

import pytest

from claims.models import Article, BreakdownStep, CannotRework, Citation, Claim, rework
from claims.models.undo import undo as undo_step
from claims.tests.make import (
    NOW,
    TEXT,
    make_appearance,
    make_article,
    make_citation,
    make_claim,
    make_claimant,
    make_published_claim,
    make_source,
    make_topic,
    make_user,
    make_verdict,
)
from claims.words import ClaimState, Refusal, Role

pytestmark = pytest.mark.django_db

CUT = TEXT.index("엔비디아")
WHOLE = TEXT[TEXT.index("V3") : TEXT.index("\n\n메타")]


@pytest.fixture
def kim():
    return make_user(Role.EDITOR, name="Kim")


@pytest.fixture
def article():
    return make_article()


def undo(step, *, now):
    """As the desk does: the step comes from the database."""
    undo_step(BreakdownStep.objects.get(pk=step.pk), now=now)


def span(words):
    start = TEXT.index(words)
    return start, start + len(words)


def refusal_of(function, *args, **options):
    with pytest.raises(CannotRework) as refused:
        function(*args, **options)
    return refused.value.refusal


def split_whole(article, citation, kim):
    start, end = span(WHOLE)
    return rework.split(
        article, citation, (start, CUT - 1), (CUT, end),
        kept_wording={"wording_ko": "557만6천달러를 썼다", "wording_en": ""},
        new_wording={"wording_ko": "엔비디아 주가가 15%대 급락했다", "wording_en": ""},
        by=kim, now=NOW,
    )  # fmt: skip


def content_of(*claims):
    """What can be said of claims: their rows, quotes and numbers."""
    return [
        (
            claim.wording_ko,
            claim.wording_en,
            claim.claimant_id,
            claim.state,
            claim.made_on,
            claim.created_at,
            sorted(claim.citations.values_list("pk", "exact", "start", "end")),
            sorted(claim.quantities.values_list("pk", "words")),
            sorted(claim.topics.values_list("pk", flat=True)),
        )
        for claim in (Claim.objects.get(pk=claim.pk) for claim in claims)
    ]


# Split


def test_the_second_part_of_a_split_mark_becomes_a_claim_with_its_own_numbers(article, kim):
    claim = make_claim(claimant=make_claimant(), topics=[make_topic()])
    citation = make_appearance(claim, article, WHOLE)
    for words, low in (("557만6천달러", 5576000), ("15%", 15)):
        claim.quantities.create(low=low, high=low, words=words)

    new = split_whole(article, citation, kim).into

    citation.refresh_from_db()
    assert citation.exact == "V3 모델 개발에 557만6천달러(약 78억8천만원)를 썼다고 밝혔다."
    assert [found.exact for found in new.citations.all()] == [
        "엔비디아 주가는 27일 정오 무렵 15%대 급락했다."
    ]
    assert (new.claimant, new.created_by, list(new.topics.all())) == (
        claim.claimant,
        kim,
        list(claim.topics.all()),
    )
    assert [quantity.words for quantity in new.quantities.all()] == ["15%"]
    assert [quantity.words for quantity in claim.quantities.all()] == ["557만6천달러"]


def test_undoing_a_split_leaves_everything_as_it_was(article, kim):
    claim = make_claim()
    citation = make_appearance(claim, article, WHOLE)
    claim.quantities.create(low=15, high=15, words="15%")
    before = content_of(claim)
    step = split_whole(article, citation, kim)

    undo(step, now=NOW)

    assert content_of(claim) == before
    assert Claim.objects.count() == 1


def test_a_split_is_not_undone_once_the_second_claim_has_evidence(article, kim):
    claim = make_claim()
    step = split_whole(article, make_appearance(claim, article, WHOLE), kim)
    make_citation(step.into, make_source("15% down"), "15%")

    assert refusal_of(undo, step, now=NOW) == Refusal.WORKED_ON
    assert Claim.objects.count() == 2


def test_a_claim_that_readers_see_is_not_split(article, kim):
    claim = make_published_claim()
    citation = make_appearance(claim, article, WHOLE)

    assert refusal_of(split_whole, article, citation, kim) == Refusal.FIXED


# Merge


def test_two_claims_become_one_with_the_quotes_numbers_and_topics_of_both(article, kim):
    one = make_claim(wording_en="", claimant=make_claimant(), topics=[make_topic()])
    two = make_claim(wording_en="Developing V3 cost $5.576M", topics=[make_topic()])
    quotes = [
        make_appearance(one, article, "557만6천달러"),
        make_appearance(two, article, "78억8천만원"),
        make_citation(one, make_source("It cost $5.576M."), "$5.576M"),
        make_citation(two, make_source("It cost $5.576M."), "$5.576M"),
    ]
    one.quantities.create(low=1, high=1, words="하나")
    two.quantities.create(low=2, high=2, words="둘")
    make_verdict(one)

    rework.merge(article, one, two, by=kim, now=NOW)

    (left,) = Claim.objects.all()
    assert left.pk == two.pk
    assert set(left.citations.values_list("pk", flat=True)) == {quote.pk for quote in quotes}
    assert {quantity.words for quantity in left.quantities.all()} == {"하나", "둘"}
    assert left.topics.count() == 2
    assert left.claimant == one.claimant
    assert left.verdicts.count() == 1


def test_the_same_words_and_the_same_number_stand_once_after_a_merge(article, kim):
    one, two = make_claim(), make_claim()
    for claim in (one, two):
        make_appearance(claim, article, "557만6천달러")
        claim.quantities.create(low=5576000, high=5576000, unit="USD", words="557만6천달러")

    rework.merge(article, one, two, by=kim, now=NOW)

    assert two.citations.count() == two.quantities.count() == 1


def test_undoing_a_merge_leaves_everything_as_it_was(article, kim):
    one = make_claim(
        claimant=make_claimant(), topics=[make_topic()], state=ClaimState.CHECKING, made_on=date(2025, 1, 27)
    )
    two = make_claim(wording_en="")
    for claim in (one, two):
        make_appearance(claim, article, "557만6천달러")
        claim.quantities.create(low=5576000, high=5576000, unit="USD", words="557만6천달러")
    make_citation(one, make_source("It cost $5.576M."), "$5.576M")
    before = content_of(one, two)
    step = rework.merge(article, one, two, by=kim, now=NOW)

    undo(step, now=NOW)

    assert content_of(one, two) == before
    assert one.events.count() >= 2


def test_what_was_added_after_a_merge_survives_its_undoing(article, kim):
    one, two = make_claim(), make_claim(wording_en="")
    make_appearance(one, article)
    step = rework.merge(article, one, two, by=kim, now=NOW)
    later = make_citation(two, make_source("It cost $5.576M."), "$5.576M")
    Claim.objects.filter(pk=two.pk).update(wording_en="A better wording")

    undo(step, now=NOW)

    two.refresh_from_db()
    assert list(two.citations.all()) == [later]
    assert two.wording_en == "A better wording"


def test_a_merged_claim_comes_back_though_its_claimant_was_deleted_meanwhile(article, kim):
    one, two = make_claim(claimant=make_claimant()), make_claim(claimant=make_claimant(name_ko="다른 곳"))
    make_appearance(one, article)
    step = rework.merge(article, one, two, by=kim, now=NOW)
    one.claimant.delete()

    undo(step, now=NOW)

    assert Claim.objects.get(pk=one.pk).claimant is None


@pytest.mark.parametrize("published_first", [True, False])
def test_a_published_claim_is_merged_neither_way(article, kim, published_first):
    pair = [make_published_claim(), make_claim()]
    one, two = pair if published_first else reversed(pair)

    assert refusal_of(rework.merge, article, one, two, by=kim, now=NOW) == Refusal.FIXED


def test_two_claims_with_a_verdict_in_work_each_are_not_merged_because_one_would_be_lost(article, kim):
    one, two = make_claim(), make_claim()
    make_verdict(one)
    make_verdict(two)

    assert refusal_of(rework.merge, article, one, two, by=kim, now=NOW) == Refusal.TWO_DRAFTS


def test_a_claim_is_not_merged_with_itself(article, kim):
    claim = make_claim()

    assert refusal_of(rework.merge, article, claim, claim, by=kim, now=NOW) == Refusal.SAME


def test_a_claim_that_a_colleague_just_merged_away_is_not_merged_again(article, kim):
    one, two, three = make_claim(), make_claim(), make_claim()
    rework.merge(article, Claim.objects.get(pk=one.pk), two, by=kim, now=NOW)

    assert refusal_of(rework.merge, article, one, three, by=kim, now=NOW) == Refusal.MEANWHILE


def test_the_number_of_a_claim_merged_twice_leads_to_the_last_one(article, kim):
    one, two, three = make_claim(), make_claim(), make_claim()
    first = rework.merge(article, one, two, by=kim, now=NOW)
    rework.merge(article, two, three, by=kim, now=NOW)

    first.refresh_from_db()
    assert first.into == three


# Order


def test_claims_stand_in_the_chosen_order_and_a_new_one_follows_its_neighbour(article, kim):
    claims = {number: make_claim() for number in (1, 2, 3)}
    by_text = [claims[number].pk for number in (1, 2, 3)]

    rework.move(article, by_text, claims[3], -1, by=kim, now=NOW)
    new = make_claim().pk

    assert article.in_order(by_text) == [claims[1].pk, claims[3].pk, claims[2].pk]
    assert article.in_order([claims[1].pk, claims[2].pk, new, claims[3].pk])[-1] == new
    assert article.in_order([new, *by_text])[0] == new


def test_the_first_claim_cannot_be_moved_up(article, kim):
    claim = make_claim()

    assert rework.move(article, [claim.pk, make_claim().pk], claim, -1, by=kim, now=NOW) is None


def test_an_order_that_a_colleague_changed_since_is_not_undone(article, kim):
    one, two, three = make_claim(), make_claim(), make_claim()
    by_text = [one.pk, two.pk, three.pk]
    step = rework.move(article, by_text, one, 1, by=kim, now=NOW)
    rework.move(Article.objects.get(), by_text, three, -1, by=make_user(Role.EDITOR), now=NOW)

    assert refusal_of(undo, step, now=NOW) == Refusal.REORDERED


# Marks


def mark(article, kim, *, claim=None):
    known = claim is not None
    citation = make_appearance(claim or make_claim(created_by=kim), article)
    return rework.record_mark(article, citation, is_new=not known, by=kim, now=NOW)


def test_undoing_a_new_claim_takes_it_away(article, kim):
    undo(mark(article, kim), now=NOW)

    assert not Claim.objects.exists() and not Citation.objects.exists()


def test_a_claim_that_was_reworded_since_is_not_taken_away(article, kim):
    step = mark(article, kim)
    Claim.objects.update(wording_en="Reworded by a colleague")

    assert refusal_of(undo, step, now=NOW) == Refusal.WORKED_ON
    assert Claim.objects.exists()


def test_undoing_a_link_leaves_the_claim(article, kim):
    known = make_published_claim()

    undo(mark(article, kim, claim=known), now=NOW)

    assert not known.citations.filter(source=article.source).exists()
    assert Claim.objects.get() == known


def test_an_unmarked_claim_comes_back_under_its_number(article, kim):
    step = mark(article, kim)
    claim = Claim.objects.get()
    claim.quantities.create(low=1, high=1, words="하나")
    before = content_of(claim)
    step = rework.unmark(article, claim.citations.get(), may_delete=True, by=kim, now=NOW)
    assert not Claim.objects.exists()

    undo(step, now=NOW)

    assert content_of(claim) == before


def test_a_dismissal_and_its_undoing_leave_what_a_colleague_dismissed_meanwhile(article, kim):
    colleague = Article.objects.get(pk=article.pk)
    step = rework.dismiss(article, 0, 10, by=kim, now=NOW)
    rework.dismiss(colleague, 20, 30, by=make_user(Role.EDITOR), now=NOW)

    undo(step, now=NOW)

    assert Article.objects.get(pk=article.pk).dismissed == [[20, 30]]


def test_a_step_is_undone_once(article, kim):
    step = rework.dismiss(article, 0, 10, by=kim, now=NOW)
    undo(step, now=NOW)

    assert refusal_of(undo, step, now=NOW) == Refusal.DONE_ALREADY


def test_the_step_to_undo_is_the_newest_of_one_person_that_still_stands(article, kim):
    other = make_user(Role.EDITOR)
    first = rework.dismiss(article, 0, 10, by=kim, now=NOW)
    second = rework.dismiss(article, 20, 30, by=kim, now=NOW)
    rework.dismiss(article, 40, 50, by=other, now=NOW)
    assert BreakdownStep.objects.to_undo(article, kim) == second

    undo(second, now=NOW)

    assert BreakdownStep.objects.to_undo(article, kim) == first


def test_everything_that_hangs_on_a_claim_moves_with_a_merge():
    models = {model.__name__ for model, _key in rework.belongings()}

    assert {"Citation", "Quantity", "Verdict", "ContactLog", "OutletRequest"} <= models
    assert not any(name.endswith("Event") for name in models)


def test_a_mark_that_readers_see_goes_with_the_correction_and_undoing_lets_it_stay(article, kim):
    claim = make_published_claim()
    (public,) = claim.appearances
    make_appearance(claim, article)
    claim.verdict.revise(by=kim)

    step = rework.unmark(article, public, may_delete=True, by=kim, now=NOW)
    assert list(claim.citations.proposed().filter(kind="appearance")) != [public]
    undo(step, now=NOW)

    public.refresh_from_db()
    assert public.is_public and not public.is_leaving


def test_a_mark_that_readers_see_stays_while_no_correction_is_in_work(article, kim):
    claim = make_published_claim()
    (public,) = claim.appearances
    make_appearance(claim, article)

    refusal = refusal_of(rework.unmark, article, public, may_delete=True, by=kim, now=NOW)

    assert refusal == Refusal.REVISE_FIRST
