"""What the runs of a period show, before a word is written about it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.pci import IndicatorValue, ProvinceYear, load_indicators, load_values
from config.periods import Period
from reports import words
from reports.due import IssuedLetter
from reports.overview import SectionTally, section_tallies
from reports.views import Board, LevelTable
from scoring.history import PastPortal, PastRun
from scoring.results import Results


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level in one round."""

    level: str
    as_of: date
    measured: int
    median: float


@dataclass(frozen=True, slots=True)
class BodyYear:
    """One body over the period. Scores are None where nothing was measured under the rubric of the last "
    "round."""

    id: str
    name: str
    level: str
    rounds: int
    mean: float | None
    first: float | None
    last: float | None
    rank: int | None
    letters: int
    mended: int  # criteria that fell short in the first round and pass in the last
    left: int  # deficiencies of the last round


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One PCI indicator that portals feed: as published, its target, whether it is low or fell."""

    id: str
    name: str
    year: int
    value: IndicatorValue
    before: float | None
    below_target: bool
    fell: bool
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the report is written from. `until`: the last day it counts."""

    period: Period
    until: date
    whole: Board
    rounds: tuple[date, ...]  # of the period, all rubrics
    comparable: bool  # were all rounds judged under the rubric of the last one?
    levels: tuple[LevelRow, ...]
    tallies: tuple[SectionTally, ...]
    bodies: tuple[BodyYear, ...]
    indicators: tuple[IndicatorRow, ...]
    letters: tuple[IssuedLetter, ...]


def gather(
    period: Period,
    until: date,
    whole: Board,
    history: Sequence[PastRun],
    letters: Sequence[IssuedLetter],
) -> Facts:
    """The facts of a period; `whole` is its last round."""
    runs = sorted((run for run in history if period.first <= run.as_of < whole.results.as_of), key=_day)
    same = [run for run in runs if run.rubric == whole.results.rubric]
    sent = tuple(one for one in letters if period.first <= one.issued <= until)
    return Facts(
        period=period,
        until=until,
        whole=whole,
        rounds=(*(run.as_of for run in runs), whole.results.as_of),
        comparable=len(same) == len(runs),
        levels=tuple(_levels(same, whole)),
        tallies=section_tallies(whole),
        bodies=tuple(_bodies(same, whole, sent)),
        indicators=tuple(_indicators(whole.results, period.year)),
        letters=sent,
    )


def _day(run: PastRun) -> date:
    return run.as_of


def _levels(runs: Sequence[PastRun], whole: Board) -> list[LevelRow]:
    level_of = {portal.id: portal.level for portal in whole.results.portals}
    rows = []
    for table in whole.levels:
        for run in runs:
            scores = [
                one.low
                for one in run.portals
                if level_of.get(one.id) == table.level and one.value is not None
            ]
            if scores:
                rows.append(LevelRow(table.level, run.as_of, len(scores), statistics.median(scores)))
        rows += _now(table, whole.results.as_of)
    return rows


def _now(table: LevelTable, as_of: date) -> list[LevelRow]:
    return [LevelRow(table.level, as_of, len(table.ranked), table.median)] if table.median is not None else []


def _bodies(runs: Sequence[PastRun], whole: Board, letters: Sequence[IssuedLetter]) -> list[BodyYear]:
    rows = []
    for body in whole.bodies:
        portal = body.portal
        past = [one for run in runs for one in run.portals if one.id == portal.id]
        scores = [one.low for one in past if one.value is not None]
        if portal.score.value is not None:
            scores.append(portal.score.low)
        short = body.shortfall
        rows.append(
            BodyYear(
                id=portal.id,
                name=portal.name,
                level=portal.level,
                rounds=len(scores),
                mean=round(statistics.mean(scores), 1) if scores else None,
                first=scores[0] if scores else None,
                last=portal.score.value,
                rank=portal.score.rank,
                letters=sum(letter.portal == portal.id for letter in letters),
                mended=_mended(past, {one.criterion for one in portal.findings if one.outcome == "pass"}),
                left=len(short.by_body) + len(short.by_operator) + len(short.within_deadline),
            )
        )
    return rows


def _mended(past: Sequence[PastPortal], passed: set[str]) -> int:
    return len(past[0].failing.keys() & passed) if past else 0


def _indicators(results: Results, year: int) -> list[IndicatorRow]:
    ids = {portal.id for portal in results.portals if portal.level == "province"}
    own = [row for row in load_values() if ids & set(row.portal_ids) and row.year < year + 1]
    if not own:
        return []
    own.sort(key=lambda row: row.year)
    latest, before = own[-1], own[-2] if len(own) > 1 else None
    return [_indicator(name, latest, before) for name in load_indicators() if name in latest.indicators]


def _indicator(name: str, latest: ProvinceYear, before: ProvinceYear | None) -> IndicatorRow:
    known, value = load_indicators()[name], latest.indicators[name]
    earlier = before.indicators[name].value if before and name in before.indicators else None
    sign = 1 if known.better == "higher" else -1
    return IndicatorRow(
        id=name,
        name=known.name,
        year=latest.year,
        value=value,
        before=earlier,
        below_target=value.target is not None and sign * (value.value - value.target) < 0,
        fell=earlier is not None and sign * (value.value - earlier) < 0,
        sections=tuple(words.section_name(section) for section in known.sections),
    )
