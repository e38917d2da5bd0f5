"""What a run says as a whole: how each section stands, which few things would help most."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from reports import words
from reports.first import of_all
from reports.views import Board, Body
from scoring.deficiencies import Deficiency

PUSHES = 5
FED = "3.16"  # fed by everything: never a reason of its own to come first


@dataclass(frozen=True, slots=True)
class SectionTally:
    """How many bodies pass, fall short, lack a section, could not be measured; how old its newest item is."""

    id: str
    passed: int
    partial: int
    failed: int
    unmeasured: int  # not measured, or to be looked at by a person
    median_age: float | None  # days between the newest item and the day of the run, over those with a date

    @property
    def measured(self) -> int:
        """How many were measured."""
        return self.passed + self.partial + self.failed


@dataclass(frozen=True, slots=True)
class Push:
    """One thing to mend in many places: who lacks it, and the points (of 100 each) that it costs together."""

    deficiency: Deficiency  # one of them, for its words
    bodies: tuple[Body, ...]
    points: float
    title: str  # of the criterion
    work: float | None  # days of one person, an assumption; None: not known

    @property
    def worth(self) -> float:
        """Points for a day of work; 0 where the work is not known."""
        return self.points / self.work if self.work else 0.0

    @property
    def indicators(self) -> tuple[str, ...]:
        """The PCI indicators of its own that it feeds."""
        return tuple(code for code in self.deficiency.finding.pci if code != FED)


def section_tallies(whole: Board) -> tuple[SectionTally, ...]:
    """One tally per section that is asked of anyone, in the order of the rubric."""
    return tuple(_tally(name, whole) for name in whole.sections)


def pushes(whole: Board, count: int = PUSHES) -> tuple[Push, ...]:
    """What would help most: deficiencies of the whole run by criterion, those that feed an indicator of its
    own before the others, then those that cost most points over all bodies; of these, the best worth for the
    work first.
    """
    lacking: dict[str, list[tuple[Body, Deficiency]]] = {}
    for body in whole.bodies:
        short = body.shortfall
        for one in (*short.by_body, *short.by_operator, *short.within_deadline):
            lacking.setdefault(one.finding.criterion, []).append((body, one))
    work = {one.criterion: one.effort for one in of_all(whole)}
    found = [_push(rows, whole.results.rubric, work.get(name)) for name, rows in sorted(lacking.items())]
    most = sorted(found, key=lambda push: (not push.indicators, -push.points))[:count]
    return tuple(sorted(most, key=lambda push: -push.worth))


def _push(rows: Sequence[tuple[Body, Deficiency]], rubric: str, work: float | None) -> Push:
    points = round(sum(one.gain for _, one in rows), 1)
    title = words.criterion_title(rows[0][1].finding, rubric)
    return Push(rows[0][1], tuple(body for body, _ in rows), points, title, work)


def _tally(name: str, whole: Board) -> SectionTally:
    found = [body.portal.sections[name] for body in whole.bodies if name in body.portal.sections]
    outcomes = [section.outcome for section in found]
    as_of = whole.results.as_of
    ages = [(as_of - section.newest).days for section in found if section.newest is not None]
    return SectionTally(
        id=name,
        passed=outcomes.count("pass"),
        partial=outcomes.count("partial"),
        failed=outcomes.count("fail"),
        unmeasured=outcomes.count("not_measured") + outcomes.count("needs_review"),
        median_age=statistics.median(ages) if ages else None,
    )
