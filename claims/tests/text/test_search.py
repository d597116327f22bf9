"""What a search finds, told by PostgreSQL: the tokens of a text against those of a query."""

import pytest
from django.db import connection

from claims.text.tokens import MAX_TERMS, probe, tsquery, tsvector

pytestmark = pytest.mark.django_db


def finds(query: str, text: str, prefix: bool = False) -> bool:
    return matches(tsvector(text), tsquery(query, prefix))


def matches(vector: str, query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector @@ %s::tsquery", [vector, query])
        return cursor.fetchone()[0]


NOUNS_AND_PARTICLES = [
    ("미국", "미국은 금리를 올렸다", "a particle follows in the text"),
    ("금리", "미국은 금리를 올렸다", "another particle"),
    ("미국은", "미국의 금리", "the query has a particle, the text another"),
    ("미국은", "미국 금리", "the query has a particle, the text none"),
    ("실업률이", "실업률은 올랐다", "three syllables and a particle"),
    ("서울에서", "서울의 봄", "a particle of two syllables"),
    ("기업들은", "기업이 떠났다", "a plural ending"),
    ("은행", "한국은행은 동결했다", "the noun is the head of a compound"),
    ("은행은", "한국은행이 동결했다", "the head of a compound, other particles"),
    ("한국", "한국은행은 동결했다", "the noun begins a compound"),
    ("돈", "돈을 벌었다", "a noun of one syllable begins a word"),
    ("돈", "그것은 돈", "a noun of one syllable stands alone"),
    ("김정은", "김정은은 말했다", "a name that looks like a noun with a particle"),
    ("김정은", "김정은 위원장", "the same name without a particle"),
    ("민주주의", "민주주의가 자란다", "a noun that ends like a particle"),
    ("R1은", "R1을 공개했다", "a particle behind a Latin name"),
    ("中國", "中國은 크다", "Han characters"),
]


@pytest.mark.parametrize(("query", "text", "why"), NOUNS_AND_PARTICLES)
def test_a_noun_is_found_with_or_without_its_particle(query, text, why):
    assert finds(query, text), why


OTHER_NOUNS = [
    ("김정은", "김정일은 말했다", "another name"),
    ("고양이", "고양시는 크다", "a noun whose end looks like a particle"),
    ("국사", "한국 사람", "syllables of two words"),
    ("미국민", "미국 민주당", "a short word across a blank"),
    ("공지", "인공 지능", "the seam of two words"),
    ("인공지능", "인공, 지능", "a comma between"),
    ("인공지능", "인공\n지능", "a line between"),
    ("미국 일본", "미국은 올랐다", "only one of two words"),
]


@pytest.mark.parametrize(("query", "text", "why"), OTHER_NOUNS)
def test_another_noun_is_not_found(query, text, why):
    assert not finds(query, text), why


SPACING = [
    ("인공 지능", "인공지능 기업"),
    ("인공지능", "인공 지능 기업"),
    ("인공지능은", "인공 지능이 온다"),
    ("인공 지능은", "인공지능이 온다"),
    ("인공지능기업", "인공 지능 기업"),
    ("인공지능 기업", "인공지능기업"),
    ("새 정부", "새정부 출범"),
    ("국회의원선거", "국회의원 선거"),
]


@pytest.mark.parametrize(("query", "text"), SPACING)
def test_spacing_of_korean_does_not_matter(query, text):
    assert finds(query, text)


SAME_VALUES = [
    ("5.576M", "훈련비는 557만6천달러"),
    ("5.576M", "훈련비는 557만6천"),
    ("557만6천", "it cost $5.576M"),
    ("557만6천 달러", "it cost 5.576 million dollars"),
    ("$5.576 million", "훈련비는 557만6천달러"),
    ("5576000", "557만6천달러"),
    ("557만6천", "5,576,000"),
    ("1234", "참가자는 1,234명이다"),
    ("1,234", "참가자는 1234명이다"),
    ("5%", "5 percent of them"),
    ("5퍼센트", "5%가 늘었다"),
    ("15%", "지지율은 15%대였다"),
    ("2022", "2022년 8월 31일"),
    ("2022년", "in 2022 the"),
    ("2025.1.27", "2025.1.27 발표"),
]


@pytest.mark.parametrize(("query", "text"), SAME_VALUES)
def test_a_value_is_found_in_any_notation(query, text):
    assert finds(query, text)


OTHER_VALUES = [("5.576M", "5.567M"), ("5%", "5명"), ("1234", "12345"), ("557만", "557억"), ("20%", "2%")]


@pytest.mark.parametrize(("query", "text"), OTHER_VALUES)
def test_another_value_is_not_found(query, text):
    assert not finds(query, text)


LATIN = [
    ("nvidia", "Nvidia’s chips", "case and possessive"),
    ("GPU", "two thousand GPUs", "plural of initials"),
    ("companies", "one company", "plural"),
    ("GPT-4", "GPT4 was", "a hyphen less"),
    ("GPT4", "GPT-4 was", "a hyphen more"),
    ("GPT-4", "GPT-4는", "a particle behind the number"),
    ("covid 19", "COVID-19", "a blank for the hyphen"),
    ("resume", "his résumé", "accents"),
    ("U.S.", "the US economy", "dotted initials"),
    ("price of oil", "oil prices rose", "small words are not asked for"),
    ("ＧＰＵ", "GPU", "full-width letters"),
]


@pytest.mark.parametrize(("query", "text", "why"), LATIN)
def test_latin_words_are_found_whatever_their_dress(query, text, why):
    assert finds(query, text, prefix=False), why


def test_the_last_word_may_be_unfinished():
    assert finds("deep", "DeepSeek trained", prefix=True)
    assert not finds("deep trained", "DeepSeek trained", prefix=True)
    assert not finds("deep ", "DeepSeek trained", prefix=True)


def test_a_probe_finds_the_twin_in_the_other_language():
    twin = "중국 딥시크는 R1을 557만6천달러로 훈련했다고 밝혔다"

    assert matches(tsvector(twin), probe("DeepSeek said it trained R1 for $5.576 million"))
    assert not matches(tsvector("물가가 올랐다"), probe("DeepSeek said it trained R1 for $5.576 million"))


HOSTILE = [
    "'",
    "''; drop table claims; --",
    "\\'\\",
    "& | ! ( ) <-> :*",
    "a:*b",
    "\x00null",
    "'a' & 'b",
    "#=+%",
    "😀",
    "ﷺ" * 50,
    "가" * 5000,
    "가 " * 5000,
    "9" * 5000,
    "a" * 5000,
    "1.2." * 2000,
    "-".join(["a", "1"] * 500),
    "İ" * 300,
    "ㄱㄴ",
    "ª'",
    "a'" * 500,
    "１２３만４천",
    "1e999999",
    "9" * 30 + "억",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_postgresql_reads_what_we_write_whatever_the_text(text):
    with connection.cursor() as cursor:
        cursor.execute("select %s::tsvector", [tsvector(text)])
        for query in (tsquery(text), tsquery(text, prefix=True), probe(text)):
            if query:
                cursor.execute("select %s::tsquery", [query])


def test_a_long_text_of_new_words_fits_into_a_tsvector():
    text = "".join(chr(0x4E00 + (i * 7919) % 20000) for i in range(100_000))

    with connection.cursor() as cursor:
        cursor.execute("select length(%s::tsvector)", [tsvector(text)])

        assert cursor.fetchone()[0] > 10_000


def test_a_long_query_asks_for_a_bounded_number_of_words():
    query = tsquery(" ".join(f"word{i}" for i in range(10_000)))

    assert query.count("&") < MAX_TERMS
