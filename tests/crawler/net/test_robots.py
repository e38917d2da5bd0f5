"""robots.txt by RFC 9309, read from what came."""

import asyncio

import pytest

from crawler.facts import Outcome
from crawler.net.robots import MAX_BYTES, Robots, RobotsAnswer, Rules, rules_of

SITE = "http://so.gov.vn"


def read(body: str | bytes) -> Rules:
    raw = body.encode() if isinstance(body, str) else body
    return rules_of(RobotsAnswer(Outcome.OK, 200, raw))


def test_longest_match_wins_and_wildcards_count() -> None:
    rules = read("User-agent: *\nDisallow: /tep/\nAllow: /tep/cong-khai/\nDisallow: /*.bak$\n")
    assert rules.allows(f"{SITE}/van-ban")
    assert not rules.allows(f"{SITE}/tep/a")
    assert rules.allows(f"{SITE}/tep/cong-khai/a")
    assert not rules.allows(f"{SITE}/x.bak")
    assert rules.allows(f"{SITE}/x.bak?v=1")


def test_own_group_comes_before_the_one_for_all() -> None:
    rules = read("User-agent: *\nDisallow:\n\nUser-agent: CongKhai\nDisallow: /rieng/\nCrawl-delay: 7\n")
    assert not rules.allows(f"{SITE}/rieng/a")
    assert rules.crawl_delay == 7


def test_groups_of_the_same_name_are_one() -> None:
    rules = read("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n")
    assert not rules.allows(f"{SITE}/a")
    assert not rules.allows(f"{SITE}/b")


def test_encoded_paths_are_compared_as_the_same() -> None:
    rules = read("User-agent: *\nDisallow: /văn-bản\n")
    assert not rules.allows(f"{SITE}/v%C4%83n-b%E1%BA%A3n/1")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_bom_and_line_endings(ending: str) -> None:
    rules = read(b"\xef\xbb\xbf" + ending.join(["User-agent: *", "Disallow: /kin", ""]).encode())
    assert not rules.allows(f"{SITE}/kin")
    assert rules.allows(f"{SITE}/mo")


def test_html_instead_of_rules_forbids_nothing() -> None:
    assert read("<!DOCTYPE html><html><body>Disallow nothing: /</body></html>").allows(f"{SITE}/a")


def test_what_lies_beyond_the_size_limit_does_not_count() -> None:
    rules = read(b"User-agent: *\nDisallow: /a\n" + b"# x\n" * (MAX_BYTES // 4) + b"Disallow: /b\n")
    assert not rules.allows(f"{SITE}/a")
    assert rules.allows(f"{SITE}/b")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_4xx_opens(status: int) -> None:
    assert rules_of(RobotsAnswer(Outcome.HTTP_ERROR, status)).allows(f"{SITE}/a")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_5xx_and_429_close(status: int) -> None:
    rules = rules_of(RobotsAnswer(Outcome.SERVER_ERROR, status))
    assert (rules.allows(f"{SITE}/a"), rules.closed) == (False, Outcome.ROBOTS)


@pytest.mark.parametrize("outcome", [Outcome.REDIRECT_LOOP, Outcome.BAD_RESPONSE, Outcome.TOO_LARGE])
def test_what_cannot_be_read_closes(outcome: Outcome) -> None:
    assert rules_of(RobotsAnswer(outcome)).closed is Outcome.ROBOTS


@pytest.mark.parametrize(
    "outcome",
    [Outcome.DNS, Outcome.REFUSED, Outcome.PRIVATE_ADDRESS, Outcome.TLS, Outcome.RESET, Outcome.TIMEOUT],
)
def test_where_nobody_answers_the_reason_is_the_outcome(outcome: Outcome) -> None:
    assert rules_of(RobotsAnswer(outcome)).closed is outcome


def test_each_origin_is_asked_once_even_at_the_same_time() -> None:
    asked: list[str] = []

    async def ask(url: str) -> RobotsAnswer:
        asked.append(url)
        await asyncio.sleep(0)
        return RobotsAnswer(Outcome.NOT_FOUND, 404)

    async def run() -> None:
        robots = Robots(ask)
        await asyncio.gather(*(robots.rules(f"{SITE}/{one}") for one in range(5)))
        await robots.rules("https://so.gov.vn/a")

    asyncio.run(run())
    assert asked == [f"{SITE}/robots.txt", "https://so.gov.vn/robots.txt"]
