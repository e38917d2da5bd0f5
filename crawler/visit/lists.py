"""Counting: every page and part of the lists that were accepted, each entry once."""

from collections import deque
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.facts import Fetch, Item, Listing, ListingKind, Outcome, Page, Pager
from crawler.frontier import canonical
from crawler.read.content import ContentReader
from crawler.read.sections import content_reader, part_links
from crawler.visit.entries import Entries
from crawler.visit.explore import judged
from crawler.visit.state import Accepted, Found, Got, Lead, Steps, Trip

_MAX_CLICKS = 32  # presses of "Xem thêm" on one page
_STALE = 2  # further pages in a row with nothing new: the list turns in circles
_MAX_PARTS = 8
_TITLE = 12  # letters of a link that can be an entry's title
_STATE = ("__VIEWSTATE", "__EVENTVALIDATION", "__REQUESTDIGEST", "__PREVIOUSPAGE")  # anew on every page
_ITEM_SHARE = 0.35  # of the pages left, kept for opening entries


@dataclass(slots=True)
class _Count:
    """The entries of one section, gathered over pages."""

    reader: ContentReader | None  # where two sections share a list: takes only what belongs
    entries: Entries = field(default_factory=Entries)
    complete: bool = True
    estimate: int = 0
    printed: int | None = None


def count_lists(trip: Trip, section: str) -> Steps[None]:
    """Follow pagers and parts of the section's accepted pages to the end, within the page budget."""
    found = trip.found[section]
    if section == "contact" or not found.accepted:
        return
    waiting = [one for name, one in trip.found.items() if name != "contact" and one.total is None]
    sections_left = sum(1 for one in waiting if one.accepted) or 1
    limit = max(2, int(trip.pages_left() * (1 - _ITEM_SHARE) / sections_left))
    count = _Count(_shared_reader(trip, found))
    for accepted in sorted(found.accepted, key=lambda one: -one.rank):
        for part in (accepted, *accepted.parts):
            limit -= yield from _follow(trip, found, part, count, limit)
        if accepted.parts:
            found.pages.insert(0, accepted.got.url)
        else:
            limit -= yield from _sub_lists(trip, found, accepted, count, limit)
    _close(found, count)


def _close(found: Found, count: _Count) -> None:
    reader = count.reader
    items = count.entries.all()
    if reader is not None:
        found.items = [item for item in items if reader.belongs(item, _whole(found))]
    else:
        found.items = items
    found.pages = list(dict.fromkeys(found.pages))
    found.total = len(found.items)
    found.total_source = "counted"
    if not count.complete and reader is None:
        if count.printed is not None and count.printed > found.total:
            found.total, found.total_source = count.printed, "printed"
        elif count.printed != found.total:
            found.total, found.total_source = max(count.estimate, found.total), "estimated"


def _whole(found: Found) -> Listing:
    best = found.best
    listings = best.verdict.listings if best else ()
    return listings[0] if listings else Listing("documents", ())


def _shared_reader(trip: Trip, found: Found) -> ContentReader | None:
    """Where the same page serves another wanted section, too, each takes only its own entries."""
    keys = {part.got.key for one in found.accepted for part in (one, *one.parts)}
    for other in trip.found.values():
        if other is not found and any(
            part.got.key in keys for one in other.accepted for part in (one, *one.parts)
        ):
            return content_reader(trip.matcher, found.section)
    return None


def _follow(trip: Trip, found: Found, accepted: Accepted, count: _Count, limit: int) -> Steps[int]:
    """Read one list to its end; how many pages were asked for."""
    got = accepted.got
    found.pages.append(got.url)
    if got.sha256:
        found.evidence.append(got.sha256)
    listings = accepted.verdict.listings
    kinds = {listing.kind for listing in listings}
    queue: deque[Fetch] = deque()
    seen = {_list_key(got.fetch), f"GET|{canonical(got.url)}|()"}
    used = stale = 0
    for listing in listings:
        count.entries.add(listing, got.url)
        found.columns = found.columns or listing.columns
        _note_totals(count, listing)
        queue.extend(listing.pager.next)
        if listing.pager.more_label and not listing.pager.next:
            used += yield from _press_more(trip, got, listing, count, kinds)
    while queue and stale < _STALE:
        fetch = queue.popleft()
        if _list_key(fetch) in seen:
            continue
        if used >= limit or trip.pages_left() == 0:
            count.complete = False
            break
        seen.add(_list_key(fetch))
        further = yield from trip.ask(replace(fetch, purpose="list", referer=got.url))
        used += 1
        if further.outcome is not Outcome.OK or further.page is None:
            count.complete = False
            continue
        fresh = _same_lists(further.page, kinds) or _lone_entries(further.page, got.page, listings)
        new = sum(count.entries.add(listing, further.url) for listing in fresh)
        stale = 0 if new else stale + 1
        if new:
            found.pages.append(further.url)
            if further.sha256:
                found.evidence.append(further.sha256)
        for listing in fresh:
            queue.extend(listing.pager.next)
    return used


