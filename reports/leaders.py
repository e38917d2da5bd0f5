"""The page a month for the leadership: estimate against target, who leads and trails, what to push."""

from dataclasses import dataclass

from config.pci import load_indicators
from reports import words
from reports.first import effect_of_target
from reports.overview import Push, pushes
from reports.vietnamese import clean, listing, lower_first, number, points, shorten
from reports.views import Board, Body, LevelTable
from scoring.priorities import Effect

SHOWN = 3
NAMED = 3
LONGEST_INDICATOR = 48


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its table, the first and the last of it (apart from each other)."""

    table: LevelTable
    first: tuple[Body, ...]
    last: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to push: what, where, why, for how much."""

    what: str
    where: str
    why: str
    points: str


@dataclass(frozen=True, slots=True)
class LeaderPage:
    """Everything on the page."""

    levels: tuple[Level, ...]
    rose: tuple[Body, ...]
    fell: tuple[Body, ...]
    tasks: tuple[Task, ...]
    target_effect: Effect | None  # of reaching the target of 3.16 on sub-index 3


def leader_page(whole: Board) -> LeaderPage:
    """The page of one run."""
    moved = sorted(whole.bodies, key=lambda body: (body.movement.change or 0, body.portal.id))
    return LeaderPage(
        levels=tuple(_level(table) for table in whole.levels),
        rose=whole.improved[:SHOWN],
        fell=tuple(body for body in moved if body.movement.direction == "fall")[:SHOWN],
        tasks=tuple(_task(push) for push in pushes(whole)),
        target_effect=effect_of_target(whole),
    )


def _level(table: LevelTable) -> Level:
    ranked = table.ranked
    first = ranked[:SHOWN]
    return Level(table, first, ranked[max(len(first), len(ranked) - SHOWN) :])


def _task(push: Push) -> Task:
    finding = push.deficiency.finding
    if finding.axis == "present" and finding.section:
        what = f"Mở, đăng đủ nội dung chuyên mục “{words.section_name(finding.section)}”"
    else:
        what = f"Khắc phục tiêu chí: {lower_first(clean(push.title))}"
    names = [clean(body.portal.name) for body in push.bodies]
    more = f" và {len(names) - NAMED} cơ quan khác" if len(names) > NAMED else ""
    known = load_indicators()
    why = [f"{code} ({_short(known[code].name)})" for code in push.indicators if code in known]
    return Task(
        what=what,
        where=f"{len(names)} cơ quan: {', '.join(names[:NAMED])}{more}",
        why=f"chỉ tiêu PCI {listing(why)}" if why else "theo pháp luật hoặc kế hoạch của tỉnh",
        points=f"mỗi cơ quan tăng bình quân {number(push.points / len(names))} điểm{_work(push)}",
    )


def _work(push: Push) -> str:
    return f"; cần khoảng {points(push.work)} ngày công" if push.work else ""


def _short(indicator: str) -> str:
    return shorten(indicator.split(" (")[0], LONGEST_INDICATOR)
