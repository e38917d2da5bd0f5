"""Months of the replica province audited one after another by the real scheduler, its clock set from due
time to due time: what truth says must have moved, and what the leaderboard says did.
"""

import csv
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import time_machine
from sqlalchemy import Engine, select

from audit.schedule.keeper import Keeper
from audit.schedule.work import CommandWork
from audit.store.engine import open_store, store_url
from audit.store.tables import turns
from audit.tracking import Tracked
from config.schedule import Job, Schedule, When
from scoring.freshness import exposed
from tests.replica.server import Running, running

HOUR = timedelta(hours=1)
NIGHT = When(day=20, hour=21)


@dataclass(frozen=True)
class Months:
    """What the months left: the folder, the truth of each month, how many turns the schedule ran."""

    folder: Path
    truths: dict[str, dict[str, Any]]
    turns: int
    log: list[dict[str, Any]]


def audited_months(
    place: Path, months: Sequence[str], names: Sequence[str] | None = None, *, options: Sequence[str] = ()
) -> Months:
    """Let a keeper audit the months in `place`; only the portals named, where any are."""
    truths = {}
    with running(months[0], place / "served") as served:
        schedule = _schedule(place, served, options)
        schedule.out.mkdir(parents=True)
        engine = open_store(store_url(None, schedule.out))
        with _clock(months[0]) as clock, mock.patch.dict(os.environ, CONGKHAI_CA_FILE=served.described["ca"]):
            keeper = Keeper(schedule, engine, CommandWork(schedule))
            keeper.start()
            try:
                for month in months:
                    served.switch(month)
                    _write_registry(Path(served.described["registry"]), schedule.registry, names)
                    truths[month] = served.truth()
                    clock.move_to(NIGHT.before(_end(month)))
                    keeper.tick()
                    _wait(engine, len(truths))
            finally:
                keeper.stop()
        count = _ran(engine)
        engine.dispose()
        return Months(schedule.out, truths, count, served.log())


def planted(truth: dict[str, Any], names: Sequence[str] | None = None) -> dict[str, set[str]]:
    """By what honest leaderboards make of it (up, down, unmoved, gone), the bodies with planted movements.

    A body that both rises and falls in a month is left out: points decide.
    """
    found: dict[str, set[str]] = {"up": set(), "down": set(), "unmoved": set(), "gone": set()}
    for row in truth["movements"]:
        if names is None or row["id"] in names:
            found[row["honest"]].add(row["id"])
    both = found["up"] & found["down"]
    return {what: bodies - both for what, bodies in found.items()}


def exposed_by(found: Tracked) -> set[str]:
    """The bodies with entries posted again, dated back, or days that are stamps."""
    return {one.portal for one in exposed(found.sections)} | found.stamped


def _schedule(place: Path, served: Running, more: Sequence[str]) -> Schedule:
    told = served.described
    options = (
        *("--delay", "0", "--concurrency", "12", *more),
        *("--hosts", told["hosts"], "--allow-net", told["network"]),
    )
    job = Job(id="thang", what="audit", when=NIGHT, options=options)
    return Schedule(registry=place / "danh-sach.csv", out=place / "out", jobs=(job,))


@contextmanager
def _clock(month: str) -> Iterator[time_machine.Traveller]:
    year, number = map(int, month.split("-"))
    with time_machine.travel(datetime(year, number, 1, tzinfo=UTC), tick=False) as clock:
        yield clock


def _end(month: str) -> datetime:
    year, number = map(int, month.split("-"))
    return datetime(year, number, 28, tzinfo=UTC)


def _write_registry(served: Path, target: Path, names: Sequence[str] | None) -> None:
    with served.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = [row for row in rows if names is None or row["id"] in names]
    known = {row["id"] for row in chosen}
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "parent": row["parent"] if row["parent"] in known else ""} for row in chosen)


def _wait(engine: Engine, count: int, seconds: float = 1200) -> None:
    """Wait until so many turns have ended; raises `AssertionError` where one failed."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        with engine.connect() as connection:
            ended = (
                connection.execute(select(turns.c.state).where(turns.c.state.in_(("done", "failed"))))
                .scalars()
                .all()
            )
        assert "failed" not in ended
        if len(ended) >= count:
            return
        time.sleep(0.2)
    raise AssertionError(f"only {len(ended)} turns ended")


def _ran(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(turns.c.job).where(turns.c.state == "done")).all())


def day(month: str) -> str:
    """The day of a month's audit."""
    return date.fromisoformat(f"{month}-20").isoformat()
