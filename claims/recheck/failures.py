"""What a status code or a failed request means, as an ``Outcome`` and a short reason for the log.

It judges nothing by the text of a page: soft 404s, parked domains and walls answered with 200 are told
apart later, by whoever has read the page.
"""

import asyncio
import errno
import socket
import ssl

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from claims.recheck.bodies import TooLarge, Truncated, Undecodable
from claims.recheck.guard import Refused
from claims.words import Outcome

STATUS = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.LOGIN_WALL,
    402: Outcome.PAYWALL,
    404: Outcome.NOT_FOUND,
    408: Outcome.SERVER_ERROR,  # Request Timeout: the server's, not ours
    410: Outcome.GONE,
    425: Outcome.SERVER_ERROR,  # Too Early: again later
    429: Outcome.RATE_LIMITED,
    451: Outcome.LEGAL_BLOCK,
}

# X509_V_ERR_… of OpenSSL
CERTIFICATE = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "self_signed",
    20: "untrusted",
    21: "untrusted",
    62: "wrong_name",
    64: "wrong_name",
}

# The name is not there, as opposed to: it could not be looked up just now.
NO_SUCH_NAME = {
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)
}

# This machine is out of something: nobody else's fault.
OURS = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.EPERM}


class LookupTimeout(OSError):
    """The resolver did not answer in time."""


def outcome_of_status(status: int, has_retry_after: bool) -> Outcome:
    """For any final status; 2xx is ``ok`` as far as the transport goes."""
    if known := STATUS.get(status):
        return known
    if status == 206:  # a part that nobody asked for: may show that a quote is there, never that it is not
        return Outcome.GARBLED
    if 200 <= status < 300:
        return Outcome.OK
    if status == 503 and has_retry_after:
        return Outcome.RATE_LIMITED
    if 400 <= status < 500 or status == 999:  # 400, 403, 405, 406, 418, 444…: what bot walls answer
        return Outcome.BLOCKED
    return Outcome.SERVER_ERROR


def outcome_of_error(error: Exception) -> tuple[Outcome, str]:
    """For whatever a request raised. What is not foreseen here is our own fault."""
    cause = _cause(error)
    if isinstance(cause, Refused):
        return Outcome.REFUSED, cause.reason
    if isinstance(cause, TooLarge):
        return Outcome.TOO_LARGE, str(cause)
    if isinstance(cause, Undecodable):
        return Outcome.GARBLED, f"coding {cause}"
    if isinstance(cause, Truncated):
        return Outcome.CONNECTION_FAILED, f"truncated {cause}"
    if isinstance(cause, LookupTimeout):
        return Outcome.DNS_TEMPORARY, "timeout"
    if isinstance(cause, socket.gaierror):
        outcome = Outcome.DNS_MISSING if cause.errno in NO_SUCH_NAME else Outcome.DNS_TEMPORARY
        return outcome, _gai_name(cause.errno)
    if isinstance(cause, ssl.SSLError):
        return Outcome.TLS_FAILED, _tls_reason(cause)
    if isinstance(cause, TimeoutError):
        return Outcome.TIMEOUT, _timeout_phase(error)
    return _outcome_of_connection(cause)


def _outcome_of_connection(error: Exception) -> tuple[Outcome, str]:
    if isinstance(error, HttpProcessingError):
        # The client library keeps only the message: its parser's LineTooLong and "Too many headers".
        too_many = error.message.startswith(("Got more than", "Too many headers"))
        return (Outcome.TOO_LARGE, "headers") if too_many else (Outcome.CONNECTION_FAILED, "not_http")
    if isinstance(error, aiohttp.ClientResponseError):
        return Outcome.CONNECTION_FAILED, "not_http"
    if isinstance(error, aiohttp.ClientPayloadError | asyncio.IncompleteReadError):
        return Outcome.CONNECTION_FAILED, "truncated"
    if isinstance(error, aiohttp.InvalidURL):
        return Outcome.REFUSED, "bad_url"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return Outcome.CONNECTION_FAILED, "disconnected"
    if isinstance(error, OSError):
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        return (Outcome.OUR_FAULT if error.errno in OURS else Outcome.CONNECTION_FAILED), name
    if isinstance(error, aiohttp.ClientConnectionError):
        return Outcome.CONNECTION_FAILED, type(error).__name__
    return Outcome.OUR_FAULT, type(error).__name__


def _cause(error: Exception) -> Exception:
    """The error beneath the client library's wrapping."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return error.certificate_error
    if isinstance(error, aiohttp.ClientConnectorError):
        return error.os_error
    if isinstance(error, aiohttp.ClientResponseError) and isinstance(error.__cause__, HttpProcessingError):
        return error.__cause__
    return error


def _timeout_phase(error: Exception) -> str:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "connect"
    if isinstance(error, aiohttp.SocketTimeoutError):
        return "silence"
    return "total"


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE.get(error.verify_code, f"certificate {error.verify_code}")
    return (error.reason or "handshake").lower()[:80]


def _gai_name(code: int) -> str:
    names = (name for name in dir(socket) if name.startswith("EAI_") and getattr(socket, name) == code)
    return next(names, f"EAI {code}")
