"""From results and history to the leaderboard: site, workbook, open data."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from audit.folder import AuditFolder, existing, write
from audit.printing import to_pdf_page
from audit.store.bodies import known_lineage
from audit.store.decisions import all_decisions
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from audit.store.letters import deadlines
from audit.store.replies import all_replies
from config.registry import Portal
from config.sender import SAMPLE, Sender, read_sender
from reports.dealings import Dealings
from reports.site import build_site
from reports.workbook import workbook
from scoring.history import PastRun
from scoring.results import Results


@dataclass(frozen=True, slots=True)
class Round:
    """Everything that reports and letters of one run are made from."""

    folder: AuditFolder
    results: Results
    portals: tuple[Portal, ...]
    history: Sequence[PastRun]
    dealings: Dealings
    sender: Sender


def load_round(folder: AuditFolder, engine: Engine, sender: Path | None = None) -> Round:
    """The run that results.json holds, what came before it, what has been written to the bodies since.

    Raises `UserError` or `config.loading.ConfigError` where something of it cannot be read.
    """
    results = folder.read_results()
    profile = read_sender(sender or SAMPLE)
    with engine.connect() as connection:
        lineage = known_lineage(connection)
        past = past_runs(connection, before=results.as_of)
        history = [lineage.follow(one, results.as_of) for one in past]
        due = lineage.inherited(deadlines(connection, results.as_of), results.as_of)
        replies = all_replies(connection, results.as_of)
        decisions = all_decisions(connection, results.as_of)
    dealings = Dealings(
        replies=replies,
        deadlines=due,
        decisions=decisions,
        partial_threshold=profile.partial_threshold,
    )
    return Round(folder, results, _portals(folder, results.as_of), history, dealings, profile)


def report(out: Path, *, db: str | None = None, sender: Path | None = None) -> list[Path]:
    """Build site and workbook of the run in `out`, and the page for the leadership as PDF where a browser is
    at hand, in place of earlier ones; returns what to look at.
    """
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        found = load_round(folder, engine, sender)
    finally:
        engine.dispose()
    fresh = folder.root / ".site.part"
    shutil.rmtree(fresh, ignore_errors=True)
    build_site(found.results, found.history, found.portals, fresh, folder.pictures, dealings=found.dealings)
    shutil.rmtree(folder.site, ignore_errors=True)
    fresh.rename(folder.site)
    book = folder.workbook(found.results.as_of)
    write(book, workbook(found.results, found.history, dealings=found.dealings))
    pdf = folder.leaders_pdf(found.results.as_of)
    pdf.unlink(missing_ok=True)
    printed = to_pdf_page(folder.site / "lanh-dao.html", pdf)
    return [folder.site / "index.html", book, *([pdf] if printed else [])]


def _portals(folder: AuditFolder, as_of: date) -> tuple[Portal, ...]:
    """The registry's rows of the run; of one judged as of another day, those of the last day before it."""
    days = folder.days()
    if not days:
        return ()
    before = [day for day in days if day <= as_of]
    return folder.record(before[-1] if before else days[0]).portals
