"""Two runs of the store side by side: what was mended, what is new, what got worse."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from audit.errors import UserError
from audit.folder import existing
from audit.store.bodies import known_lineage
from audit.store.engine import open_store, store_url
from audit.store.runs import finished_runs, kept
from config.rubric import load_rubric
from scoring.assemble import assemble
from scoring.history import past_of
from scoring.movements import Movement, most_improved, movements
from scoring.results import Results

_DIRECTIONS = {
    "rise": "tăng",
    "fall": "giảm",
    "same": "không đổi rõ rệt",
    "new": "mới có kết quả",
    "unmeasured": "không so được (thiếu điểm)",
    "other_rubric": "không so điểm (khác bộ tiêu chí)",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The later run against the earlier one. `gone`: bodies of the earlier run that are in the later one no
    more, with who stands for them.
    """

    before: Results
    after: Results
    moved: list[Movement]
    best: list[Movement]
    gone: dict[str, tuple[str, ...]]


def compare(out: Path, before: str, after: str, *, db: str | None = None) -> Comparison:
    """Compare two finished runs, each named by its id or its day; raises `UserError` for one not known."""
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.connect() as connection:
            known = finished_runs(connection)
            earlier, later = (_results(connection, _named(known, name)) for name in (before, after))
            lineage = known_lineage(connection)
    finally:
        engine.dispose()
    past = lineage.follow(past_of(earlier), later.as_of)
    moved = movements(later, past)
    there = {portal.id for portal in later.portals}
    gone = {
        portal.id: tuple(name for name in lineage.heirs(portal.id, later.as_of) if name != portal.id)
        for portal in earlier.portals
        if portal.id not in there
    }
    return Comparison(earlier, later, moved, most_improved(moved), gone)


def lines(found: Comparison) -> list[str]:
    """The comparison in lines of text, bodies that changed first."""
    titles = {one.id: one.title for one in load_rubric(found.after.rubric).criteria}
    told = [
        f"{found.before.run_id} ({found.before.as_of:%d/%m/%Y}) → {found.after.run_id} "
        f"({found.after.as_of:%d/%m/%Y})"
    ]
    if found.best:
        told.append("Tiến bộ nhất: " + "; ".join(f"{one.name} (+{one.change:g})" for one in found.best))
    for one in sorted(found.moved, key=lambda one: (-abs(one.change or 0), one.id)):
        change = f" {one.change:+g} điểm" if one.change is not None else ""
        told.append(f"{one.id} {one.name}: {_DIRECTIONS[one.direction]}{change}")
        for what, names in (("đã khắc phục", one.mended), ("mới thiếu", one.new), ("kém đi", one.worse)):
            told += [f"  {what}: {titles.get(name, name)}" for name in names]
    bodies = {portal.id: portal.name for portal in (*found.before.portals, *found.after.portals)}
    for name, heirs in found.gone.items():
        follows = f", nay là {', '.join(bodies.get(heir, heir) for heir in heirs)}" if heirs else ""
        told.append(f"{name} {bodies[name]}: không còn trong kỳ sau{follows}")
    return told


def _named(known: list[Row[Any]], name: str) -> Row[Any]:
    found = [run for run in known if name in (run.id, _day(run.as_of), f"{run.as_of:%d/%m/%Y}")]
    if not found:
        told = ", ".join(dict.fromkeys(_day(run.as_of) for run in known)) or "chưa có lượt nào"
        raise UserError(f"“{name}” không phải mã lượt hay ngày đối chiếu đã có trong lịch sử. Đã có: {told}.")
    return found[-1]


def _day(day: date) -> str:
    return day.isoformat()


def _results(connection: Connection, run: Row[Any]) -> Results:
    portals = sorted(kept(connection, run.key).values(), key=lambda portal: portal.id)
    return assemble(
        run_id=run.id,
        as_of=run.as_of,
        rubric=load_rubric(run.rubric),
        started=run.started,
        finished=run.finished,
        portals=portals,
    )
