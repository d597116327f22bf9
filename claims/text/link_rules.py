"""Tables for reading addresses: what in an address says nothing about the document. Each entry with its
reason.

An entry goes in only when dropping it cannot merge two documents. ``ref``, ``source``, ``from``, ``page``,
``lang`` and ``id`` stay out on purpose: GitHub shows another branch by ``ref``, search pages another list
by ``source``.
"""

# Parameters dropped on every host (compared in lower case).
TRACKING = {
    "fbclid": "Facebook: who clicked",
    "fb_action_ids": "Facebook: which share",
    "fb_action_types": "Facebook: which share",
    "fb_ref": "Facebook: which widget",
    "fb_source": "Facebook: which list",
    "gclid": "Google Ads: which click",
    "gclsrc": "Google Ads: which system",
    "gbraid": "Google Ads: which click, iOS",
    "wbraid": "Google Ads: which click, iOS",
    "gad_source": "Google Ads: which surface",
    "gad_campaignid": "Google Ads: which campaign",
    "dclid": "Google Display: which click",
    "srsltid": "Google Merchant: which result",
    "_ga": "Google Analytics: visitor across domains",
    "_gl": "Google Analytics: visitor across domains",
    "msclkid": "Microsoft Ads: which click",
    "yclid": "Yandex and Yahoo Japan: which click",
    "ysclid": "Yandex: which search click",
    "_openstat": "Yandex: which campaign",
    "twclid": "X: which click",
    "ttclid": "TikTok: which click",
    "li_fat_id": "LinkedIn: which click",
    "igshid": "Instagram: who shared",
    "igsh": "Instagram: who shared",
    "mc_cid": "Mailchimp: which mailing",
    "mc_eid": "Mailchimp: which reader",
    "_hsenc": "HubSpot: which reader",
    "_hsmi": "HubSpot: which mailing",
    "__hssc": "HubSpot: which session",
    "__hstc": "HubSpot: which visitor",
    "__hsfp": "HubSpot: which browser",
    "hsctatracking": "HubSpot: which button",
    "mkt_tok": "Marketo: which reader",
    "vero_id": "Vero: which reader",
    "oly_anon_id": "Omeda: which reader",
    "oly_enc_id": "Omeda: which reader",
    "wickedid": "Wicked Reports: which click",
    "s_kwcid": "Adobe: which keyword",
    "ef_id": "Adobe: which click",
    "ref_src": "X embeds: which button",
    "guccounter": "Yahoo consent page: how many redirects",
    "guce_referrer": "Yahoo consent page: from where",
    "guce_referrer_sig": "Yahoo consent page: signature of the former",
    "n_media": "Naver ads: which medium",
    "n_query": "Naver ads: what was searched",
    "n_rank": "Naver ads: which position",
    "n_ad_group": "Naver ads: which group",
    "n_ad": "Naver ads: which ad",
    "n_keyword": "Naver ads: which keyword",
    "n_keyword_id": "Naver ads: which keyword",
    "n_campaign_type": "Naver ads: which kind",
    "napm": "Naver shopping: which click",
    "kakao_from": "KakaoTalk: which share",
    "x_trkm": "Daum: which click",
}

# Families of such parameters, told by how the name begins.
TRACKING_PREFIXES = (
    "utm_",  # Urchin, now Google Analytics: campaign, medium, source …; also utm_id, utm_source_platform
    "pk_",  # Piwik: pk_campaign, pk_kwd
    "mtm_",  # Matomo, its successor
    "_branch_",  # Branch: which app link
    "at_custom",  # AT Internet (BBC, France Télévisions): custom campaign fields
)

# Parameters dropped only where we know what they mean: host (and its subdomains) → names.
TRACKING_ON = {
    "youtube.com": {
        "si",
        "feature",
        "pp",
        "ab_channel",
        "t",
        "start",
        "index",
        "app",
    },  # share marks, start time
    "x.com": {"s", "t", "ref_url"},  # which client shared
    "instagram.com": {"hl", "img_index"},  # menu language, which picture first
    "blog.naver.com": {"trackingcode", "proxyreferer"},  # from which service (news articles: see links)
    "v.daum.net": {"f", "from", "rcmd"},  # which list the reader came from
    "yna.co.kr": {"section", "input", "site", "audio"},  # which list, which portal
    "joongang.co.kr": {"cloc"},  # where on the front page
    "donga.com": {"ref", "gid"},  # where on the front page
    "mk.co.kr": {"sc"},  # where on the front page
    "nytimes.com": {
        "smid",
        "smtyp",
        "partner",
        "searchresultposition",
        "unlocked_article_code",
    },  # who shared
    "theguardian.com": {"cmp"},  # which campaign
    "bbc.com": {"at_medium", "at_campaign", "at_link_id", "at_link_type", "at_format", "at_bbc_team", "ocid"},
    "bbc.co.uk": {
        "at_medium",
        "at_campaign",
        "at_link_id",
        "at_link_type",
        "at_format",
        "at_bbc_team",
        "ocid",
    },
    "cnn.com": {"cid"},  # which campaign
    "reuters.com": {"taid"},  # which tweet
    "washingtonpost.com": {"itid", "wpmk", "wpisrc", "tid"},  # where on the front page, which mailing
    "bloomberg.com": {"srnd", "sref", "leadsource"},  # which list, which campaign
    "wsj.com": {"mod", "st", "reflink"},  # which list, who shared
}

# Query pairs that ask for the AMP or mobile form of the same article; None: any value.
AMP_PARAMETERS = {"amp": ("", "1", "true"), "outputtype": ("amp",), "output": ("amp",)}

# First labels that name another dress of the same site. Dropped only above a registrable name, and, but for
# www, only when the path names a document: front pages of mobile sites differ.
SAME_SITE_LABELS = ("www", "m", "mobile", "amp")

# Sites that are known to have one content under several names.
SAME_HOST = {
    "twitter.com": "x.com",  # renamed in 2023, old addresses redirect
    "dx.doi.org": "doi.org",  # the resolver's former name
    "export.arxiv.org": "arxiv.org",  # arXiv's mirror for programs
    "news.v.daum.net": "v.daum.net",  # the same article under the portal's former name
    "youtube-nocookie.com": "youtube.com",  # embedding host
}

# Wikimedia puts its mobile label in the middle: ko.m.wikipedia.org.
WIKIMEDIA = (
    "wikipedia.org",
    "wiktionary.org",
    "wikinews.org",
    "wikisource.org",
    "wikiquote.org",
    "wikimedia.org",
)

# Under a two-letter country code these labels are shared by everybody (co.kr, ac.uk, go.jp, seoul.kr …).
_SECOND = """
ac ad co com ed edu es go gob gov gr hs kg lg ltd me mil ms ne net nhs nom or org pe plc police re sc sch
busan chungbuk chungnam daegu daejeon gangwon gwangju gyeongbuk gyeonggi gyeongnam incheon jeju
jeonbuk jeonnam seoul ulsan
"""
SHARED_SECOND = frozenset(_SECOND.split())

# Hosts that give a name to every customer: mobile.github.io is somebody's site, not a mobile github.io.
_HOSTS = """
blogspot.com cafe24.com creatorlink.net firebaseapp.com fly.dev ghost.io github.io gitlab.io herokuapp.com
medium.com netlify.app notion.site onrender.com oopy.io pages.dev readthedocs.io substack.com tistory.com
tumblr.com vercel.app web.app weebly.com wixsite.com wordpress.com workers.dev
"""
SHARED_HOSTS = frozenset(_HOSTS.split())
