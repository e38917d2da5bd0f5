"""Pages as a browser shows them: scripts run, labels pressed, pictures taken. Everything has a time limit.

The browser reaches the network through the proxy that it is given, and by no other way.
"""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Error, Playwright, Response, async_playwright

from crawler.browser.errors import BrowserError, NoBrowserError, outcome_of
from crawler.browser.find import find_browser
from crawler.browser.tab import Refuse, Tab
from crawler.facts import Outcome

__all__ = ["Browser", "BrowserError", "Limits", "NoBrowserError", "Refuse", "Rendered"]

log = logging.getLogger(__name__)

_PAGES_AT_ONCE = 2  # more is no faster on two cores
_PAGES_PER_BROWSER = 200  # then a fresh one: memory stays flat
_CONTEXTS = 8
_CLOSING, _STARTING = 5.0, 30.0  # seconds
_LARGEST = 10_000_000  # characters of a page
_WIDTH, _HEIGHT, _TALLEST = 1280, 800, 1600  # pixels
_QUALITY = 60
_ARGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--mute-audio",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--dns-prefetch-disable",
    "--disable-features=IsolateOrigins,site-per-process,WebRtcHideLocalIpsWithMdns",
    "--disable-site-isolation-trials",  # frames are guarded with the page they are in
)  # fmt: skip
_NO_POPUPS = "window.open = () => null; window.print = () => undefined;"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: until a page's own document stands, until it is quiet, for what a pressed label sets off, for
    measuring a page that stands.
    """

    loading: float = 20.0
    settling: float = 8.0
    pressing: float = 5.0
    measuring: float = 20.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it stood when nothing changed any more."""

    url: str
    status: int | None
    headers: dict[str, str]
    html: bytes
    redirects: tuple[str, ...]
    links: int
    pressed: int  # of the labels to press
    refused: tuple[tuple[str, Outcome], ...] = ()  # scripts and data it asked for and did not get


@dataclass(slots=True)
class _Running:
    """A started browser, with a context per portal."""

    chromium: Chromium
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    shown: int = 0
    in_use: int = 0


