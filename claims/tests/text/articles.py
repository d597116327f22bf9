"""Articles as pages give them: boilerplate around prose, in Korean and English, on varied topics."""

KOREAN = [
    """삼성전자가 올해 1분기 영업이익이 6조6천60억원으로 지난해 같은 기간보다 931.87% 늘었다고 30일 공시했다. 매출은 71조9천156억원으로 12.8% 증가했다. 반도체 부문은 1조9천100억원의 흑자를 내며 5개 분기 만에 적자에서 벗어났다.
회사 관계자는 “인공지능 서버용 고대역폭 메모리 수요가 예상보다 빠르게 늘고 있다”고 말했다. 다만 스마트폰 판매는 지난 분기보다 3% 줄어든 6천만 대에 그쳤다. 증권가는 2분기 영업이익이 8조원을 넘을 것으로 내다봤다.
SK하이닉스도 같은 기간 영업이익이 2조8천860억원으로 흑자 전환했다고 밝혔다. 매출은 12조4천296억원으로 144.3% 증가했다. 두 회사의 실적 개선은 메모리 가격 상승에 힘입은 것이라고 업계는 설명했다.""",
    """통계청이 28일 발표한 인구동향에 따르면 지난해 출생아 수는 23만 명으로 1년 전보다 1만9천200명 줄었다. 합계출산율은 0.72명으로 역대 최저를 기록했다. 첫째아를 낳은 산모의 평균 연령은 33.0세였다.
정부는 저출산 대책에 2006년부터 380조원을 썼지만 출산율은 오르지 않았다. 전문가들은 주거비와 교육비 부담을 가장 큰 원인으로 꼽는다. 이삼식 한양대 교수는 “현금 지원만으로는 추세를 바꿀 수 없다”고 지적했다.
서울의 합계출산율은 0.55명으로 전국에서 가장 낮았다. 세종은 0.97명으로 가장 높았으나 처음으로 1명 아래로 떨어졌다. 혼인 건수는 19만4천 건으로 12년 만에 소폭 늘었다.""",
    """질병관리청은 지난주 독감 의심 환자가 외래 환자 1천 명당 61.3명으로 유행 기준의 10배에 가깝다고 밝혔다. 특히 13~18세 청소년에서 133.4명으로 가장 많았다. 백신을 맞은 고령층의 입원율은 맞지 않은 사람의 절반 수준이었다.
김 청장은 국회에서 “백신과 사망 사이의 인과관계가 확인된 사례는 없다”고 말했다. 일부 온라인 게시글은 백신이 독감을 일으킨다고 주장했으나 사실이 아니다. 의료진은 손 씻기와 마스크 착용을 권고했다.
병원협회는 응급실 병상 가동률이 92%까지 올랐다고 전했다. 소아과 대기 시간은 평균 2시간 40분으로 늘었다. 정부는 다음 달까지 비상 진료 체계를 유지하기로 했다.""",
    """국토교통부는 2025년부터 수도권 광역급행철도 A노선의 운정~서울역 구간을 개통한다고 발표했다. 운정에서 서울역까지 걸리는 시간은 50분에서 22분으로 줄어든다. 기본요금은 3천200원이며 10㎞를 넘으면 5㎞마다 250원이 붙는다.
사업비는 모두 5조7천억원으로 당초 계획보다 4천억원 늘었다. 박상우 장관은 개통 첫날 하루 5만 명이 이용할 것으로 예상했다. 그러나 시민단체는 실제 수요가 예측의 40%에 불과하다고 반박했다.
환승 통로는 지하 8층에 놓여 지상까지 6분이 걸린다. 비상 대피 시설은 안전 기준을 충족한다고 공단은 설명했다. 하반기에는 창릉역이 추가로 문을 연다.""",
    """중국 인공지능 기업 딥시크는 기술 보고서에서 V3 모델 학습에 엔비디아 H800 그래픽처리장치 2천48개를 썼다고 밝혔다. 학습에 든 시간은 278만8천 GPU 시간이고 비용은 557만6천달러(약 78억8천만원)라고 적었다. 이 금액에는 앞선 연구와 실험에 든 비용이 들어 있지 않다.
오픈AI의 샘 올트먼 최고경영자는 GPT-4 학습에 1억 달러 넘게 들었다고 말한 바 있다. 업계에서는 딥시크가 실제로 보유한 장비가 5만 개에 이를 것이라는 추정도 나온다. 미국 정부는 2022년 10월부터 고성능 반도체의 중국 수출을 막고 있다.
딥시크의 애플리케이션은 1월 27일 미국 애플 앱스토어 무료 부문 1위에 올랐다. 그날 엔비디아 주가는 17% 떨어져 시가총액 5천930억 달러가 사라졌다. 한국 개인정보보호위원회는 2월 15일 신규 내려받기를 중단시켰다.""",
    """한국은행 금융통화위원회는 기준금리를 연 3.25%에서 3.00%로 0.25%포인트 낮추기로 결정했다. 이창용 총재는 물가 상승률이 목표인 2% 부근에서 안정되고 있다고 설명했다. 위원 6명 가운데 4명이 인하에 찬성했다.
원·달러 환율은 전날보다 4.6원 내린 1천395.9원에 거래를 마쳤다. 가계부채는 3분기 말 1천913조8천억원으로 사상 최대를 기록했다. 주택담보대출은 19조4천억원 늘어 3년 만에 가장 큰 폭으로 증가했다.
한은은 내년 성장률 전망치를 2.1%에서 1.9%로 내려 잡았다. 수출 증가세가 예상보다 빨리 둔화하고 있기 때문이다. 민간 소비는 1.2% 늘어나는 데 그칠 것으로 전망했다.""",
]

