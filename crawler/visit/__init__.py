"""One portal's visit, sans-IO: says what it wants fetched, is handed the answers, tells what it saw.

    visit = Visit(portal, as_of=day, wanted=core_sections())
    while (fetch := visit.next()) is not None:
        visit.receive(make(fetch))
    facts = visit.facts()

No clock, no network: the same answers always give the same fetches and the same facts.
"""

from collections.abc import Sequence
from datetime import date

from crawler.facts import Answer, Fetch, PortalFacts
from crawler.read.vocabulary import Matcher, default_matcher
from crawler.visit.details import drop_stamps, open_items, template_dates
from crawler.visit.explore import explore, feed
from crawler.visit.files import ask_files
from crawler.visit.home import open_home
from crawler.visit.lists import count_lists
from crawler.visit.result import portal_facts
from crawler.visit.schemes import look_at_schemes
from crawler.visit.state import Budget, Found, Portal, Render, Steps, Trip
from crawler.visit.technique import try_technique
from crawler.visit.ways import other_ways

__all__ = ["Budget", "Portal", "Visit"]


class Visit:
    """The visit of one portal: `next` and `receive` take turns until `next` gives None."""

    def __init__(
        self,
        portal: Portal,
        *,
        as_of: date,
        wanted: Sequence[str],
        budget: Budget | None = None,
        render: Render = "auto",
        matcher: Matcher | None = None,
    ) -> None:
        """`wanted`: ids of the sections to find; `as_of`: the day on which the portal is judged."""
        self._trip = Trip(
            portal, as_of, tuple(wanted), budget or Budget(), render, matcher or default_matcher(),
            found={section: Found(section) for section in wanted},
        )  # fmt: skip
        self._steps = _steps(self._trip)
        self._waiting: Fetch | None = None
        self._started = False

    def next(self) -> Fetch | None:
        """What to fetch now; the same until its answer was received; None once the visit is over."""
        if not self._started:
            self._started = True
            self._advance(None)
        return self._waiting

    def receive(self, answer: Answer) -> None:
        """Take the answer to what `next` asked for; raises `ValueError` where nothing was asked for."""
        if self._waiting is None:
            raise ValueError("no fetch is waiting for an answer")
        self._advance(answer)

    def facts(self) -> PortalFacts:
        """Everything seen so far; before the end the status is `incomplete`, reason `interrupted`."""
        return portal_facts(self._trip)

    def _advance(self, answer: Answer | None) -> None:
        try:
            self._waiting = next(self._steps) if answer is None else self._steps.send(answer)
        except StopIteration:
            self._waiting = None


def _steps(trip: Trip) -> Steps[None]:
    """The road of a visit: home, sections, other ways in, counting, entries, files, technique."""
    reached = yield from open_home(trip)
    if reached:
        for got, path in trip.roots:
            if got.page is not None:
                feed(trip, got.page, path, depth=0)
        yield from explore(trip)
        yield from other_ways(trip)
        for section in trip.wanted:
            yield from count_lists(trip, section)
        for section in trip.wanted:
            yield from open_items(trip, section)
        drop_stamps(trip, template_dates(trip))
        yield from ask_files(trip)
        yield from try_technique(trip)
        yield from look_at_schemes(trip)
    trip.finished = True
