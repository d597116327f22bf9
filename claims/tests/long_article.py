"""A generated article as long as a parliamentary debate, with hundreds of claims marked in it."""

from claims.models import Article, Citation, Claim
from claims.tests.make import NOW, make_article
from claims.words import CitationKind

SENTENCES = [
    "정부는 올해 예산 {n}조 {m}천억원을 지원하겠다고 밝혔다.",
    "통계청에 따르면 지난해 실업률은 {m}.{n}%로 전년보다 {m}%포인트 올랐다.",
    "회의는 오후 늦게까지 이어졌고, 참석자들은 자료를 넘기며 서로의 말을 들었다.",
    "The ministry spent ${n} million last year, about {m} percent more than in 2023.",
    "이 회사의 매출은 {n}억 달러로 경쟁사보다 {m}배 많았고 영업이익은 {m}% 줄었다.",
    "그는 반드시 바뀌어야 한다고 거듭 말했다.",
    "서울 지역 아파트 {n}만 {m}천 가구 가운데 {m}0%가 거래됐다고 협회는 설명했다.",
]


def long_text(characters: int) -> str:
    """Paragraphs of four sentences, no two alike, of which most are worth checking."""
    paragraphs, length, number = [], 0, 0
    while length < characters:
        told = []
        for _ in range(4):
            number += 1
            told.append(SENTENCES[number % len(SENTENCES)].format(n=100 + number, m=number % 9 + 1))
        paragraphs.append(" ".join(told))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:characters]


def make_long_article(claims: int = 200, characters: int = 50_000, **given) -> Article:
    """Every third sentence that states a number is a claim, until there are enough."""
    article = make_article(long_text(characters), headline="국회 본회의 속기록", **given)
    text, snapshot, at = article.body, article.snapshot, 0
    rows = []
    while len(rows) < claims:
        start = text.index("지난해" if len(rows) % 2 else "정부는", at)
        end = text.index(".", start + 20) + 1
        rows.append((start, end))
        at = end
    made = Claim.objects.bulk_create(Claim(wording_ko=text[start:end]) for start, end in rows)
    marks = [Citation(claim=claim, source=article.source, kind=CitationKind.APPEARANCE) for claim in made]
    for citation, (start, end) in zip(marks, rows, strict=True):
        citation.anchor(snapshot, now=NOW, start=start, end=end)
    Citation.objects.bulk_create(marks)
    return article
