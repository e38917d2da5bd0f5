"""What each page of the site shows, worked out before any template sees it."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports import words
from reports.charts import History, history_of
from reports.dealings import Dealings, Reply
from reports.vietnamese import sort_key
from scoring.deficiencies import Shortfall
from scoring.history import PastRun
from scoring.movements import Movement, most_improved, movements
from scoring.replies import Heard
from scoring.results import FindingResult, PortalResult, Results, SectionResult
from scoring.score import GROUPS


@dataclass(frozen=True, slots=True)
class Body:
    """One body, with all that is said of it."""

    portal: PortalResult
    file: str
    movement: Movement
    shortfall: Shortfall
    newest: date | None  # of all its sections
    newest_section: str | None
    parent: str | None  # its name
    replies: tuple[Reply, ...] = ()  # newest first
    heard: Heard | None = None  # None: nobody decided anything about it

    @property
    def ranked(self) -> bool:
        """Has it a headline number?"""
        return self.portal.score.value is not None


@dataclass(frozen=True, slots=True)
class LevelTable:
    """The bodies of one level: the ranked ones in order, then the others by name."""

    level: str
    title: str
    ranked: tuple[Body, ...]
    unranked: tuple[Body, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All of them, ranked first."""
        return self.ranked + self.unranked

    @property
    def median(self) -> float | None:
        """The median of the headline numbers."""
        return statistics.median(body.portal.score.low for body in self.ranked) if self.ranked else None

    @property
    def groups(self) -> dict[str, int]:
        """How many bodies of each group, best first; groups with none too."""
        names = [body.portal.score.group for body in self.ranked]
        return {name: names.count(name) for _, name in GROUPS}


@dataclass(frozen=True, slots=True)
class Board:
    """The whole run."""

    results: Results
    past: PastRun | None
    levels: tuple[LevelTable, ...]
    sections: tuple[str, ...]  # those asked of anyone
    improved: tuple[Body, ...]
    falling_short: tuple[Body, ...]
    unmeasured: tuple[Body, ...]
    province_quality_before: float | None

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Every body of the run, in the order of the tables."""
        return tuple(body for table in self.levels for body in table.bodies)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of one body with its findings; `result` None: the technical criteria, of no section."""

    id: str
    title: str
    result: SectionResult | None
    findings: tuple[FindingResult, ...]
    picture: str | None = None  # file name in the site's folder of pictures


@dataclass(frozen=True, slots=True)
class BodyView:
    """The page of one body."""

    body: Body
    sections: tuple[SectionView, ...]
    history: History


def earlier(results: Results, history: Sequence[PastRun]) -> PastRun | None:
    """The latest run before this one."""
    before = [run for run in history if run.as_of < results.as_of]
    return max(before, key=lambda run: (run.as_of, run.run_id), default=None)


def board(
    results: Results, history: Sequence[PastRun], files: Mapping[str, str], dealings: Dealings
) -> Board:
    """Everything the leaderboard shows."""
    past = earlier(results, history)
    moved = movements(results, past)
    names = {portal.id: portal.name for portal in results.portals}
    floor = words.coverage_floor(results.rubric)
    bodies = [
        _body(portal, movement, files[portal.id], dealings, results.as_of, names, floor)
        for portal, movement in zip(results.portals, moved, strict=True)
    ]
    by_id = {body.portal.id: body for body in bodies}
    asked = {
        name
        for portal in results.portals
        for name, section in portal.sections.items()
        if section.outcome != "not_applicable"
    }
    ordered = dict.fromkeys(name for portal in results.portals for name in portal.sections)
    worst = sorted(
        (body for body in bodies if body.shortfall.falls_short),
        key=lambda body: (body.portal.score.low, sort_key(body.portal.name)),
    )
    return Board(
        results=results,
        past=past,
        levels=tuple(_level(level, bodies) for level in words.LEVELS if _of_level(level, bodies)),
        sections=tuple(name for name in ordered if name in asked),
        improved=tuple(by_id[movement.id] for movement in most_improved(moved, 5)),
        falling_short=tuple(worst),
        unmeasured=tuple(sorted((b for b in bodies if not b.ranked), key=lambda b: sort_key(b.portal.name))),
        province_quality_before=_province_before(results, past),
    )


def body_view(
    body: Body, results: Results, history: Sequence[PastRun], pictures: Mapping[str, str]
) -> BodyView:
    """Everything the page of one body shows; `pictures` by section id."""
    portal = body.portal
    sections = [
        SectionView(
            name,
            words.section_name(name),
            section,
            tuple(one for one in portal.findings if one.section == name),
            pictures.get(name),
        )
        for name, section in portal.sections.items()
    ]
    rest = tuple(one for one in portal.findings if one.section not in portal.sections)
    if rest:
        sections.append(SectionView("ky-thuat", "Tiêu chí kỹ thuật của cổng", None, rest))
    return BodyView(body, tuple(sections), history_of(portal, results, history))


def _body(
    portal: PortalResult,
    movement: Movement,
    file: str,
    dealings: Dealings,
    as_of: date,
    names: Mapping[str, str],
    floor: float,
) -> Body:
    dated = [(section.newest, name) for name, section in portal.sections.items() if section.newest]
    newest, where = max(dated, default=(None, None), key=lambda row: row[0])
    short, replies = dealings.shortfall(portal, as_of), dealings.replies_to(portal.id, as_of)
    heard = dealings.heard(portal, as_of, floor)
    return Body(
        *(portal, file, movement, short, newest, where, names.get(portal.parent or ""), replies),
        heard=heard if heard.decided or heard.lapsed else None,
    )


def _of_level(level: str, bodies: list[Body]) -> list[Body]:
    return [body for body in bodies if body.portal.level == level]


def _level(level: str, bodies: list[Body]) -> LevelTable:
    own = sorted(_of_level(level, bodies), key=lambda body: sort_key(body.portal.name))
    ranked = sorted((body for body in own if body.ranked), key=lambda body: -body.portal.score.low)
    unranked = tuple(body for body in own if not body.ranked)
    return LevelTable(level, words.LEVEL_TITLES[level], tuple(ranked), unranked)


def _province_before(results: Results, past: PastRun | None) -> float | None:
    provinces = [portal.id for portal in results.portals if portal.level == "province"]
    if past is None or len(provinces) != 1:
        return None
    return next((one.website_quality for one in past.portals if one.id == provinces[0]), None)
