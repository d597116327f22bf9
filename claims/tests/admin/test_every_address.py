"""Every address of the desk × every role: who may read it, who may send to it, and what reading never does.

The addresses are those of the URL resolver: a new screen fails here until the table says whose it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from claims.models import Alert, Channel, Draft, Notice, OtherImport, OutletRequest, SitePage, User
from claims.tests.admin.test_roles import MATRIX
from claims.tests.make import (
    NOW,
    make_article,
    make_citation,
    make_claim,
    make_claimant,
    make_other_check,
    make_published_claim,
    make_source,
    make_topic,
    make_user,
    make_verdict,
)
from claims.words import AlertKind, ImportKind, NoticeKind, Role

# Each has what the ones before it have.
NO_ROLE, ROOT = "no role", "superuser"
RANKS = [NO_ROLE, *map(str, Role), ROOT]
C, E, A, D = map(str, Role)
NOBODY = "nobody"

# Address: the least role that may read it, and that may send to it.
TABLE = {
    "set_language": (NO_ROLE, NO_ROLE),  # a cookie of who asks
    "admin:login": (NO_ROLE, NO_ROLE),
    "admin:logout": (NOBODY, NO_ROLE),
    "admin:index": (NO_ROLE, NO_ROLE),
    "admin:password_change": (NO_ROLE, NO_ROLE),
    "admin:password_change_done": (NO_ROLE, NOBODY),
    "admin:jsi18n": (NO_ROLE, NOBODY),
    "admin:autocomplete": (NOBODY, NOBODY),  # without the name of a field; with one, tested below
    "admin:view_on_site": (C, C),
    "admin:app_list": (NO_ROLE, NO_ROLE),
    "desk_queue": (C, C),
    "desk_balance": (C, NOBODY),
    "desk_balance_table": (C, NOBODY),
    "admin:claims_notice_save_filter": (NOBODY, NO_ROLE),
    "admin:claims_notice_remove_filter": (NOBODY, NO_ROLE),
    "admin:claims_notice_export": (NO_ROLE, NOBODY),
    "desk_on_site": (C, C),
    "admin:my_notices": (NO_ROLE, NO_ROLE),
    "admin:claims_notice_read": (NOBODY, NO_ROLE),
    "admin:claims_notice_open": (NO_ROLE, NOBODY),
    "admin:claims_notice_changelist": (NO_ROLE, NO_ROLE),
    "admin:claims_notice_change": (NO_ROLE, NOBODY),
    "admin:claims_notice_history": (NO_ROLE, NO_ROLE),
    "admin:claims_notice_add": (NOBODY, NOBODY),
    "admin:claims_notice_delete": (NOBODY, NOBODY),
    "admin:claims_drafts": (NO_ROLE, NO_ROLE),
    "admin:claims_source_delete": (NOBODY, NOBODY),  # quotes stand in this one
    "admin:claims_alert_decide": (NOBODY, E),
    "admin:claims_alert_change": (C, C),  # shows the alert whatever is sent
    "admin:claims_verdict_change": (C, C),  # leads to the claim whatever is sent
    "admin:claims_article_breakdown": (C, NOBODY),
    "admin:claims_article_new_claim": (C, C),
    "admin:claims_article_state": (NOBODY, C),
    "admin:claims_article_progress": (C, NOBODY),
    "admin:claims_article_paste": (NOBODY, C),
    "admin:claims_article_look": (NOBODY, C),
    "admin:claims_article_dismiss": (NOBODY, C),
    "admin:claims_article_restore": (NOBODY, C),
    "admin:claims_article_cards": (NOBODY, C),
    "admin:claims_article_split": (C, C),
    "admin:claims_article_merge": (C, C),
    "admin:claims_article_undo": (NOBODY, C),
    "admin:claims_channel_test": (NOBODY, A),
    "admin:claims_claim_interview": (C, C),
    "admin:claims_claim_upload": (C, C),
    "admin:claims_claim_file": (C, NOBODY),
    "admin:claims_claim_evidence": (C, C),
    "admin:claims_claim_keep_quote": (NOBODY, C),
    "admin:claims_claim_reader": (C, C),
    "admin:claims_claim_source_progress": (C, NOBODY),
    "admin:claims_claim_source_look": (NOBODY, C),
    "admin:claims_claim_verdict": (C, C),
    "admin:claims_claim_verdict_check": (NOBODY, C),
    "admin:claims_claim_submit": (NOBODY, E),
    "admin:claims_claim_approve": (NOBODY, A),
    "admin:claims_claim_schedule": (NOBODY, A),
    "admin:claims_claim_unschedule": (NOBODY, A),
    "admin:claims_claim_send_back": (NOBODY, A),
    "admin:claims_claim_revise": (NOBODY, C),
    "admin:claims_claim_withdraw": (NOBODY, A),
    "admin:claims_othercheck_import": (E, E),
    "admin:claims_othercheck_preview": (C, NOBODY),
    "admin:claims_othercheck_keep": (NOBODY, E),
    "admin:claims_othercheck_search": (NOBODY, E),
    "admin:claims_source_look": (NOBODY, C),
    "admin:claims_source_watch": (NOBODY, C),
    "admin:claims_source_text": (C, NOBODY),
    "admin:claims_source_changes": (C, NOBODY),
    "admin:claims_source_archive": (NOBODY, C),
    "admin:auth_user_password_change": (D, D),
    "admin:auth_group_changelist": (D, D),
    "admin:auth_group_history": (D, D),
    "admin:auth_group_add": (ROOT, ROOT),
    "admin:auth_group_change": (D, ROOT),
    "admin:auth_group_delete": (NOBODY, NOBODY),
    "admin:claims_citation_changelist": (C, C),
    "admin:claims_citation_history": (C, C),
    "admin:claims_citation_add": (NOBODY, NOBODY),
    "admin:claims_citation_change": (C, C),
    "admin:claims_citation_delete": (C, C),
}
GRANTS = {"changelist": "vv", "history": "vv", "add": "aa", "change": "vc", "delete": "dd"}
GRANTS |= {"save_filter": "-v", "remove_filter": "-v", "export": "v-", "table": "ii"}
# Reading these marks a notice of one's own as read, and takes a text that came meanwhile.
WRITES_WHEN_READ = {"admin:claims_notice_open", "admin:claims_notice_change"}
OPEN_TO_ALL = {"admin:login", "admin:logout", "admin:jsi18n", "set_language"}
WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|TRUNCATE|MERGE|ALTER|DROP)\b", re.I)


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name, and the whole of its pattern from the root."""

    name: str
    pattern: str
    callback: object

    def __str__(self) -> str:
        return self.name or self.pattern


