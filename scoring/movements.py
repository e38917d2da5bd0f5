"""What changed since an earlier run: who rose, who fell, what was mended."""

from dataclasses import dataclass
from typing import Literal

from scoring.history import PastPortal, PastRun
from scoring.results import PortalResult, Results

NOISE = 1.0  # points: two audits of an unchanged portal with some lost requests may differ by as much
Direction = Literal["rise", "fall", "same", "new", "unmeasured", "other_rubric"]


@dataclass(frozen=True, slots=True)
class Movement:
    """One portal against the earlier run. `change`: points of the low end; None where there is nothing to
    compare.
    """

    id: str
    name: str
    level: str
    direction: Direction
    change: float | None
    rank_before: int | None
    mended: tuple[str, ...] = ()  # criteria that fell short and pass now
    new: tuple[str, ...] = ()  # criteria that fall short now and did not
    worse: tuple[str, ...] = ()  # partial before, fail now
    quality_change: float | None = None


def movements(results: Results, past: PastRun | None) -> list[Movement]:
    """Compare a run with an earlier one, portal by portal, in the order of the run.

    A rise is one only where the whole interval lies above the earlier one by at least `NOISE` points, a
    fall likewise below. Under another rubric, or where either has no headline number, nothing is called a
    rise or a fall.
    """
    before = {portal.id: portal for portal in past.portals} if past is not None else {}
    same_rubric = past is None or past.rubric == results.rubric
    return [_movement(portal, before.get(portal.id), same_rubric) for portal in results.portals]


def most_improved(found: list[Movement], count: int = 3) -> list[Movement]:
    """The portals that rose most, best first."""
    rises = [movement for movement in found if movement.direction == "rise"]
    return sorted(rises, key=lambda movement: (-(movement.change or 0), movement.id))[:count]


def _movement(now: PortalResult, past: PastPortal | None, same_rubric: bool) -> Movement:
    if past is None:
        return Movement(now.id, now.name, now.level, "new", None, None)
    outcomes = {finding.criterion: finding.outcome for finding in now.findings}
    short = {name for name, outcome in outcomes.items() if outcome in ("partial", "fail")}
    mended = {name for name in past.failing if outcomes.get(name) == "pass"}
    new = short - past.failing.keys() if same_rubric else set()
    worse = {name for name, was in past.failing.items() if was == "partial" and outcomes.get(name) == "fail"}
    quality = now.website_quality.estimate if now.website_quality is not None else None
    measured = now.score.value is not None and past.value is not None
    return Movement(
        id=now.id,
        name=now.name,
        level=now.level,
        direction=_direction(now, past)
        if measured and same_rubric
        else ("unmeasured" if not measured else "other_rubric"),
        change=round(now.score.low - past.low, 1) if measured and same_rubric else None,
        rank_before=past.rank,
        mended=_told(mended, mended),
        new=_told(new, new),
        worse=_told(worse, new),
        quality_change=round(quality - past.website_quality, 1)
        if quality is not None and past.website_quality is not None
        else None,
    )


def _told(names: set[str], moved: set[str]) -> tuple[str, ...]:
    """`names` in order, without the other axes of a section that as a whole came or went (is in `moved`)."""
    return tuple(
        name
        for name in sorted(names)
        if name.endswith(".present") or f"{name.partition('.')[0]}.present" not in moved
    )


def _direction(now: PortalResult, past: PastPortal) -> Direction:
    change = now.score.low - past.low
    if now.score.low > past.high and change >= NOISE:
        return "rise"
    if now.score.high < past.low and -change >= NOISE:
        return "fall"
    return "same"
