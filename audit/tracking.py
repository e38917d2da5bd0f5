"""From the store's history to how sections are kept up: one body's, or the whole province's as a heat map."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from audit.folder import existing, write
from audit.store.engine import open_store, store_url
from audit.store.tracking import entry_history, looks, template_days
from config.sections import load_sections
from reports.open_data import cell
from scoring.freshness import Freshness, clock_stamped, heat_map, track

FOLDER = "do-moi"
_STATES = {
    "fresh": "mới",
    "ageing": "đang cũ đi",
    "stale": "đã cũ",
    "undated": "không có ngày",
    "missing": "không có mục",
    "unknown": "chưa đo được",
}
_TRENDS = {"rising": "tăng", "steady": "đều", "falling": "giảm", "unknown": ""}
_HEADER = [
    *("id", "cơ quan", "mục", "tình trạng", "mới nhất", "ngày ghi trên cổng", "số mục tin", "xu hướng"),
    *("nhịp đăng (ngày)", "khoảng trống dài nhất", "trễ đăng (ngày)", "đăng lại", "lùi ngày"),
    *("cũ đăng như mới", "ngày trên mọi trang", "dự báo"),
]


@dataclass(frozen=True, slots=True)
class Tracked:
    """How the sections of the run in a folder are kept up; `names` of its bodies; files written.

    `stamped`: portals that show the day of the visit on every page.
    """

    sections: list[Freshness]
    stamped: set[str]
    names: dict[str, str]
    heat: pd.DataFrame
    written: tuple[Path, ...]


def follow(out: Path, *, portal: str | None = None, db: str | None = None) -> Tracked:
    """Track every section of the run in `out` through the store's history; write both tables as CSV.

    With `portal`, of that body only, and nothing is written. Raises `UserError` where there is no run.
    """
    folder = existing(out)
    results = folder.read_results()
    names = {one.id: one.name for one in results.portals if portal in (None, one.id)}
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.connect() as connection:
            entries = entry_history(connection, list(names))
            seen = looks(connection, list(names), results.as_of)
            stamps = template_days(connection)
    finally:
        engine.dispose()
    found = track(entries, seen, results.as_of, stamps=stamps)
    stamped = clock_stamped(stamps, seen, results.as_of)
    heat = heat_map(seen, entries)
    written: tuple[Path, ...] = ()
    if portal is None:
        place = folder.root / FOLDER
        written = (place / f"do-moi-{results.as_of}.csv", place / f"muc-theo-thang-{results.as_of}.csv")
        write(written[0], _table([_HEADER, *(_row(one, names, stamped) for one in found)]))
        write(written[1], _table(_heat_rows(heat)))
    return Tracked(found, stamped, names, heat, written)


def line(one: Freshness) -> str:
    """One section in a line of text."""
    told = [load_sections()[one.section].name, _STATES[one.state]]
    if one.newest:
        told.append(f"mới nhất {one.newest:%d/%m/%Y}")
    told += [said for said in (_suspicion(one), one.forecast) if said]
    return "; ".join(told)


def _suspicion(one: Freshness) -> str:
    parts = [
        f"{count} {what}"
        for count, what in (
            (one.reposted, "mục tin cũ đăng lại với ngày mới"),
            (one.backdated, "mục tin ghi lùi ngày"),
        )
        if count
    ]
    return ", ".join(
        [*parts, *(["ngày hiện trên mọi trang không phải ngày cập nhật"] if one.stamped else [])]
    )


def _row(one: Freshness, names: dict[str, str], stamped: set[str]) -> list[str]:
    days = [f"{day:%d/%m/%Y}" if day else "" for day in (one.newest, one.claimed)]
    numbers = [
        "" if number is None else f"{number:g}"
        for number in (one.usual_gap, one.longest_gap, one.posting_lag)
    ]
    counts = [str(count) for count in (one.reposted, one.backdated, one.old_as_new)]
    return [
        one.portal,
        names.get(one.portal, ""),
        load_sections()[one.section].name,
        _STATES[one.state],
        *days,
        str(one.entries),
        _TRENDS[one.trend],
        *numbers,
        *counts,
        "có" if one.stamped or one.portal in stamped else "",
        one.forecast,
    ]


def _heat_rows(heat: pd.DataFrame) -> list[list[str]]:
    names = [load_sections()[str(section)].name for section in heat.index]
    rows = [
        [name, *("" if pd.isna(share) else f"{share:.0%}" for share in shares)]
        for name, shares in zip(names, heat.to_numpy().tolist(), strict=True)
    ]
    return [["mục", *map(str, heat.columns)], *rows]


def _table(rows: list[list[str]]) -> bytes:
    """As CSV that spreadsheets open, in which no cell is a formula."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([cell(one) for one in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