ENGLISH = [
    """DeepSeek said in its technical report that training its V3 model took 2.788 million H800 GPU hours. At an assumed rental price of $2 per GPU hour, the total training cost came to $5.576 million. The figure does not include the costs of earlier research and experiments.
Analysts at SemiAnalysis estimated that the company had spent more than $500 million on hardware. Sam Altman has said that training GPT-4 cost over $100 million. The company did not respond to a request for comment on Monday.
Nvidia shares fell 17 percent on January 27, wiping out $593 billion in market value. It was the largest one-day loss of any company in the history of the stock market. The Nasdaq Composite lost 3.1 percent on the same day.""",
    """The unemployment rate edged down to 4.1 percent in December as employers added 256,000 jobs, the Labor Department said on Friday. Average hourly earnings rose 0.3 percent from the month before and 3.9 percent from a year earlier. Economists had expected a gain of about 155,000 jobs.
Health care added 46,000 positions, while manufacturing lost 13,000. “The labor market is not a source of inflationary pressure,” said Maria Torres, chief economist at Westfield Bank. Government employment grew by 33,000.
The share of people who had been out of work for 27 weeks or more stood at 22.4 percent. Revisions lowered the count for October and November by 8,000 jobs in total. The Federal Reserve is widely expected to leave rates unchanged at its January meeting.""",
    """Global average temperatures in 2024 were 1.55 degrees Celsius above the pre-industrial level, the World Meteorological Organization reported. It was the first calendar year to exceed the 1.5-degree limit set in the Paris agreement. The past ten years have all been among the ten warmest on record.
Ocean heat rose by about 16 zettajoules between 2023 and 2024. Carbon dioxide in the atmosphere reached 422.7 parts per million, the agency said. “We still have time to avoid the worst of climate catastrophe,” said Secretary-General António Guterres.
Sea ice around Antarctica shrank to 1.99 million square kilometers in February. Scientists cautioned that a single year above the threshold does not mean the agreement has failed. Emissions from fossil fuels rose 0.8 percent to 37.4 billion tonnes.""",
    """Mayor Helen Brandt told the council that violent crime in the city had fallen 12 percent since she took office in 2021. Police data show 3,412 violent offenses last year, down from 3,877 in 2021. Burglaries rose from 5,120 to 5,346 over the same period.
Her opponent, Daniel Ruiz, said the drop was smaller than in comparable cities. The department changed how it counts aggravated assaults in July 2022. Criminologists say that the change makes year-to-year comparison difficult.
The council voted 7-4 to approve a police budget of $214 million, an increase of 6.5 percent. The budget pays for 60 new officers and 22 civilian investigators. It also sets aside $3.8 million for mental health response teams.""",
    """A large trial of the malaria vaccine R21 found that it was 75 percent effective over 12 months in children aged 5 to 36 months. More than 4,800 children in Burkina Faso, Kenya, Mali and Tanzania took part. No deaths were attributed to the vaccine.
The Serum Institute of India has said it can make 100 million doses a year. Each dose costs between $2 and $4, well below the price of the earlier vaccine. The World Health Organization recommended the vaccine in October 2023.
Malaria killed an estimated 608,000 people in 2022, most of them children under five. Funding for malaria control fell short of the $7.8 billion target by $3.7 billion. “This is not a silver bullet, but it will save lives,” said Adrian Hill, director of the Jenner Institute.""",
    """Boeing delivered 348 commercial jets last year, its lowest total since the pandemic. Airbus delivered 766 aircraft over the same period. Boeing booked 569 gross orders, while its rival booked 878.
A seven-week strike by 33,000 machinists halted output of the 737 MAX. The Federal Aviation Administration capped production at 38 jets a month after a door panel blew out in January 2024. Chief executive Kelly Ortberg said the company would not rush the recovery.
The company raised $24 billion in a share sale in October. It ended the year with a backlog of more than 5,500 airplanes. Analysts at Jefferies expect deliveries to rise to 575 this year.""",
]

