"""A quote is found again however it stands; a change of meaning or value is never overlooked."""

import random
import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.tests.text.articles import ENGLISH, KOREAN, page
from claims.text.passages import Needle, candidates
from claims.text.quotes import Quote, describe, fold, locate, nearest
from claims.words import Finding, Remark

BEFORE, AFTER = "The council met on Tuesday evening. ", " The mayor thanked everyone for coming."
KOREAN_BEFORE, KOREAN_AFTER = "시의회는 화요일 저녁 회의를 열었다. ", " 시장은 참석자들에게 감사를 표했다."


def look(old, new):
    """What is found of ``old`` on a page that has ``new`` in its place, and the text of the span."""
    korean = re.search("[가-힣]", old)
    before, after = (KOREAN_BEFORE, KOREAN_AFTER) if korean else (BEFORE, AFTER)
    quote = describe(before + old + after, len(before), len(before) + len(old))
    text = before + new + after
    match = locate(quote, text)
    return match, text[match.start : match.end] if match.start is not None else None


def quote_from(text, words):
    start = text.index(words)
    return describe(text, start, start + len(words))


FORMS = [
    ("sales rose 5 percent", "sales  rose\u00a05\n percent"),
    ("the “big” plan—finally", 'the "big" plan -- finally'),
    ("he didn’t go...", "he didn't go…"),
    ("The Report Was Late", "THE REPORT WAS LATE"),
    ("information technology", "infor\u00admation tech\u200bnology"),
    ("Growth was -2.5% last year", "Growth was −2.5% last year"),
    ("매출이 5% 늘었다고 밝혔다", normalize("NFD", "매출이 5% 늘었다고 밝혔다")),
    ("매출이 5% 늘었다고 밝혔다", "매출이 ５％ 늘었다고\n밝혔다"),
    ("“사실이 아니다”라고 말했다", "'사실이 아니다'라고 말했다"),
    ("가·나·다 세 곳이라고", "가ㆍ나ㆍ다 세 곳이라고"),
]


@pytest.mark.parametrize(("old", "new"), FORMS)
def test_another_form_of_the_same_words_is_exact(old, new):
    match, there = look(old, new)

    assert (match.finding, there, match.changes) == (Finding.EXACT, new, ())


@pytest.mark.parametrize(
    ("old", "new"), [("할 수 있다고 말했다", "할수 있다고 말했다"), ("the whole plan", "the wholeplan")]
)
def test_other_spacing_is_exact_and_remarked(old, new):
    match, there = look(old, new)

    assert (match.finding, match.remark, there) == (Finding.EXACT, Remark.SPACING, new)


EDITS = [
    ("The drug is effective", "The drug is not effective"),
    ("The drug isn't effective", "The drug is effective"),
    ("They told us to leave", "They told US to leave"),
    ("Alice beat Bob in the vote", "Bob beat Alice in the vote"),
    ("on Monday in Paris they met", "on Tuesday in Paris they met"),
    ("Prices fell sharply last year", "Prices rose sharply last year"),
    ("He resigned over the affair", "He resigned, officials confirmed, over the affair"),
    ("매출이 늘었다고 밝혔다", "매출이 늘지 않았다고 밝혔다"),
    ("백신은 효과가 있다고 말했다", "백신은 효과가 없다고 말했다"),
    ("회의에 참석했다고 밝혔다", "회의에 안 참석했다고 밝혔다"),
    ("홍길동이 김철수를 이겼다", "김철수가 홍길동을 이겼다"),
    ("흑자를 냈다고 밝혔다", "적자를 냈다고 밝혔다"),
]


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_changed_words_are_edited(old, new):
    match, there = look(old, new)

    assert (match.finding, there) == (Finding.EDITED, new)
    assert match.changes


NUMBERS = [
    ("It rose 15%", "It rose 15.5%"),
    ("It rose 15%", "It rose 115%"),
    ("It cost 5,576,000 dollars", "It cost 5,567,000 dollars"),
    ("It cost $5.576 million", "It cost $5.6 million"),
    ("In 2022 the law passed", "In 2023 the law passed"),
    ("Growth was -2.5% last year", "Growth was 2.5% last year"),
    ("Growth was 2.5% last year", "Growth was −2.5% last year"),
    ("at 5:30 p.m. on Monday", "at 6:30 p.m. on Monday"),
    ("It used H800 chips for it", "It used H100 chips for it"),
    ("The 10² factor matters", "The 102 factor matters"),
    ("557만6천달러가 들었다고 했다", "556만7천달러가 들었다고 했다"),
    ("15%대 지지율을 기록했다", "16%대 지지율을 기록했다"),
    ("2배로 늘었다고 했다", "3배로 늘었다고 했다"),
    ("2022년 8월 개통한다고 했다", "2022년 9월 개통한다고 했다"),
    ("13~18세 청소년이 많았다", "13~19세 청소년이 많았다"),
    ("제3차 회의에서 결정했다", "제4차 회의에서 결정했다"),
]