def walk(resolver=None, before: str = "", space: str = "") -> Iterator[Address]:
    for item in (resolver or get_resolver()).url_patterns:
        pattern = before + str(item.pattern)
        if isinstance(item, URLResolver):
            inner = f"{space}{item.namespace}:" if item.namespace else space
            yield from walk(item, pattern, inner)
        elif isinstance(item, URLPattern):
            yield Address(f"{space}{item.name}" if item.name else "", pattern, item.callback)


EVERYTHING = list(walk())
# Without a name: the front page's second entry, the way from ``/<id>/`` to ``/<id>/change/``, no address
DESK = [address for address in EVERYTHING if address.pattern.startswith("admin/") and address.name]


def least(name: str) -> tuple[str, str] | None:
    """Who may read and send; of a model's own screens by the table of roles."""
    if name in TABLE:
        return TABLE[name]
    found = re.fullmatch(rf"admin:claims_([a-z]+)_({'|'.join(GRANTS)})", name)
    models = {model._meta.model_name: model for model in MATRIX[Role.CONTRIBUTOR]}
    if not found or found[1] not in models:
        return None
    granted = {str(role): MATRIX[role][models[found[1]]] for role in Role} | {ROOT: ""}

    def first(letter: str) -> str:
        if letter == "i":  # tables are imported by editors and above
            return E
        return next((role for role, letters in granted.items() if letter in letters), NOBODY)

    read, send = map(first, GRANTS[found[2]])
    return read, send


