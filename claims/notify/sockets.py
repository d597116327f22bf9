"""Where a message of Apprise may go. Apprise opens its own sockets; here they are watched.

``why_not`` judges an address when it is kept: its scheme must be listed, and the host it names is looked up
and must pass the same guard as every source. ``guarded`` judges the very address of each connection while a
message is sent, whatever a name or a redirect leads to: Python raises an audit event before a socket
connects, and what the hook raises, the connection does not survive.

What this does not see: the look-up of a name itself, and a proxy named in the environment (its own address is
what is judged; name it in ``NOTICE_ALLOWED_HOSTS``).
"""

import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

import apprise
from apprise.plugins.base import NotifyBase
from apprise.plugins.custom_form import NotifyForm
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.custom_xml import NotifyXML
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.google_chat import NotifyGoogleChat
from apprise.plugins.gotify import NotifyGotify
from apprise.plugins.line import NotifyLine
from apprise.plugins.mattermost import NotifyMattermost
from apprise.plugins.ntfy import NotifyNtfy
from apprise.plugins.rocketchat import NotifyRocketChat
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.zulip import NotifyZulip
from django.conf import settings

from claims.recheck.guard import Guard, Refused

log = logging.getLogger(__name__)

# Plug-ins of Apprise that talk HTTP(S) and nothing else, imported one by one: asked for "the plug-in of this
# address", Apprise would load all 140. Of those in HOSTED the address names the host that is contacted; the
# others always ask their own service.
HOSTED = (NotifyJSON, NotifyForm, NotifyXML, NotifyMattermost, NotifyRocketChat, NotifyGotify, NotifyNtfy)
SERVICES = (NotifySlack, NotifyDiscord, NotifyTelegram, NotifyGoogleChat, NotifyLine, NotifyZulip)


def _names(plugin: type[NotifyBase]) -> list[str]:
    names = (plugin.protocol, plugin.secure_protocol)
    return [one for name in names if name for one in ((name,) if isinstance(name, str) else name)]


SCHEMES = {name: plugin for plugin in (*HOSTED, *SERVICES) for name in _names(plugin)}
# Options by which a plug-in would read a file of this machine, or skip what protects a message.
NO_OPTIONS = ("template", "verify", "redirect", "file", "attach")
CONNECT_SECONDS, READ_SECONDS = 5, 10
_guard: ContextVar[Guard | None] = ContextVar("guard", default=None)
_refused: ContextVar[list[str]] = ContextVar("refused")


class NotAllowed(ValueError):
    """An address that must not be used; the message is a code: unknown, scheme, option, refused."""


def plugin_of(address: str) -> NotifyBase:
    """The Apprise plug-in for an address; raises ``NotAllowed``."""
    address = address.strip()
    scheme, mark, _ = address.partition("://")
    if not mark:
        raise NotAllowed("unknown")
    if scheme.lower() in SCHEMES:
        kind = SCHEMES[scheme.lower()]
        given = kind.parse_url(address)
    else:  # the address as the service itself shows it: https://hooks.slack.com/…
        found = ((one, one.parse_native_url(address)) for one in SERVICES)
        kind, given = next(((one, known) for one, known in found if known), (None, None))
        if kind is None:
            raise NotAllowed("scheme")
    if not given:
        raise NotAllowed("unknown")
    if any(name.lower() in NO_OPTIONS for name in given.get("qsd", {})):
        raise NotAllowed("option")
    try:
        plugin = kind(**given)
    except TypeError:  # what Apprise raises for tokens and hosts that cannot be right
        raise NotAllowed("unknown") from None
    plugin.redirects = False
    plugin.socket_connect_timeout, plugin.socket_read_timeout = CONNECT_SECONDS, READ_SECONDS
    return plugin


def shown(address: str) -> str:
    """What may be shown of an address: the scheme, and the host where it names one."""
    plugin = plugin_of(address)
    scheme = _names(type(plugin))[-1 if plugin.secure else 0]
    if not isinstance(plugin, HOSTED) or not plugin.host:
        return f"{scheme}://…"
    port = f":{plugin.port}" if plugin.port else ""
    return f"{scheme}://{plugin.host}{port}/…"


def why_not(address: str) -> str:
    """The reason why this address may not be kept, as a code; ``""`` when it may."""
    try:
        plugin = plugin_of(address)
        _guard_for(plugin)
    except NotAllowed as why:
        return str(why)
    except Refused:
        return "refused"
    return ""


def send(address: str, title: str, body: str) -> str:
    """Send one message; ``""`` when it was taken, else the error, without any part of the address."""
    try:
        plugin = plugin_of(address)
        guard = _guard_for(plugin)
    except NotAllowed as why:
        return f"not allowed: {why}"
    except Refused as why:
        return f"refused: {why.reason}"
    with apprise.LogCapture(level=logging.WARNING) as said, guarded(guard) as refused:
        taken = plugin.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
        told = " ".join(said.getvalue().split())
    if taken:
        return ""
    if refused:
        return f"refused: {refused[0]}"
    return without_secrets(told, address)[-250:] or "no answer"


def without_secrets(told: str, address: str) -> str:
    """The words without anything that stands in the address, but for its scheme and common words."""
    pieces = {piece for piece in _pieces(address) if len(piece) >= 4 and piece.lower() not in SCHEMES}
    for piece in sorted(pieces, key=len, reverse=True):
        told = told.replace(piece, "…")
    return told


def _pieces(address: str) -> list[str]:
    for mark in ":/?&=@#+,":
        address = address.replace(mark, " ")
    return address.split()


def _guard_for(plugin) -> Guard:
    """A guard that has seen the host of the address; raises ``Refused``."""
    guard = Guard(settings.NOTICE_ALLOWED_HOSTS, settings.NOTICE_ALLOWED_PORTS)
    if not isinstance(plugin, HOSTED) or not plugin.host:
        return guard
    scheme = "https" if plugin.secure else "http"
    host = f"[{plugin.host}]" if ":" in plugin.host else plugin.host
    url = guard.check_url(f"{scheme}://{host}{f':{plugin.port}' if plugin.port else ''}/")
    try:
        infos = socket.getaddrinfo(url.raw_host, url.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return guard  # a name that cannot be looked up now cannot be connected to now
    guard.choose(url.raw_host, url.port, [info[4][0] for info in infos])
    return guard


@contextmanager
def guarded(guard: Guard) -> Iterator[list[str]]:
    """While in it, no socket of this thread connects where the guard forbids; yields the reasons it gave."""
    _install_hook()
    refused: list[str] = []
    marks = _guard.set(guard), _refused.set(refused)
    try:
        yield refused
    finally:
        _guard.reset(marks[0])
        _refused.reset(marks[1])


@cache
def _install_hook() -> None:
    """Once a process, and only in one that sends: a hook cannot be taken off again."""
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple) -> None:
    if event != "socket.connect":
        return
    guard = _guard.get()
    if guard is None:
        return
    address = args[1]
    try:
        if not isinstance(address, tuple):
            raise Refused("scheme")  # a socket file of this machine
        guard.check_socket(address[0], address[1])
    except Refused as why:
        _refused.get().append(why.reason)
        raise