class Browser:
    """One browser for a batch, started when first needed and renewed now and then."""

    def __init__(
        self, start_proxy: Callable[[], Awaitable[str]], user_agent: str, limits: Limits | None = None
    ) -> None:
        self._limits = limits or Limits()
        self.room = asyncio.Semaphore(_PAGES_AT_ONCE)  # to be held around `render` and `picture`
        self._start_proxy = start_proxy
        self._user_agent = user_agent
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._running: _Running | None = None
        self._failed: str | None = None

    async def render(self, url: str, portal: str, refuse: Refuse, clicks: tuple[str, ...] = (), *,
                     referer: str | None = None) -> Rendered:  # fmt: skip
        """Show the page at `url` and press `clicks` in order; `portal` names whose cookies are used.

        Raises `NoBrowserError` and `BrowserError`.
        """
        limit = self._limits.loading + self._limits.settling + self._limits.pressing * len(clicks)
        async with self._tab(portal, refuse, limit, pictures=False) as tab:
            response = await self._load(tab, url, referer)
            pressed = 0
            for label in clicks:
                if not await tab.press(label, self._limits.pressing):
                    break
                pressed += 1
            if tab.page.url.startswith("chrome-error:"):
                why = tab.refusal or Outcome.RESET
                raise BrowserError(why, "the page led to one that could not be opened", tab.opening)
            size = await tab.page.evaluate("() => document.documentElement.outerHTML.length")
            if size > _LARGEST:
                raise BrowserError(Outcome.TOO_LARGE, f"{size} characters", tab.page.url)
            html = (await tab.page.content()).encode("utf-8", "replace")
            links = int(await tab.page.evaluate("() => document.links.length"))
            hops = _hops(response)
            return Rendered(
                tab.page.url, response.status if response else None, await _headers(response), html, hops,
                links, pressed, tuple(tab.refused),
            )  # fmt: skip

    async def picture(self, url: str, portal: str, refuse: Refuse, path: Path) -> None:
        """Store the upper part of the page at `url` as a JPEG. Raises as `render`, and `OSError`."""
        limit = self._limits.loading + 2 * self._limits.settling
        async with self._tab(portal, refuse, limit, pictures=True) as tab:
            response = await self._load(tab, url, None, loaded=True)
            if response is None or not response.ok or tab.page.url.startswith("chrome-error:"):
                raise BrowserError(Outcome.HTTP_ERROR, "no page to picture", url)
            height = await tab.page.evaluate("() => document.documentElement.scrollHeight")
            shot = await tab.page.screenshot(
                type="jpeg", quality=_QUALITY, full_page=True, animations="disabled",
                clip={"x": 0, "y": 0, "width": _WIDTH, "height": max(_HEIGHT, min(int(height), _TALLEST))},
                timeout=1000 * self._limits.settling,
            )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(shot)

    @asynccontextmanager
    async def opened(
        self, url: str, portal: str, refuse: Refuse, *, width: int = _WIDTH
    ) -> AsyncIterator[Tab]:
        """The page at `url` as a first visitor gets it: with its images, nothing of it kept from before.

        It may stay open for `Limits.measuring` seconds once it stands. Raises as `render`.
        """
        limit = self._limits.loading + 2 * self._limits.settling + self._limits.measuring
        async with self._tab(portal, refuse, limit, pictures=True) as tab:
            await tab.forget()
            await tab.page.set_viewport_size({"width": width, "height": _HEIGHT})
            response = await self._load(tab, url, None, loaded=True)
            await tab.settle(self._limits.settling)
            if response is None or not response.ok or tab.page.url.startswith("chrome-error:"):
                raise BrowserError(tab.refusal or Outcome.HTTP_ERROR, "no page to measure", url)
            yield tab

    async def forget(self, portal: str) -> None:
        """Drop what the browser keeps for `portal`."""
        if self._running is not None and portal in self._running.contexts:
            await _close(self._running.contexts.pop(portal).close())

    @property
    def version(self) -> str:
        """Of the browser that runs; empty where none does."""
        return self._running.chromium.version if self._running else ""

    async def close(self) -> None:
        """Stop the browser."""
        running, self._running = self._running, None
        if running is not None:
            await _close(running.chromium.close())
        if self._playwright is not None:
            await _close(self._playwright.stop())
            self._playwright = None

    async def _load(
        self, tab: Tab, url: str, referer: str | None, *, loaded: bool = False
    ) -> Response | None:
        try:
            response = await tab.page.goto(
                url, wait_until="domcontentloaded", timeout=1000 * self._limits.loading, referer=referer
            )
        except Error as error:
            raise _named(error, tab) from None
        await tab.settle(self._limits.settling, loaded=loaded)
        return response

    @asynccontextmanager
    async def _tab(self, portal: str, refuse: Refuse, limit: float, *, pictures: bool) -> AsyncIterator[Tab]:
        running = await self._browser()
        running.shown += 1
        running.in_use += 1
        tab: Tab | None = None
        try:
            async with asyncio.timeout(limit):
                tab = await Tab.open(await self._context(running, portal), refuse, pictures=pictures)
                yield tab
        except TimeoutError:
            at = tab.opening if tab else ""
            raise BrowserError(Outcome.TIMEOUT, "the page took too long", at) from None
        except Error as error:
            raise _named(error, tab) from None
        finally:
            running.in_use -= 1
            closed = tab is not None and await _close(tab.page.close())
            worn = running.shown >= _PAGES_PER_BROWSER and running.in_use == 0
            if worn or not closed:
                await self._drop(running)

    async def _drop(self, running: _Running) -> None:
        """Give a browser up: it hangs, has crashed, or has served long enough."""
        if self._running is running:
            self._running = None
        await _close(running.chromium.close())

    async def _context(self, running: _Running, portal: str) -> BrowserContext:
        if portal not in running.contexts:
            while len(running.contexts) >= _CONTEXTS and running.in_use <= 1:
                await _close(running.contexts.pop(next(iter(running.contexts))).close())
            context = await running.chromium.new_context(
                user_agent=self._user_agent, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
                viewport={"width": _WIDTH, "height": _HEIGHT}, ignore_https_errors=True,
                accept_downloads=False, service_workers="block", permissions=[],
            )  # fmt: skip
            await context.add_init_script(_NO_POPUPS)
            running.contexts[portal] = context
        return running.contexts[portal]

    async def _browser(self) -> _Running:
        async with self._starting:
            if self._failed is not None:
                raise NoBrowserError(self._failed)
            running = self._running
            if running is not None and running.chromium.is_connected() and running.shown < _PAGES_PER_BROWSER:
                return running
            try:
                async with asyncio.timeout(_STARTING):
                    self._running = _Running(await self._launch())
            except (NoBrowserError, Error, OSError) as error:
                self._failed = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise NoBrowserError(self._failed) from None
            return self._running

    async def _launch(self) -> Chromium:
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        program = find_browser(self._playwright.chromium.executable_path)
        proxy = await self._start_proxy()
        if os.geteuid() != 0:  # Chromium has no sandbox for root
            try:
                return await _start(self._playwright, program, proxy, sandbox=True)
            except Error:
                log.warning("the browser does not start in its sandbox here: it runs without")
        return await _start(self._playwright, program, proxy, sandbox=False)


async def _start(playwright: Playwright, program: str, proxy: str, *, sandbox: bool) -> Chromium:
    return await playwright.chromium.launch(
        executable_path=program,
        args=list(_ARGS),
        chromium_sandbox=sandbox,
        proxy={"server": proxy, "bypass": "<-loopback>"},
        handle_sigint=False,
        handle_sigterm=False,
    )


async def _close(closing: Awaitable[object]) -> bool:
    """Await a close in bounded time; False where it hung or failed."""
    try:
        async with asyncio.timeout(_CLOSING):
            await closing
    except Exception as error:  # closing what is broken fails in any way; what matters is that it ended
        log.debug("closing: %s", error)
        return False
    return True


def _named(error: Error, tab: Tab | None) -> BrowserError:
    """What Playwright said, by name."""
    said = " ".join(error.message.split())[:300]
    if tab is None:
        return BrowserError(Outcome.BROWSER_ERROR, said, "")
    return BrowserError(tab.refusal or outcome_of(said), said, tab.opening)


def _hops(response: Response | None) -> tuple[str, ...]:
    """The addresses that redirected to the page."""
    hops: list[str] = []
    request = response.request.redirected_from if response else None
    while request is not None:
        hops.append(request.url)
        request = request.redirected_from
    return tuple(reversed(hops))


async def _headers(response: Response | None) -> dict[str, str]:
    return {name.lower(): value for name, value in (await response.all_headers()).items()} if response else {}
