"""Connections that the guard has seen: names are looked up here, the answers are sifted, and the address a
socket is about to connect to is checked once more.

The address that was checked is the address that is connected to: a name is looked up once per batch, the
sifted answer is kept, and the socket is made only for an address that passes. A resolver of ours alone would
not do, as the client never asks it about IP literals.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from claims.recheck.failures import LookupTimeout
from claims.recheck.guard import Guard

# host, port -> IP addresses in text form; raises socket.gaierror
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

MOST_ADDRESSES = 6  # of one host that are tried; a name with hundreds would eat the whole budget
LOOKUPS_AT_ONCE = 16  # getaddrinfo blocks a thread, up to 30 s for a dead name server


class SystemResolve:
    """The machine's own resolver, in threads of its own so that dead names do not starve anything else."""

    def __init__(self):
        self._pool = ThreadPoolExecutor(LOOKUPS_AT_ONCE, thread_name_prefix="lookup")

    async def __call__(self, host: str, port: int) -> list[str]:
        infos = await asyncio.get_running_loop().run_in_executor(
            self._pool, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(info[4][0] for info in infos))

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class GuardedResolver(AbstractResolver):
    """Asks ``resolve`` once per host and batch (failures too), and gives out only what the guard chose."""

    def __init__(self, guard: Guard, resolve: Resolve, timeout: float):
        self._guard = guard
        self._resolve = resolve
        self._timeout = timeout
        self._turns = asyncio.Semaphore(LOOKUPS_AT_ONCE)
        self._lookups: dict[str, asyncio.Task] = {}

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_UNSPEC) -> list[ResolveResult]:
        lookup = self._lookups.get(host)
        if lookup is None:
            lookup = self._lookups[host] = asyncio.create_task(self._look_up(host, port))
        answer = await asyncio.shield(lookup)  # whoever gives up does not take the answer from the others
        if isinstance(answer, OSError):
            raise answer
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._guard.choose(host, port, answer)[:MOST_ADDRESSES]
        ]

    async def _look_up(self, host: str, port: int) -> Sequence[str] | OSError:
        """Errors are returned: the answer is kept for all who ask, and raised for each of them."""
        async with self._turns:
            try:
                async with asyncio.timeout(self._timeout):
                    return await self._resolve(host, port)
            except TimeoutError:
                return LookupTimeout(host)
            except UnicodeError:  # a label that no resolver takes
                return socket.gaierror(socket.EAI_NONAME, host)
            except OSError as error:
                return error

    async def close(self) -> None:
        for lookup in self._lookups.values():
            lookup.cancel()


class PeerResponse(aiohttp.ClientResponse):
    """A response that remembers the address it came from; the connection may be given back before we look."""

    peer = ""

    async def start(self, connection):
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        self.peer = name[0] if name else ""
        return await super().start(connection)


def guarded_connector(guard: Guard, resolver: GuardedResolver, ssl_context=None) -> aiohttp.TCPConnector:
    def make_socket(info) -> socket.socket:
        family, kind, protocol, _, address = info
        guard.check_socket(address[0], address[1])
        return socket.socket(family=family, type=kind, proto=protocol)

    return aiohttp.TCPConnector(
        resolver=resolver,
        use_dns_cache=False,  # the resolver keeps answers itself
        family=socket.AF_UNSPEC,
        limit=0,  # the pace decides how many, not the pool
        socket_factory=make_socket,
        ssl=ssl_context or True,
    )
