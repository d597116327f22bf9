"""Who sits at the desk."""

import pytest


@pytest.fixture
def client(client):
    """Pages in English, whatever catalogue is installed."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def desk(client, editor):
    """The desk as an editor sees it."""
    client.force_login(editor)
    return client
