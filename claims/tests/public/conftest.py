"""No limit on requests while many addresses are looked at in a row."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    cache.clear()
