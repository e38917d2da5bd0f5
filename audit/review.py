"""Where the program was in doubt: out to a person as a workbook, and the decisions back into the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection

from audit.clock import now
from audit.errors import UserError
from audit.folder import AuditFolder, existing, write
from audit.report import load_round
from audit.store.decisions import all_decisions, record_decisions
from audit.store.engine import open_store, store_url
from audit.store.runs import kept, run_key
from audit.taken import Taken
from config.rubric import load_rubric
from reports.books import BookError
from reports.reviews.form import doubts, review_workbook
from reports.reviews.reading import ReviewFile, read_review, run_of
from scoring.replies import Decision
from scoring.results import PortalResult

OUTCOMES = ("pass", "partial", "fail", "not_applicable")
SIGNALS = 8  # reasons shown of one section


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision of the trail; `holds`: for the run that lies in the folder."""

    decision: Decision
    holds: bool


def export(out: Path, *, db: str | None = None) -> tuple[Path, int]:
    """Write the workbook on the run in `out`; returns it and how many rows wait for a person."""
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        found = load_round(folder, engine)
    finally:
        engine.dispose()
    results = found.results
    rows = doubts(results, found.dealings, load_rubric(results.rubric).review_below)
    reasons = _reasons(folder, results.as_of, {row.portal.id for row in rows})
    path = folder.reviews / f"xem-lai-{results.as_of.isoformat()}.xlsx"
    write(path, review_workbook(results, rows, reasons))
    return path, len(rows)


def take_in(
    out: Path, files: Sequence[Path], *, received: date, db: str | None = None
) -> list[Taken[ReviewFile]]:
    """Read the workbooks and keep their good decisions, each file for itself."""
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.begin() as connection:
            return [_one(folder, connection, path, received) for path in files]
    finally:
        engine.dispose()


def override(
    out: Path,
    portal: str,
    criterion: str,
    *,
    outcome: str,
    share: float | None,
    reason: str,
    by: str,
    on: date,
    expires: date | None,
    db: str | None = None,
) -> None:
    """Decide otherwise than the program, with a reason and a last day; raises `UserError` where something of
    it is missing, or the finding is not in the results.
    """
    folder = existing(out)
    found = {one.id: one for one in folder.read_results().portals}.get(portal)
    if found is None or criterion not in {one.criterion for one in found.findings}:
        raise UserError(f"“{portal}”, “{criterion}”: không có trong {folder.results}.")
    if not by.strip() or not reason.strip() or expires is None or expires < on:
        raise UserError("Ghi đủ --by (họ tên, chức vụ), --reason và --expires (không trước ngày quyết định).")
    told = {"portal": portal, "criterion": criterion, "outcome": outcome, "share": share, "expires": expires}
    try:
        decision = Decision.model_validate(
            {**told, "kind": "override", "person": by.strip(), "decided": on, "reason": reason.strip()}
        )
    except ValidationError as error:
        raise UserError(
            f"--outcome: một trong {', '.join(OUTCOMES)}; --share: từ 0 đến 1, dùng với partial và chỉ với "
            "partial."
        ) from error
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.begin() as connection:
            record_decisions(connection, [decision], now())
    finally:
        engine.dispose()


def trail(out: Path, *, until: date, db: str | None = None) -> list[Standing]:
    """Every decision made by a day, oldest first, and whether it holds for the run in `out`."""
    folder = existing(out)
    results = folder.read_results()
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.connect() as connection:
            made = [one for rows in all_decisions(connection, until).values() for one in rows]
    finally:
        engine.dispose()
    findings = {(one.id, row.criterion): row for one in results.portals for row in one.findings}
    return [
        Standing(
            one, (row := findings.get((one.portal, one.criterion))) is not None and one.holds(row, until)
        )
        for one in sorted(made, key=lambda one: (one.decided, one.portal, one.criterion))
    ]


def _one(folder: AuditFolder, connection: Connection, path: Path, received: date) -> Taken[ReviewFile]:
    try:
        content = path.read_bytes()
        portals = _portals_of(folder, connection, run_of(content))
        read = read_review(content, portals, received=received)
    except OSError as error:
        return Taken(path, None, 0, f"không mở được tệp ({error.strerror})")
    except BookError as error:
        return Taken(path, None, 0, str(error))
    return Taken(path, read, record_decisions(connection, read.decisions, now()))


def _portals_of(folder: AuditFolder, connection: Connection, run_id: str) -> Iterable[PortalResult]:
    """What the run found: from the store, else from results.json where it is that run's."""
    key = run_key(connection, run_id)
    if key is not None:
        return kept(connection, key).values()
    results = folder.read_results()
    if results.run_id != run_id:
        raise BookError(f"Tệp được lập từ lượt kiểm tra {run_id[:64]}, không còn trong cơ sở dữ liệu.")
    return results.portals


def _reasons(
    folder: AuditFolder, as_of: date, portals: Iterable[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """What spoke for and against each section, as the visit saw it; of facts that are gone, nothing."""
    found = {}
    for portal in portals:
        try:
            facts = folder.read_facts(as_of, portal)
        except UserError:  # moved away or pruned: the workbook goes without
            continue
        for name, section in facts.sections.items():
            signals = sorted(section.signals, key=lambda one: -abs(one.weight))[:SIGNALS]
            found[portal, name] = tuple(f"{'+' if one.weight >= 0 else '−'} {one.seen}" for one in signals)
    return found
