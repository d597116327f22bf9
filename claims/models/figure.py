"""A count kept for a while, so that counting stays cheap however much there is.

A count over all claims takes longer as the archive grows. So a figure is kept for ``TIMES_ITS_COST`` times as
long as counting it took, and while one process counts anew the others show the last one: counting takes a
fortieth of one core at most, whatever the size. A small archive is counted at every page.
"""

import time
from collections import Counter
from collections.abc import Callable

from django.core.cache import cache

TIMES_ITS_COST = 40
AT_ONCE_SECONDS = 0.02  # what takes less is not kept at all
FORGET_SECONDS = 3600


def figure(name: str, count: Callable[[], Counter]) -> Counter:
    """What ``count`` finds, or found not long ago; ``name`` tells figures apart."""
    key = f"figure:{name}"
    held, good_until = cache.get(key, (None, 0.0))
    if held is not None and (time.time() < good_until or not cache.add(f"{key}:counting", 1, timeout=30)):
        return held
    begun = time.monotonic()
    found = count()
    took = time.monotonic() - begun
    if took > AT_ONCE_SECONDS:
        cache.set(key, (found, time.time() + TIMES_ITS_COST * took), timeout=FORGET_SECONDS)
    else:
        cache.delete(key)
    cache.delete(f"{key}:counting")
    return found
