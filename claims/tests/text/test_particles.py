"""Where a Korean word ends and its particle begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.particles import PARTICLES, is_particle, sounds_right, split_particle

SPLITS = [
    ("미국은", "미국", "은"),
    ("정부는", "정부", "는"),
    ("정부가", "정부", "가"),
    ("서울로", "서울", "로"),
    ("부산으로", "부산", "으로"),
    ("미국에서는", "미국", "에서는"),
    ("사람이라고", "사람", "이라고"),
    ("학교라는", "학교", "라는"),
    ("정부와의", "정부", "와의"),
    ("대통령까지", "대통령", "까지"),
    ("사실입니다", "사실", "입니다"),
    ("GPU는", "GPU", "는"),
]


@pytest.mark.parametrize(("word", "stem", "particle"), SPLITS)
def test_the_longest_particle_is_taken_off(word, stem, particle):
    assert split_particle(word) == (stem, particle)


WHOLE = ["마을", "가을", "미국", "은", "나는", "서울를", "정부은", "부산로", "", "a"]


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_stays_whole_where_sound_or_length_forbid_a_particle(word):
    assert split_particle(word) == (word, "")


def test_particles_may_follow_anything_but_hangul_without_a_sound_rule():
    assert sounds_right("GPU", "은") and sounds_right("GPU", "는")


def test_a_noun_is_no_particle():
    assert is_particle("에서는")
    assert not is_particle("정부")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12))
def test_stem_and_particle_make_the_word_again(word):
    stem, particle = split_particle(word)

    assert stem + particle == word
    assert particle == "" or (particle in PARTICLES and len(stem) >= 2)
