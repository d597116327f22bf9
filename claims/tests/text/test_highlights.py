"""What a reader sees marked in a text that a search found."""

import pytest

from claims.text.highlights import spans

MARKED = [
    ("미국", "미국은 금리를 올렸다", ["미국"], "a noun with its particle"),
    ("미국은", "미국의 금리", ["미국"], "the particle of the search is not asked for"),
    ("은행", "한국은행은 동결했다", ["은행"], "the head of a compound"),
    ("인공지능", "인공 지능 기업", ["인공 지능"], "across a blank"),
    ("딥시크 엔비디아", "엔비디아와 딥시크", ["엔비디아", "딥시크"], "each word, in the order of the text"),
    ("gpu", "New GPUs for all", ["GPUs"], "letter case and plural"),
    ("deep", "DeepSeek spent", ["Deep"], "an unfinished last word"),
    ("the cost", "The cost of the model", ["cost"], "no words that say nothing"),
    ("557만6천달러", "It cost $5.576M.", ["$5.576M"], "the same value in another notation"),
    ("15%", "15%대 급락", ["15%대"], "a share"),
    ("2,000", "R1 has 2,000 chips", ["2,000 chips"], "a number with what it counts"),
    ("중국", "한국은 컸다", [], "another noun"),
    ("ＧＰＵ", "the GPU", ["GPU"], "full-width letters"),
]


@pytest.mark.parametrize(("words", "text", "marked", "why"), MARKED)
def test_what_was_found_is_marked(words, text, marked, why):
    assert [text[start:end] for start, end in spans(words, text)] == marked, why


HOSTILE = ["", "\0", "((", "a" * 10_000, "가 " * 10_000, "[", "\\", "'; DROP", "%", "🇰🇷", "ﷺ" * 500]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_searches_mark_only_what_stands_in_the_text(words):
    text = "가나다 [a] \\ ((b)) ﷺ 🇰🇷"

    found = spans(words, text)

    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)


def test_offsets_count_the_characters_of_the_text_as_it_is():
    text = "㎏ ﬁ 미국은"

    assert [text[start:end] for start, end in spans("미국", text)] == ["미국"]
