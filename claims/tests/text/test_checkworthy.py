"""Which sentences are worth checking, and the reasons told for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text import english_model
from claims.text.checkworthy import assess, checkworthiness
from claims.text.cues import ENGLISH, KOREAN
from claims.words import AGAINST_CHECKING, Reason

WORTH_CHECKING = [
    ("Nvidia's share fell about 15 percent on Monday.", Reason.NUMBER),
    ("The senator voted against the treaty.", Reason.RECORD),
    ("Women earn less than men in every state.", Reason.COMPARISON),
    ("The Supreme Court struck down the law.", Reason.LAW),
    ("The plant closed because of the tariffs.", Reason.CAUSE),
    ("The company trained it on old chips, according to the ministry.", Reason.ATTRIBUTED),
    ("Crime has increased in the cities since the law was passed.", Reason.CHANGE),
    ("지난해 수출은 전년보다 8.2% 증가했다.", Reason.NUMBER),
    ("미국 정부는 2022년 8월 반도체 수출을 금지했다.", Reason.LAW),
    ("최저임금 인상 때문에 폐업이 급증했다.", Reason.CAUSE),
    ("통계청에 따르면 물가가 올랐다.", Reason.ATTRIBUTED),
    ("노인 빈곤율은 회원국 가운데 가장 높다.", Reason.COMPARISON),
    ("엔비디아 주가는 15%대 급락했다.", Reason.CHANGE),
]
NOT_WORTH_CHECKING = [
    ("I think that we should be proud of this country.", Reason.OPINION),
    ("We will cut taxes for working families.", Reason.PLAN),
    ("The bank is expected to cut rates in June.", Reason.FORECAST),
    ("What would you do about the deficit?", Reason.QUESTION),
    ("Thank you, Governor, and good evening.", Reason.PROCEDURE),
    ("My mother and I lived in a small house.", Reason.PERSONAL),
    ("Copyright 2024 The Daily Example. All rights reserved.", Reason.BOILERPLATE),
    ("Contact the author at jane@example.org.", Reason.BOILERPLATE),
    ("정부는 하루빨리 대책을 내놓아야 한다.", Reason.OPINION),
    ("내년 성장률은 2%대를 기록할 것으로 전망된다.", Reason.FORECAST),
    ("일자리 100만 개를 만들겠습니다.", Reason.PLAN),
    ("과연 누가 책임을 질 것인가.", Reason.QUESTION),
    ("시청해 주신 여러분께 감사드립니다.", Reason.PROCEDURE),
    ("무단 전재 및 재배포 금지", Reason.BOILERPLATE),
    ("홍길동 기자 gildong@hanbit.example", Reason.BOILERPLATE),
    ("낮 최고기온은 25도까지 오르겠다.", Reason.BOILERPLATE),
]


@pytest.mark.parametrize(("sentence", "reason"), WORTH_CHECKING)
def test_a_statement_of_fact_scores_high_and_says_why(sentence, reason):
    found = assess(sentence)

    assert found.score >= 0.5
    assert reason in found.reasons
    assert found.reasons[0] not in AGAINST_CHECKING


@pytest.mark.parametrize(("sentence", "reason"), NOT_WORTH_CHECKING)
def test_opinion_forecast_question_and_boilerplate_score_low_and_say_why(sentence, reason):
    found = assess(sentence)

    assert found.score < 0.5
    assert found.reasons[0] == reason or reason in found.reasons


@pytest.mark.parametrize("sentence", ["", "   ", "***", "12:30", "“”"])
def test_what_holds_no_words_is_a_fragment(sentence):
    assert assess(sentence).score == 0.0
    assert assess(sentence).reasons == (Reason.FRAGMENT,)


def test_a_product_name_is_not_taken_for_a_number():
    assert Reason.NUMBER not in assess("The ministry called the H800 and GPT-4 a risk.").reasons


def test_a_country_written_in_capitals_is_not_taken_for_us():
    assert Reason.OPINION not in assess("The US barred Nvidia from exporting chips.").reasons


def test_bullets_and_quotation_marks_in_front_change_nothing():
    assert checkworthiness("• “He voted against the bill.") == checkworthiness("He voted against the bill.")


def test_no_english_cue_is_without_a_weight_and_no_weight_without_a_cue():
    weights = english_model.load()
    aggregates = {"bias", "length", "cues for", "cues against", *english_model.STANDING}

    assert {name for name in weights if not name.startswith("=")} <= set(ENGLISH) | aggregates
    assert set(ENGLISH) - set(weights) == set()


def test_korean_cues_weigh_in_the_sense_of_their_reason():
    assert [name for name, cue in KOREAN.items() if cue.against != (cue.weight < 0)] == []


@given(st.text(max_size=200))
def test_any_text_scores_between_nought_and_one_and_repeats_no_reason(text):
    found = assess(text)

    assert 0.0 <= found.score <= 1.0
    assert len(set(found.reasons)) == len(found.reasons)


@pytest.mark.parametrize(
    "piece", ["a", "a@", "I think ", "1", "가", "“", "he ", "ly ", "the had ", "하는 ", "more a "]
)
def test_a_sentence_without_end_is_read_only_so_far(piece):
    text = piece * (200_000 // len(piece))

    assert assess(text) == assess(text[:1200])


def test_the_day_of_an_event_is_no_number_to_check():
    told = assess("딥시크가 만든 언어 모델이 27일(현지시간) 미국 증시를 뒤흔들었다.").reasons

    assert Reason.NUMBER not in told
    assert Reason.DATE in told


def test_a_number_beside_a_date_is_one_to_check():
    assert Reason.NUMBER in assess("지난 20일 3명이 숨졌다.").reasons
