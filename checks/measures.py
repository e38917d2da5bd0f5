"""What the entries of a section say when counted: how many, how many open, how new, how fast they are
posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal

from crawler.facts import Item, Outcome, PortalFacts, PrintedDate, SectionFacts

NewestSource = Literal["listing", "page", "document", "first_seen"]
FULL_TEXT = 1500  # characters on the entry's own page that stand for the document where it has no file
MIN_CONFIDENCE = 0.5
EARLIEST = date(1945, 9, 2)
EARLIEST_POSTED = date(1996, 1, 1)  # no Vietnamese portal is older
_NOT_PRINTED = ("header", "sitemap", "first_seen")  # what a server or a file says is not what the page prints
REPOSTED = timedelta(days=7)  # so much after a run saw an entry, its day of posting cannot be
_LOST_PAGE = (Outcome.NOT_FOUND, Outcome.OK)


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts, days and shares of one section. None: nothing to measure it by."""

    documents: int  # entries on all pages, also those not read where the list prints how many there are
    documents_open: int | None  # whose file opens; scaled up where only a part was asked (`open_sampled`)
    open_asked: int  # entries whose file or own page was asked for
    open_good: int
    open_lost: int  # asked, and the answer was no measurement (timeout, blocked)
    open_sampled: bool
    dead: tuple[str, ...]  # addresses of entries that answered 404, are empty or are not what they claim
    newest: date | None
    newest_source: NewestSource | None
    oldest: date | None
    added_30d: int | None
    added_90d: int | None
    median_posting_lag_days: float | None  # calendar days from issue to posting, where both are printed
    read: int  # entries that were read one by one
    dated: int
    with_number: float | None  # shares of the entries read
    with_date: float | None
    answered: float | None  # of the questions whose state is known
    texts: tuple[int, int, int]  # files opened: with text, without (scanned, locked), could not be told
    impossible: int  # entries with a date after `as_of`, or posted before they were issued
    kept_up: date | None = None  # as `newest`, but what earlier runs had seen already is not new by a new day


def measure_all(facts: PortalFacts, as_of: date) -> dict[str, Measures]:
    """The measures of every section that is present."""
    pages = {}
    for seen in facts.visited:
        pages[seen.url] = pages[seen.final_url] = seen.outcome
    stamps = frozenset(facts.template_dates)
    return {
        name: measure(section, as_of, pages=pages, template_dates=stamps)
        for name, section in facts.sections.items()
        if section.state == "present"
    }


def measure(
    section: SectionFacts,
    as_of: date,
    *,
    pages: dict[str, Outcome] | None = None,
    template_dates: Iterable[date] = (),
) -> Measures:
    """Measure one section as of a day.

    `pages` tells how each address that was visited answered, so that an entry without a file can be told
    from one whose page was never read. `template_dates` are stamps that stand on every page: they are no
    dates of entries.
    """
    items = section.items
    total = section.total if section.total is not None and section.total_source != "counted" else None
    documents = max(total or 0, len(items))
    states = [_opens(item, pages or {}) for item in items]
    asked = [state for state in states if state != "unasked"]
    good, lost = asked.count("good"), asked.count("lost")
    known = len(asked) - lost
    days = [_posted(item, as_of, frozenset(template_dates)) for item in items]
    placed = [(day, source) for entry in days if entry is not None for day, source in [entry]]
    if not placed:
        placed = _seen_later(items, as_of)
    newest = max(placed, default=None, key=lambda pair: pair[0])
    lags = [lag for item in items if (lag := posting_lag(item, as_of)) is not None]
    questions = [item.answered for item in items if item.answered is not None]
    files = [file for item in items for file in item.files if file.outcome is not None]
    texts = [file.text for file in files if file.opens and file.text is not None]
    lost_files = sum(file.opens is None for file in files)
    return Measures(
        documents=documents,
        documents_open=round(documents * good / known) if known else (0 if not documents else None),
        open_asked=len(asked),
        open_good=good,
        open_lost=lost,
        open_sampled=known < documents,
        dead=tuple(
            _address(item)
            for item, state in zip(items, states, strict=True)
            if state == "dead" and item.answered is None
        ),
        newest=newest[0] if newest else None,
        newest_source=newest[1] if newest else None,
        oldest=min((day for day, _ in placed), default=None),
        added_30d=_added(placed, as_of, 30),
        added_90d=_added(placed, as_of, 90),
        median_posting_lag_days=float(median(lags)) if lags else None,
        read=len(items),
        dated=sum(entry is not None for entry in days),
        with_number=_share(item.number is not None for item in items),
        with_date=_share(item.issued is not None or item.published is not None for item in items),
        answered=_share(questions),
        texts=(
            texts.count("text"),
            texts.count("scan") + texts.count("encrypted"),
            texts.count("unknown") + lost_files,
        ),
        impossible=sum(_impossible(item, as_of) for item in items),
        kept_up=_kept_up(items, days) if any(days) else (newest[0] if newest else None),
    )


