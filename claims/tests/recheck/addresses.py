"""Addresses that must be refused, in every spelling we know of, each with its reason; and some that pass."""

LOOPBACK = """
http://127.0.0.1/
https://127.0.0.1/
http://127.0.0.1:80/
http://127.0.0.1:443/admin
HTTP://127.0.0.1/
http://127.0.0.1
http://127.0.0.1?x
http://127.0.0.1#x
http://127.0.0.2/
http://127.127.127.127/
http://127.255.255.255/
http://127.1/
http://127.0.1/
http://127.1:443/
http://2130706433/
http://2130706434/
http://2130706433:80/
http://017700000001/
http://0177.0.0.1/
http://0177.0.0.01/
http://00177.0000.0000.0001/
http://0177.1/
http://0177.0.1/
http://0x7f000001/
http://0X7F000001/
http://0x7f.0x0.0x0.0x1/
http://0x7f.0.0.1/
http://0x7f.1/
http://0x7f.0x1/
http://0177.0.0x0.1/
http://0x7f.0.01/
http://127.0x1/
http://0x0000007f.0x00000001/
http://127.0.0.1./
http://127.1./
http://2130706433./
http://0x7f.1./
http://１２７.０.０.１/
http://127。0。0。1/
http://127．0．0．1/
http://127｡0｡0｡1/
http://①②⑦.⓪.⓪.①/
http://𝟏𝟐𝟕.𝟎.𝟎.𝟏/
http://¹²⁷.⁰.⁰.¹/
http://２１３０７０６４３３/
http://０ｘ７ｆ．１/
http://[::1]/
http://[::1]:80/
http://[0:0:0:0:0:0:0:1]/
http://[0000:0000:0000:0000:0000:0000:0000:0001]/
http://[::0001]/
http://[0::1]/
http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/
http://[::FFFF:7F00:0001]/
http://[0:0:0:0:0:ffff:127.0.0.1]/
http://[0:0:0:0:0:ffff:7f00:1]/
http://[::ffff:127.255.255.254]/
http://[::127.0.0.1]/
http://[::7f00:1]/
http://[::ffff:0:127.0.0.1]/
http://[::ffff:0:7f00:1]/
http://[64:ff9b::127.0.0.1]/
http://[64:ff9b::7f00:1]/
http://[2002:7f00:1::]/
http://[2002:7f00:0001::1]/
http://[2001:0:7f00:1::]/
http://[2001:0:808:808::80ff:fffe]/
http://[2a00:1450::5efe:127.0.0.1]/
http://[2a00:1450::200:5efe:7f00:1]/
"""

THIS_NETWORK = """
http://0/
http://0.0.0.0/
http://0.0.0.0:80/
http://0.1/
http://0x0/
http://00/
http://0000.0000.0000.0000/
http://0.0.0.1/
http://[::]/
http://[0:0:0:0:0:0:0:0]/
http://[::ffff:0.0.0.0]/
http://[::0.0.0.2]/
http://[64:ff9b::]/
"""

PRIVATE = """
http://10.0.0.1/
http://10.255.255.255/
http://10.1/
http://0xa.1/
http://012.0.0.1/
http://167772161/
http://0x0a000001/
http://172.16.0.1/
http://172.31.255.255/
http://0xac.16.0.1/
http://2886729729/
http://192.168.0.1/
http://192.168.1.254/
http://192.168.257/
http://0300.0250.1/
http://3232235521/
http://0xc0a80001/
http://１９２.１６８.０.１/
http://[::ffff:10.0.0.1]/
http://[::ffff:c0a8:1]/
http://[::10.0.0.1]/
http://[64:ff9b::10.0.0.1]/
http://[64:ff9b::c0a8:101]/
http://[64:ff9b:1::1]/
http://[64:ff9b:1:ffff::8.8.8.8]/
http://[2002:a00:1::]/
http://[2002:c0a8:101::1]/
http://[2001:0:c0a8:101::]/
http://[2001:0:808:808::f5ff:fffe]/
http://[fc00::1]/
http://[fd00::1]/
http://[fd00:ec2::254]/
http://[fdff:ffff::1]/
http://[fec0::1]/
http://[feff::1]/
"""

LINK_LOCAL = """
http://169.254.169.254/
http://169.254.169.254/latest/meta-data/
http://169.254.169.254./
http://169.254.170.2/v2/credentials
http://169.254.0.1/
http://169.16689662/
http://169.254.43518/
http://2852039166/
http://0xa9fea9fe/
http://0xa9.0xfe.0xa9.0xfe/
http://0251.0376.0251.0376/
http://025177524776/
http://169。254。169。254/
http://１６９.２５４.１６９.２５４/
http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/
http://[::ffff:169.254.169.254]/
http://[::ffff:a9fe:a9fe]/
http://[::a9fe:a9fe]/
http://[64:ff9b::a9fe:a9fe]/
http://[2002:a9fe:a9fe::]/
http://[fe80::1]/
http://[fe80::a9fe:a9fe]/
http://[febf::1]/
http://[fe80::1%25eth0]/
http://[::1%25lo]/
"""