@pytest.fixture
def world(db, settings, tmp_path):
    """One row of everything, and what the addresses call it."""
    settings.MEDIA_ROOT = tmp_path
    author = make_user(Role.EDITOR)
    article, claim, source = make_article(), make_claim(), make_source("The run cost $5.576M.")
    source.file.save("report.txt", ContentFile(b"The run cost $5.576M."))
    alert = Alert.objects.create(kind=AlertKind.SOURCE_GONE, source=source, opened_at=NOW)
    channel = Channel.objects.create(
        name="Chat", address="jsons://hook.example/secret-path", owner=author, created_by=author, is_on=True
    )
    batch = OtherImport.begin(ImportKind.FILE, "a.json", by=author, now=NOW, body="[]")
    rows = {
        "article": article,
        "claim": claim,
        "source": source,
        "citation": make_citation(claim, source, "cost $5.576M"),
        "verdict": make_verdict(claim, author=author),
        "alert": alert,
        "channel": channel,
        "othercheck": make_other_check(),
        "outletrequest": OutletRequest.objects.create(article=article, asked_at=NOW, asked_by=author),
        "contactlog": claim.contacts.create(contacted_at=NOW, contacted="Kim", by=author),
        "sitepage": SitePage.objects.first(),
        "claimant": make_claimant(),
        "topic": make_topic(),
        "ratingscale": make_published_claim().verdict.rating.scale,
        "user": make_user(),
        "group": Group.objects.first(),
        "batch": batch,
        "approver": make_user(Role.APPROVER),
    }
    return rows | {"rating": rows["ratingscale"].ratings.first(), "snapshot": source.snapshot}


def path_of(address: Address, world: dict, user: User | None = None) -> str:
    """The address with numbers of rows in it; a notice is the user's own."""
    model = re.match(r"admin/(?:claims|auth)/(\w+)/", address.pattern)
    kind = model[1] if model else ""
    if kind == "notice":
        reader = user or world["user"]
        world = world | {"notice": Notice.objects.tell(
            [reader], NoticeKind.ASSIGNED, now=NOW, claim=world["claim"])[0]}  # fmt: skip
    if address.pattern.startswith("admin/claims/othercheck/import/"):
        kind = "batch"

    def number(match: re.Match) -> str:
        name = match[0].strip("<>").rpartition(":")[2]
        if "slug" in match[0]:
            return "csv"
        if name == "content_type_id":
            return str(ContentType.objects.get_for_model(world["claim"]).pk)
        if name == "object_id" and not kind:
            return str(world["claim"].pk)
        return str(world[kind if name in ("pk", "object_id", "id") else name].pk)

    path = re.sub(r"<[^>]+>", number, address.pattern.replace("^(?P<app_label>claims|auth)/$", "claims/"))
    return "/" + path


