"""The store's history as tables, for `scoring.freshness`."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, func, select

from audit.store.tables import entries, results, runs, sections, stamps
from scoring.freshness import LOOK_COLUMNS
from scoring.posting import ENTRY_COLUMNS


def entry_history(connection: Connection, portals: Collection[str] | None = None) -> pd.DataFrame:
    """Every entry ever seen, as changes; of all portals unless named."""
    chosen = select(*(entries.c[name] for name in ENTRY_COLUMNS))
    if portals is not None:
        chosen = chosen.where(entries.c.portal.in_(portals))
    return _frame(connection, chosen, ENTRY_COLUMNS, ("since", "until", "issued", "published"))


def looks(
    connection: Connection, portals: Collection[str] | None = None, until: date | None = None
) -> pd.DataFrame:
    """What each finished run up to a day saw of each section; of one day the last run."""
    latest = select(func.max(runs.c.key)).where(runs.c.finished.is_not(None)).group_by(runs.c.as_of)
    chosen = (
        select(sections.c.portal, sections.c.section, runs.c.as_of, sections.c.state, sections.c.newest)
        .join(runs, runs.c.key == sections.c.run)
        .where(runs.c.key.in_(latest))
    )
    if portals is not None:
        chosen = chosen.where(sections.c.portal.in_(portals))
    if until is not None:
        chosen = chosen.where(runs.c.as_of <= until)
    return _frame(connection, chosen, LOOK_COLUMNS, ("as_of", "newest"))


def template_days(connection: Connection) -> dict[str, set[date]]:
    """By portal, the days that stood on every page."""
    found: dict[str, set[date]] = defaultdict(set)
    for portal, day in connection.execute(select(stamps.c.portal, stamps.c.day)):
        found[portal].add(day)
    return dict(found)


def marks(connection: Connection, portal: str) -> list[tuple[date, float | None, int | None]]:
    """Day, mark and rank of one portal in every finished run, oldest first."""
    rows = connection.execute(
        select(runs.c.as_of, results.c.value, results.c.rank)
        .join(results, and_(results.c.run == runs.c.key, results.c.portal == portal))
        .where(runs.c.finished.is_not(None))
        .order_by(runs.c.as_of, runs.c.key)
    )
    return [(row.as_of, row.value, row.rank) for row in rows]


def _frame(
    connection: Connection, chosen: Select[Any], columns: Collection[str], days: Collection[str]
) -> pd.DataFrame:
    rows = connection.execute(chosen).all()
    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(columns))
    for name in days:
        frame[name] = pd.to_datetime(frame[name])
    return frame