def possible(printed: PrintedDate, as_of: date, earliest: date = EARLIEST) -> bool:
    """Is it a day that can be: printed to the day, trusted, not before `earliest`, not after `as_of`?"""
    return (
        printed.precision in ("day", "minute")
        and printed.confidence >= MIN_CONFIDENCE
        and printed.source not in _NOT_PRINTED
        and earliest <= printed.day <= as_of
    )


def posting_lag(item: Item, as_of: date) -> int | None:
    """Calendar days from issue to posting; None unless both are printed, possible and in that order."""
    if item.issued is None or item.published is None:
        return None
    if not possible(item.issued, as_of) or not possible(item.published, as_of, EARLIEST_POSTED):
        return None
    lag = (item.published.day - item.issued.day).days
    return lag if lag >= 0 else None


def _posted(item: Item, as_of: date, stamps: frozenset[date]) -> tuple[date, NewestSource] | None:
    """The day on which an entry was put there: as posted where printed, else as issued."""
    published = item.published
    if (
        published is not None
        and possible(published, as_of, EARLIEST_POSTED)
        and not (published.day in stamps and published.source != "listing")
    ):
        return published.day, "listing" if published.source == "listing" else "page"
    if item.issued is not None and possible(item.issued, as_of):
        return item.issued.day, "listing" if item.issued.source == "listing" else "document"
    return None


def _kept_up(items: tuple[Item, ...], days: list[tuple[date, NewestSource] | None]) -> date | None:
    """The newest posting that can be true: an entry posted again counts on the day of its issue, else of when
    it was first seen.
    """
    found = []
    for item, placed in zip(items, days, strict=True):
        if placed is None:
            continue
        day, seen = placed[0], item.first_seen
        if seen is not None and day > seen + REPOSTED:
            day = min(item.issued.day, seen) if item.issued is not None else seen
        found.append(day)
    return max(found, default=None)


def _seen_later(items: tuple[Item, ...], as_of: date) -> list[tuple[date, NewestSource]]:
    """Days on which earlier runs first saw an entry; the first look of all tells nothing of what it found."""
    days = [item.first_seen for item in items if item.first_seen is not None and item.first_seen <= as_of]
    first = min(days, default=None)
    return [(day, "first_seen") for day in days if day != first]


def _opens(item: Item, pages: dict[str, Outcome]) -> Literal["good", "dead", "lost", "unasked"]:
    if any(file.opens for file in item.files) or (not item.files and len(item.summary) >= FULL_TEXT):
        return "good"
    if item.files:
        if all(file.opens is False for file in item.files):
            return "dead"
        return "unasked" if all(file.outcome is None for file in item.files if file.opens is None) else "lost"
    if item.answered is not None:  # a question is open when its answer can be read
        return "good" if item.answered else "dead"
    if item.url is None:
        return "dead"
    outcome = pages.get(item.url)
    if outcome in _LOST_PAGE:
        return "dead"
    return "unasked" if outcome is None else "lost"


def _address(item: Item) -> str:
    return item.files[0].url if item.files else item.url or item.title


def _added(placed: list[tuple[date, NewestSource]], as_of: date, days: int) -> int | None:
    return sum(as_of - timedelta(days=days) < day <= as_of for day, _ in placed) if placed else None


def _share(flags: Iterable[bool]) -> float | None:
    seen = list(flags)
    return sum(seen) / len(seen) if seen else None


def _impossible(item: Item, as_of: date) -> bool:
    ahead = any(
        printed is not None and printed.source not in _NOT_PRINTED and printed.day > as_of
        for printed in (item.published, item.issued)
    )
    issued, published = item.issued, item.published
    before = (
        issued is not None
        and published is not None
        and issued.precision in ("day", "minute")
        and published.precision in ("day", "minute")
        and published.day < issued.day
    )
    return ahead or before
