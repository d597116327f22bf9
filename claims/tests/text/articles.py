"""Articles as pages give them: boilerplate around prose, in Korean and English, on varied topics.

The prose lies in ``articles.txt``: sections under "== NAME", articles between empty lines. Templates are
pages of one sentence told again and again: the quote's neighbours are its look-alikes.
"""

from pathlib import Path


def _sections() -> dict[str, list[str]]:
    sections = {}
    for section in Path(__file__).with_name("articles.txt").read_text(encoding="utf-8").split("== ")[1:]:
        name, _, text = section.partition("\n")
        sections[name] = [article.strip() for article in text.split("\n\n") if article.strip()]
    return sections


_SECTIONS = _sections()
KOREAN, ENGLISH = _SECTIONS["KOREAN"], _SECTIONS["ENGLISH"]
KOREAN_TEMPLATES, ENGLISH_TEMPLATES = _SECTIONS["KOREAN TEMPLATES"], _SECTIONS["ENGLISH TEMPLATES"]

KOREAN_HEAD = """본문 바로가기
정치 경제 사회 국제 문화 스포츠
로그인 회원가입 구독신청
입력 2025.02.03. 오전 9:12 수정 2025.02.03. 오후 2:40
기사원문 글자 크기 공유하기
"""
KOREAN_FOOT = """
박지훈 기자 jihoon@example.com
저작권자 ⓒ 무단 전재 및 재배포 금지
많이 본 뉴스
1 내일 전국에 비 최대 60㎜…모레부터 기온 뚝
2 환율 1천400원 넘나…수출 기업 긴장
3 “전세 사기 피해자 2만 명” 국회 토론회
댓글 128개 구독하기 후원하기
회사소개 이용약관 개인정보처리방침 청소년보호정책
"""
ENGLISH_HEAD = """Skip to main content
Home World Business Technology Science Opinion
Sign in Subscribe
By Laura Chen and Tom Webb
Published Feb. 3, 2025 Updated 2:40 p.m. ET
Share full article
"""
ENGLISH_FOOT = """
Laura Chen reports on business. Contact her at chen@example.com.
Most popular
1 Storm could bring 10 inches of snow to the Midwest
2 What the court's ruling means for student loans
3 “I lost 40 percent of my savings”: readers respond
We use cookies to improve your experience. Terms of service Privacy policy
© 2025 Example News
"""


def page(article: str) -> str:
    """An article with its page around it."""
    if article in KOREAN or article in KOREAN_TEMPLATES:
        return KOREAN_HEAD + article + KOREAN_FOOT
    return ENGLISH_HEAD + article + ENGLISH_FOOT