OTHER_RANGES = {
    "carrier_nat": "http://100.64.0.1/ http://100.127.255.255/ http://100.100.100.200/ http://[::ffff:100.64.0.1]/",
    "metadata": "http://168.63.129.16/ http://0xa83f8110/ http://[::ffff:168.63.129.16]/",
    "documentation": (
        "http://192.0.2.1/ http://198.51.100.7/ http://203.0.113.9/ http://[2001:db8::1]/ http://[3fff::1]/ "
        "http://[3fff:fff::1]/"
    ),
    "benchmark": "http://198.18.0.1/ http://198.19.255.255/",
    "multicast": "http://224.0.0.1/ http://239.255.255.250/ http://[ff02::1]/ http://[ff0e::1]/",
    "reserved": (
        "http://240.0.0.1/ http://255.255.255.255/ http://192.0.0.1/ http://192.0.0.192/ http://192.88.99.1/ "
        "http://4294967295/ http://4294967296/ http://1.2.3.4.5/ http://256.1.1.1/ http://1.2.3.256/ "
        "http://0x100000000/ http://08.8.8.8/ http://999999999999/ http://[100::1]/ http://[2001:2::1]/ "
        "http://[2001:10::1]/ http://[2001:20::1]/ http://[2002:808:808::]/ "
        "http://[2001:0:808:808::f7f7:f7f7]/ "
        "http://[3ffe::1]/ http://[5f00::1]/ http://[4000::1]/ http://[::8.8.8.8]/ http://[200::1]/"
    ),
}

LOCAL_NAMES = """
http://localhost/
http://LOCALHOST/
http://localhost./
http://localhost:80/
http://ｌｏｃａｌｈｏｓｔ/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/
http://a.localhost/
http://a.localhost./
http://localhost.localdomain/
http://ip6-localhost/
http://intranet/
http://metadata/
http://metadata.google.internal/
http://METADATA.google.internal./
http://instance-data.ec2.internal/
http://printer.local/
http://nas.lan/
http://router.home.arpa/
http://wiki.corp/
http://facebookcorewwwi.onion/
http://한국/
"""

BAD_SHAPES = {
    "scheme": (
        "ftp://example.com/ file:///etc/passwd gopher://127.0.0.1:6379/_x dict://127.0.0.1:11211/ "
        "ldap://example.com/ "
        "javascript:alert(1) data:text/html,x mailto:a@example.com ws://example.com/ ftps://example.com/ "
        "view-source:http://example.com/ blob:http://example.com/ jar:http://example.com!/ localhost:80/"
    ),
    "credentials": (
        "http://user@example.com/ http://user:pass@example.com/ http://example.com@127.0.0.1/ "
        "http://@127.0.0.1/ http://:@example.com/ http://127.0.0.1@example.com/ http://a%40b@example.com/"
    ),
    "port": (
        "http://example.com:22/ http://example.com:8080/ https://example.com:8443/ http://example.com:6379/ "
        "http://example.com:0/ http://example.com:65535/ http://93.184.216.34:25/"
    ),
    "bad_url": (
        "http:/example.com/ http:example.com http:\\\\example.com example.com //example.com/ /etc/passwd "
        "http://example.com\\@127.0.0.1/ http://127.0.0.1\\.example.com/ http://exa\tmple.com/ "
        "http://example.com/\r\nX:1 http://example.com\x00.evil.example/ http://127.0.0.1\n/ http://example.com/\ud800"
    ),
    "bad_host": (
        "http://:80/ http://example.com:99999/ http://example.com:-1/ http://example.com:8o/ http://[::1/ "
        "http://::1/ "
        "http://[127.0.0.1]/ http://%31%32%37.0.0.1/ "
        "http://127.0.0.1%2f.example.com/ http://a..b/ http://.example.com/ http://example..com/ "
        "http://-a.example.com/ http://exa\u200bmple.com/ http://exam\u00adple.com/ http://example.com../ "
        "http://example.com,127.0.0.1/ http://127.0.0.1;example.com/ http://exa$mple.com/ http://[::1].example.com/"
    ),
    "no_host": "http:/// http:///127.0.0.1/ http://?x http://#x",
    "notation": (
        "http://8.8.8.8./ http://134744072/ http://0x8.8.8.8/ http://010.8.8.8/ http://8.8.2056/ "
        "http://example.123/ http://example.0x7f/ http://1.2.3.foo.4/ http://８.８.８.８./"
    ),
}


def rows(table: str) -> list[str]:
    return table.strip().splitlines()


def words(table: str) -> list[str]:
    return table.split(" ")


REFUSED = [
    *[(url, "loopback") for url in rows(LOOPBACK)],
    *[(url, "this_network") for url in rows(THIS_NETWORK)],
    *[(url, "private") for url in rows(PRIVATE)],
    *[(url, "link_local") for url in rows(LINK_LOCAL)],
    *[(url, "local_name") for url in rows(LOCAL_NAMES)],
    *[(url, reason) for reason, table in (OTHER_RANGES | BAD_SHAPES).items() for url in words(table)],
]

PUBLIC = """
https://example.com/
http://example.com:80/a
https://example.com:443/a?b=c
https://www.yna.co.kr/view/AKR20250101000100001?section=search
http://한국은행.한국/보고서?제목=물가 상승
https://xn--3e0b707e.kr/
http://8.8.8.8/
http://93.184.216.34/page
https://[2606:2800:220:1:248:1893:25c8:1946]/
http://[64:ff9b::8.8.8.8]/
http://100.63.255.255/
http://100.128.0.0/
http://172.32.0.1/
http://11.0.0.1/
http://127.0.0.1.nip.io/
http://10.example.com/
http://0x7f.example.com/
http://under_score.example.com/
https://example.com/login?next=http://127.0.0.1/
https://example.com/@user/status
https://example.com/a:b@c
http://example.com./
http://3com.com/
http://local.example.com/
"""
