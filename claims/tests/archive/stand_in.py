"""A web archive on loopback that behaves as the Wayback Machine does: Save Page Now 2 and a time-gate.

    with Archive() as archive:
        archive.use(settings)                    # the product's settings point here
        archive.keep(url, at, "<p>…</p>")        # it has a copy already
        archive.refuse(url, "error:not-found")   # and will not make one of this page
        archive.say(429, retry_after=90)         # what the next request gets instead of an answer
        archive.posted                           # the forms that were sent to it

As others have observed of the real one: errors come with status 200 and without a job; the job of a page has
the same name for an hour; ``if_not_archived_within`` answers with a job that has succeeded already; jobs are
forgotten; a page is copied so many times a day; a time-gate redirects and names its neighbours.
"""

import hashlib
import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

KEYS = ("access", "secret")
PER_DAY = 5


@dataclass
class Archive:
    """``polls``: how often a job answers that it is pending before it ends."""

    polls: int = 1
    sessions: int = 12
    posted: list[dict] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)  # Accept-Datetime of what was asked of the time-gate
    _copies: dict[str, list] = field(default_factory=dict)  # address: [(moment, body)], oldest first
    _jobs: dict[str, dict] = field(default_factory=dict)
    _refused: dict[str, str] = field(default_factory=dict)
    _fails: dict[str, str] = field(default_factory=dict)
    _instead: list[tuple] = field(default_factory=list)
    _held: int = 0

    # --- what a test says ---

    def use(self, settings) -> None:
        settings.WAYBACK_ACCESS_KEY, settings.WAYBACK_SECRET_KEY = KEYS
        settings.WAYBACK_SAVE_URL = f"{self.url}/save"
        settings.WAYBACK_PLAYBACK_URL = f"{self.url}/web/"
        settings.MEMENTO_TIMEGATES = [f"{self.url}/web/"]
        settings.RECHECK_ALLOWED_HOSTS = [self.host]
        settings.RECHECK_SPACING_SECONDS = 0

    def keep(self, url: str, at: datetime, body: str = "<p>A page.</p>") -> None:
        self._copies.setdefault(url, []).append((at, body))
        self._copies[url].sort()

    def refuse(self, url: str, code: str) -> None:
        """Say so at once, without a job."""
        self._refused[url] = code

    def fail(self, url: str, code: str) -> None:
        """Take the page up, and say so when the job has ended."""
        self._fails[url] = code

    def take_all(self) -> None:
        self._refused.clear()
        self._fails.clear()

    def say(self, status: int, *, body: str = "", retry_after: int | None = None, times: int = 1) -> None:
        self._instead += [(status, body, retry_after)] * times

    def be_silent(self, times: int = 1) -> None:
        self._instead += [None] * times

    def hold_answers(self, times: int = 1) -> None:
        """Take the page up, and keep the answer to itself."""
        self._held += times

    def forget_jobs(self) -> None:
        self._jobs.clear()

    # --- what a test asks ---

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def copies(self, url: str) -> list[datetime]:
        return [at for at, _ in self._copies.get(url, [])]

    # --- how it answers ---

    def save(self, form: dict) -> dict:
        url = form["url"]
        self.posted.append(form)
        if url in self._refused:
            return self.error(self._refused[url])
        job_id = "spn2-" + hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
        now = datetime.now(UTC)
        if job_id in self._jobs:
            return {"url": url, "job_id": job_id, "message": "The same snapshot had been made 1 minute ago."}
        within = timedelta(seconds=int(form.get("if_not_archived_within", 0)))
        recent = [at for at in self.copies(url) if at > now - within]
        if recent:
            self._jobs[job_id] = {"url": url, "polls": 0, "at": recent[-1]}
            return {"url": url, "job_id": job_id, "message": "The same snapshot had been made recently."}
        if sum(at.date() == now.date() for at in self.copies(url)) >= PER_DAY:
            return self.error("error:too-many-daily-captures")
        if sum(job["polls"] > 0 for job in self._jobs.values()) >= self.sessions:
            return self.error("error:user-session-limit")
        self._jobs[job_id] = {"url": url, "polls": self.polls, "at": None}
        return {"url": url, "job_id": job_id}

    @staticmethod
    def error(code: str) -> dict:
        return {"status": "error", "status_ext": code, "message": f"Told in words: {code}."}

    def status(self, job_id: str) -> dict | None:
        job = self._jobs.get(job_id)
        if job is None:
            return None
        if job["polls"] > 0:
            job["polls"] -= 1
            return {"status": "pending", "job_id": job_id, "resources": []}
        if job["url"] in self._fails:
            del self._jobs[job_id]
            return self.error(self._fails[job["url"]]) | {"job_id": job_id}
        if job["at"] is None:
            job["at"] = datetime.now(UTC).replace(microsecond=0)
            self.keep(job["url"], job["at"])
        stamp = f"{job['at']:%Y%m%d%H%M%S}"
        return {"status": "success", "job_id": job_id, "original_url": job["url"], "timestamp": stamp}

    def memento(self, at: datetime, url: str) -> str:
        return f"{self.url}/web/{at:%Y%m%d%H%M%S}/{url}"

    def links(self, at: datetime, url: str) -> str:
        moments = self.copies(url)
        place = moments.index(at)
        named = {"first": moments[0], "last": moments[-1]}
        if place:
            named["prev"] = moments[place - 1]
        if place + 1 < len(moments):
            named["next"] = moments[place + 1]
        links = [f'<{url}>; rel="original"']
        links.append(f'<{self.url}/web/timemap/link/{url}>; rel="timemap"; type="application/link-format"')
        links.append(f'<{self.url}/web/{url}>; rel="timegate"')
        for name, moment in named.items():
            date = format_datetime(moment, usegmt=True)
            links.append(f'<{self.memento(moment, url)}>; rel="{name} memento"; datetime="{date}"')
        return ", ".join(links)

    # --- how it runs ---

    def __enter__(self) -> "Archive":
        archive = self
        self._stop = threading.Event()

        class Handler(Visitor):
            pass

        Handler.archive = archive
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.block_on_close = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._stop.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Visitor(BaseHTTPRequestHandler):
    archive: Archive

    def log_message(self, *_) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if self._is_interrupted():
            return
        if self.path != "/save":
            self._answer(404, "not here")
        elif self.headers.get("Authorization") != "LOW {}:{}".format(*KEYS):
            self._answer(401, '{"message": "You need to be logged in to use Save Page Now."}')
        else:
            said = self.archive.save(dict(parse_qsl(body)))
            if self.archive._held > 0:
                self.archive._held -= 1
                self.archive._stop.wait()
            else:
                self._answer_json(said)

    def do_GET(self) -> None:
        self.archive.asked.append(self.path)
        if self._is_interrupted():
            return
        if self.path.startswith("/save/status/"):
            found = self.archive.status(self.path.removeprefix("/save/status/"))
            self._answer_json(found) if found else self._answer(404, '{"message": "unknown job"}')
        elif self.path.startswith("/web/"):
            self._answer_copy(self.path.removeprefix("/web/"))
        else:
            self._answer(404, "not here")

    def _is_interrupted(self) -> bool:
        if not self.archive._instead:
            return False
        instead = self.archive._instead.pop(0)
        if instead is None:
            self.archive._stop.wait()
            return True
        status, body, retry_after = instead
        self._answer(status, body, {"Retry-After": str(retry_after)} if retry_after else {})
        return True

    def _answer_copy(self, asked: str) -> None:
        """A copy with its date, or as a time-gate a redirect to the nearest one."""
        archive = self.archive
        stamp, _, url = asked.partition("/")
        if not stamp.isdigit():
            url = asked
            wanted = self.headers.get("Accept-Datetime", "")
            archive.wanted.append(wanted)
            if not archive.copies(url):
                self._answer(404, "<p>The Wayback Machine has not archived that URL.</p>")
                return
            moment = parsedate_to_datetime(wanted) if wanted else datetime.now(UTC)
            nearest = min(archive.copies(url), key=lambda at: abs(at - moment))
            headers = {"Location": archive.memento(nearest, url), "Vary": "accept-datetime"}
            self._answer(302, "", headers | {"Link": archive.links(nearest, url)})
            return
        for at, body in archive._copies.get(url, []):
            if f"{at:%Y%m%d%H%M%S}" == stamp:
                headers = {"Memento-Datetime": format_datetime(at, usegmt=True)}
                self._answer(200, body, headers | {"Link": archive.links(at, url)})
                return
        self._answer(404, "no such copy")

    def _answer_json(self, said: dict) -> None:
        self._answer(200, json.dumps(said), {"Content-Type": "application/json"})

    def _answer(self, status: int, body: str, headers: dict | None = None) -> None:
        sent = body.encode()
        self.send_response(status)
        usual = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(sent))}
        for name, value in (usual | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)
