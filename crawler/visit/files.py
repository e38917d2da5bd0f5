"""Whether the files that entries offer open, hold text, and what day they bear where no page prints one."""

from dataclasses import replace
from datetime import date

from crawler.facts import Fetch, FileFacts, Item, Outcome, PrintedDate
from crawler.frontier import canonical
from crawler.read.file_text import issued_in_file
from crawler.read.files import file_facts
from crawler.visit.state import Found, Steps, Trip

_FIRST_BYTES = 4096  # enough to tell the kind
_WHOLE_BYTES = 3_000_000  # a file this small is read whole, to tell text from scan
_WHOLE = 3  # files of a section that are read whole
_WHOLE_UNDATED = 24  # where no page prints a day


def ask_files(trip: Trip) -> Steps[None]:
    """Ask once for each file that entries offer, the newest first, in turn over the sections."""
    days: dict[str, PrintedDate] = {}
    queues = [_queue(found) for found in trip.found.values() if found.items]
    for row in range(max((len(queue) for queue in queues), default=0)):
        for queue in queues:
            if row < len(queue):
                file, whole = queue[row]
                yield from _ask(trip, file, whole, days)
    for found in trip.found.values():
        known = {} if _dated(found) else days
        found.items = [_told(trip, item, known) if item.files else item for item in found.items]


def _queue(found: Found) -> list[tuple[FileFacts, bool]]:
    """The files of a section, newest entry first, and which of them are wanted whole."""
    dated = _dated(found)
    items = sorted(found.items, key=_day, reverse=True) if dated else found.items
    limit = _WHOLE if dated else _WHOLE_UNDATED
    files = [(file, place == 0) for item in items for place, file in enumerate(item.files)]
    first = 0
    queue = []
    for file, leading in files:
        first += leading
        queue.append((file, leading and first <= limit))
    return queue


def _dated(found: Found) -> bool:
    """Does any page print a day for any entry?"""
    return any(item.published or item.issued for item in found.items)


def _day(item: Item) -> date:
    days = [one.day for one in (item.published, item.issued) if one is not None]
    return max(days, default=date.min)


def _ask(trip: Trip, file: FileFacts, whole: bool, days: dict[str, PrintedDate]) -> Steps[None]:
    key = canonical(file.url)
    if key in trip.files or not file.url.startswith(("http://", "https://")):
        return
    answer = yield from trip.ask_file(
        Fetch(file.url, "file", first_bytes=_WHOLE_BYTES if whole else _FIRST_BYTES)
    )
    if answer is None:
        return
    trip.files[key] = file_facts(file, answer)
    if whole and answer.outcome is Outcome.OK:
        printed = issued_in_file(answer.body, answer.url, trip.as_of)
        if printed is not None:
            days[key] = printed


def _told(trip: Trip, item: Item, days: dict[str, PrintedDate]) -> Item:
    """`item` with what came of its files; its day of issue from `days`, where it bears none."""
    told = (days[key] for file in item.files if (key := canonical(file.url)) in days)
    issued = item.issued or next(told, None)
    return replace(item, files=tuple(_known(trip, file) for file in item.files), issued=issued)


def _known(trip: Trip, file: FileFacts) -> FileFacts:
    asked = trip.files.get(canonical(file.url))
    return replace(asked, url=file.url, label=file.label) if asked else file
