"""The API: what it tells, what it never tells, how it behaves."""

import json

import pytest

from claims.public.api.openapi import document
from claims.public.api.resources import RESOURCES
from claims.tests.make import NOW, correct, make_claim, make_published_claim, make_topic, make_user
from claims.tests.public.world import make_world
from claims.words import Role

pytestmark = pytest.mark.django_db
API = "/api/v1"
PYTHON = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list, "null": type(None)}


def get(client, path: str, **given):
    response = client.get(f"{API}{path}", given)
    assert response.status_code == 200, (path, response.content)
    return response.json()


def mismatches(value, schema: dict, where: str = "") -> list[str]:
    """Where a value differs from its schema: the few keywords that we use."""
    if "oneOf" in schema:
        return (
            [] if any(not mismatches(value, one) for one in schema["oneOf"]) else [f"{where}: none of oneOf"]
        )
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(type(value) is PYTHON[kind] for kind in kinds):
        return [f"{where}: {value!r} is not {kinds}"]
    found = [f"{where}: {value!r}"] if "enum" in schema and value not in schema["enum"] else []
    if isinstance(value, dict):
        known = schema["properties"]
        found += [f"{where}.{name} unknown" for name in set(value) - set(known)]
        found += [f"{where}.{name} missing" for name in set(schema.get("required", ())) - set(value)]
        for name in set(value) & set(known):
            found += mismatches(value[name], known[name], f"{where}.{name}")
    if isinstance(value, list):
        found += [text for item in value for text in mismatches(item, schema["items"], f"{where}[]")]
    return found


def test_every_resource_answers_as_its_schema_says_in_lists_and_alone(client):
    claim = make_world()
    revised = claim.verdict.revise(by=make_user(Role.EDITOR))
    revised.correction_kind, revised.correction_en = "update", "New figures."
    revised.save()
    revised.submit(by=revised.author, now=NOW)
    revised.approve(by=make_user(Role.APPROVER), now=NOW)
    claim.quantities.create(low=5_576_000, high=5_576_000, unit="USD", words="$5.576M")
    schemas = document()["components"]["schemas"]

    for resource in RESOURCES:
        rows = get(client, f"/{resource.name}")["results"]
        assert rows, resource.name
        for row in [*rows, get(client, f"/{resource.name}/{rows[0]['id']}")]:
            assert set(row) == {field.name for field in resource.fields}
            assert mismatches(row, schemas[resource.one], resource.one) == []


def test_a_claim_comes_with_verdict_quotes_and_pages_in_both_languages(client):
    (claim,) = [make_world()]
    shown = get(client, f"/claims/{claim.pk}")
    assert shown["rating"]["code"] == "mostly-true" and shown["rating"]["value"] == 4
    assert {piece["stance"] for piece in shown["evidence"]} == {"supports", "refutes"}
    assert shown["appearances"][0]["article"]["outlet"] == "한국경제일보"
    assert [client.get(address).status_code for address in shown["pages"].values()] == [200, 200]


def test_pages_follow_one_another_without_gap_or_repeat(client):
    pks = [make_published_claim().pk for _ in range(7)]

    seen, address = [], f"{API}/claims?limit=3&fields=id"
    while address:
        answer = client.get(address).json()
        seen += [row["id"] for row in answer["results"]]
        address = answer["next"]

    assert seen == sorted(pks, reverse=True)


def test_topics_are_paged_by_id(client):
    for _ in range(3):
        make_published_claim(topics=[make_topic()])
    first = get(client, "/topics", limit=2)
    assert len(client.get(first["next"]).json()["results"]) == 1


def test_fields_are_given_as_asked_and_cost_no_queries_for_the_rest(client, django_assert_max_num_queries):
    for _ in range(3):
        make_world()
    with django_assert_max_num_queries(2):
        rows = get(client, "/claims", fields="id,wording")["results"]
    assert all(set(row) == {"id", "wording"} for row in rows)


def test_a_list_asks_no_more_queries_when_it_grows(client, django_assert_max_num_queries):
    for _ in range(5):
        make_world()
    with django_assert_max_num_queries(10):
        get(client, "/claims")


