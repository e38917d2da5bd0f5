"""robots.txt by RFC 9309: what it says is kept, and where it cannot be read everything is closed."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from crawler.facts import Outcome
from crawler.net.urls import site_of

MAX_BYTES = 500 * 1024
MAX_REDIRECTS = 5
PRODUCT = "congkhai"  # the product token that robots.txt may name
_KEPT = 2_000  # origins remembered

# Where nobody answered there is no robots.txt to speak of: closed, too, and the reason itself is the outcome.
_NOBODY = frozenset(
    {
        Outcome.PRIVATE_ADDRESS, Outcome.DNS, Outcome.REFUSED, Outcome.RESET, Outcome.TLS, Outcome.TIMEOUT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What came when robots.txt was asked for, after its redirects."""

    outcome: Outcome
    status: int | None = None
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin. `closed`: the outcome of every request there, and why."""

    protego: Protego | None = None
    closed: Outcome | None = None
    detail: str | None = None

    def allows(self, url: str) -> bool:
        """May `url` be fetched?"""
        if self.closed is not None:
            return False
        return self.protego is None or bool(self.protego.can_fetch(url, PRODUCT))

    @property
    def crawl_delay(self) -> float:
        """The seconds it asks for between requests; 0 where it asks for none."""
        delay = self.protego.crawl_delay(PRODUCT) if self.protego else None
        return float(delay) if delay is not None and delay == delay else 0.0


def rules_of(answer: RobotsAnswer) -> Rules:
    """RFC 9309 §2.3.1: 2xx is read, 4xx opens everything, all else closes everything (429 too)."""
    status = answer.status
    if answer.outcome in _NOBODY:
        return Rules(closed=answer.outcome, detail=f"robots.txt: {answer.outcome.value}")
    if status is not None and 200 <= status < 300 and answer.outcome is Outcome.OK:
        text = answer.body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
        return Rules(protego=Protego.parse(text))
    if status is not None and 400 <= status < 500 and status != 429:
        return Rules()
    reason = str(status) if status is not None and status >= 300 else answer.outcome.value
    return Rules(closed=Outcome.ROBOTS, detail=f"robots.txt could not be read: {reason}")


class Robots:
    """Rules by origin, each robots.txt asked for once."""

    def __init__(self, ask: Callable[[str], Awaitable[RobotsAnswer]]) -> None:
        """`ask` fetches the robots.txt at a URL."""
        self._ask = ask
        self._rules: OrderedDict[str, asyncio.Task[Rules]] = OrderedDict()

    async def rules(self, url: str) -> Rules:
        """The rules for `url`'s origin."""
        origin = site_of(url).origin
        task = self._rules.get(origin)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._rules[origin] = asyncio.ensure_future(self._read(origin))
            while len(self._rules) > _KEPT:
                self._rules.popitem(last=False)
        return await asyncio.shield(task)

    def drop(self) -> None:
        """Stop asking."""
        for task in self._rules.values():
            task.cancel()

    async def _read(self, origin: str) -> Rules:
        return rules_of(await self._ask(f"{origin}/robots.txt"))
