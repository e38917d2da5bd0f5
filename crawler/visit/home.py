"""The way in: the home address, other scheme, splash pages, frames, and whether a browser is needed."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.facts import Fetch, Link, Outcome, Page
from crawler.frontier import canonical, is_page_address
from crawler.read.promises import promises
from crawler.read.text import fold
from crawler.visit.hosts import HostRule
from crawler.visit.state import Got, Steps, Trip

_OTHER_SCHEME = (Outcome.TLS, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.RESET)
_BLOCKED = (Outcome.BLOCKED, Outcome.ROBOTS)
_ENTER = ("trang chu", "vao trang", "vao cong", "tieng viet", "vietnamese", "enter", "home", "bo qua")
_CLOSED = ("maintenance", "parked", "undecodable")
_MANY_LINKS = 25  # a page of more links than that is no splash
_MAX_FRAMES = 5
_MENU_TEXT = 200  # letters besides its links that a menu's frame may hold
_LOOSE = ("content", "item", "sidebar")


def open_home(trip: Trip) -> Steps[bool]:
    """Read the home page and what it wraps; False (and `trip.failed`) where the portal cannot be read."""
    got = yield from trip.ask(Fetch(trip.portal.url, "home", render=trip.render == "always"))
    if got.outcome in _OTHER_SCHEME:
        again = yield from trip.ask(replace(got.fetch, url=_other_scheme(trip.portal.url)))
        got = again if again.outcome is Outcome.OK else got
    if got.outcome is Outcome.BLOCKED and got.page and "challenge" in got.page.troubles:
        got = yield from _rendered(trip, got)
    if not _readable(trip, got):
        return False
    trip.rendering = trip.render == "always" and got.fetch.render
    trip.home = got
    trip.roots = [(got, ())]
    yield from _look_behind(trip, got)
    behind = trip.home or got  # a page that only leads on needs no browser
    if _labels(trip) == 0 or (behind.page and "needs_script" in behind.page.troubles):
        yield from _render_home(trip, behind)
    home = trip.home or got
    trip.rule = HostRule(trip.portal.url, home.url, home.page.links if home.page else ())
    return True


def _readable(trip: Trip, got: Got) -> bool:
    page = got.page
    if got.outcome in _BLOCKED:
        reason = "challenge" if page and "challenge" in page.troubles else got.outcome.value
        trip.failed = ("blocked", reason)
    elif got.outcome in (Outcome.NO_BROWSER, Outcome.BROWSER_ERROR):
        trip.no_browser = got.outcome
    elif got.outcome is not Outcome.OK or page is None:
        trip.failed = ("unreachable", got.outcome.value if got.outcome is not Outcome.OK else "empty")
    else:
        closed = next((trouble for trouble in page.troubles if trouble in _CLOSED), None)
        if closed or "soft_404" in page.troubles:
            trip.failed = ("unreachable", closed or "not_found")
        elif page.kind not in ("html", "xml", "json"):
            trip.failed = ("unreachable", "not_a_page")
    return trip.failed is None and trip.no_browser is None


def _look_behind(trip: Trip, got: Got) -> Steps[None]:
    """Follow frames, a refresh or a splash page's way in, where the home page itself shows no sections."""
    for _ in range(3):
        page = got.page
        if page is None or _labels(trip) > 0:
            return
        frames = [link for link in page.links if link.place == "frame" and is_page_address(link.url)]
        if frames:
            for link in frames[:_MAX_FRAMES]:
                inner = yield from _behind(trip, got, link)
                if inner.outcome is Outcome.OK and inner.page is not None:
                    inner = replace(inner, page=_as_menu(inner.page))
                    trip.roots.append((inner, ()))
                    got = inner
            if len(frames) == 1:
                trip.home = got
            continue
        way = _way_in(page)
        if way is None:
            return
        inner = yield from _behind(trip, got, way)
        if inner.outcome is not Outcome.OK or inner.page is None:
            return
        trip.roots.append((inner, (way.label,) if way.label else ()))
        trip.home = got = inner


def _behind(trip: Trip, got: Got, link: Link) -> Steps[Got]:
    """What a wrapping page leads to; "/" may wrap the "/trang-chu.html" that elsewhere counts as the same."""
    if canonical(link.url) == got.key and link.url != got.url:
        trip.forget(got.fetch)
    return (yield from trip.ask(Fetch(link.url, "home", referer=got.url)))


def _as_menu(page: Page) -> Page:
    """A frame of hardly anything but links is the portal's menu."""
    said = sum(len(link.label) for link in page.links)
    if not page.links or len(page.text) > 2 * said + _MENU_TEXT:
        return page
    links = tuple(replace(one, place="menu") if one.place in _LOOSE else one for one in page.links)
    return replace(page, links=links)


def _way_in(page: Page) -> Link | None:
    """The link of a splash page that leads to the portal proper."""
    here = page.url.rstrip("/")
    host = urlsplit(page.url).netloc
    inside = [
        link
        for link in page.links
        if is_page_address(link.url) and urlsplit(link.url).netloc == host and link.url.rstrip("/") != here
    ]
    if len(page.links) > _MANY_LINKS:
        return None
    for link in inside:
        if any(word in fold(link.label) for word in _ENTER):
            return link
    return inside[0] if len({canonical(link.url) for link in inside}) == 1 else None


def _render_home(trip: Trip, got: Got) -> Steps[None]:
    if trip.render == "never":
        if got.page and "needs_script" in got.page.troubles:
            trip.no_browser = Outcome.NO_BROWSER
        return
    if got.fetch.render:
        return
    rendered = yield from _rendered(trip, got)
    if rendered.outcome is Outcome.OK and rendered.page is not None:
        before = trip.roots
        trip.roots = [(rendered, ())]
        if _labels(trip) > 0 or "needs_script" in (got.page.troubles if got.page else ()):
            trip.rendering = True
            trip.home = rendered
        else:
            trip.roots = before
    elif got.page and ("needs_script" in got.page.troubles or len(got.page.links) < _MANY_LINKS):
        trip.no_browser = rendered.outcome if rendered.outcome is not Outcome.OK else Outcome.BROWSER_ERROR


def _rendered(trip: Trip, got: Got) -> Steps[Got]:
    if trip.render == "never":
        return got
    rendered = yield from trip.ask(Fetch(got.url, "home", render=True))
    if rendered.outcome is Outcome.OK:
        trip.rendering = True
    return rendered


def _labels(trip: Trip) -> int:
    """How many sections the links of the home pages promise by their labels."""
    named = {
        promise.section
        for got, _ in trip.roots
        for link in (got.page.links if got.page else ())
        for promise in promises(link, trip.matcher)[:1]
        if promise.score >= 0.5
    }
    return len(named)


def _other_scheme(url: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"{'http' if scheme == 'https' else 'https'}://{rest}"
