"""Lists printed as tables: which tables are lists, what their columns are, and an entry for each row."""

import re
from dataclasses import dataclass

from crawler.facts import FileFacts, PrintedDate
from crawler.read.anchors import Anchor
from crawler.read.date_forms import Order
from crawler.read.dates import order_of
from crawler.read.grids import Row, rows_of
from crawler.read.records import GENERIC, Record, dated_as, files_of, finish, is_reference, number_in
from crawler.read.roles import DATES, Role, labelled, role_of
from crawler.read.surface import OPEN, Surface
from crawler.read.text import fold

_LONG_CELL = 3_000
_TITLE = 25  # letters of a link that is no mere category
_NO_WORDS = re.compile(r"[\d\W]+")
_NO_TITLES = frozenset(("order", "file", "views", "type", "field", "authority", "signer", "status"))
_OPENS = re.compile(r"(?:xem|chi tiet|doc|view|detail|read)\b(?! (?:file|tep|tai ve|van ban))")


@dataclass(slots=True)
class TableList:
    """A table that is a list."""

    at: int
    records: list[Record]
    columns: tuple[str, ...]
    roles: tuple[Role | None, ...]


def read_tables(page: Surface) -> list[TableList]:
    """The tables that are lists, in document order; their lines are marked as taken."""
    found: list[TableList] = []
    done = -1
    for at, element in enumerate(page.zones.elements):
        if element.tag != "table" or at < done or page.zones.hidden[at] or page.zones.zone[at] not in OPEN:
            continue
        rows = rows_of(page.zones, element)
        read = _read(page, at, rows)
        if read is None:
            continue
        done = page.flow.after[at]
        found.append(read)
        page.take(page.flow.first[at], page.flow.end[at])
    return found


def said(page: Surface, at: int) -> str:
    """The text of a cell on one line."""
    return " ".join(page.flow.of(at)) if page.flow.end[at] > page.flow.first[at] else ""


def _read(page: Surface, at: int, rows: list[Row]) -> TableList | None:
    if len(rows) < 2 or any(row.width > 1 and _is_layout(page, row) for row in rows[:6]):
        return None
    start, columns, roles = _header(page, rows)
    body = [row for row in rows[start:] if row.width >= 2 and not row.header]
    known = {role for role in roles if role}
    if not body:
        # A header over nothing: an empty list, and it is good to know that it is one.
        return (
            TableList(at, [], columns, roles) if len(known) >= 2 and _says_empty(page, rows[start:]) else None
        )
    if len(known) < 2 and not _is_regular(page, body):
        return None
    if len(known) < 2 and _is_property_table(page, rows):
        return None
    orders = _orders(page, body, roles)
    records = [_record(page, row, columns, roles, orders) for row in body]
    return TableList(at, [one for one in records if one is not None], columns, roles)


def _says_empty(page: Surface, rows: list[Row]) -> bool:
    return all(len(said(page, row.at)) < 120 for row in rows)


def _is_layout(page: Surface, row: Row) -> bool:
    zones = page.zones
    blocks = 0
    for cell in set(row.cells):
        if zones.size[cell] > _LONG_CELL or zones.crowd[cell] > 25:
            return True
        blocks += zones.crowd[cell] > 4 or zones.zone[cell] not in OPEN
    return blocks >= 2


def _header(page: Surface, rows: list[Row]) -> tuple[int, tuple[str, ...], tuple[Role | None, ...]]:
    """Where the data begin, the header cells as printed, and what each column is."""
    best: tuple[int, tuple[str, ...], tuple[Role | None, ...]] = (0, (), ())
    for number, row in enumerate(rows[:4]):
        if row.width < 2 or row.goes_on:
            continue
        columns = tuple(said(page, cell)[:80] for cell in row.cells)
        roles = tuple(role_of(column) if column else None for column in columns)
        known = sum(role is not None for role in roles)
        filled = sum(bool(column) for column in columns)
        if known >= 2 and known * 2 >= filled and (row.header or known * 3 >= filled * 2):
            return number + 1, columns, roles
        if row.header and filled >= 2 and not best[1]:
            best = (number + 1, columns, roles)
    return best


def _is_regular(page: Surface, rows: list[Row]) -> bool:
    """Do rows without a header look like entries: as many cells each, a link, a number or a day in most?"""
    if len(rows) < 2:
        return False
    widths = [len(row.cells) for row in rows]
    if widths.count(max(set(widths), key=widths.count)) < 0.7 * len(widths):
        return False
    linked = 0
    for row in rows:
        anchors = page.of_element(row.at)
        linked += any(len(one.label) >= 12 or files_of([one]) for one in anchors)
    return linked >= 0.6 * len(rows)


def _is_property_table(page: Surface, rows: list[Row]) -> bool:
    """Label and value in each row: one document's data sheet, no list."""
    pairs = [row for row in rows if row.width == 2]
    if len(pairs) < 0.7 * len(rows):
        return False
    known = sum(role_of(said(page, row.cells[0])) is not None for row in pairs)
    return known >= 2 and known >= 0.5 * len(pairs)


