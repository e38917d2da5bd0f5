"""One page in the browser: every request of it is asked for first, and what it does is waited for in bounds.

Playwright's own routing does not see the hops of a redirect; the DevTools protocol stops at each of them.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, CDPSession, Dialog, Error, Page

from crawler.browser.errors import BrowserError
from crawler.facts import Outcome

Refuse = Callable[[str], Awaitable[Outcome | None]]  # why an address may not be loaded; None: it may

_MOST_REQUESTS = 400  # of one page
_ASKING = 8.0  # seconds for one answer of `refuse`
_NOT_NEEDED = ("Image", "Media", "Font", "Ping", "Prefetch", "TextTrack")  # to read a page
_TELLING = ("Document", "Script", "XHR", "Fetch")  # without them a page may stay empty
_QUIET, _QUIET_THIN, _TICK = 0.3, 0.7, 0.09  # seconds without change, and of a thin page; between two looks
_QUIET_LOADED = 0.08  # where everything has loaded, images too, and only the look of it is wanted
_THIN = 10  # links: a page of fewer may still be waiting for a timer of its own

_SIZE = "() => [document.getElementsByTagName('*').length, document.links.length, document.readyState]"
_PRESS = """label => {
  const plain = text => (text || '').normalize('NFC').replace(/\\s+/g, ' ').trim().toLowerCase();
  const wanted = plain(label);
  const shown = one => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const says = one => [one.innerText, one.value, one.getAttribute('aria-label'), one.title].map(plain);
  const live = 'a,button,input[type=button],input[type=submit],summary,[role=button],[role=tab],[onclick]';
  for (const kinds of [live, 'li,span,div,label,td,p,h1,h2,h3,h4,b,strong,em,i']) {
    const found = [...document.querySelectorAll(kinds)].filter(
      one => shown(one) && says(one).includes(wanted));
    if (found.length) {
      const one = found[found.length - 1].matches(live) ? found[0] : found[found.length - 1];
      if (one.target) one.target = '';
      one.scrollIntoView({block: 'center'});
      one.click();
      return true;
    }
  }
  return false;
}"""


class Tab:
    """A page under guard. Made by `Tab.open`."""

    def __init__(self, page: Page, devtools: CDPSession, refuse: Refuse, pictures: bool) -> None:
        self.page = page
        self.opening = ""  # the document last asked for in the page itself
        self.refused: list[tuple[str, Outcome]] = []  # what a page may have needed and did not get
        self._devtools = devtools
        self._refuse = refuse
        self._pictures = pictures
        self._asked = 0
        self._frame = ""
        self._pending: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, context: BrowserContext, refuse: Refuse, *, pictures: bool) -> "Tab":
        """A new page in `context`; `pictures`: load images too."""
        page = await context.new_page()
        tab = cls(page, await context.new_cdp_session(page), refuse, pictures)
        page.on("dialog", tab._dismiss)
        tab._devtools.on("Fetch.requestPaused", tab._paused)
        tab._devtools.on("Network.loadingFinished", tab._ended)
        tab._devtools.on("Network.loadingFailed", tab._ended)
        await tab._devtools.send("Network.enable")
        tree = await tab._devtools.send("Page.getFrameTree")
        tab._frame = tree["frameTree"]["frame"]["id"]
        await tab._devtools.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}]})
        return tab

    @property
    def refusal(self) -> Outcome | None:
        """Why the document that is being opened was refused; None where it was not."""
        return next((why for url, why in self.refused if url == self.opening), None)

    async def forget(self) -> None:
        """Load everything anew, whatever the browser has kept."""
        await self._devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})

    async def settle(self, limit: float, *, loaded: bool = False) -> None:
        """Wait until nothing loads and nothing changes, `limit` seconds at most.

        `loaded`: wait for images as well, and then no longer than needed to take a picture.
        """
        quiet = _QUIET_LOADED if loaded else _QUIET
        until = time.monotonic() + limit
        quiet_since, last = time.monotonic(), None
        while time.monotonic() < until:
            size = await self._size()
            if size != last or self._pending or size is None or (loaded and size[2] != "complete"):
                quiet_since, last = time.monotonic(), size
            elif time.monotonic() - quiet_since >= (_QUIET_THIN if size[1] < _THIN else quiet):
                return
            await asyncio.sleep(_TICK)

    async def press(self, label: str, limit: float) -> bool:
        """Press what bears `label` and wait for what comes of it; False where nothing bears it."""
        pressed = bool(await self.page.evaluate(_PRESS, label))
        if pressed:
            await asyncio.sleep(_TICK)
            await self.settle(limit)
        return pressed

    async def _size(self) -> list[Any] | None:
        try:
            size: list[Any] = await self.page.evaluate(_SIZE)
        except Error as error:
            if self.page.is_closed() or "crash" in str(error).lower():
                raise BrowserError(Outcome.BROWSER_ERROR, "the page crashed", self.opening) from None
            return None  # a new document is on its way
        return size

    def _dismiss(self, dialog: Dialog) -> None:
        self._spawn(_quietly(dialog.dismiss()))

    def _ended(self, event: dict[str, Any]) -> None:
        self._pending.discard(event["requestId"])

    def _paused(self, event: dict[str, Any]) -> None:
        self._spawn(_quietly(self._decide(event)))

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _decide(self, event: dict[str, Any]) -> None:
        """Let a request go on, or fail it. Redirected ones come here hop by hop."""
        url, kind, key = event["request"]["url"], event["resourceType"], event["requestId"]
        if kind == "Document" and event["frameId"] == self._frame:
            self.opening = url
        self._asked += 1
        wanted = self._asked <= _MOST_REQUESTS and (self._pictures or kind not in _NOT_NEEDED)
        why = await self._why_not(url) if wanted else None
        if why is not None and kind in _TELLING:
            self.refused.append((url, why))
        if not wanted or why is not None:
            await self._devtools.send("Fetch.failRequest", {"requestId": key, "errorReason": "AccessDenied"})
            return
        if kind in _TELLING and "networkId" in event:
            self._pending.add(event["networkId"])
        await self._devtools.send("Fetch.continueRequest", {"requestId": key})

    async def _why_not(self, url: str) -> Outcome | None:
        if urlsplit(url).scheme in ("data", "blob"):
            return None
        try:
            async with asyncio.timeout(_ASKING):
                return await self._refuse(url)
        except TimeoutError:
            return Outcome.ROBOTS


async def _quietly(work: Awaitable[object]) -> None:
    """Await `work`; a page that closes meanwhile is no error."""
    try:
        await work
    except Error:
        return