# Pages of one sentence told again and again: the quote's neighbours are its look-alikes.
TEMPLATES = [
    """구별 아파트 매매가격을 보면 강남구는 지난주 0.35% 올라 4주 연속 상승했다. 서초구는 지난주 0.29% 올라 6주 연속 상승했다. 송파구는 지난주 0.31% 올라 5주 연속 상승했다. 강동구는 지난주 0.12% 올라 2주 연속 상승했다.
마포구는 지난주 0.18% 올라 3주 연속 상승했다. 용산구는 지난주 0.22% 올라 7주 연속 상승했다. 노원구는 지난주 0.02% 내려 9주 연속 하락했다. 도봉구는 지난주 0.04% 내려 8주 연속 하락했다. 강북구는 지난주 0.03% 내려 9주 연속 하락했다.
한국부동산원은 재건축 기대가 큰 단지를 중심으로 매수 문의가 늘었다고 설명했다. 전세가격은 0.05% 올랐다.""",
    """개표 결과를 보면 부산에서 김민재 후보는 52만3천412표를 얻어 48.2%를 기록했다. 대구에서 김민재 후보는 31만2천98표를 얻어 39.7%를 기록했다. 인천에서 이수현 후보는 61만8천331표를 얻어 51.4%를 기록했다. 광주에서 이수현 후보는 44만1천209표를 얻어 77.3%를 기록했다.
대전에서 이수현 후보는 35만9천120표를 얻어 47.9%를 기록했다. 울산에서 김민재 후보는 28만4천667표를 얻어 49.1%를 기록했다. 투표율은 전국 평균 66.2%였다. 선거관리위원회는 재검표 요청이 두 곳에서 들어왔다고 밝혔다.""",
    """In Ohio, the median home sold for $231,400 in March, up 5.2 percent from a year earlier. In Texas, the median home sold for $338,900 in March, down 0.4 percent from a year earlier. In Florida, the median home sold for $402,300 in March, up 1.1 percent from a year earlier. In Idaho, the median home sold for $455,200 in March, up 2.9 percent from a year earlier.
In Maine, the median home sold for $386,700 in March, up 7.8 percent from a year earlier. In Utah, the median home sold for $512,500 in March, up 3.3 percent from a year earlier. Mortgage rates averaged 6.8 percent. Economists expect sales to pick up in the second half of the year.""",
    """Alphabet reported quarterly revenue of $96.5 billion, up 12 percent, and net income of $26.5 billion. Microsoft reported quarterly revenue of $69.6 billion, up 12 percent, and net income of $24.1 billion. Amazon reported quarterly revenue of $187.8 billion, up 10 percent, and net income of $20.0 billion. Meta reported quarterly revenue of $48.4 billion, up 21 percent, and net income of $20.8 billion.
Apple reported quarterly revenue of $124.3 billion, up 4 percent, and net income of $36.3 billion. Tesla reported quarterly revenue of $25.7 billion, up 2 percent, and net income of $2.3 billion. Investors were watching spending on data centers. The five largest companies plan to spend more than $300 billion this year.""",
]

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
    if article in KOREAN or article in TEMPLATES[:2]:
        return KOREAN_HEAD + article + KOREAN_FOOT
    return ENGLISH_HEAD + article + ENGLISH_FOOT
