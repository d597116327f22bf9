"""Links that open a page at a passage, checked by reading them as a browser does."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.fragments import fragment_at, text_fragment

URL = "https://example.com/a"
PAGE = """경제 전망
미국 실업률은 5.5%로 올랐다. 한국 실업률은 3%다. 일본 실업률은 2%다.
The rate, it said, was 5.5 percent – "well-known" & more.
딥시크는 R1을 공개했다. 그리고 비용은 557만6천달러라고 밝혔다."""


def terms(link: str) -> tuple[str, list[str], str]:
    """Prefix, parts and suffix of a link's text directive, decoded."""
    directive = link.partition(":~:text=")[2]
    words = directive.split(",")
    prefix = unquote(words.pop(0)[:-1]) if words[0].endswith("-") else ""
    suffix = unquote(words.pop()[1:]) if words[-1].startswith("-") else ""
    return prefix, [unquote(word) for word in words], suffix


def found(link: str, page: str) -> tuple[int, int] | None:
    """Where a browser finds a directive: the first place that fits, from word boundary to word boundary."""
    prefix, parts, suffix = terms(link)
    before = bounded(prefix) + r"\s*" if prefix else ""
    after = r"\s*" + bounded(suffix) if suffix else ""
    passage = ".*?".join(map(bounded, parts))
    match = re.search(f"{before}({passage}){after}", page, re.DOTALL | re.IGNORECASE)
    return match.span(1) if match else None


def bounded(words: str) -> str:
    return r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"


def link_to(passage: str, nth: int = 0) -> str:
    start = [match.start() for match in re.finditer(re.escape(passage), PAGE)][nth]
    return fragment_at(URL, PAGE, start, start + len(passage))


def test_a_passage_within_a_word_is_widened_to_the_whole_eojeol():
    assert terms(link_to("557만6천")) == ("", ["557만6천달러라고"], "")


def test_a_passage_that_stands_once_needs_no_context():
    assert terms(link_to("딥시크는 R1을 공개했다.")) == ("", ["딥시크는 R1을 공개했다."], "")


@pytest.mark.parametrize(("nth", "context"), [(0, ""), (1, "한국"), (2, "일본")])
def test_a_passage_that_stands_several_times_gets_the_words_before_it(nth, context):
    link = link_to("실업률은", nth)

    assert terms(link)[0].endswith(context)
    assert found(link, PAGE) == [match.span() for match in re.finditer("실업률은", PAGE)][nth]


def test_a_passage_over_lines_is_named_by_its_ends():
    link = link_to("일본 실업률은 2%다.\nThe rate")

    assert terms(link)[1] == ["일본 실업률은 2%다.", "The rate,"]


def test_a_long_passage_is_named_by_its_ends():
    page = " ".join(f"낱말{i}은" for i in range(100))

    link = fragment_at(URL, page, 0, len(page))

    assert terms(link)[1] == ["낱말0은 낱말1은 낱말2은 낱말3은", "낱말96은 낱말97은 낱말98은 낱말99은"]


def test_a_long_passage_whose_first_words_stand_earlier_is_named_by_more_of_them():
    page = "가 나 다 라 이전 말.\n" + "가 나 다 라 " + " ".join(f"낱말{i}" for i in range(60))
    start = page.index("\n") + 1

    link = fragment_at(URL, page, start, len(page))

    assert found(link, page) == (start, len(page))
    assert len(terms(link)[1][0].split()) == 8


def test_the_directives_own_signs_are_escaped():
    link = link_to('"well-known" & more')

    assert link.endswith(":~:text=%22well%2Dknown%22%20%26%20more.")
    assert "," not in link_to("The rate, it").partition("text=")[2]


def test_a_fragment_of_the_address_stays_and_an_older_directive_goes():
    assert text_fragment("https://example.com/a#b", "실업률이 올랐다").startswith(
        "https://example.com/a#b:~:text="
    )
    assert text_fragment("https://example.com/a#:~:text=b", "실업률").count(":~:") == 1


def test_a_stored_quote_is_completed_from_its_context():
    link = text_fragment(URL, "실업률", prefix="의 미국 ", suffix="은 5.5%로 올랐다. 한")

    assert terms(link) == ("미국", ["실업률은"], "5.5%로 올랐다.")


def test_a_word_cut_off_in_the_stored_context_is_not_used():
    link = text_fragment(URL, "실업률은", prefix="국 ", suffix=" 5.5")

    assert terms(link) == ("", ["실업률은"], "")


def test_a_stored_quote_of_many_words_needs_no_context():
    link = text_fragment(
        URL, "실업률은 지난달에 다시 5.5%로 크게 올랐다", prefix="한 미국 ", suffix=" 그리고 또"
    )

    assert terms(link)[0] == terms(link)[2] == ""


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 6), (-3, 0), (10_000, 10_001), (8, 3)])
def test_a_span_without_words_links_to_the_page(start, end):
    assert fragment_at(URL, PAGE, start, end) == URL


@given(st.data())
def test_a_browser_finds_the_passage_where_it_was_marked(data):
    words = st.sampled_from(["실업률은", "실업률", "미국", "5.5%", "well-known", "a,b", "그리고", "R1을"])
    page = "".join(
        f"{word}{blank}"
        for word, blank in data.draw(
            st.lists(st.tuples(words, st.sampled_from([" ", "\n", "  "])), min_size=30)
        )
    )
    start = data.draw(st.integers(0, len(page) - 2))
    end = data.draw(st.integers(start + 1, min(len(page), start + 40)))

    link = fragment_at(URL, page, start, end)

    if link != URL:
        where = found(link, page)
        assert where is not None
        parts = terms(link)[1]
        # Where words repeat beyond all context the link may open an earlier twin, never other words.
        assert page[where[0] : where[1]].split()[0] == parts[0].split()[0]


HOSTILE = [
    "가" * 300_000,
    "가 " * 150_000,
    " " * 300_000 + "가",
    "\n" * 200_000 + "a\n",
    "a-b,c& " * 20_000,
    "a-b,c&" * 50_000,
]


@pytest.mark.parametrize("page", HOSTILE)
def test_a_hostile_page_gives_a_bounded_link(page):
    middle = len(page) // 2

    assert len(fragment_at(URL, page, middle, middle + 400)) < 7_000
    assert len(fragment_at(URL, page, middle, len(page))) < 7_000
    assert len(fragment_at(URL, page, 0, len(page))) < 7_000
