"""What a browser can measure of a page that it shows: how fast it came, how wide it is, which rules of axe it
breaks.

The scripts run in a world of their own: a page that changes `Array.prototype`, or means to deceive, is
measured like any other, and its Content-Security-Policy does not matter.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from crawler.browser.errors import BrowserError
from crawler.browser.tab import Tab
from crawler.facts import AccessibilityIssue, Outcome

PHONE_WIDTH = 390  # pixels
AXE_SECONDS, SCRIPT_SECONDS = 15.0, 5.0
_HELD = 0.05  # seconds: a script that runs no longer does not hold a page up
_IMPACTS = ("critical", "serious", "moderate", "minor")
_WORLD = "congkhai"
_TIMINGS = """new Promise(done => {
  const seen = {'largest-contentful-paint': [], 'longtask': []};
  for (const type of Object.keys(seen)) {
    new PerformanceObserver(list => seen[type].push(...list.getEntries())).observe({type, buffered: true});
  }
  setTimeout(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const largest = seen['largest-contentful-paint'].at(-1);
    const load = performance.getEntriesByType('navigation')[0];
    done({
      first: paint ? paint.startTime : null,
      largest: largest ? largest.startTime : null,
      loaded: load ? load.loadEventEnd : 0,
      arrived: Math.max(0, ...performance.getEntriesByType('resource').map(one => one.responseEnd)),
      tasks: seen.longtask.map(one => [one.startTime, one.duration]),
      now: performance.now(),
    });
  }, 60);
})"""
_OVERFLOW = """(() => {
  const [root, body] = [document.documentElement, document.body];
  const own = getComputedStyle(root).overflowX;
  const rule = own === 'visible' && body ? getComputedStyle(body).overflowX : own;
  if (rule === 'hidden' || rule === 'clip') return 0;
  return Math.max(0, root.scrollWidth - root.clientWidth);
})()"""
_AXE = """axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa'], resultTypes: ['violations'], iframes: false,
}).then(found => found.violations.map(one => [one.id, one.impact, one.nodes.length, one.help]))"""


@dataclass(frozen=True, slots=True)
class Timings:
    """One load of one page, in seconds from its start.

    `full_display`: when the last of what it loads had arrived and its largest thing stood; of a page that was
    not done in time, how long it was waited for. `blocking`: of every script that held the page up for more
    than 50 ms after its first paint, what was more.
    """

    first_paint: float | None
    largest_paint: float | None
    full_display: float
    blocking: float


def timings_of(told: Mapping[str, Any]) -> Timings:
    """From what the browser's clocks told, in milliseconds."""
    first, largest, loaded = told["first"], told["largest"], told["loaded"]
    begin = first or 0.0
    held = (start + long - max(start + 1000 * _HELD, begin) for start, long in told["tasks"])
    full = max(loaded, told["arrived"], largest or 0.0) if loaded else told["now"]
    return Timings(
        first_paint=None if first is None else round(first / 1000, 3),
        largest_paint=None if largest is None else round(largest / 1000, 3),
        full_display=round(full / 1000, 3),
        blocking=round(sum(max(0.0, one) for one in held) / 1000, 3),
    )


class Instruments:
    """Measures the page that stands in a tab. Every method raises `BrowserError` where it cannot."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    async def timings(self) -> Timings:
        """How fast the page came."""
        return timings_of(await self._run(_TIMINGS, SCRIPT_SECONDS))

    async def overflow(self) -> int:
        """By how many pixels the page can be moved sideways."""
        return int(await self._run(_OVERFLOW, SCRIPT_SECONDS))

    async def accessibility(self) -> tuple[AccessibilityIssue, ...]:
        """The rules of WCAG 2.0, levels A and AA, that axe-core finds broken, frames left out."""
        found = await self._run(f"{_axe()}\n;{_AXE}", AXE_SECONDS)
        url = self._tab.page.url
        return tuple(
            AccessibilityIssue(rule, impact if impact in _IMPACTS else "minor", nodes, said, url)
            for rule, impact, nodes, said in found
        )

    async def _run(self, script: str, limit: float) -> Any:
        page = self._tab.page
        try:
            async with asyncio.timeout(limit):
                devtools = await page.context.new_cdp_session(page)
                tree = await devtools.send("Page.getFrameTree")
                frame = {"frameId": tree["frameTree"]["frame"]["id"], "worldName": _WORLD}
                world = await devtools.send("Page.createIsolatedWorld", frame)
                wanted = {"contextId": world["executionContextId"], "awaitPromise": True}
                got = await devtools.send(
                    "Runtime.evaluate", {"expression": script, "returnByValue": True, **wanted}
                )
                await devtools.detach()
        except TimeoutError:
            raise BrowserError(Outcome.TIMEOUT, "measuring took too long", page.url) from None
        if "exceptionDetails" in got:
            said = json.dumps(got["exceptionDetails"], ensure_ascii=False)[:300]
            raise BrowserError(Outcome.BROWSER_ERROR, said, page.url)
        return got["result"]["value"]


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