def asked(client: Client, method: str, path: str) -> tuple[bool, list[str]]:
    """Whether the view took the request, and what it wrote; nothing of it stays."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(path, {"post": "yes"} if method == "post" else None)
        b"".join(answer.streaming_content if answer.streaming else ())  # closes the file
        transaction.set_rollback(True)
    written = [
        one["sql"] for one in queries if WRITE.match(one["sql"]) and "django_session" not in one["sql"]
    ]
    to_login = answer.status_code == 302 and "/login/" in answer.url
    return answer.status_code not in (403, 405) and not to_login, written


def member(rank: str) -> User:
    if rank == ROOT:
        return User.objects.create_superuser("root", "root@desk.example", None)
    return make_user(None if rank == NO_ROLE else Role(rank))


def test_every_address_of_the_desk_stands_in_the_table():
    assert [str(address) for address in DESK if least(address.name) is None] == []


@pytest.mark.ignore_template_errors  # of Django's own page for somebody's password
@pytest.mark.parametrize("rank", RANKS)
def test_a_role_reads_and_sends_what_the_table_says_and_reading_changes_nothing(client, world, rank):
    user, wrong = member(rank), []
    client.force_login(user)

    for address in DESK:
        path = path_of(address, world, user)
        for method, lowest in zip(("get", "post"), least(address.name), strict=True):
            is_open, written = asked(client, method, path)
            if address.name == "admin:logout":
                client.force_login(user)
            is_allowed = lowest != NOBODY and RANKS.index(rank) >= RANKS.index(lowest)
            may_write = (method == "post" and is_allowed) or address.name in WRITES_WHEN_READ
            if is_open != is_allowed or (written and not may_write):
                wrong.append((str(address), method, is_open, written[:1]))

    assert not wrong, wrong


def test_a_stranger_gets_the_login_and_nothing_else(client, world):
    outsider = make_user(is_staff=False)

    open_to = []
    for address in DESK:
        for method in ("get", "post"):
            for user in (None, outsider):
                client.logout() if user is None else client.force_login(user)
                is_open, written = asked(client, method, path_of(address, world))
                open_to += [(str(address), method, user, written)] if is_open or written else []

    assert [found for found in open_to if found[0] not in OPEN_TO_ALL or found[3]] == []


def test_no_address_takes_a_form_without_the_session_s_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member(ROOT))

    answers = {str(one): client.post(path_of(one, world), {"post": "yes"}).status_code for one in DESK}

    assert {name: status for name, status in answers.items() if status != 403} == {}


def test_only_pages_that_take_no_form_go_without_the_token():
    exempt = [one for one in EVERYTHING if getattr(one.callback, "csrf_exempt", False)]

    assert [one.pattern for one in exempt if not one.callback.__module__.startswith("claims.public.")] == []


def test_what_belongs_to_one_person_is_shown_to_no_other(client, world):
    owner, thief = make_user(Role.EDITOR), member(ROOT)
    notice = Notice.objects.tell(
        [owner], NoticeKind.ASSIGNED, now=NOW, claim=world["claim"], note="secret-note"
    )[0]
    Draft.objects.keep(owner, "/admin/x/#form", [["text", ["secret-draft"]]], now=NOW)
    client.force_login(thief)

    answers = [
        client.get(f"/admin/claims/notice/{notice.pk}/{end}/")
        for end in ("open", "change", "history", "delete")
    ]
    answers += [
        client.get("/admin/claims/notice/"),
        client.get("/admin/claims/article/drafts/?page=/admin/x/"),
    ]
    client.post("/admin/claims/notice/read/")
    client.post("/admin/claims/article/drafts/", {"place": "/admin/x/#form", "fields": "[]"})

    notice.refresh_from_db()
    assert [one for one in answers if b"secret-" in one.content] == []
    assert notice.read_at is None and Draft.objects.filter(user=owner).exists()


def test_the_secret_of_a_channel_is_shown_to_nobody(client, world):
    client.force_login(member(ROOT))
    url = f"/admin/claims/channel/{world['channel'].pk}"

    pages = [client.get(f"{url}/{end}/") for end in ("change", "history", "delete")]
    pages += [
        client.get("/admin/claims/channel/"),
        client.post(f"{url}/change/", {"new_address": "jsons://secret-path"}),
    ]

    assert [page.request for page in pages if b"secret-path" in page.content] == []


def test_a_list_cannot_be_asked_about_columns_it_does_not_show(client, world):
    client.force_login(world["approver"])

    for asked_of in ("claim/?assignee__password__startswith=p", "channel/?address__contains=secret",
                     "article/?assignee__password__gt=a", "verdict/?author__password__regex=."):  # fmt: skip
        assert client.get(f"/admin/claims/{asked_of}").status_code in (302, 400), asked_of


def test_names_of_colleagues_are_not_completed_for_who_may_not_read_them(client, world):
    client.force_login(make_user(Role.APPROVER))
    question = {"app_label": "claims", "model_name": "claim", "field_name": "assignee", "term": "u"}

    assert client.get("/admin/autocomplete/", question).status_code == 403


def test_a_preview_is_no_page_at_all_for_who_may_not_read_verdicts(client, world):
    ends = [
        f"/{code}/preview/claims/{world['claim'].pk}/{end}"
        for code in ("ko", "en")
        for end in ("", "claimreview/")
    ]

    for user in (None, make_user(is_staff=False), make_user()):
        if user:
            client.force_login(user)
        assert {client.get(path).status_code for path in ends} == {404}
