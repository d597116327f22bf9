"""Fixtures that several rooms' tests share."""

import pytest

from claims.tests.make import make_user
from claims.words import Role


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
