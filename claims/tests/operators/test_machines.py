"""What Prometheus and monitors are told: figures for who has the token, readiness with its reasons."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from claims.models import Alert, Check, Host, TaskTally
from claims.models.queue import RING
from claims.operators import ready
from claims.recheck.run import clock
from claims.tests.make import make_source
from claims.words import AlertKind, Outcome

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "a-token-of-the-tests-0123456789"
QUERIES = 20


@pytest.fixture
def scrape(client, settings):
    """Figures by name and labels."""
    settings.METRICS_TOKEN = TOKEN

    def scraped() -> dict:
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in families
            for sample in family.samples
        }

    return scraped


@pytest.fixture
def readiness(client, monkeypatch):
    monkeypatch.setattr(ready, "latest", ready.Readiness())

    def asked() -> tuple[int, dict]:
        ready.latest.until = 0
        answer = client.get("/readyz")
        return answer.status_code, answer.json()

    return asked


def test_without_a_token_in_the_settings_there_are_no_metrics(client, db):
    for given in ({}, {"Authorization": "Bearer "}):
        assert client.get("/metrics", headers=given, follow=True).status_code == 404


@pytest.mark.parametrize("given", [None, "Bearer wrong", TOKEN, f"Basic {TOKEN}", "Bearer ", "Bearer é"])
def test_who_does_not_show_the_token_is_told_nothing(client, db, settings, given):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.content) == (401, b"")


def test_the_figures_tell_of_the_queue_the_looks_the_alerts_and_the_tasks(db, scrape):
    now = clock()
    source = make_source(now=now - timedelta(minutes=10))
    Check.objects.create(source=source, checked_at=now, outcome=Outcome.TIMEOUT, duration_ms=2000)
    opened = now - timedelta(minutes=30)
    Alert.objects.create(kind=AlertKind.SOURCE_GONE, source=source, opened_at=opened)
    Host.objects.create(name="rests.example", free_at=now + timedelta(hours=1))
    TaskTally.count(RING, 0.25, failed=True)

    said = scrape()

    assert said["factcheck_due_sources",] == 1
    assert said["factcheck_oldest_due_seconds",] >= 600
    assert said["factcheck_resting_hosts",] == 1
    assert said["factcheck_recent_checks", "timeout"] == 1
    assert said["factcheck_recent_check_seconds", "timeout", "0.95"] == 2
    assert said["factcheck_checks_total",] >= 1
    assert said["factcheck_open_alerts", AlertKind.SOURCE_GONE] == 1
    assert said["factcheck_unsent_alerts",] == 1
    assert said["factcheck_oldest_unsent_alert_seconds",] >= 1800
    assert said["factcheck_task_failures_total", "recheck_due"] == 1
    assert said["factcheck_task_seconds_total", "recheck_due"] == 0.25
    assert said["factcheck_trouble", "late"] == 0
    assert said["factcheck_months_ahead",] >= 1
    assert said["factcheck_public_copies", "failed"] == 0


def test_an_empty_installation_has_figures_too(db, scrape):
    assert scrape()["factcheck_due_sources",] == 0


def test_a_scrape_asks_the_same_few_questions_whatever_there_is(
    db, client, settings, django_assert_max_num_queries
):
    settings.METRICS_TOKEN = TOKEN
    for number in range(30):
        source = make_source()
        Check.objects.create(source=source, checked_at=clock(), outcome=list(Outcome)[number % 20])
        Alert.objects.create(kind=list(AlertKind)[number % 5], source=source, opened_at=clock())
    with django_assert_max_num_queries(QUERIES):
        client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})


def test_ready_is_who_rings_and_keeps_up(db, readiness):
    TaskTally.count(RING, 0.1, failed=False)
    make_source(now=clock() - timedelta(seconds=30))

    status, answer = readiness()

    assert (status, answer["ready"], answer["reasons"]) == (200, True, [])
    assert answer["queue"]["due"] == 1
    assert answer["queue"]["oldest_due_seconds"] >= 30


def test_work_that_waits_with_nobody_to_do_it_is_not_ready_and_says_why(db, readiness):
    make_source(now=clock() - timedelta(hours=1))

    status, answer = readiness()

    assert (status, answer["ready"]) == (503, False)
    assert "Sources are due, but nothing looks at them." in answer["reasons"]


def test_who_asks_all_the_time_is_answered_from_memory(db, client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(ready, "latest", ready.Readiness())
    client.get("/readyz")
    with django_assert_num_queries(0):
        client.get("/readyz")


def test_a_broker_of_files_that_cannot_be_written_to_is_named(db, readiness, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CELERY_BROKER_URL = "filesystem://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path / "file" / "messages")}
    TaskTally.count(RING, 0.1, failed=False)
    status, answer = readiness()
    assert status == 503 and "broker" in answer["reasons"][0]


def django(program: str, **environment) -> str:
    """What a fresh process of ours prints."""
    program = f"import django; django.setup()\nfrom django.test import Client\n{program}"
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", **environment}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_database_and_broker_the_answer_comes_all_the_same_and_names_both():
    said = django(
        "print(Client().get('/readyz').content.decode())",
        FACTCHECK_DEMO="1",
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing",
        CELERY_BROKER_URL="redis://127.0.0.1:1/0",
        ALLOWED_HOSTS="testserver",
    )
    answer = json.loads(said)
    assert not answer["ready"]
    assert any("database" in reason for reason in answer["reasons"])
    assert any("broker" in reason for reason in answer["reasons"])


def test_requests_of_all_web_processes_are_counted_together(tmp_path):
    environment = {"METRICS_DIR": str(tmp_path / "counts"), "ALLOWED_HOSTS": "testserver"}
    for _ in range(2):
        django("assert Client().get('/robots.txt').status_code == 200", **environment)
    said = django("from claims.operators.web import counted; print(counted().decode())", **environment)
    assert 'factcheck_request_seconds_count{status="200",view="robots"} 2.0' in said
