"""A real Chromium on a live server. Where there is none, these tests are skipped and say so."""

import os
import shutil
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PICTURES = os.environ.get("FACTCHECK_SCREENSHOTS")  # a folder that keeps them: make screenshots


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """Mark browser tests before ``-m`` selects, then put them last.

    Playwright's loop stays in the thread, and others start their own.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if "live_server" in item.fixturenames:
                item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt install chromium"))
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    # Playwright's loop runs in this thread, and Django then refuses the ORM although nothing here is async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    migrated = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # With a loop running, Django gives the thread other connections; they must restore the same rows.
        connection._test_serialized_contents = migrated
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


class Visitor:
    """A person at a browser: ``open("/en/")`` leads to a page of the live server."""

    def __init__(self, browser: Browser, base: str, **given):
        self.base = base
        self.context = browser.new_context(
            **{"locale": "en-GB", "viewport": {"width": 1280, "height": 900}} | given
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.base + path)
        return self.page

    def sign_in(self, user) -> "Visitor":
        """A session as the sign-in page would begin it; typing a password is another test's business."""
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": self.base}])
        return self

    def picture(self, name: str) -> None:
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            path = Path(PICTURES) / f"{name}.png"
            self.page.screenshot(path=path)
            # 256 colours are enough for a screen, and a third of the size
            Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


@pytest.fixture
def visitor(chromium, live_server):
    """``visitor(user=…, width=375, javascript=False)``: any number of people, each with a browser window."""
    windows = []

    def enter(user=None, *, width: int = 1280, javascript: bool = True, **given) -> Visitor:
        size = {"width": width, "height": 900 if width > 600 else 750}
        window = Visitor(chromium, live_server.url, viewport=size, java_script_enabled=javascript, **given)
        windows.append(window)
        return window.sign_in(user) if user else window

    yield enter
    for window in windows:
        window.context.close()
