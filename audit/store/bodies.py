"""Bodies as the store knows them: their succession, and who existed on a day with which result."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from audit.store.tables import bodies, results, runs
from config.registry import Portal
from scoring.lineage import Lineage

_NAMES = tuple(one.name for one in fields(Portal))


@dataclass(frozen=True, slots=True)
class Standing:
    """A body on a day, with the last result that was known then (None: it had none)."""

    body: Portal
    as_of: date | None
    status: str | None
    value: float | None
    low: float | None
    high: float | None
    rank: int | None


def known_lineage(connection: Connection) -> Lineage:
    """The succession of all bodies ever in a registry, by what was last known of them."""
    latest = select(bodies.c.id, func.max(bodies.c.since).label("since")).group_by(bodies.c.id).subquery()
    rows = connection.execute(
        select(bodies)
        .join(latest, and_(latest.c.id == bodies.c.id, latest.c.since == bodies.c.since))
        .order_by(bodies.c.id)
    )
    return Lineage(_portal(row) for row in rows)


def standings(connection: Connection, day: date) -> list[Standing]:
    """Who existed on a day, and with which result: one query.

    Name, address and level are those known by that day, else the first known; from when to when a body
    existed, and its successors, are as last known.
    """
    other, last = bodies.alias("other"), bodies.alias("last")
    of_body = select(func.max(other.c.since)).where(other.c.id == bodies.c.id).correlate(bodies)
    by_then, newest = of_body.where(other.c.since <= day).scalar_subquery(), of_body.scalar_subquery()
    first = (
        select(func.min(other.c.since)).where(other.c.id == bodies.c.id).correlate(bodies).scalar_subquery()
    )
    run, own = runs.alias("run"), results.alias("own")
    heard = (
        select(run.c.key)
        .join(own, own.c.run == run.c.key)
        .where(own.c.portal == bodies.c.id, run.c.finished.is_not(None), run.c.as_of <= day)
        .order_by(run.c.as_of.desc(), run.c.key.desc())
        .limit(1)
        .correlate(bodies)
        .scalar_subquery()
    )
    joined = (
        bodies.join(last, and_(last.c.id == bodies.c.id, last.c.since == newest))
        .outerjoin(results, and_(results.c.portal == bodies.c.id, results.c.run == heard))
        .outerjoin(runs, runs.c.key == results.c.run)
    )
    chosen = (
        select(
            bodies,
            last.c.valid_from.label("began"),
            last.c.valid_to.label("ended"),
            last.c.successor.label("heirs"),
            runs.c.as_of,
            *(results.c[name] for name in ("status", "value", "low", "high", "rank")),
        )
        .select_from(joined)
        .where(
            bodies.c.since == func.coalesce(by_then, first),
            or_(last.c.valid_from.is_(None), last.c.valid_from <= day),
            or_(last.c.valid_to.is_(None), last.c.valid_to >= day),
        )
        .order_by(bodies.c.id)
    )
    return [_standing(row) for row in connection.execute(chosen)]


def _portal(row: Row[Any], **changed: Any) -> Portal:
    return Portal(**{**{name: getattr(row, name) for name in _NAMES}, **changed})


def _standing(row: Row[Any]) -> Standing:
    body = _portal(row, valid_from=row.began, valid_to=row.ended, successor=row.heirs)
    return Standing(body, row.as_of, row.status, row.value, row.low, row.high, row.rank)
