import pytest

from claims.tests.archive.stand_in import Archive


@pytest.fixture
def wayback(settings):
    """The archive's stand-in, with the settings pointing at it."""
    with Archive() as wayback:
        wayback.use(settings)
        yield wayback
