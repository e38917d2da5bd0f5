"""Trying lost portals again at another hour, and looking again at those that fall short."""

import csv
import io
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from audit.console import note
from audit.crawling import Crawl, crawl_apart
from audit.errors import UserError
from audit.folder import AuditFolder, existing, write
from audit.run import Manners, Order, audit, worth_another_try
from audit.store.engine import open_store, store_url
from audit.store.letters import cited
from audit.store.runs import reopen, run_key
from config.registry import Portal
from scoring.history import past_of
from scoring.movements import Movement, movements
from scoring.results import PortalResult, Results

RECHECK = "kiem-tra-lai"
_COLUMNS = tuple(one.name for one in fields(Portal))


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The bodies that fell short, looked at again; `movements` against the run that found them short."""

    results: Results
    movements: list[Movement]


def lost(results: Results) -> list[str]:
    """The portals of a run that may answer at another hour."""
    return [one.id for one in results.portals if worth_another_try(one.status, one.status_reason)]


def try_again(
    out: Path, manners: Manners, *, db: str | None = None, crawl: Crawl = crawl_apart
) -> Results | None:
    """Visit the lost portals of the last run again, as part of that run; None where none was lost.

    Raises `UserError` where the run is not finished, or letters of it were issued: then it stands.
    """
    folder = existing(out)
    results = folder.read_results()
    names = lost(results)
    if not names:
        return None
    with folder.locked():
        record = folder.record(results.as_of)
        if record.run_id != results.run_id or record.finished is None:
            raise UserError(
                f"{out}: lượt {record.run_id} chưa xong hoặc đang chấm thử. Chạy audit --resume trước."
            )
        engine = open_store(store_url(db, folder.root))
        try:
            with engine.begin() as connection:
                key = run_key(connection, record.run_id)
                if key is None:
                    raise UserError(
                        f"{out}: cơ sở dữ liệu không có lượt {record.run_id}. Chỉ định đúng --db."
                    )
                if cited(connection, record.run_id):
                    raise UserError(
                        f"{out}: đã phát hành văn bản của lượt {record.run_id}; không sửa lượt này."
                    )
                reopen(connection, key, names)
        finally:
            engine.dispose()
        folder.write_record(record.model_copy(update={"finished": None}))
    note(f"Thử lại {len(names)} cổng: {', '.join(names)}.")
    manners = replace(manners, max_pages=record.max_pages, render=record.render)
    order = Order(
        registry=Path(record.registry), out=out, as_of=record.as_of, db=db, resume=True, as_of_given=True,
        manners=manners,
    )  # fmt: skip
    return audit(order, crawl=crawl)


def falling_short(results: Results) -> list[str]:
    """The bodies with something that a law or a plan asks and that was found missing."""
    return [one.id for one in results.portals if _short(one)]


def recheck(out: Path, as_of: date, manners: Manners, *, crawl: Crawl = crawl_apart) -> Rechecked | None:
    """Audit those that fall short again, in a folder and a history of their own; None where nobody does.

    The monthly history stays whole: a run over a part of the bodies would be none to compare with.
    """
    folder = existing(out)
    before = folder.read_results()
    names = set(falling_short(before))
    record = folder.record(_last_day(folder, before.as_of))
    portals = [portal for portal in record.portals if portal.id in names]
    if not portals:
        return None
    place = AuditFolder(out / RECHECK)
    registry = place.root / "danh-sach.csv"
    write(registry, _registry(portals))
    order = Order(
        registry=registry,
        out=place.root,
        as_of=as_of,
        resume=True,
        measured=record.measured,
        manners=manners,
    )
    results = audit(order, crawl=crawl)
    return Rechecked(results, movements(results, past_of(before)))


def _short(portal: PortalResult) -> bool:
    return any(
        finding.outcome in ("fail", "partial") and finding.basis in ("law", "plan")
        for finding in portal.findings
    )


def _last_day(folder: AuditFolder, as_of: date) -> date:
    days = [day for day in folder.days() if day <= as_of]
    if not days:
        raise UserError(f"{folder.root}: không còn dữ kiện của lượt nào. Chạy lại congkhai audit.")
    return days[-1]


def _registry(portals: list[Portal]) -> bytes:
    """The rows as a registry; parents and successors that are not among them are left out."""
    names = {portal.id for portal in portals}
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for portal in portals:
        parent = portal.parent if portal.parent in names else None
        row = replace(portal, parent=parent, successor=None)
        writer.writerow({name: getattr(row, name) or "" for name in _COLUMNS})
    return text.getvalue().encode()
