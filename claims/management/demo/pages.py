"""The demo's own source pages, and what becomes of each after the first look.

Every page is written by us and says so. ``before`` is what the first look finds, ``after`` what later looks
find; None means it stays. What a page does besides (redirect, 410, slow …) is its ``manner``.
"""

from dataclasses import dataclass

from . import articles


@dataclass(frozen=True)
class SourcePage:
    """One page. ``paragraphs`` are the texts; ``publisher`` and ``group`` go into the source's row."""

    path: str
    title: str
    publisher: str
    before: tuple[str, ...]
    after: tuple[str, ...] | None = None
    language: str = "en"
    manner: str = "page"  # page, redirect, gone, slow, euc-kr, pdf, robots
    leads_to: str = ""
    group: str = ""
    interest: str = ""


FINAL_RUN = "Priced at $2 per GPU hour, 2.788M H800 GPU hours come to $5.576M for the final training run."
EXCLUDED = "Earlier research and the ablation experiments are not part of this sum."
CLUSTER = "The model was trained on a cluster of 2,048 H800 GPUs."
COST_NOTE = "All told, the official training of the model cost $5.576 million."
EXPORT_VERSION = "Nvidia made the H800 for export to China after the rules of 2022."
NOON = "Around noon on 27 January 2025 Nvidia shares were down by about 15 percent."
CLOSE = "엔비디아는 142.62달러에서 118.42달러로 17% 내린 채 장을 마쳤고 시가총액 약 5천890억 달러가 사라졌다."
CAPEX = "The company plans capital expenditure of $60–65 billion in 2025."
CAPEX_KO = "메타는 2025년 자본지출을 600억~650억 달러로 예고했다."
LICENCE = "On 26 August 2022 Nvidia was told of a new licence requirement for the A100 and H100."
TWO_MAKERS = "AMD was told of the same rule for its MI250, so both makers could no longer ship freely."
AMODEI = "Models in training today cost about $100 million, and some being planned come closer to $1 billion."
SATELLITE = "스푸트니크 1호는 1957년 10월 4일 발사됐고, 미국의 익스플로러 1호는 1958년 1월에야 궤도에 올랐다."
ALLIANCE = "The AI Alliance was launched on 5 December 2023 by IBM and Meta with more than 50 members."
POST = "Deepseek R1 is AI's Sputnik moment."
RELEASE = "DeepSeek-R1 was released on 20 January 2025."
MIT = (
    "Code and weights of R1 are published under the MIT licence, which allows use and change free of charge."
)
NOT_OPEN = "The training data and the training code have not been published."
GPT = "The weights of GPT-2 were published in 2019; those of GPT-3 and its successors were not."
BANDWIDTH = "The H800 is an H100 with its chip-to-chip bandwidth reduced to stay below the thresholds."
OPINION_SANCTIONS = "Whether export controls work is a judgement on which economists disagree."
OPINION_CENTRE = (
    "Where the centre of open source lies depends on what one counts: downloads, authors or money."
)
SPUTNIK_QUOTED = "Marc Andreessen wrote on X on 26 January 2025 that R1 is AI's Sputnik moment."
BUDGETS = (
    "Published estimates for models of 2024 run from tens of millions of dollars to a few hundred million."
)
OPEN_WEIGHTS = "In 2025 the company turned back to open-weight models in part."

PAGES = [
    *(
        SourcePage(
            text.path,
            text.headline,
            text.outlet,
            tuple(text.body.strip().split("\n\n")),
            language=text.language,
        )
        for text in articles.TEXTS
    ),
    # One that stays as it is
    SourcePage(
        "/sources/v3-report", "DeepSeek-V3: the technical report in brief", "Model Notes",
        ("The report describes the model and how it was trained.", CLUSTER, FINAL_RUN, EXCLUDED),
    ),
    # One whose number changes
    SourcePage(
        "/sources/cost-note", "What training DeepSeek-V3 cost", "Compute Ledger",
        ("We keep a ledger of what training runs are said to cost.", COST_NOTE,
         "Figures are those of the makers."),
        ("We keep a ledger of what training runs are said to cost.", COST_NOTE.replace("5.576", "5.6"),
         "Figures are those of the makers."),
    ),
    # One that moves the quote to another place
    SourcePage(
        "/sources/chip-versions", "Versions of a chip", "Chip Register",
        (EXPORT_VERSION, BANDWIDTH, "The register lists chips with the rules they were made for.",
         "Each entry names the maker, the year and the market.", "Corrections are welcome."),
        ("The register lists chips with the rules they were made for.",
         "Each entry names the maker, the year and the market.", "Corrections are welcome.",
         "New in this edition: memory sizes and prices.", BANDWIDTH, EXPORT_VERSION),
    ),
    # One that drops the quote
    SourcePage(
        "/sources/market-noon", "Markets at midday", "Ticker Desk",
        ("Technology shares opened lower on Monday.", NOON, "Utilities fell as well."),
        ("Technology shares opened lower on Monday.", "Utilities fell as well."),
    ),
    SourcePage(
        "/sources/market-close", "뉴욕 증시 마감", "마감 시황",
        (CLOSE, CAPEX_KO, "거래량은 평소의 두 배를 넘었다."), language="ko",
    ),
    # One that redirects
    SourcePage(
        "/sources/capex", "Spending plans for 2025", "Investor Pages",
        (CAPEX, "Most of it goes into data centres."),
        manner="redirect", leads_to="/sources/capex-2025",
        interest="Published by the company whose spending it describes.",
    ),
    # One that goes away
    SourcePage(
        "/sources/licence-rule", "The licence requirement of August 2022", "Trade Rule Index",
        ("A licence requirement means that each export needs a permit.", LICENCE, TWO_MAKERS), manner="gone",
    ),
    SourcePage(
        "/sources/interview.pdf", "Interview on the cost of models", "Podcast Transcripts",
        ("Interview on the cost of models, 2024. Notes by the editors.", AMODEI), manner="pdf",
    ),
    SourcePage(
        "/sources/satellites", "첫 인공위성들", "우주사 연표", ("연표는 발사일을 기준으로 한다.", SATELLITE),
        language="ko", manner="euc-kr",
    ),
    SourcePage(
        "/sources/alliance", "Who is in the AI Alliance", "Open Model Directory",
        (ALLIANCE, "Members include universities and companies."), manner="slow",
    ),
    SourcePage("/members/post", "A post of 26 January 2025", "Post Archive", (POST,), manner="robots"),
    SourcePage(
        "/sources/r1-release", "DeepSeek-R1: release notes, annotated", "Open Source Monitor",
        (RELEASE, MIT, NOT_OPEN, GPT, OPEN_WEIGHTS),
    ),
    SourcePage(
        "/sources/commentary", "Reading the DeepSeek week", "Weekly Review",
        (SPUTNIK_QUOTED, BUDGETS, OPINION_SANCTIONS, OPINION_CENTRE),
    ),
]  # fmt: skip

BY_PATH = {page.path: page for page in PAGES}
