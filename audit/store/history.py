"""What earlier runs found, as the reports need it."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from audit.store.tables import findings, results, runs, sections
from scoring.history import PastPortal, PastRun


def past_runs(connection: Connection, *, before: date | None = None) -> list[PastRun]:
    """The finished runs as of days before `before` (None: all), oldest first; of one day the last one."""
    latest = select(func.max(runs.c.key)).where(runs.c.finished.is_not(None)).group_by(runs.c.as_of)
    chosen = select(runs).where(runs.c.key.in_(latest)).order_by(runs.c.as_of)
    if before is not None:
        chosen = chosen.where(runs.c.as_of < before)
    return [_past_run(connection, run) for run in connection.execute(chosen).all()]


def _past_run(connection: Connection, run: Row[Any]) -> PastRun:
    failing: dict[str, dict[str, str]] = defaultdict(dict)
    short = select(findings.c.portal, findings.c.criterion, findings.c.outcome).where(
        findings.c.run == run.key, findings.c.outcome.in_(("fail", "partial"))
    )
    for portal, criterion, outcome in connection.execute(short):
        failing[portal][criterion] = outcome
    states: dict[str, dict[str, str]] = defaultdict(dict)
    newest: dict[str, dict[str, date | None]] = defaultdict(dict)
    documents: dict[str, dict[str, int | None]] = defaultdict(dict)
    for row in connection.execute(select(sections).where(sections.c.run == run.key)):
        states[row.portal][row.section] = row.state
        newest[row.portal][row.section] = row.newest
        documents[row.portal][row.section] = row.documents
    columns = (
        results.c.portal,
        results.c.value,
        results.c.low,
        results.c.high,
        results.c.coverage,
        results.c.rank,
        results.c.quality,
    )
    rows = connection.execute(select(*columns).where(results.c.run == run.key).order_by(results.c.portal))
    return PastRun(
        run_id=run.id,
        as_of=run.as_of,
        rubric=run.rubric,
        portals=[
            PastPortal(
                id=row.portal,
                value=row.value,
                low=row.low,
                high=row.high,
                coverage=row.coverage,
                rank=row.rank,
                website_quality=row.quality,
                states=states[row.portal],
                newest=newest[row.portal],
                documents=documents[row.portal],
                failing=failing[row.portal],
            )
            for row in rows
        ],
    )