def _press_more(trip: Trip, got: Got, listing: Listing, count: _Count, kinds: set[ListingKind]) -> Steps[int]:
    """Press a "Xem thêm" that only a script answers, twice as often each time, until nothing grows."""
    label = listing.pager.more_label
    used, presses = 0, 1
    if label is None or trip.render == "never":
        count.complete = False
        return 0
    while presses <= _MAX_CLICKS:
        more = yield from trip.ask(
            Fetch(got.url, "list", render=True, clicks=(label,) * presses, referer=got.fetch.referer)
        )
        used += 1
        if more.outcome is not Outcome.OK or more.page is None:
            count.complete = False
            return used
        if sum(count.entries.add(one, got.url) for one in _same_lists(more.page, kinds)) == 0:
            return used
        presses *= 2
    count.complete = False
    return used


def _sub_lists(trip: Trip, found: Found, accepted: Accepted, count: _Count, limit: int) -> Steps[int]:
    """Lists on the pages below an accepted one: by year, by type, by issuer."""
    page = accepted.got.page
    if page is None:
        return 0
    rule = trip.rule
    used = 0
    known = {one.got.key for one in found.accepted}
    for link in part_links(page, found.section, accepted.path, trip.matcher)[:_MAX_PARTS]:
        if used >= limit or canonical(link.url) in known or not rule.within(link.url):
            continue
        before = trip.page_count
        got = yield from trip.ask(Fetch(link.url, "list", referer=accepted.got.url))
        lead = Lead(got.fetch, (*accepted.path, link.label), accepted.found_by, 1)
        verdict = judged(trip, found.section, got, lead, 0.6 * accepted.promise)
        used += trip.page_count - before
        if verdict.kind == "accepted" and verdict.listings:
            part = Accepted(got, verdict, lead.path, accepted.found_by, accepted.promise)
            used += yield from _follow(trip, found, part, count, limit - used)
    return used


def _same_lists(page: Page, kinds: set[ListingKind]) -> list[Listing]:
    """The lists of a further page that go on where the first page's left off."""
    own = [one for one in page.listings if one.place == "main" and one.items]
    return [one for one in own if one.kind in kinds]


def _lone_entries(page: Page, first: Page | None, listings: tuple[Listing, ...]) -> list[Listing]:
    """What a further page lists where too little stands on it for a list: links like its entries' own.

    Links that stand on the first page, too, belong to the blocks around the list.
    """
    shapes = {_shape(item.url) for listing in listings for item in listing.items if item.url}
    around = {link.url for link in first.links} if first else set()
    items = {
        link.url: Item(link.label, link.url)
        for link in page.links
        if link.place in ("content", "item")
        and len(link.label) >= _TITLE
        and link.url not in around
        and _shape(link.url) in shapes
    }
    return [replace(listings[0], items=tuple(items.values()), pager=Pager())] if items and listings else []


def _shape(url: str) -> tuple[str, ...]:
    """What the addresses of a list's entries share: all but the last part of the path and the values."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return (parts.netloc, folder, name.rpartition(".")[2] if "." in name else "", *names)


def _note_totals(count: _Count, listing: Listing) -> None:
    pager = listing.pager
    if pager.total_items is not None:
        count.printed = (count.printed or 0) + pager.total_items
    if pager.total_pages:
        count.estimate += pager.total_pages * len(listing.items)
    else:
        count.estimate += len(listing.items)


def _list_key(fetch: Fetch) -> str:
    form = tuple((name, value) for name, value in fetch.form if not name.startswith(_STATE))
    pressed = f"|{fetch.clicks!r}" if fetch.clicks else ""
    return f"{fetch.method}|{canonical(fetch.url)}|{form!r}{pressed}"
