"""One sentence of a long page, said otherwise on a later look. quote_edits_*.txt say how to read them."""

import re
import unicodedata
from pathlib import Path

import pytest

from claims.text.pagekinds import why_missing
from claims.text.quotes import Quote, describe, locate
from claims.words import Finding, Remark

HERE = Path(__file__).parent
PAGES = {language: (HERE / f"page_{language}.txt").read_text(encoding="utf-8") for language in ("ko", "en")}
BEFORE = {"ko": "그러나 중국에", "en": "Opponents dispute"}  # the sentence is put before these words


def edits(language: str) -> list[tuple[str, set[str], str]]:
    """(sentence quoted, findings that are right, what stands there now) of a table."""
    cases, sentence = [], ""
    for line in (HERE / f"quote_edits_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            findings, _, now = line.strip().partition(" | ")
            cases.append((sentence, set(findings.split("|")), now))
        elif not line.startswith("#"):
            sentence = line
    return cases


def page_with(language: str, sentence: str) -> str:
    return PAGES[language].replace(BEFORE[language], f"{sentence} {BEFORE[language]}")


def taken(page: str, words: str) -> Quote:
    at = page.index(words)
    return describe(page, at, at + len(words))


def looked_up(language: str, sentence: str, now: str):
    page = page_with(language, now)
    return locate(taken(page_with(language, sentence), sentence), page), page


@pytest.mark.parametrize(("sentence", "findings", "now"), edits("en"))
def test_an_english_sentence_is_told_from_what_it_became(sentence, findings, now):
    match, page = looked_up("en", sentence, now)

    assert match.finding in findings
    assert page[match.start : match.end].startswith(now[:10].split("[")[0])


@pytest.mark.parametrize(("sentence", "findings", "now"), edits("ko"))
def test_a_korean_sentence_is_told_from_what_it_became(sentence, findings, now):
    match, _ = looked_up("ko", sentence, now)

    assert match.finding in findings
    assert match.end > match.start


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_finding_depends_on_how_letters_are_composed_or_spaces_written(language):
    for sentence, findings, now in edits(language):
        page = unicodedata.normalize("NFD", page_with(language, now)).replace(" ", "\u00a0")
        match = locate(taken(page_with(language, sentence), sentence), page)

        assert match.finding in findings, (sentence, now)


@pytest.mark.parametrize(
    ("language", "words", "now"),
    [
        ("ko", "66.7%", "67.7%"),
        ("ko", "66.7%", "48.2%"),
        ("ko", "66.7%", "66.7%포인트"),
        ("ko", "99억4천만달러", "199억4천만달러"),
        ("en", "9 to 4", "8 to 5"),
        ("en", "$412 million", "$400 million"),
        ("en", "412 million, most", "-$412 million, most"),
        ("en", "$412 million, most", "$1,412 million, most"),
    ],
)
def test_a_quote_of_a_few_characters_tells_its_changed_number(language, words, now):
    page = PAGES[language]
    changed = page.replace(words if now[0] != "-" else "$" + words, now, 1)

    assert locate(taken(page, words), changed).finding == Finding.NUMBER_CHANGED


def test_a_few_characters_replaced_by_other_words_are_missing():
    page = PAGES["en"]

    match = locate(taken(page, "9 to 4"), page.replace("9 to 4", "after a long debate"))

    assert match.finding == Finding.MISSING


def test_another_spelling_of_the_language_is_an_edit():
    words = "The labour programme was cancelled after the organisers left."
    now = "The labor program was canceled after the organizers left."
    match, page = looked_up("en", words, now)

    assert match.finding == Finding.EDITED
    assert page[match.start : match.end] == now


def test_of_alike_paragraphs_the_cited_one_is_told_although_its_words_stand_in_the_others():
    places = ["Ash", "Elm", "Oak", "Fir", "Yew", "Bay", "Box"]
    page = "".join(
        f"In district {number} polls closed late. The vote was unanimous. Turnout reached 61 percent. "
        f"The clerk of {place} certified it.\n"
        for number, place in enumerate(places)
    )
    at = [found.start() for found in re.finditer("Turnout reached 61 percent.", page)][4]
    quote = describe(page, at, at + len("Turnout reached 61 percent."))

    match = locate(quote, page[:at] + "Turnout reached 67 percent." + page[at + 27 :])

    assert (match.finding, match.start) == (Finding.NUMBER_CHANGED, at)


def walls() -> list[tuple[str, str]]:
    """(remark, page) of page_walls.txt."""
    lines = (HERE / "page_walls.txt").read_text(encoding="utf-8").splitlines()[1:]
    return [
        (remark, page.replace(" / ", "\n")) for remark, _, page in (line.partition(" | ") for line in lines)
    ]


@pytest.mark.parametrize(("remark", "page"), walls())
def test_what_stands_instead_of_the_page_is_named(remark, page):
    assert why_missing("Closing the plants will cost the utility about $412 million", page) == remark


def test_an_english_page_of_few_small_words_is_no_translation():
    page = PAGES["en"]

    assert why_missing("Tri-County Power serves Ridgeway", page) == Remark.NONE
