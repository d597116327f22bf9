"""Fixtures that several rooms' tests share."""

import pytest
from hypothesis import settings

from claims.tests.make import make_user
from claims.words import Role

# No test fails because the machine was slow: property tests bound work, not time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def pages_are_always_fresh(request):
    """What a test wrote is what the next page shows; tests of kept pages say so themselves."""
    request.getfixturevalue("settings").PAGES_KEPT_SECONDS = 0


def pytest_collection_modifyitems(items):
    """A test that commits empties all tables: give the next one back what migrations put there."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction"):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture
def editor(db):
    return make_user(Role.EDITOR, username="editor")


@pytest.fixture
def approver(db):
    return make_user(Role.APPROVER, username="approver")


@pytest.fixture
def contributor(db):
    return make_user(Role.CONTRIBUTOR, username="contributor")


@pytest.fixture
def administrator(db):
    return make_user(Role.ADMINISTRATOR, username="administrator")


@pytest.fixture(autouse=True)
def archive(tmp_path, settings):
    """The folder in which a test's pages are archived."""
    place = tmp_path / "archive"
    given = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
    settings.STORAGES = {**settings.STORAGES, "archive": given}
    return place
