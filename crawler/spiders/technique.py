"""What only the edge can measure of a portal's technique: an IPv6 record, and in the browser speed, width and
the rules of axe. The pages measured are the home page and the first section's of those that are there.
"""

import logging
import os
from collections.abc import Iterable
from dataclasses import replace
from statistics import median
from urllib.parse import urlsplit

from crawler.browser import BrowserError, NoBrowserError
from crawler.browser.measure import PHONE_WIDTH, Instruments, Timings
from crawler.facts import AccessibilityIssue, Measurement, PortalFacts, SpeedFacts, TechnicalFacts
from crawler.net.names import DnsError
from crawler.net.outcomes import of_exception
from crawler.net.pace import OutOfTimeError
from crawler.net.urls import BadUrlError, site_of
from crawler.spiders.edge import Edge
from crawler.spiders.fetcher import Session
from crawler.spiders.options import CrawlOptions

log = logging.getLogger(__name__)

RUNS = 3  # loads of a page; the median counts
_FEWEST = 2  # fewer that succeeded say nothing
_IN_BROWSER: tuple[Measurement, ...] = ("speed", "phone", "accessibility")
_FAILURES = (BrowserError, OutOfTimeError, BadUrlError, OSError)


async def with_technique(
    facts: PortalFacts, edge: Edge, session: Session, options: CrawlOptions
) -> PortalFacts:
    """`facts` with what the edge measures; what goes wrong is named in `troubles` and stops nothing.

    A portal whose home page was not read is not measured. Without a browser nothing that needs one was tried.
    """
    technical, home = facts.technical, facts.final_url
    if technical is None or home is None or facts.status not in ("measured", "incomplete"):
        return facts
    technical = await _ipv6(technical, edge, home)
    if facts.id in options.measured:
        technical = await _Measuring(edge, session, home, _section_page(facts)).add_to(technical)
    return replace(facts, technical=technical)


async def _ipv6(technical: TechnicalFacts, edge: Edge, home: str) -> TechnicalFacts:
    try:
        found = await edge.ipv6(site_of(home).host)
    except BadUrlError:
        return technical
    except DnsError:
        return _asked(technical, ["ipv6"], {"ipv6": "dns"})
    return technical if found is None else replace(_asked(technical, ["ipv6"], {}), ipv6=found)


class _Measuring:
    """The measuring of one portal in the browser."""

    def __init__(self, edge: Edge, session: Session, home: str, section: str | None) -> None:
        self._edge = edge
        self._session = session
        self._home = home
        self._section = section
        self._troubles: dict[str, str] = {}
        self._issues: tuple[AccessibilityIssue, ...] | None = None

    async def add_to(self, technical: TechnicalFacts) -> TechnicalFacts:
        """`technical` with what was measured."""
        try:
            pages = [self._home, *([self._section] if self._section else [])]
            speed = [found for page in pages if (found := await self._speed(page)) is not None]
            overflow = await self._overflow() if speed and speed[0].url == self._home else None
        except NoBrowserError as error:
            log.warning("%s: not measured in a browser: %s", self._session.portal, error)
            reasons = dict.fromkeys(map(str, _IN_BROWSER), "no_browser")
            return replace(technical, troubles={**technical.troubles, **reasons})
        lost = self._troubles.get("speed", "unread")
        if overflow is None:
            self._troubles.setdefault("phone", lost)
        if self._issues is None:
            self._troubles.setdefault("accessibility", lost)
        technical = _asked(technical, _IN_BROWSER, self._troubles)
        return replace(
            technical, speed=tuple(speed) or None, overflow=overflow, accessibility=self._issues
        )

    async def _speed(self, url: str) -> SpeedFacts | None:
        loads: list[Timings] = []
        for run in range(RUNS):
            try:
                async with self._edge.opened(url, self._session) as tab:
                    instruments = Instruments(tab)
                    loads.append(await instruments.timings())
                    if url == self._home and run == RUNS - 1:
                        await self._axe(instruments)
            except _FAILURES as error:
                self._note("speed", error)
                if run + 1 - len(loads) > RUNS - _FEWEST:
                    break
        if len(loads) < _FEWEST:
            return None
        return SpeedFacts(
            url,
            len(loads),
            _median(one.first_paint for one in loads),
            _median(one.largest_paint for one in loads),
            _median(one.full_display for one in loads),
            _median(one.blocking for one in loads),
            machine=f"{os.cpu_count()} CPU, Chromium {self._edge.browser}",
        )

    async def _axe(self, instruments: Instruments) -> None:
        try:
            self._issues = await instruments.accessibility()
        except BrowserError as error:
            self._note("accessibility", error)

    async def _overflow(self) -> int | None:
        try:
            async with self._edge.opened(self._home, self._session, PHONE_WIDTH) as tab:
                return await Instruments(tab).overflow()
        except _FAILURES as error:
            self._note("phone", error)
            return None

    def _note(self, measurement: Measurement, error: Exception) -> None:
        """Name what went wrong first."""
        if isinstance(error, BrowserError):
            why = error.outcome.value
        elif isinstance(error, OutOfTimeError):
            why = "budget"
        else:
            why = of_exception(error).value
        self._troubles.setdefault(measurement, why)


def _section_page(facts: PortalFacts) -> str | None:
    """The page of the first section that is there and has one of its own, on the portal's host if any is."""
    home = urlsplit(facts.final_url or "")
    found = [one.url for one in facts.sections.values() if one.state == "present" and one.url]
    others = [url for url in found if url != facts.final_url]
    return min(others, key=lambda url: urlsplit(url).netloc != home.netloc, default=None)


def _asked(
    technical: TechnicalFacts, measurements: Iterable[Measurement], troubles: dict[str, str]
) -> TechnicalFacts:
    asked = tuple(dict.fromkeys([*technical.asked, *measurements]))
    return replace(technical, asked=asked, troubles={**technical.troubles, **troubles})


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(median(known), 3) if known else None
