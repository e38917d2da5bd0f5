"""Thirty-six months of four hundred portals, generated: size of the store, and how long what is read from it
takes, on SQLite, and on PostgreSQL where CONGKHAI_TEST_POSTGRES names a server.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from audit.store.bodies import standings
from audit.store.engine import open_store
from audit.store.history import past_runs
from audit.store.runs import begin, finish, keep
from audit.store.tables import bodies, entries
from audit.store.tracking import entry_history, looks, marks
from checks.judge import judge
from config.calendar import load_calendar
from config.registry import Portal
from config.rubric import rubric_for
from crawler.facts import PortalFacts
from scoring.assemble import assemble, portal_result
from scoring.freshness import heat_map, standard_limits, track
from scoring.results import PortalResult
from tests.audit.databases import KINDS, empty_database
from tests.checks.samples import missing, portal

PORTALS, MONTHS, ENTRIES, NEW = 400, 36, 40, 2  # entries of a section at first, and new ones a month
SECTIONS = 20
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def run() -> list[str]:
    """One line per database and measurement."""
    return [line for kind in KINDS for line in _measured(kind)]


def _measured(kind: str) -> list[str]:
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = open_store(stack.enter_context(empty_database(kind, place)))
        stack.callback(engine.dispose)
        seconds = _timed(lambda: _fill(engine))
        told = f"{MONTHS} months x {PORTALS} portals written in {seconds:.0f} s, {_size(engine, place)}"
        with engine.connect() as connection:
            reads = [f"{name} {_best(work):.0f} ms" for name, work in _reads(connection)]
    return [f"{kind}: {line}" for line in (told, *reads)]


def _reads(connection: Connection) -> Iterator[tuple[str, Callable[[], object]]]:
    last = _days()[-1]
    one = ["co-007"]
    yield "leaderboard's history (12 months, all portals)", lambda: past_runs(connection, before=last)[-12:]
    yield "who existed on a day with which result", lambda: standings(connection, last)
    yield "one body's marks", lambda: marks(connection, "co-007")
    yield "one body's freshness", lambda: track(entry_history(connection, one), looks(connection, one), last)
    yield "heat map (printed days)", lambda: heat_map(looks(connection))
    yield "heat map (days that can be true)", lambda: heat_map(looks(connection), entry_history(connection))
    yield "freshness of every section", lambda: track(entry_history(connection), looks(connection), last)


def _fill(engine: Engine) -> None:
    rng = random.Random(7)  # noqa: S311
    samples = _samples()
    with engine.begin() as connection:
        connection.execute(insert(bodies), [{**_body(nth), "since": _days()[0]} for nth in range(PORTALS)])
    for nth, day in enumerate(_days()):
        with engine.begin() as connection:
            key = begin(connection, f"r{nth}", as_of=day, rubric="nd224-2026", registry="x", started=NOW)
            placed = [
                rng.choice(samples).model_copy(update={"id": f"co-{one:03d}", "name": f"Cơ quan {one}"})
                for one in range(PORTALS)
            ]
            for result in placed:
                keep(connection, key, result)
            finish(connection, key, placed, NOW)
            connection.execute(insert(entries), list(_new_entries(nth, day)))


def _samples() -> list[PortalResult]:
    """Results of some portals, good and bad, with every section and criterion."""
    rubric = rubric_for(date(2026, 11, 20))
    made = []
    for lost in ((), ("planning",), ("qa", "directives"), ("legal_documents", "planning", "qa")):
        facts: PortalFacts = portal(*(missing(name) for name in lost))
        names = [one.section for one in rubric.criteria if one.section and one.section not in facts.sections]
        more = {name: replace(facts.sections["directives"], section=name) for name in dict.fromkeys(names)}
        facts = replace(facts, sections={**facts.sections, **more})
        found = judge(facts, rubric, facts.as_of, load_calendar())
        body = Portal("x", "Cơ quan", facts.url, "department")
        made.append(portal_result(body, facts, found, rubric, as_of=facts.as_of))
    run = assemble(run_id="r", as_of=facts.as_of, rubric=rubric, started=NOW, finished=NOW, portals=made)
    return list(run.portals)


def _new_entries(nth: int, day: date) -> Iterator[dict[str, Any]]:
    for one, section, count in product(
        range(PORTALS), list(standard_limits())[:SECTIONS], range(ENTRIES if nth == 0 else NEW)
    ):
        issued = day - timedelta(days=(count * 9) % 400 + (one % 25))
        yield {
            "portal": f"co-{one:03d}",
            "section": section,
            "key": f"{nth:02d}{count:03d}{one:03d}0123456789abcdef",
            "since": day,
            "until": None,
            "url": f"https://co-{one:03d}.tinh.gov.vn/van-ban/{nth}-{count}",
            "title": f"Quyết định số {count} về việc ban hành quy chế phối hợp thực hiện nhiệm vụ kỳ {nth}",
            "number": f"{count}/2026/QĐ-UBND",
            "issued": issued,
            "published": issued + timedelta(days=2),
        }


def _body(nth: int) -> dict[str, Any]:
    name = f"co-{nth:03d}"
    return {"id": name, "name": f"Cơ quan {nth}", "url": f"https://{name}.tinh.gov.vn", "level": "department"}


def _days() -> list[date]:
    """The twentieth of each month, up to November 2026."""
    last = 2026 * 12 + 10
    return [date(number // 12, number % 12 + 1, 20) for number in range(last - MONTHS + 1, last + 1)]


def _size(engine: Engine, place: Path) -> str:
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        size = sum(path.stat().st_size for path in place.glob("kho.db*"))
    else:
        with engine.connect() as connection:
            size = int(str(connection.execute(text("SELECT pg_database_size(current_database())")).scalar()))
    return f"{size / 1e6:.0f} MB"


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _best(work: Callable[[], object]) -> float:
    """The better of two tries, in milliseconds."""
    return 1000 * min(_timed(work) for _ in range(2))
