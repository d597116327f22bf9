"""What to send to the Wayback Machine's Save Page Now 2, and what its answers mean. Sends nothing itself.

It answers errors with status 200 and ``{"status": "error", "status_ext": "error:…", "message": …}``, to the
request for a copy as well as to the question how it fares. Asked again for the same page within the hour it
gives the same job. Source of the rules: the archive's "Save Page Now 2 Public API Docs".

>>> from claims.recheck.fetch import Response
>>> response = Response("ok", "", status=200, body=b'{"url": "https://a.example/", "job_id": "spn2-1"}')
>>> read_submission(response).step, read_submission(response).job_id
('accepted', 'spn2-1')
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.recheck.fetch import Request, Response
from claims.text.mementos import read_stamp
from claims.words import CopyTrouble

HOUR = 3600
# Not the page's fault: everything for this archive waits so many seconds. A session ends within two minutes,
# quotas are by day.
OF_THE_ARCHIVE = {"user-session-limit": 60, "blocked-client-ip": HOUR}
BANDWIDTH = "max-daily-bandwidth"
FOR_GOOD = {
    "not-found": CopyTrouble.GONE,
    "no-access": CopyTrouble.CLOSED,
    "unauthorized": CopyTrouble.CLOSED,
    "network-authentication-required": CopyTrouble.CLOSED,
    "blocked-url": CopyTrouble.UNWANTED,
    "invalid-url-syntax": CopyTrouble.UNWANTED,
    "filesize-limit": CopyTrouble.UNWANTED,
    "ftp-access-denied": CopyTrouble.UNWANTED,
}
ENOUGH_TODAY = "too-many-daily-captures"
LONGEST_DETAIL = 500
LONGEST_JOB = 200


class Step(StrEnum):
    """What an answer means for the copy. ``again`` counts as a try, ``later`` does not."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    DONE = "done"
    NOTHING = "nothing"
    ENOUGH = "enough"  # fresh copies exist already: look for one
    AGAIN = "again"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True)
class Answer:
    """``wait``: seconds that the archive asks for, or that are known to be needed.

    ``pause``: the archive's own trouble, so that everything meant for it waits.
    """

    step: Step
    job_id: str = ""
    url: str = ""
    copied_at: datetime | None = None
    holds_quotes: bool | None = None
    trouble: CopyTrouble = CopyTrouble.NONE
    detail: str = ""
    wait: float = 0
    pause: bool = False


@dataclass(frozen=True)
class Account:
    """Where the archive listens, and who we are there. ``playback`` is what copies' addresses begin with."""

    save: str
    playback: str
    access_key: str
    secret_key: str

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        authorization = f"LOW {self.access_key}:{self.secret_key}"
        return ("Accept", "application/json"), ("Authorization", authorization)


def submission(account: Account, url: str, fresh_for: int) -> Request:
    """Ask for a copy of ``url``, unless the archive made one within the last ``fresh_for`` seconds.

    That condition makes asking twice harmless: a worker that died after asking costs no second copy.
    """
    form = (("url", url), ("skip_first_archive", "1"), ("if_not_archived_within", str(fresh_for)))
    return Request(account.save, headers=account.headers, form=form)


def status(account: Account, job_id: str) -> Request:
    return Request(f"{account.save.rstrip('/')}/status/{job_id}", headers=account.headers)


def read_submission(response: Response) -> Answer:
    said = _read(response)
    if isinstance(said, Answer):
        return said
    job_id = said.get("job_id")
    if isinstance(job_id, str) and job_id.replace("-", "").isalnum() and len(job_id) <= LONGEST_JOB:
        return Answer(Step.ACCEPTED, job_id=job_id)
    if "same snapshot" in str(said.get("message", "")).lower():
        return Answer(Step.ENOUGH, trouble=CopyTrouble.ENOUGH, detail=_detail(said))
    return _unclear(response)


def read_status(response: Response, account: Account) -> Answer:
    if response.status == 404:  # jobs are forgotten after about an hour
        return Answer(Step.AGAIN, trouble=CopyTrouble.LOST)
    said = _read(response)
    if isinstance(said, Answer):
        return said
    if said.get("status") == "pending":
        return Answer(Step.PENDING)
    stamp, original = str(said.get("timestamp", "")), str(said.get("original_url", ""))
    copied_at = read_stamp(stamp)
    if said.get("status") == "success" and copied_at and original.startswith(("http://", "https://")):
        url = f"{account.playback}{stamp}/{original}"
        return Answer(Step.DONE, url=url, copied_at=copied_at)
    return _unclear(response)


def _read(response: Response) -> dict | Answer:
    """The JSON object that was answered, or what the trouble with it is."""
    code = response.status
    if code is None:
        return _archive(CopyTrouble.AWAY, f"{response.outcome} {response.detail}", 300)
    if code == 429:
        return _archive(CopyTrouble.BUSY, "429", response.retry_after or 60)
    if code in (401, 403):
        return _archive(CopyTrouble.KEYS, str(code), HOUR)
    if code >= 500:
        return _archive(CopyTrouble.AWAY, str(code), response.retry_after or 300)
    try:
        said = json.loads(response.body)
    except (ValueError, RecursionError):
        return _unclear(response)
    if not isinstance(said, dict):
        return _unclear(response)
    if said.get("status_ext") or said.get("status") == "error":
        return _refusal(said)
    return said if code < 400 else _unclear(response)


def _refusal(said: dict) -> Answer:
    code = str(said.get("status_ext") or "").removeprefix("error:")
    detail = _detail(said)
    if code == ENOUGH_TODAY:
        return Answer(Step.ENOUGH, trouble=CopyTrouble.ENOUGH, detail=detail)
    if code in OF_THE_ARCHIVE:
        return _archive(CopyTrouble.BUSY, detail, OF_THE_ARCHIVE[code])
    if code.startswith(BANDWIDTH) and not code.endswith("-host"):
        return _archive(CopyTrouble.BUSY, detail, 6 * HOUR)
    if trouble := FOR_GOOD.get(code):
        return Answer(Step.REFUSED, trouble=trouble, detail=detail)
    return Answer(Step.AGAIN, trouble=CopyTrouble.PAGE, detail=detail)


def _archive(trouble: CopyTrouble, detail: str, wait: float) -> Answer:
    return Answer(Step.LATER, trouble=trouble, detail=detail[:LONGEST_DETAIL].strip(), wait=wait, pause=True)


def _unclear(response: Response) -> Answer:
    start = response.body[:80].decode("utf-8", "replace").replace("\x00", "")
    return _archive(CopyTrouble.UNCLEAR, f"{response.status} {start}", 600)


def _detail(said: dict) -> str:
    parts = (str(said.get("status_ext") or ""), str(said.get("message") or ""))
    return " ".join(part for part in parts if part).replace("\x00", "")[:LONGEST_DETAIL]
