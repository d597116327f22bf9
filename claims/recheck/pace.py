"""How politely hosts are visited within one batch: how many requests at once, how far apart, and which host
asked to be left alone.

It knows nothing of other processes: spacing between workers comes from the due queue in the database.
"""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LONGEST_CRAWL_DELAY = 10.0  # seconds: what robots.txt may ask of a batch; longer waits belong in the schedule


@dataclass(slots=True)
class Lane:
    """One host: its slots, the moment the next request may start, and until when it rests (loop time)."""

    slots: asyncio.Semaphore
    spacing: float
    next_at: float = 0.0
    rests_until: float = 0.0


@dataclass(slots=True)
class Pace:
    """``per_host`` requests at once on one host, started ``spacing`` seconds apart; ``in_flight`` in all."""

    per_host: int
    spacing: float
    in_flight: int
    _lanes: dict[str, Lane] = field(default_factory=dict)
    _all: asyncio.Semaphore | None = None

    def __post_init__(self):
        self._all = asyncio.Semaphore(self.in_flight)

    @asynccontextmanager
    async def turn(self, host: str, spaced: bool = True):
        """Wait for this host's turn, holding nothing that another host would need."""
        lane = self._lane(host)
        async with lane.slots:
            if spaced and lane.spacing:
                await self._wait(lane)
            async with self._all:
                yield

    def slow_down(self, host: str, delay: float | None) -> None:
        """Take up the crawl delay (seconds) that robots.txt asks for."""
        if delay and self.spacing:
            lane = self._lane(host)
            lane.spacing = max(lane.spacing, min(delay, LONGEST_CRAWL_DELAY))

    def rest(self, host: str, seconds: float) -> None:
        lane = self._lane(host)
        lane.rests_until = max(lane.rests_until, _now() + seconds)

    def resting(self, host: str) -> float:
        """Seconds for which this host is still to be left alone; 0 when it may be asked."""
        lane = self._lanes.get(host)
        return max(0.0, lane.rests_until - _now()) if lane and lane.rests_until else 0.0

    def _lane(self, host: str) -> Lane:
        lane = self._lanes.get(host)
        if lane is None:
            lane = self._lanes[host] = Lane(asyncio.Semaphore(self.per_host), self.spacing)
        return lane

    async def _wait(self, lane: Lane) -> None:
        now = _now()
        starts_at = max(now, lane.next_at)
        lane.next_at = starts_at + lane.spacing
        if starts_at > now:
            await asyncio.sleep(starts_at - now)


def _now() -> float:
    return asyncio.get_running_loop().time()
