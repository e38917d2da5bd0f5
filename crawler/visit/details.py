"""What only an entry's own page says: posting date, number, files."""

from collections import Counter
from dataclasses import replace
from datetime import date

from crawler.facts import DateKind, Fetch, Item, Outcome, Page, PrintedDate
from crawler.frontier import canonical, is_page_address
from crawler.read.files import is_file_url
from crawler.visit.hosts import HostRule
from crawler.visit.state import Found, Got, Steps, Trip

_NEWEST, _FIRST = 4, 3  # entries opened to learn what their pages print
_TEMPLATE_PAGES = 5  # fewer pages prove no template
_TEMPLATE_SHARE = 0.8
_MARKED = ("meta", "json_ld", "time")
_POSTING = (DateKind.PUBLISHED, DateKind.UPDATED)


def open_items(trip: Trip, section: str) -> Steps[None]:
    """Open the pages of entries whose list prints no posting day or no file; merge what they say.

    First the newest few and the first few; the others only where those taught something.
    """
    found = trip.found[section]
    if section == "contact" or not found.items:
        return
    rule = trip.rule
    waiting = [index for index, item in enumerate(found.items) if _worth_opening(trip, item, rule, section)]
    waiting.sort(key=lambda index: _day(found.items[index]), reverse=True)
    first = sorted(waiting)[:_FIRST]
    probe = list(dict.fromkeys([*waiting[:_NEWEST], *first]))
    taught = 0
    for index in probe:
        taught += yield from _open(trip, found, index)
    if not taught:
        return
    others = [index for index in waiting if index not in probe]
    for index in others[: max(0, trip.budget.items - len(probe))]:
        if trip.pages_left() == 0:
            return
        yield from _open(trip, found, index)


def _worth_opening(trip: Trip, item: Item, rule: HostRule, section: str) -> bool:
    if not item.url or not is_page_address(item.url) or is_file_url(item.url, ""):
        return False
    if not rule.own(item.url) and not rule.sister_sections(item.url):
        return False
    home = trip.home.key if trip.home else ""
    lacks_file = section != "qa" and all(file.url == item.url for file in item.files)
    return canonical(item.url) != home and (item.published is None or lacks_file)


def _day(item: Item) -> date:
    days = [one.day for one in (item.published, item.issued, item.asked) if one is not None]
    return max(days, default=date.min)


def _open(trip: Trip, found: Found, index: int) -> Steps[int]:
    """Open one entry's page; 1 where it said something that the list did not."""
    item = found.items[index]
    got = yield from trip.ask(Fetch(item.url or "", "item"))
    if got.outcome is not Outcome.OK or got.page is None or "soft_404" in got.page.troubles:
        return 0
    merged = merge_item(item, got.page)
    found.items[index] = merged
    return int(merged.published != item.published or merged.files != item.files)


def merge_item(item: Item, page: Page) -> Item:
    """`item` with what its own page adds; what the list printed stays."""
    own = page.document
    published = item.published or (own.published if own else None)
    if published is None and item.asked is None and item.answered is None:
        published = next((one for one in page.dates if _is_posting(one, page)), None)
    # A label that is a file's name ("quy-hoach.pdf") may lead to the page that offers the file.
    listed = [file for file in item.files if page.kind != "html" or file.url != item.url]
    files = {file.url: file for file in (*listed, *(own.files if own else ()), *page.files)}
    if own is None:
        return replace(item, published=published, files=tuple(files.values()))
    return replace(
        item,
        number=item.number or own.number,
        doc_type=item.doc_type or own.doc_type,
        authority=item.authority or own.authority,
        signer=item.signer or own.signer,
        issued=item.issued or own.issued,
        effective=item.effective or own.effective,
        published=published,
        asked=item.asked or own.asked,
        answered=own.answered if item.answered is None else item.answered,
        summary=item.summary or own.summary,
        files=tuple(files.values()),
        fields=item.fields or own.fields,
    )


def _is_posting(printed: PrintedDate, page: Page) -> bool:
    """Is it the day on which the page's own entry was posted, rather than one of a list beside it?"""
    return printed.kind in _POSTING and (printed.source in _MARKED or page.document is not None)


def template_dates(trip: Trip) -> tuple[date, ...]:
    """Days that (nearly) every page bears as its own: a stamp of the template, no update."""
    pages = _distinct_pages(trip)
    if len(pages) < _TEMPLATE_PAGES:
        return ()
    counts = Counter(day for page in pages for day in {one.day for one in page.dates if one.kind in _POSTING})
    return tuple(sorted(day for day, count in counts.items() if count >= _TEMPLATE_SHARE * len(pages)))


def _distinct_pages(trip: Trip) -> list[Page]:
    distinct: dict[str, Got] = {got.key: got for got in trip.pages.values() if got.outcome is Outcome.OK}
    return [got.page for got in distinct.values() if got.page is not None and got.page.kind == "html"]


def drop_stamps(trip: Trip, stamps: tuple[date, ...]) -> None:
    """Take template stamps off the entries: they say nothing about when an entry was posted."""
    if not stamps:
        return
    for found in trip.found.values():
        found.items = [
            replace(item, published=None) if _is_stamp(item.published, stamps) else item
            for item in found.items
        ]


def _is_stamp(printed: PrintedDate | None, stamps: tuple[date, ...]) -> bool:
    return printed is not None and printed.day in stamps
