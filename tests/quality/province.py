"""Visits to the portals of the replica without a network, and what to compare with the truth."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from config.sections import core_sections
from crawler.facts import Answer, Fetch, Item, Outcome, PortalFacts, SectionFacts
from crawler.visit import Budget, Visit
from tests.quality.mirror import Row
from tests.replica.addresses import Ports
from tests.replica.content import as_of
from tests.replica.province import Province
from tests.replica.truth import truth

_REDIRECTS = 5
NEEDS_SCRIPT = ("spa",)  # families that are empty without a browser


@dataclass(slots=True)
class Web:
    """The province in one month, answering a visit's fetches."""

    month: str
    province: Province = field(init=False)
    requests: int = 0

    def __post_init__(self) -> None:
        self.province = Province(self.month, Ports())

    def answer(self, fetch: Fetch) -> Answer:
        """What comes back, redirects followed and robots.txt obeyed."""
        at = datetime.combine(as_of(self.month), time(9), UTC)
        url, method = fetch.url, fetch.method
        form = dict(fetch.form)
        passed: list[str] = []
        for _ in range(_REDIRECTS):
            self.requests += 1
            parts = urlsplit(url)
            host = parts.hostname or ""
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            if self.province.family_at(host, path) is None:
                return Answer(fetch, Outcome.DNS, at, url)
            if self.province.is_forbidden(host, path):
                return Answer(fetch, Outcome.ROBOTS, at, url)
            reply = self.province.answer(parts.scheme, host, method, path, form)
            if reply is None:
                return Answer(fetch, Outcome.TIMEOUT, at, url)
            headers = {name.lower(): value for name, value in reply.headers}
            if reply.status not in (301, 302, 303, 307, 308):
                break
            passed.append(url)
            url, method, form = urljoin(url, headers["location"]), "GET", {}
        else:
            return Answer(fetch, Outcome.REDIRECT_LOOP, at, url)
        body = reply.body[: fetch.first_bytes]
        return Answer(
            fetch, _outcome(reply.status), at, url, reply.status,
            headers | {"content-type": reply.content_type}, body, tuple(passed),
            sha256=hashlib.sha256(body).hexdigest(),
        )  # fmt: skip


def _outcome(status: int) -> Outcome:
    if status < 400:
        return Outcome.OK
    if status in (401, 403, 429):
        return Outcome.BLOCKED
    if status in (404, 410):
        return Outcome.NOT_FOUND
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.HTTP_ERROR


def visit(
    web: Web, portal: dict[str, Any], wanted: Sequence[str] = (), budget: Budget | None = None
) -> PortalFacts:
    """Visit one portal of the truth's list."""
    row = Row(portal["id"], portal["name"], portal["url"], portal["level"])
    under_way = Visit(
        row, as_of=as_of(web.month), wanted=wanted or core_sections(), budget=budget, render="never"
    )
    while (fetch := under_way.next()) is not None:
        under_way.receive(web.answer(fetch))
    return under_way.facts()


def newest(facts: SectionFacts, web: Web) -> str | None:
    """The last day on which something was put there, as `results.json` tells it."""
    days = [day for item in facts.items if (day := _day(item)) is not None and day <= as_of(web.month)]
    return max(days).isoformat() if days else None


def _day(item: Item) -> Any:
    if item.published is not None:
        return item.published.day
    return item.issued.day if item.issued is not None and item.asked is None else None


def portals(month: str) -> list[dict[str, Any]]:
    """The truth of the month's portals."""
    found: list[dict[str, Any]] = truth(month)["portals"]
    return found


def plain(url: str) -> str:
    """An address with its query in order and without its scheme."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rstrip('/') or '/'}?{urlencode(sorted(parse_qsl(parts.query)))}"
