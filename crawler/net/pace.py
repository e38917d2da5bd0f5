"""Manners of time: one request at a time per host, a delay apart, few hosts at once on one address.

A portal's deadline is kept too: a turn that could only come after it is refused at once.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_SLOWEST = 30.0  # seconds: no complaint (429, 503) slows a host further than this
_GIVEN_UP = 8  # requests in a row that reached nobody or were turned away: the host is not asked again
_HOSTS_KEPT = 20_000


class OutOfTimeError(Exception):
    """The next turn lies beyond the portal's deadline."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next: float = 0.0  # when the next request may start
    crawl_delay: float = 0.0
    slowed: float = 0.0
    closed_until: float = 0.0
    unreached: int = 0


@dataclass(slots=True)
class _Server:
    room: asyncio.Semaphore
    next: float = 0.0


class Pace:
    """Hands out turns. `delay`: seconds from the end of one request to a host to the start of the next."""

    def __init__(self, delay: float, hosts_per_address: int = 4) -> None:
        self._delay = delay
        self._share = hosts_per_address
        self._hosts: dict[str, _Host] = {}
        self._servers: dict[str, _Server] = {}

    @asynccontextmanager
    async def turn(self, host: str, address: str, deadline: float) -> AsyncIterator[None]:
        """Hold the turn of `host` for one request; `deadline` in seconds of `time.monotonic`.

        Raises `OutOfTimeError` where it could not begin before the deadline.
        """
        state = self._host(host)
        server = self._servers.setdefault(address, _Server(asyncio.Semaphore(self._share)))
        async with state.lock:
            await _wait_until(state.next, deadline)
            async with server.room:
                while (now := time.monotonic()) < server.next:
                    await _wait_until(server.next, deadline)
                server.next = now + self._delay / self._share
                try:
                    yield
                finally:
                    state.next = max(state.next, time.monotonic() + self.delay_of(host))

    async def wait(self, host: str, deadline: float) -> None:
        """Wait, without holding anything, until a turn of `host` may be had. Raises `OutOfTimeError`."""
        await _wait_until(self._host(host).next, deadline)

    def delay_of(self, host: str) -> float:
        """The seconds now kept between requests to `host`."""
        state = self._host(host)
        return max(self._delay, state.crawl_delay, state.slowed)

    def keep_crawl_delay(self, host: str, seconds: float) -> None:
        """What robots.txt asks for; kept however long, the portal's deadline ends the visit."""
        state = self._host(host)
        state.crawl_delay = max(state.crawl_delay, seconds)

    def complain(self, host: str, retry_after: float | None) -> None:
        """The host said "too many" or "not now": go slower, and not before `retry_after` seconds."""
        state = self._host(host)
        state.slowed = min(_SLOWEST, 2 * max(self.delay_of(host), 0.5))
        pause = retry_after if retry_after is not None else state.slowed
        now = time.monotonic()
        state.next = max(state.next, now + pause)
        state.closed_until = max(state.closed_until, now + (retry_after or 0.0))

    def closed_for(self, host: str) -> float:
        """Seconds for which the host asked to be left alone."""
        return max(0.0, self._host(host).closed_until - time.monotonic())

    def reached(self, host: str, yes: bool) -> None:
        """Note whether a request found somebody there who let it in."""
        state = self._host(host)
        state.unreached = 0 if yes else state.unreached + 1

    def unreached(self, host: str) -> int:
        """How many requests in a row reached nobody."""
        return self._host(host).unreached

    def given_up(self, host: str) -> bool:
        """Has the host been silent so often that it is not asked again?"""
        return self._host(host).unreached >= _GIVEN_UP

    def _host(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _HOSTS_KEPT:
            self._hosts = {name: one for name, one in self._hosts.items() if one.lock.locked()}
        return self._hosts.setdefault(host, _Host())


async def _wait_until(moment: float, deadline: float) -> None:
    if moment > deadline or time.monotonic() > deadline:
        raise OutOfTimeError
    await asyncio.sleep(max(0.0, moment - time.monotonic()))