@pytest.mark.parametrize(("old", "new"), NUMBERS)
def test_any_changed_value_is_a_changed_number(old, new):
    match, there = look(old, new)

    assert (match.finding, there) == (Finding.NUMBER_CHANGED, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It cost 5,576,000 dollars", "It cost 5.576 million dollars"),
        ("557만6천달러가 들었다고 했다", "5,576,000달러가 들었다고 했다"),
        ("It rose 15 percent in May", "It rose 15% in May"),
    ],
)
def test_the_same_value_in_another_notation_is_edited_and_remarked(old, new):
    match, there = look(old, new)

    assert (match.finding, match.remark, there) == (Finding.EDITED, Remark.NOTATION, new)


def test_renumbered_footnotes_leave_a_quote_exact():
    match, there = look("It has 5,031 people.[4] It is old.[5]", "It has 5,031 people.[6] It is old.[7]")

    assert (match.finding, there) == (Finding.EXACT, "It has 5,031 people.[6] It is old.[7]")


def test_a_word_broken_at_the_end_of_a_line_is_the_same_word():
    match, there = look("Modern information technology helps", "Modern infor-\nmation technology helps")

    assert (match.finding, there) == (Finding.EXACT, "Modern infor-\nmation technology helps")


@pytest.mark.parametrize(
    ("words", "after", "finding"),
    [
        ("It rose 15", "0 points", Finding.NUMBER_CHANGED),
        ("It rose 15", ".5 points", Finding.NUMBER_CHANGED),
        ("It rose 15", "% more", Finding.NUMBER_CHANGED),
        ("The vaccine is", " not safe", Finding.EDITED),
        ("매출이 증가", "하지 않았다", Finding.EDITED),
    ],
)
def test_what_now_touches_the_quote_and_changes_it_is_noticed(words, after, finding):
    was = {"It rose 15": " points", "The vaccine is": " safe", "매출이 증가": "했다"}[words]
    quote = quote_from(BEFORE + words + was + AFTER, words)

    match = locate(quote, BEFORE + words + after + AFTER)

    assert match.finding == finding


def test_a_number_changed_beside_the_quote_leaves_it_exact():
    text = "In May 300 people came. Costs rose by a fifth. In June 400 people came."
    quote = quote_from(text, "Costs rose by a fifth.")

    assert locate(quote, text.replace("300", "310").replace("400", "500")).finding == Finding.EXACT


def test_a_quote_shifted_by_a_paragraph_above_is_exact():
    text = page(ENGLISH[1])
    quote = quote_from(text, "Health care added 46,000 positions")

    match = locate(quote, "Live updates: the markets react to the figures of the morning.\n" + text)

    assert match.finding == Finding.EXACT


def test_the_same_words_elsewhere_are_moved():
    text = page(ENGLISH[1])
    words = "Health care added 46,000 positions, while manufacturing lost 13,000."
    quote = quote_from(text, words)

    changed = text.replace(words + " ", "") + "\n" + words
    match = locate(quote, changed)

    assert (match.finding, changed[match.start : match.end]) == (Finding.MOVED, words)


def test_of_several_places_the_surroundings_choose():
    text = "North: sales rose 5% again. South: sales fell. East: sales rose 5% again. West: closed."
    at = text.rindex("sales rose 5% again")
    quote = describe(text, at, at + 19)

    assert locate(quote, "Summary: sales rose 5% again. " + text).start == at + 30


def test_the_cited_place_in_another_form_comes_before_the_same_form_elsewhere():
    text = (
        "Summary: sales rose 5% again. Then more. South: sales fell. East: sales rose 5% again. West: closed."
    )
    at = text.rindex("sales rose")
    quote = describe(text, at, at + 19)
    changed = text[:at] + "sales\u00a0rose 5% again" + text[at + 19 :]

    assert locate(quote, changed).start == at


def test_several_places_without_surroundings_are_remarked():
    match = locate(Quote("sales rose", "Q: ", start=3), "sales rose, " * 3)

    assert match.remark == Remark.SEVERAL


def test_a_change_in_place_outweighs_the_old_words_elsewhere():
    text = page(ENGLISH[1])
    words = "Revisions lowered the count for October and November by 8,000 jobs in total."
    quote = quote_from(text, words)

    note = f"\nCorrection: An earlier version of this article said “{words}”"
    match = locate(quote, text.replace("by 8,000 jobs", "by 80,000 jobs") + note)

    assert (match.finding, match.remark) == (Finding.NUMBER_CHANGED, Remark.CORRECTION_NOTE)


def test_a_quote_left_only_in_a_correction_note_is_remarked():
    text = page(KOREAN[1])
    words = "합계출산율은 0.72명으로 역대 최저를 기록했다"
    quote = quote_from(text, words)

    match = locate(
        quote, text.replace(words + ".", "") + f"\n바로잡습니다. 이 기사는 당초 “{words}”고 전했습니다."
    )

    assert (match.finding, match.remark) == (Finding.MOVED, Remark.CORRECTION_NOTE)


