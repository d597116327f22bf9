"""Who is offered as the speaker of a passage (in [brackets] here), and where nobody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.speaker import guess_speaker


def passage(marked: str) -> tuple[str, int, int]:
    """The text without its brackets, and the offsets of what stood in them."""
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


def name_of(marked: str) -> str | None:
    text, start, end = passage(marked)
    found = guess_speaker(text, start, end)
    assert found is None or text[found.start : found.end] == found.name
    return found.name if found else None


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("“[물가가 올랐다]”고 이창용 한국은행 총재는 말했다.", "이창용"),
        ("이날 김민수 대표는 기자회견에서 “[적자가 절반으로 줄었다]”라고 밝혔다.", "김민수"),
        ("삼성전자 이재용 회장은 “[투자를 늘렸다]”고 말했다.", "이재용"),
        ("홍길동 씨는 “[돈을 못 받았다]”고 토로했다.", "홍길동"),
        ("마크 저커버그 메타 최고경영자(CEO)는 “[650억 달러를 투자했다]”고 적었다.", "마크 저커버그"),
        ("도널드 트럼프 대통령은 “[관세로 돈을 벌었다]”고 주장했다.", "도널드 트럼프"),
        ("이온 스토이카 UC버클리 교수는 “[중심이 옮겨 갔다]”고 말했다.", "이온 스토이카"),
        ("마크 안드레센은 X에 “[스푸트니크 모멘트]”라고 적었다.", "마크 안드레센"),
        ("한국은행은 29일 “[물가가 2% 올랐다]”고 밝혔다.", "한국은행"),
        ("딥시크는 [V3 개발에 557만6천달러가 들었다]고 밝혔다.", "딥시크"),
        ("국제통화기금(IMF)은 [성장률을 2%로 낮췄다]고 밝혔다.", "국제통화기금"),
        ("이날 통계청에 따르면 [물가는 2.3% 올랐다].", "통계청"),
        ("국회예산정책처 보고서에 따르면 [적자는 늘었다].", "국회예산정책처"),
        ("정부 관계자는 “[예산은 이미 집행됐다]”고 말했다.", "정부 관계자"),
        ("이재명 대표는 “[나라 빚이 늘었다. 이자가 30조원이다]”라며 정부를 비판했다.", "이재명"),
        ("박지원 의원은 전날 귀국했다. 그는 “[찬성한 적이 없다]”고 말했다.", "박지원"),
    ],
)
def test_the_speaker_of_a_korean_passage_is_offered(marked, name):
    assert name_of(marked) == name


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("“[We cut taxes by half],” said Gov. Maria Lopez of Texas.", "Maria Lopez"),
        ("John Smith, the finance minister, said [the deficit had doubled].", "John Smith"),
        ("“[We lost four million jobs],” Smith told reporters on Monday.", "Smith"),
        ("[Costs doubled], according to the Ministry of Health.", "Ministry of Health"),
        ("President Barack Obama said: “[More people are insured].”", "Barack Obama"),
        ("TRUMP: [We have the best economy in history].", "TRUMP"),
        ("“[It was never tested. Nobody checked]. We warned them,” Dr. Alan Reed wrote.", "Alan Reed"),
        ("[The bank lost $2bn], the Financial Times reported.", "Financial Times"),
        ("Ion Stoica of UC Berkeley said [the centre is moving].", "Ion Stoica"),
        ("Jane Doe said she was tired. “[The plant closed in May],” she added.", "Jane Doe"),
    ],
)
def test_the_speaker_of_an_english_passage_is_offered(marked, name):
    assert name_of(marked) == name


@pytest.mark.parametrize(
    "marked",
    [
        "[지난해 수출은 8.2% 늘었다].",
        "[엔비디아 주가는 15%대 급락했다].",
        "“[사실이 아니다]”라고 대변인은 반박했다.",
        "조사에 따르면 [적자는 늘었다].",
        "[Unemployment fell to 4 percent in May].",
        "The company said [it sold 3 million phones].",
        "Jane Doe visited Ohio. “[The plant closed in May],” she said.",
        "[]",
    ],
)
def test_nobody_is_offered_where_the_text_names_nobody(marked):
    assert name_of(marked) is None


def test_a_name_inside_the_quotation_is_not_its_speaker():
    assert name_of("“[Smith said it was over],” Jane Doe said.") == "Jane Doe"


def test_a_name_said_in_another_sentence_is_not_taken_without_a_pronoun():
    assert name_of("John Smith said no. [Prices fell by 3 percent].") is None


def test_offsets_outside_the_text_are_refused():
    with pytest.raises(ValueError, match="outside"):
        guess_speaker("short", 2, 9)


@given(st.text(alphabet="가는 고“”\"'.Aa said그대표씨,()\n", max_size=80), st.data())
def test_the_name_always_stands_where_it_is_said_to(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    found = guess_speaker(text, start, end)

    assert found is None or (found.name and text[found.start : found.end] == found.name)


@pytest.mark.parametrize(
    "piece", ["A ", "Smith said ", "대표는 ", '"', "“", "Aa ", "according to ", "AB ", "a, "]
)
def test_a_text_without_end_is_looked_at_only_about_the_passage(piece):
    text = piece * (200_000 // len(piece))

    found = guess_speaker(text, 100_000, 100_010)

    assert found is None or 95_000 < found.start < 105_000


def test_a_quotation_that_goes_on_after_its_speaker_is_still_theirs():
    text = '"It was a lie," said Robert Hale, who wrote the report. "Everyone knew it."'

    assert guess_speaker(text, text.index("Everyone"), len(text) - 1).name == "Robert Hale"


def test_a_quotation_in_a_paragraph_of_its_own_may_be_of_somebody_else():
    text = '"It was a lie," said Robert Hale.\n\n"Everyone knew it."'

    assert guess_speaker(text, text.index("Everyone"), len(text) - 1) is None
