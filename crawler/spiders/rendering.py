"""Rendered pages and pictures with the same manners as plain requests: robots, turns, named outcomes."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from crawler.browser import Browser, BrowserError, NoBrowserError, Rendered
from crawler.browser.tab import Tab
from crawler.facts import Answer, Fetch, Outcome
from crawler.net import outcomes
from crawler.net.doors import Doors
from crawler.net.pace import OutOfTimeError, Pace
from crawler.net.proxy import Proxy
from crawler.net.urls import BadUrlError, clean_url, site_of
from crawler.spiders.fetcher import Fetcher, Reply, Session

_THIN_LINKS, _THIN_BYTES = 10, 3000  # a page of less than that may be empty for want of what it was refused


class Rendering:
    """Shows pages in the browser. A page with all it loads counts as one request to its host."""

    def __init__(self, fetcher: Fetcher, doors: Doors, proxy: Proxy, browser: Browser) -> None:
        self._fetcher = fetcher
        self._pace: Pace = fetcher.pace
        self._doors = doors
        self._proxy = proxy
        self._browser = browser
        self._measuring = asyncio.Lock()

    async def answer(self, fetch: Fetch, session: Session) -> Answer:
        """Make a rendered `fetch`; never raises but when cancelled."""
        started = time.monotonic()
        return await self._fetcher.finish(fetch, await self._reply(fetch, session), started)

    async def _reply(self, fetch: Fetch, session: Session) -> Reply:
        try:
            url = clean_url(fetch.url)
            refused = await self._fetcher.refusal(url)
            if refused is not None:
                return refused
            try:
                shown = await self._show(url, fetch, session)
            except BrowserError as error:
                if not error.passing:
                    raise
                shown = await self._show(url, fetch, session)
        except NoBrowserError as error:
            return Reply(fetch.url, Outcome.NO_BROWSER, detail=str(error))
        except BrowserError as error:
            return Reply(fetch.url, self._cause(error), detail=error.detail)
        except OutOfTimeError:
            return Reply(fetch.url, Outcome.BUDGET, detail="the portal's time is spent")
        except (BadUrlError, OSError) as error:
            return Reply(fetch.url, outcomes.of_exception(error), detail=outcomes.describe(error))
        return _reply(fetch, shown)

    async def _show(self, url: str, fetch: Fetch, session: Session) -> Rendered:
        async with self._turn(url, session):
            return await self._browser.render(
                url, session.portal, self._why_not, fetch.clicks, referer=fetch.referer
            )

    async def picture(self, url: str, path: Path, session: Session) -> bool:
        """Store a JPEG of the page at `url` in `path`; False where that could not be done."""
        try:
            if await self._fetcher.refusal(clean_url(url)) is not None:
                return False
            async with self._turn(url, session):
                await self._browser.picture(url, session.portal, self._why_not, path)
        except (NoBrowserError, BrowserError, OutOfTimeError, BadUrlError, OSError):
            return False
        return True

    @asynccontextmanager
    async def opened(self, url: str, session: Session, width: int | None = None) -> AsyncIterator[Tab]:
        """The page at `url` in its turn, to be measured: one at a time, or they would slow each other.

        Raises `NoBrowserError`, `BrowserError`, `OutOfTimeError`, `BadUrlError`, `OSError`.
        """
        url = clean_url(url)
        refused = await self._fetcher.refusal(url)
        if refused is not None:
            raise BrowserError(refused.outcome, refused.detail or "", url)
        shown = {"width": width} if width is not None else {}
        await self._pace.wait(site_of(url).host, session.deadline)
        async with self._measuring, self._turn(url, session):
            try:
                async with self._browser.opened(url, session.portal, self._why_not, **shown) as tab:
                    yield tab
            except BrowserError as error:
                raise BrowserError(self._cause(error), error.detail, error.url) from None

    @asynccontextmanager
    async def _turn(self, url: str, session: Session) -> AsyncIterator[None]:
        """The host's turn. The browser's room is taken last but held only when the turn is near."""
        host = site_of(url).host
        address = (await self._doors.addresses(host))[0]
        await self._pace.wait(host, session.deadline)
        async with self._browser.room, self._pace.turn(host, address, session.deadline):
            session.requests += 1
            yield

    async def _why_not(self, url: str) -> Outcome | None:
        try:
            refused = await self._fetcher.refusal(clean_url(url))
        except BadUrlError:
            return Outcome.BAD_RESPONSE
        return refused.outcome if refused else None

    def _cause(self, error: BrowserError) -> Outcome:
        """The proxy knows better than the browser why a connection was not made."""
        try:
            return self._proxy.failure(site_of(error.url).host) or error.outcome
        except BadUrlError:
            return error.outcome


def _reply(fetch: Fetch, shown: Rendered) -> Reply:
    headers = {**shown.headers, "content-type": "text/html; charset=utf-8"}
    status = shown.status or 200
    outcome = outcomes.of_status(status, headers)
    detail = None
    if shown.pressed < len(fetch.clicks):
        detail = f"pressed {shown.pressed} of {len(fetch.clicks)} labels"
    if outcome is Outcome.OK and shown.refused and _thin(shown):
        url, outcome = shown.refused[0]
        detail = f"the page could not load {url}"[:300]
    return Reply(shown.url, outcome, status, headers, shown.html, detail, shown.redirects)


def _thin(shown: Rendered) -> bool:
    return shown.links < _THIN_LINKS and len(shown.html) < _THIN_BYTES