def test_claims_are_filtered(client):
    claim = make_world()
    make_published_claim(wording_en="", wording_ko="다른 주장")
    article = claim.appearances[0].source.article
    for given in (
        {"q": "557만6천달러"}, {"topic": claim.topics.get().pk}, {"claimant": claim.claimant_id},
        {"article": article.pk}, {"source": claim.evidence[0].source_id}, {"language": "en"},
    ):  # fmt: skip
        assert [row["id"] for row in get(client, "/claims", **given)["results"]] == [claim.pk], given
    assert (
        len(get(client, "/claims", rating="mostly-true", since="2025-03-03T18:00:00+09:00")["results"]) == 2
    )
    assert get(client, "/claims", rating="false")["results"] == []
    assert get(client, "/claims", before="2025-03-03T09:00:00Z")["results"] == []


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=101", "limit=x", "cursor=x", "fields=nothing", "topic=x", "language=fr",
        "since=yesterday", "since=0001-01-01", "before=2025-99-99", "rating=%00", "q=%00", "unknown=1",
        "limit=%EF%BC%91",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_and_never_breaks(client, query):
    response = client.get(f"{API}/claims?{query}")
    assert response.status_code == (200 if query == "since=0001-01-01" else 400)
    if response.status_code == 400:
        assert query.partition("=")[0] in response.json()["error"]["message"]


def test_drafts_and_withdrawn_claims_are_not_found(client):
    draft, withdrawn = make_claim(), make_published_claim()
    withdrawn.withdraw(by=make_user(Role.APPROVER), now=NOW, note_en="Forged.")
    for claim in (draft, withdrawn):
        response = client.get(f"{API}/claims/{claim.pk}")
        assert response.status_code == 404 and "error" in response.json()
    assert get(client, "/claims")["results"] == []
    assert get(client, "/corrections")["results"][0]["note"] == {"en": "Forged."}


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    claim = make_published_claim()
    address = f"{API}/claims/{claim.pk}"
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"if-none-match": tag})
    assert again.status_code == 304 and again.content == b""
    assert again.headers["Access-Control-Allow-Origin"] == "*"

    correct(claim, wording_en="Another wording")
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_scripts_of_any_site_may_read_and_none_may_write(client):
    asked = client.options(f"{API}/claims", headers={"origin": "https://elsewhere.example"})
    assert asked.status_code == 204 and asked.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in asked.headers
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(f"{API}/claims")
        assert response.status_code == 405 and response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.head(f"{API}/claims").status_code == 200


def test_an_address_that_asks_too_often_is_told_when_to_come_again(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    statuses = [client.get(f"{API}/topics").status_code for _ in range(8)]
    response = client.get(f"{API}/topics")

    assert statuses[:3] == [200, 200, 200]
    if response.status_code == 429:  # not when a minute began in between
        assert 0 < int(response.headers["Retry-After"]) <= 61
    assert 429 in statuses
    assert client.get(f"{API}/topics", REMOTE_ADDR="2001:db8::1").status_code == 200


def test_the_caller_behind_our_proxy_is_not_what_the_caller_says_it_is(client, settings):
    settings.API_REQUESTS_PER_MINUTE, settings.PROXIES_IN_FRONT = 1, 1
    codes = [
        client.get(f"{API}/topics", headers={"x-forwarded-for": f"10.0.0.{n}, 192.0.2.7"}).status_code
        for n in range(5)
    ]
    assert codes.count(429) >= 3


def test_the_openapi_document_and_the_page_for_people_tell_of_every_resource(client):
    described = get(client, "/openapi.json")
    html = client.get("/en/api/").content.decode()
    for resource in RESOURCES:
        assert f"/{resource.name}" in described["paths"] and f"GET /{resource.name}" in html
        for one in resource.filters:
            assert one.meaning.split(",")[0] in html
    assert json.dumps(described).count('"examples"') > 3


def test_the_way_in_leads_to_every_resource(client):
    for address in get(client, "/").values():
        assert client.get(address.partition("8000")[2]).status_code == 200
    assert client.get(f"{API}/nothing").status_code == 404
