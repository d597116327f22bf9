"""The article under check, written by us in Korean and in English: the facts and figures of January 2025.

The Korean figures stand in the forms that Korean business papers use; the text engine has to read them.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
PUBLISHED_ON = date(2025, 1, 28)


@dataclass(frozen=True)
class Text:
    """One language's article: where the demo's site shows it, and what it says."""

    language: str
    path: str
    headline: str
    outlet: str
    byline: str

    @property
    def body(self) -> str:
        return (HERE / f"article_{self.language}.txt").read_text()


KOREAN = Text(
    language="ko",
    path="/articles/deepseek-ko",
    headline="중국 딥시크 ‘저비용 AI’에 뉴욕 증시 출렁…빅테크 투자 셈법 흔들",
    outlet="한빛경제",
    byline="김하늘",
)
ENGLISH = Text(
    language="en",
    path="/articles/deepseek-en",
    headline="China’s DeepSeek rattles Wall Street with an AI model built on the cheap",
    outlet="Hanbit Business Daily",
    byline="Haneul Kim",
)
TEXTS = (KOREAN, ENGLISH)
