"""Where the marks of a chart stand, in SVG units. Pure geometry; `templates/charts.html` draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scoring.history import PastRun
from scoring.results import PortalResult, Results

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 38, 24, 16, 34
MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """One run in a history chart."""

    as_of: date
    rubric: str
    value: float | None
    low: float
    high: float
    coverage: float
    rank: int | None
    x: float
    y: float
    y_high: float
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in a row with a number under one rubric: joined by a line, over the band of their intervals."""

    points: str
    band: str


@dataclass(frozen=True, slots=True)
class History:
    """One portal over time."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def drawn(self) -> bool:
        """Is there more than one number to draw?"""
        return sum(mark.value is not None for mark in self.marks) > 1


def height_of(value: float) -> float:
    """The y of a score (0-100)."""
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (100 - min(100.0, max(0.0, value))) / 100, 1)


def history_of(portal: PortalResult, results: Results, past: Sequence[PastRun]) -> History:
    """The portal's scores in the last `MONTHS_SHOWN` runs before this one, and in this one."""
    seen = []
    for run in past:
        if run.as_of < results.as_of:
            seen += [(run.as_of, run.rubric, one) for one in run.portals if one.id == portal.id]
    seen.sort(key=lambda row: row[0])
    rows = [
        (day, rubric, one.value, one.low, one.high, one.coverage, one.rank)
        for day, rubric, one in seen[-MONTHS_SHOWN:]
    ]
    score = portal.score
    rows.append(
        (results.as_of, results.rubric, score.value, score.low, score.high, score.coverage, score.rank)
    )
    first, last = rows[0][0], rows[-1][0]
    span = max(1, (last - first).days)
    every = -(-len(rows) // 8)
    marks = tuple(
        Mark(
            as_of=day,
            rubric=rubric,
            value=value,
            low=low,
            high=high,
            coverage=coverage,
            rank=rank,
            x=round(LEFT + 12 + (WIDTH - LEFT - RIGHT - 24) * (day - first).days / span, 1),
            y=height_of(low),
            y_high=height_of(high),
            labelled=(len(rows) - 1 - nth) % every == 0,
        )
        for nth, (day, rubric, value, low, high, coverage, rank) in enumerate(rows)
    )
    return History(marks, _lines(marks))


def _lines(marks: tuple[Mark, ...]) -> tuple[Line, ...]:
    lines = []
    for (drawn, _), group in groupby(marks, key=lambda mark: (mark.value is not None, mark.rubric)):
        row = list(group)
        if not drawn or len(row) == 1:
            continue
        upper = [f"{mark.x},{mark.y_high}" for mark in row]
        lower = [f"{mark.x},{mark.y}" for mark in row]
        lines.append(Line(" ".join(lower), " ".join(upper + lower[::-1])))
    return tuple(lines)
