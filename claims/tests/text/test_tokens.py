"""How texts and queries are cut for the index; what they find is in test_search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.tokens import (
    MAX_BYTES,
    MAX_PLACES,
    MAX_POSITION,
    MAX_PROBES,
    latin,
    plain,
    probe,
    singular,
    stem,
    tokens,
    tsquery,
    tsvector,
)


def places(text: str) -> dict[str, int]:
    return dict(tokens(text))


def test_hangul_is_cut_into_overlapping_pairs_and_a_last_syllable():
    assert [lexeme for lexeme, place in tokens("실업률은") if place] == ["실업", "업률", "률은", "은"]


def test_a_word_is_kept_whole_without_its_particle_besides():
    assert "=실업률" in places("실업률은")


def test_the_seam_of_two_hangul_words_lies_where_the_first_one_ends():
    found = places("인공 지능")

    assert found["공+지"] == found["공"] == found["인공"] + 1 == found["지능"] - 1


@pytest.mark.parametrize("gap", [", ", "\n", "  ", " (", "·"])
def test_a_wider_gap_leaves_a_place_free(gap):
    found = places(f"인공{gap}지능")

    assert "공+지" not in found
    assert found["지능"] == found["공"] + 2


def test_numbers_lose_their_thousands_marks_and_dates_are_taken_apart():
    assert [lexeme for lexeme, place in tokens("1,234 5.5 2025.1.27 1,2") if place] == [
        *["1234", "5.5", "2025", "1", "27"],
        *["1", "2"],
    ]


LATIN = [
    ("Nvidia's", "nvidia"),
    ("don't", "dont"),
    ("GPUs", "gpu"),
    ("Résumé", "resume"),
    ("Straße", "strasse"),
    ("companies", "company"),
    ("US", "us"),
    ("virus", "virus"),
    ("H800", "h800"),
    ("москва", "москва"),
]


@pytest.mark.parametrize(("word", "expected"), LATIN)
def test_a_latin_word_has_one_form(word, expected):
    assert latin(word) == expected


SINGULARS = [
    ("prices", "price"),
    ("boxes", "box"),
    ("news", "news"),
    ("crisis", "crisis"),
    ("gas", "gas"),
    ("boss", "boss"),
]


@pytest.mark.parametrize(("word", "expected"), SINGULARS)
def test_only_plural_endings_are_taken_off(word, expected):
    assert singular(word) == expected


@pytest.mark.parametrize(
    ("run", "noun"), [("기업들은", "기업"), ("미국에서는", "미국"), ("아들", "아들"), ("마을", "마을")]
)
def test_a_stem_has_neither_particle_nor_plural(run, noun):
    assert stem(run) == noun


@pytest.mark.parametrize("query", ["", " ", "!?", "…", "·"])
def test_a_query_without_words_is_empty(query):
    assert tsquery(query) == probe(query) == ""


def test_small_words_are_asked_for_when_there_are_no_others():
    assert tsquery("to be") == "'to' & 'be'"


def test_a_probe_asks_for_values_and_names_before_other_words():
    terms = probe("The company said that DeepSeek spent $5.576 million on servers").split(" | ")

    assert "5576000" in terms[0]
    assert "'deepseek'" in terms
    assert "'the'" not in terms


def test_a_probe_is_short_however_long_the_text():
    assert probe(" ".join(f"Name{i} 낱말{i}" for i in range(5000))).count(" | ") < 2 * MAX_PROBES


def test_a_word_repeated_without_end_keeps_the_places_postgresql_keeps():
    vector = tsvector("가나 " * 30_000)

    assert max(len(lexeme.split(",")) for lexeme in vector.split()) <= MAX_PLACES


def test_places_beyond_the_last_are_not_written():
    vector = tsvector(" ".join(f"w{i}" for i in range(12_000)))
    written = [int(lexeme.partition(":")[2]) for lexeme in vector.split() if ":" in lexeme]

    assert max(written) <= MAX_POSITION
    assert "'w11999'" in vector


def test_a_text_of_ever_new_words_stays_within_the_size_of_a_tsvector():
    text = "".join(chr(0x4E00 + (i * 7919) % 20000) + chr(0x3400 + i % 6000) for i in range(50_000))

    assert len(tsvector(text).encode()) < 2 * MAX_BYTES


def test_invisible_characters_and_width_do_not_matter():
    assert plain("ＧＰＵ\u200b1\u00ad2") == "GPU12"
    assert tokens("인\u200b공") == tokens("인공")


@given(st.text())
def test_lexemes_hold_nothing_that_postgresql_would_read_as_syntax(text):
    for lexeme, place in tokens(text):
        assert lexeme and not set(lexeme) & set("'\\:&|!()<>* \t\n\x00")
        assert place >= 0


@given(st.text(st.sampled_from("가나다은는 1,.%만억a-B's\n"), max_size=60))
def test_places_never_go_back(text):
    found = [place for _, place in tokens(text) if place]

    assert found == sorted(found)
