"""How sites are visited: robots.txt, spacing, requests at once, hosts that ask to be left alone."""

import asyncio

import pytest

from claims.recheck.fetch import Fetcher, Request
from claims.recheck.pace import Pace
from claims.recheck.robots import KEPT_FOR
from claims.tests.recheck.look import PAGE, look
from claims.tests.recheck.site import SourceSite
from claims.words import Outcome


@pytest.fixture
def site():
    with SourceSite() as site:
        site.page("/a", PAGE)
        yield site


def look_by_robots(site, path="/a", **limits):
    return look(site, path, limits={"obey_robots": True, **limits})


def look_at_all(site, paths, **options):
    """Fetch these paths of the site at once, by robots.txt, in one batch."""
    limits = site.limits(obey_robots=True, **options.pop("limits", {}))

    async def batch():
        async with Fetcher(limits, **options) as fetcher:
            return await asyncio.gather(*(fetcher.fetch(Request(site.url(path))) for path in paths))

    return asyncio.run(batch())


# --- robots.txt ---


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site):
    site.robots("User-agent: *\nDisallow: /a")

    response = look_by_robots(site)

    assert (response.outcome, response.status, response.hops) == (Outcome.ROBOTS_DENIED, None, ())
    assert site.asked("/a") == []


def test_rules_for_our_name_win_over_rules_for_all(site):
    site.robots("User-agent: *\nDisallow: /\n\nUser-agent: factcheck\nAllow: /")

    assert look_by_robots(site).outcome == Outcome.OK


def test_robots_txt_is_not_asked_when_the_operator_says_so(site):
    site.robots("User-agent: *\nDisallow: /")

    assert look(site, limits={"obey_robots": False}).outcome == Outcome.OK
    assert site.asked("/robots.txt") == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_may_be_read(site, status):
    site.robots("", status=status)

    assert look_by_robots(site).outcome == Outcome.OK


@pytest.mark.parametrize(("status", "outcome"), [(500, Outcome.SERVER_ERROR), (429, Outcome.RATE_LIMITED)])
def test_a_robots_txt_that_cannot_be_had_is_told_as_what_it_is(site, status, outcome):
    site.robots("", status=status)

    response = look_by_robots(site)

    assert (response.outcome, response.detail) == (outcome, f"robots.txt: {status}")
    assert site.asked("/a") == []


def test_an_unreachable_host_is_named_unreachable_and_not_forbidden():
    with SourceSite() as site:
        pass

    response = look_by_robots(site)

    assert (response.outcome, response.detail) == (Outcome.CONNECTION_FAILED, "robots.txt: ECONNREFUSED")


def test_a_robots_txt_that_leads_into_our_network_counts_as_none(site):
    site.redirect("/robots.txt", "http://169.254.169.254/")

    assert look_by_robots(site).outcome == Outcome.OK


def test_a_robots_txt_without_end_is_read_as_far_as_needed(site):
    rules = b"User-agent: *\nDisallow: /a\n" + b"Disallow: /*x*y*z$\n" * 1000
    site.endless("/robots.txt", piece=rules, head="Content-Type: text/plain")

    assert look_by_robots(site).outcome == Outcome.ROBOTS_DENIED


def test_the_target_of_a_redirect_is_asked_by_its_own_rules(site):
    site.robots("User-agent: *\nDisallow: /private")
    site.redirect("/b", "/private")

    response = look_by_robots(site, "/b")

    assert (response.outcome, response.status) == (Outcome.ROBOTS_DENIED, 302)
    assert site.asked("/private") == []


def test_robots_txt_is_asked_once_for_a_batch(site):
    look_at_all(site, ["/a"] * 20)

    assert len(site.asked("/robots.txt")) == 1
    assert len(site.asked("/a")) == 20


class Shelf:
    """A cache that remembers how long it was asked to keep things."""

    def __init__(self):
        self.texts, self.seconds = {}, {}

    async def aget(self, key):
        return self.texts.get(key)

    async def aset(self, key, value, timeout):
        self.texts[key], self.seconds[key] = value, timeout


def test_robots_txt_is_kept_for_a_day_across_batches(site):
    site.robots("User-agent: *\nDisallow: /b")
    shelf = Shelf()

    for _ in range(2):
        look_at_all(site, ["/a"], robots_cache=shelf)

    assert len(site.asked("/robots.txt")) == 1
    assert shelf.seconds == {f"robots:http://{site.host}": KEPT_FOR}


def test_a_failed_robots_txt_is_not_kept(site):
    site.robots("", status=500)
    shelf = Shelf()

    look_at_all(site, ["/a"], robots_cache=shelf)

    assert shelf.texts == {}


# --- pace ---


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock leaps to the next timer instead of waiting for it."""

    now = 0.0

    def time(self):
        return self.now

    def _run_once(self):
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0].when())
        super()._run_once()


def starts(pace_of, visits, lasting=0.0):
    """When each visit (a host) may start, in seconds, if each takes ``lasting`` seconds."""

    async def visit(pace, host, times):
        async with pace.turn(host):
            times.append(asyncio.get_running_loop().time())
            await asyncio.sleep(lasting)

    async def all_at_once():
        pace, times = pace_of(), {host: [] for host in visits}
        await asyncio.gather(*(visit(pace, host, times[host]) for host in visits))
        return times

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(all_at_once())


def test_requests_to_one_host_start_apart_and_other_hosts_do_not_wait():
    times = starts(lambda: Pace(per_host=2, spacing=2.0, in_flight=10), ["a", "a", "a", "b"])

    assert times == {"a": [0.0, 2.0, 4.0], "b": [0.0]}


def test_no_more_requests_run_on_one_host_than_allowed():
    times = starts(lambda: Pace(per_host=2, spacing=0.0, in_flight=10), ["a"] * 5, lasting=7.0)

    assert times == {"a": [0.0, 0.0, 7.0, 7.0, 14.0]}


def test_no_more_requests_run_in_all_than_allowed():
    times = starts(lambda: Pace(per_host=5, spacing=0.0, in_flight=2), ["a", "b", "c"], lasting=7.0)

    assert times == {"a": [0.0], "b": [0.0], "c": [7.0]}


@pytest.mark.parametrize(("asked_for", "kept"), [(None, 2.0), (0.5, 2.0), (5.0, 5.0), (600.0, 10.0)])
def test_a_crawl_delay_is_kept_within_reason(asked_for, kept):
    def pace():
        pace = Pace(per_host=1, spacing=2.0, in_flight=10)
        pace.slow_down("a", asked_for)
        return pace

    assert starts(pace, ["a", "a"]) == {"a": [0.0, kept]}


def test_a_host_that_says_429_is_left_alone_for_the_rest_of_the_batch(site):
    site.page("/busy", status=429, headers=[("Retry-After", "90")])

    first, second = look_at_all(site, ["/busy", "/a"], limits={"per_host": 1})

    assert (first.outcome, first.retry_after) == (Outcome.RATE_LIMITED, 90.0)
    assert (second.outcome, second.detail, second.status) == (Outcome.RATE_LIMITED, "resting", None)
    assert 80 < second.retry_after <= 90
    assert site.asked("/a") == []


# --- is it them, or us? ---


def test_a_network_on_which_no_control_host_answers_is_down():
    async def nobody(host, port):
        raise OSError("no route")

    async def ask():
        async with Fetcher(resolve=nobody) as fetcher:
            return await fetcher.network_alive(["control.example", "second.example"])

    assert asyncio.run(ask()) is False
