"""Runs and what they found: written as portals finish, read again for resuming and for reports."""

import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from audit.store.tables import bodies, findings, results, runs, sections
from config.registry import Portal
from scoring.results import PortalResult


def begin(
    connection: Connection, run_id: str, *, as_of: date, rubric: str, registry: str, started: datetime
) -> int:
    """Note that a run has begun; returns the key that the other functions go by."""
    made = insert(runs).values(id=run_id, as_of=as_of, rubric=rubric, registry=registry, started=started)
    return int(connection.execute(made.returning(runs.c.key)).scalar_one())


def run_key(connection: Connection, run_id: str) -> int | None:
    """The key of the run of that id; None where this database does not know it."""
    return connection.execute(select(runs.c.key).where(runs.c.id == run_id)).scalar()


def keep(connection: Connection, run: int, result: PortalResult) -> None:
    """Store a portal's result, in place of an earlier one of the same run."""
    for table in (findings, sections, results):
        connection.execute(delete(table).where(table.c.run == run, table.c.portal == result.id))
    score, quality = result.score, result.website_quality
    common = {"run": run, "portal": result.id}
    connection.execute(
        insert(results).values(
            **common,
            status=result.status,
            status_reason=result.status_reason,
            value=score.value,
            low=score.low,
            high=score.high,
            coverage=score.coverage,
            rank=score.rank,
            quality=quality.estimate if quality else None,
            whole=_packed(result),
        )
    )
    rows = [
        {
            **common,
            "section": name,
            "state": one.state,
            "outcome": one.outcome,
            "score": one.score,
            "documents": one.documents,
            "newest": one.newest,
            "newest_source": one.newest_source,
        }
        for name, one in result.sections.items()
    ]
    if rows:
        connection.execute(insert(sections), rows)
    judged = [
        {
            **common,
            "criterion": one.criterion,
            "outcome": one.outcome,
            "points": one.points,
            "reason": one.reason,
        }
        for one in result.findings
    ]
    if judged:
        connection.execute(insert(findings), judged)


def kept(connection: Connection, run: int) -> dict[str, PortalResult]:
    """The portals finished in this run, by id."""
    rows = connection.execute(select(results.c.portal, results.c.whole).where(results.c.run == run))
    return {row.portal: _unpacked(row.whole) for row in rows}


def finish(connection: Connection, run: int, placed: list[PortalResult], finished: datetime) -> None:
    """Close the run with its ranks; what was kept of portals that are not in `placed` goes."""
    names = {result.id for result in placed}
    for gone in kept(connection, run).keys() - names:
        for table in (findings, sections, results):
            connection.execute(delete(table).where(table.c.run == run, table.c.portal == gone))
    for result in placed:
        connection.execute(
            update(results)
            .where(results.c.run == run, results.c.portal == result.id)
            .values(rank=result.score.rank, whole=_packed(result))
        )
    connection.execute(update(runs).where(runs.c.key == run).values(finished=finished))


def reopen(connection: Connection, run: int, portals: Iterable[str]) -> None:
    """Make a run unfinished again, without what was kept of these portals."""
    for name in portals:
        for table in (findings, sections, results):
            connection.execute(delete(table).where(table.c.run == run, table.c.portal == name))
    connection.execute(update(runs).where(runs.c.key == run).values(finished=None))


def finished_runs(connection: Connection) -> list[Row[Any]]:
    """The runs that were finished, oldest first; of one day in the order they were begun."""
    chosen = select(runs).where(runs.c.finished.is_not(None)).order_by(runs.c.as_of, runs.c.key)
    return list(connection.execute(chosen).all())


def remember_bodies(connection: Connection, portals: list[Portal], as_of: date) -> None:
    """Keep the registry's rows as changes: a body gets a new row only where something about it differs."""
    for portal in portals:
        values = asdict(portal)
        last = connection.execute(
            select(bodies)
            .where(bodies.c.id == portal.id, bodies.c.since <= as_of)
            .order_by(bodies.c.since.desc())
            .limit(1)
        ).first()
        if last is not None and {name: getattr(last, name) for name in values} == values:
            continue
        if last is not None and last.since == as_of:
            connection.execute(
                update(bodies).where(bodies.c.id == portal.id, bodies.c.since == as_of).values(**values)
            )
        else:
            connection.execute(insert(bodies).values(**values, since=as_of))


def _packed(result: PortalResult) -> bytes:
    return zlib.compress(result.model_dump_json().encode())


def _unpacked(whole: bytes) -> PortalResult:
    return PortalResult.model_validate_json(zlib.decompress(whole))