def _orders(page: Surface, rows: list[Row], roles: tuple[Role | None, ...]) -> dict[int, Order | None]:
    dated = [column for column, role in enumerate(roles) if role in DATES or role == "day"]
    return {
        column: order_of([said(page, row.cells[column]) for row in rows if column < len(row.cells)])
        for column in dated
    }


def _record(
    page: Surface,
    row: Row,
    columns: tuple[str, ...],
    roles: tuple[Role | None, ...],
    orders: dict[int, Order | None],
) -> Record | None:
    anchors = page.of_element(row.at)
    texts = [said(page, cell) for cell in row.cells]
    record = Record(row.at, "", lines=page.flow.of(row.at))
    aligned = roles if len(row.cells) == len(roles) else _aligned(roles, len(row.cells))
    for column, role in enumerate(aligned):
        text = texts[column]
        if role is None or not text:
            continue
        record.cells.setdefault(role, text[:1000])
        if column < len(columns) and len(row.cells) == len(roles):
            record.labels.append(columns[column])
    title_at = _title_cell(page, row, texts, aligned)
    if title_at is None:
        return None
    record.title = _title(page, row.cells[title_at], texts[title_at])
    record.files = _files(page, row, anchors, aligned)
    record.url = _address(page, row, anchors, title_at, record)
    if "number" in record.cells:
        record.number = number_in(record.cells["number"])
    _finish_row(page, record, texts, aligned, orders)
    return record


def _aligned(roles: tuple[Role | None, ...], width: int) -> tuple[Role | None, ...]:
    """Roles of a row with fewer or more cells than the header."""
    return (*roles[:width], *([None] * (width - len(roles))))


def _title_cell(page: Surface, row: Row, texts: list[str], roles: tuple[Role | None, ...]) -> int | None:
    for wanted in ("title", "question", "project", "person"):
        for column, role in enumerate(roles):
            if role == wanted and len(texts[column]) >= 2:
                return column
    for column, role in enumerate(roles):  # in a forum, "Chủ đề" is what a thread is called
        if role == "field" and any(len(one.label) >= _TITLE for one in page.of_element(row.cells[column])):
            return column
    best, length = None, 5
    for column, role in enumerate(roles or (None,) * len(texts)):
        if role in DATES or role in _NO_TITLES:
            continue
        links = any(len(one.label) > 12 for one in page.of_element(row.cells[column]))
        if _NO_WORDS.fullmatch(texts[column]) and not links:
            continue
        size = min(len(texts[column]), 300) + (100 if links else 0)
        if size > length:
            best, length = column, size
    return best


def _title(page: Surface, cell: int, text: str) -> str:
    """Of a cell with more in it than the title, the link's label, else the first long line."""
    labels = [
        one.label
        for one in page.of_element(cell)
        if len(one.label) >= 12 and not GENERIC.fullmatch(fold(one.label))
    ]
    if labels and len(labels[0]) >= 0.3 * min(len(text), 400) and not is_reference(labels[0]):
        return labels[0]
    lines = page.flow.of(cell)
    if len(lines) > 1:
        telling = [
            line for line in lines if len(line) >= 25 and not is_reference(line) and not labelled(line)
        ]
        return telling[0] if telling else lines[0]
    return text


def _files(page: Surface, row: Row, anchors: list[Anchor], roles: tuple[Role | None, ...]) -> list[FileFacts]:
    """The files of a row: by their addresses, and what the column for files offers to be fetched."""
    files = {file.url: file for file in files_of(anchors)}
    for column, role in enumerate(roles):
        if role != "file":
            continue
        offered = [one for one in page.of_element(row.cells[column]) if not _OPENS.match(fold(one.label))]
        for file in files_of(offered, named=True):
            files.setdefault(file.url, file)
    return list(files.values())


def _address(page: Surface, row: Row, anchors: list[Anchor], title_at: int, record: Record) -> str | None:
    files = {file.url for file in record.files}
    ordered = page.of_element(row.cells[title_at]) + anchors
    for one in ordered:
        if one.url and one.url not in files and len(one.label) >= 2:
            return one.url
    return next((one.url for one in ordered if one.url in files), None)


def _finish_row(
    page: Surface,
    record: Record,
    texts: list[str],
    roles: tuple[Role | None, ...],
    orders: dict[int, Order | None],
) -> None:
    """Read the days off the row's columns; of a row without such columns off its lines."""
    found: list[PrintedDate] = []
    for column, role in enumerate(roles):
        if role in DATES or role == "day":
            dated = dated_as(role, texts[column], page.as_of, orders.get(column)) if role else None
            if dated is not None:
                found.append(dated)
    columns = [texts[column] for column, role in enumerate(roles) if role not in DATES and role != "day"]
    named = record.lines
    if found:
        record.dates = found
        record.lines = [record.title, *(text for text in columns if text and text != record.title)]
        kinds = {one.kind for one in found}
        finish(record, page.as_of)
        record.dates = found + [one for one in record.dates[len(found) :] if one.kind not in kinds]
    else:
        finish(record, page.as_of)
    record.lines = named
