"""Which claims are alike, and which reasons are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.likeness import likeness
from claims.text.sounds import skeleton


def reasons(a: str, b: str) -> dict[str, tuple[str, ...]]:
    return {reason.code: reason.shared for reason in likeness(a, b).reasons}


def test_the_same_words_are_fully_alike():
    assert likeness("미국 실업률은 5.5%다", "미국 실업률은 5.5%다").score == 1


def test_claims_without_anything_in_common_are_not_alike():
    assert likeness("물가가 올랐다", "Nvidia fell").score == 0
    assert likeness("", "").reasons == likeness("", "Nvidia").reasons == ()


def test_shared_words_are_named_without_particles():
    assert reasons("미국 실업률은 올랐다", "실업률이 미국에서 내렸다")["words"] == ("미국", "실업률")


def test_shared_words_are_seen_across_spacing():
    assert reasons("인공 지능 기업", "인공지능 회사")["words"] == ("인공", "지능")
    assert reasons("인공지능 회사", "인공 지능 기업")["words"] == ("인공지능",)


def test_a_shared_amount_is_named_in_any_notation():
    assert reasons("훈련비는 557만6천달러다", "it cost $5.576 million")["quantity"] == ("557만6천달러",)


def test_another_amount_is_no_reason():
    assert "quantity" not in reasons("훈련비는 557만6천달러다", "it cost $5.567 million")
    assert "quantity" not in reasons("5%가 찬성했다", "5명이 찬성했다")


def test_a_name_is_recognised_in_the_other_alphabet():
    assert reasons("엔비디아 주가가 떨어졌다", "Shares of Nvidia fell")["names"] == ("엔비디아",)
    assert reasons("Nvidia fell", "엔비디아가 떨어졌다")["names"] == ("Nvidia",)


def test_latin_names_in_korean_text_are_names():
    assert reasons("딥시크의 R1은 싸다", "The R1 model is cheap")["names"][0] == "R1"


def test_ordinary_english_words_are_no_names():
    assert "names" not in reasons("The price of bread rose", "The price of milk rose")


def test_what_half_of_all_claims_name_is_no_reason():
    assert "names" not in reasons("오픈AI는 커졌다", "China plans to spend more on AI")


def test_the_twin_ranks_above_what_only_shares_a_figure_or_a_name():
    claim = "딥시크는 R1을 557만6천달러로 훈련했다"
    twin = "DeepSeek trained R1 for $5.576 million"
    same_name = "DeepSeek was founded in Hangzhou"
    same_figure = "The bridge cost $5.576 million"

    assert likeness(claim, twin).score > likeness(claim, same_name).score > 0
    assert likeness(claim, twin).score > likeness(claim, same_figure).score > 0


SAME_SOUND = [
    ("딥시크", "DeepSeek"),
    ("엔비디아", "Nvidia"),
    ("마이크로소프트", "Microsoft"),
    ("구글", "Google"),
    ("테슬라", "Tesla"),
    ("트럼프", "Trump"),
    ("바이든", "Biden"),
    ("푸틴", "Putin"),
    ("삼성", "Samsung"),
    ("블룸버그", "Bloomberg"),
    ("텔레그램", "Telegram"),
    ("마크롱", "Macron"),
    ("젤렌스키", "Zelensky"),
    ("스푸트니크", "Sputnik"),
    ("아마존", "Amazon"),
]


@pytest.mark.parametrize(("hangul", "latin"), SAME_SOUND)
def test_a_name_and_its_korean_spelling_sound_alike(hangul, latin):
    assert skeleton(hangul) == skeleton(latin) != ""


OTHER_SOUND = [("바이든", "Putin"), ("삼성", "Siemens"), ("구글", "Kraken"), ("테슬라", "Toyota")]


@pytest.mark.parametrize(("hangul", "latin"), OTHER_SOUND)
def test_other_names_sound_different(hangul, latin):
    assert skeleton(hangul) != skeleton(latin)


@pytest.mark.parametrize("word", ["메타", "Meta", "R1", "", "москва", "가1나"])
def test_too_few_consonants_or_other_letters_prove_nothing(word):
    assert skeleton(word) == ""


TEXTS = st.text(st.sampled_from("가나다은 딥시크DeepSk5%만.,억달러\n$"), max_size=60)


@given(TEXTS, TEXTS)
def test_scores_lie_between_nothing_and_all_and_have_a_reason(a, b):
    found = likeness(a, b)

    assert 0 <= found.score <= 1
    assert bool(found.reasons) or found.score == 0
    assert all(reason.shared for reason in found.reasons)


@pytest.mark.parametrize("text", ["가" * 100_000, "5% " * 50_000, "A " * 50_000, "DeepSeek 딥시크 " * 10_000])
def test_hostile_texts_are_read_only_so_far(text):
    assert likeness(text, text[::-1]).score <= 1


def test_shared_words_are_shown_as_words_and_not_as_their_stems():
    found = likeness("모델을 개발하는 데 5년이 들었다", "새 모델을 개발하는 데 10년이 들었다")

    assert "개발하는" in found.reasons[0].shared
