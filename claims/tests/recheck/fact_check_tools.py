"""A stand-in for the Google Fact Check Tools API, ``claims:search``, on loopback.

Answers as https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search says:
pages by ``pageToken``, narrowed by ``languageCode``; errors are JSON with a code, a message and a status.

    with FactCheckTools([claim("The Earth is flat")]) as tools:
        settings.FACTCHECK_TOOLS_URL = tools.url
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY = "a-key-of-the-tests"
STATUS = {400: "INVALID_ARGUMENT", 403: "PERMISSION_DENIED", 429: "RESOURCE_EXHAUSTED"}


def claim(text: str, number: int = 1, language: str = "en", **review) -> dict:
    given = {
        "publisher": {"name": "Check Desk", "site": "check.example"},
        "url": f"https://check.example/{number}",
        "title": f"Check {number}",
        "reviewDate": "2024-05-06T07:00:00Z",
        "textualRating": "False",
        "languageCode": language,
    } | review
    return {
        "text": text,
        "claimant": "Somebody",
        "claimDate": "2024-05-01T00:00:00Z",
        "claimReview": [given],
    }


class FactCheckTools:
    """``refuse(status, message, after=1)``: answer so after that many good answers."""

    def __init__(self, claims=()):
        self.claims, self.asked = list(claims), []
        self._refusal = None

    def refuse(self, status: int, message: str, after: int = 0) -> None:
        self._refusal = status, message, after

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1alpha1/claims:search"

    def answer(self, target: str) -> tuple[int, dict]:
        parts = urlsplit(target)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(asked)
        if parts.path != "/v1alpha1/claims:search":
            return 404, {"error": {"code": 404, "message": "Requested entity was not found."}}
        if self._refusal and len(self.asked) > self._refusal[2]:
            status, message, _after = self._refusal
            return status, {"error": {"code": status, "message": message, "status": STATUS[status]}}
        if asked.get("key") != KEY:
            return self._refused(400, "API key not valid. Please pass a valid API key.")
        if not asked.get("query"):
            return self._refused(400, "Request must contain a query or a reviewPublisherSiteFilter.")
        return 200, self._page(asked)

    def _page(self, asked: dict) -> dict:
        found = [
            one for one in self.claims
            if asked.get("languageCode") in (None, one["claimReview"][0]["languageCode"])
        ]  # fmt: skip
        start, size = int(asked.get("pageToken", 0)), int(asked.get("pageSize", 10))
        page = {"claims": found[start : start + size]} if found else {}  # nothing found: an empty object
        return page | ({"nextPageToken": str(start + size)} if start + size < len(found) else {})

    def _refused(self, status: int, message: str) -> tuple[int, dict]:
        return status, {"error": {"code": status, "message": message, "status": STATUS[status]}}

    def __enter__(self) -> "FactCheckTools":
        tools = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, document = tools.answer(self.path)
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=UTF-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
