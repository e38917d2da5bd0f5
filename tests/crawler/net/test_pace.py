"""Turns: one request at a time per host, a delay apart, few hosts at once on one address."""

import asyncio
import time
from collections.abc import Coroutine
from itertools import pairwise
from typing import Any

import pytest

from crawler.net.pace import OutOfTimeError, Pace

FAR = float("inf")


class Log:
    """Who held a turn when."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.starts: list[tuple[str, float]] = []
        self.at_once = 0
        self.most = 0

    async def ask(self, host: str, address: str = "1.1.1.1", seconds: float = 0.01) -> None:
        async with self.pace.turn(host, address, FAR):
            self.starts.append((host, time.monotonic()))
            self.at_once += 1
            self.most = max(self.most, self.at_once)
            await asyncio.sleep(seconds)
            self.at_once -= 1

    def gaps(self) -> list[float]:
        times = [at for _, at in self.starts]
        return [later - earlier for earlier, later in pairwise(times)]


def run(*work: Coroutine[Any, Any, None]) -> None:
    async def together() -> None:
        await asyncio.gather(*work)

    asyncio.run(together())


def test_one_request_at_a_time_and_a_delay_apart() -> None:
    log = Log(Pace(0.05))
    run(*(log.ask("a") for _ in range(4)))
    assert log.most == 1
    assert min(log.gaps()) >= 0.05


def test_at_most_four_hosts_at_once_on_one_address() -> None:
    log = Log(Pace(0.0))
    run(*(log.ask(f"h{one}", seconds=0.05) for one in range(10)))
    assert log.most == 4


def test_hosts_on_one_address_share_what_four_may_ask() -> None:
    log = Log(Pace(0.2))
    run(*(log.ask(f"h{one}") for one in range(8)))
    assert min(log.gaps()) >= 0.045


def test_hosts_on_other_addresses_do_not_wait() -> None:
    log = Log(Pace(0.5))
    begun = time.monotonic()
    run(*(log.ask(f"h{one}", f"1.1.1.{one}") for one in range(8)))
    assert time.monotonic() - begun < 0.4


def test_crawl_delay_is_kept_and_the_longest_counts() -> None:
    pace = Pace(0.01)
    pace.keep_crawl_delay("a", 0.1)
    pace.keep_crawl_delay("a", 0.0)
    log = Log(pace)
    run(*(log.ask("a") for _ in range(2)))
    assert min(log.gaps()) >= 0.1


def test_turn_beyond_the_deadline_is_refused_at_once() -> None:
    pace = Pace(0.0)
    pace.keep_crawl_delay("a", 3600)

    async def ask() -> None:
        async with pace.turn("a", "1.1.1.1", time.monotonic() + 5):
            pass

    begun = time.monotonic()
    with pytest.raises(OutOfTimeError):
        run(ask(), ask())
    assert time.monotonic() - begun < 1


def test_complaint_slows_the_host_and_is_waited_for() -> None:
    pace = Pace(0.01)
    pace.complain("a", 0.15)
    assert pace.delay_of("a") == 1.0
    assert 0.1 < pace.closed_for("a") <= 0.15
    log = Log(pace)
    begun = time.monotonic()
    run(log.ask("a"))
    assert log.starts[0][1] - begun >= 0.14


def test_complaints_slow_no_further_than_a_limit() -> None:
    pace = Pace(1.0)
    for _ in range(20):
        pace.complain("a", 0.0)
    assert pace.delay_of("a") == 30.0


def test_host_that_nobody_answers_for_is_given_up_and_taken_back() -> None:
    pace = Pace(1.0)
    for _ in range(8):
        pace.reached("a", yes=False)
    assert pace.given_up("a")
    pace.reached("a", yes=True)
    assert not pace.given_up("a")