@pytest.mark.parametrize(("share", "finding"), [(0.7, Finding.EDITED), (0.3, Finding.MISSING)])
@pytest.mark.parametrize(
    "ending", ["", "…", "...\nSubscribe to continue reading", "\n이 기사는 유료 회원 전용입니다"]
)
def test_a_page_cut_off_within_the_quote_is_edited_while_most_of_it_stands(share, finding, ending):
    text = page(ENGLISH[1])
    quote = quote_from(
        text, "The share of people who had been out of work for 27 weeks or more stood at 22.4 percent."
    )

    match = locate(quote, text[: quote.start + int(share * len(quote.exact))] + ending)

    assert (match.finding, match.remark) == (finding, Remark.CUT_OFF)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("404\nThe page you are looking for no longer exists.", Remark.ERROR_PAGE),
        ("요청하신 페이지를 찾을 수 없습니다. 주소가 변경되었거나 삭제되었습니다.", Remark.ERROR_PAGE),
        ("We value your privacy. We use cookies. Accept all cookies. Manage cookies.", Remark.COOKIE_WALL),
        ("Log in to continue. Enter your password or create an account.", Remark.LOGIN_WALL),
        ("로그인이 필요합니다. 아이디와 비밀번호를 입력하세요.", Remark.LOGIN_WALL),
        ("", Remark.EMPTY),
        (" \n Loading…", Remark.EMPTY),
        (KOREAN[0], Remark.TRANSLATED),
        (ENGLISH[2], Remark.REPLACED),
    ],
)
def test_a_page_without_the_quote_says_why(text, remark):
    quote = quote_from(
        page(ENGLISH[1]), "Health care added 46,000 positions, while manufacturing lost 13,000."
    )

    match = locate(quote, text)

    assert (match.finding, match.remark, match.start) == (Finding.MISSING, remark, None)


def test_a_sentence_like_the_quote_elsewhere_is_offered_and_not_taken():
    text = page(KOREAN[0])
    quote = quote_from(text, "매출은 71조9천156억원으로 12.8% 증가했다.")
    changed = text.replace(quote.exact + " ", "")

    match = locate(quote, changed)

    assert (match.finding, match.remark, match.start) == (Finding.MISSING, Remark.ELSEWHERE, None)
    assert changed[slice(*match.candidate)] == "매출은 12조4천296억원으로 144.3% 증가했다."


def test_an_advert_inside_the_quote_does_not_lose_it():
    text = page(ENGLISH[3])
    quote = quote_from(text, "Criminologists say that the change makes year-to-year comparison difficult.")
    changed = text.replace(
        "the change makes", "the change\nAdvertisement\nSubscribe to our newsletter\nmakes"
    )

    match = locate(quote, changed)

    assert match.finding == Finding.EDITED
    assert changed[match.start : match.end].startswith("Criminologists say")
    assert changed[match.start : match.end].endswith("comparison difficult.")


def test_the_nearest_passage_to_a_mistyped_quote_is_offered():
    text = page(ENGLISH[5])

    start, end, similarity = nearest("Boeing delivered 384 comercial jets last year", text)

    assert text[start:end] == "Boeing delivered 348 commercial jets last year"
    assert 0.8 < similarity < 1


def test_nothing_is_near_to_a_quote_from_elsewhere():
    assert nearest("Sea ice around Antarctica shrank in February", page(ENGLISH[5])) is None


@pytest.mark.parametrize("words", ["", "  \n", "\u200b"])
def test_a_quote_without_words_is_missing(words):
    assert locate(Quote(words), "some text").finding == Finding.MISSING


def test_a_selection_without_text_cannot_be_described():
    with pytest.raises(ValueError, match="no text"):
        describe("some   text", 4, 7)


selections = st.sampled_from([*KOREAN, *ENGLISH]).flatmap(
    lambda article: st.tuples(st.just(page(article)), st.integers(150, 500), st.integers(1, 200))
)


@given(selections)
def test_a_described_selection_is_found_exactly_where_it_was(selection):
    text, start, length = selection
    if not text[start : start + length].strip():
        return
    quote = describe(text, start, min(len(text), start + length))

    match = locate(quote, fold(text))

    assert (match.finding, match.start, match.end) == (
        Finding.EXACT,
        quote.start,
        quote.start + len(quote.exact),
    )


@given(selections, st.randoms())
def test_no_changed_digit_is_ever_exact_or_moved(selection, rng):
    text, start, length = selection
    spots = [at for at in range(start, min(len(text), start + length)) if text[at].isdecimal()]
    if not spots:
        return
    at = rng.choice(spots)
    quote = describe(text, start, min(len(text), start + length))
    changed = text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]

    assert locate(quote, changed).finding not in (Finding.EXACT, Finding.MOVED)


HOSTILE = {
    "one letter": "a" * 200_000,
    "two letters by turns": "ab\n" * 60_000,
    "one sentence again and again": "the company said " * 12_000,
    "quote marks": "“”’" * 60_000,
    "combining marks": "e" + "\u0301" * 200_000,
    "white space": "a" + " " * 200_000 + "b",
    "syllables by turns": "가나" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_get_few_candidates(name):
    rng = random.Random(1)
    for exact in ("abab" * 1250, "the company said that " * 227, "".join(rng.choices("가나다라", k=5000))):
        found = candidates(Needle(exact, "the company said", "가나가나가나", 50), fold(HOSTILE[name]))

        assert len(found) <= 40
