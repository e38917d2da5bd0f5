"""A proposal of bodies as a list that a person confirms: what is new, known, moved or gone; CSV or XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter

from config.levels import LEVELS
from config.registry import OPTIONAL, REQUIRED, Portal, existing_on
from crawler.visit.bodies import BodyRow, Proposal, changes
from reports.files import fixed_zip
from reports.open_data import cell
from reports.vietnamese import clean, shorten

COLUMNS = (*REQUIRED, *OPTIONAL)
EXTRA = ("độ tin cậy", "nhóm", "loại dòng", "lý do", "trang khác")
LEFT_COLUMNS = ("url", "nhãn", "lý do")
NEW, KNOWN, MOVED, GONE = "mới", "đã có", "đổi địa chỉ", "không còn liên kết"
_SURE, _LIKELY = 0.9, 0.6
_ONLY_A_PAGE = 0.6  # rows that are pages of the portal, and those whose label names no body, lie below
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS = {"name": 44, "url": 44, "address_to": 30, "email": 24, "lý do": 60, "trang khác": 44, "nhãn": 44}
_GUIDE = (
    "Danh sách này do máy đề xuất từ các liên kết trên cổng. Trước khi dùng, một người phải xem từng dòng.",
    "1. Xem cột “nhóm”: “chắc” chỉ cần lướt qua; “nên xem”, “phải xem” thì mở địa chỉ để kiểm tra.",
    "2. Dòng không thuộc danh sách: xóa cả dòng. Cơ quan còn thiếu: thêm dòng.",
    "3. Sửa name thành tên đầy đủ, đúng như viết trong công văn (máy chép nhãn của liên kết).",
    "4. Soát level; điền email, address_to nếu có. Các cột sau successor chỉ để xem, không cần xóa.",
    "5. “không còn liên kết”: cơ quan đã giải thể, sáp nhập thì điền valid_to và successor, không xóa dòng.",
    "6. Lưu lại, rồi: congkhai audit TỆP-NÀY --out THƯ-MỤC",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a registry row, its kind, how sure (0-1; None: not looked for), and why."""

    portal: Portal
    kind: str
    confidence: float | None
    reason: str
    sisters: tuple[tuple[str, str], ...] = ()

    @property
    def group(self) -> str:
        """How carefully a person must look at it."""
        if self.kind in (MOVED, GONE):
            return "phải xem"
        if self.confidence is None or self.kind == KNOWN or self.confidence >= _SURE:
            return "chắc"
        return "nên xem" if self.confidence >= _LIKELY else "phải xem"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list to confirm, and the links that make no line of it: address, label, reason."""

    lines: tuple[Line, ...]
    left: tuple[tuple[str, str, str], ...]

    def count(self, kind: str) -> int:
        """How many lines are of this kind."""
        return sum(line.kind == kind for line in self.lines)


def sheet(proposal: Proposal, registry: Sequence[Portal] = (), *, as_of: date) -> Sheet:
    """The proposal beside a registry: its own rows first, in order and with all they hold, then what is new.

    A body keeps its id and name where its address moved. One that no link leads to any more stays, marked:
    that a link is gone does not end a body. Bodies that do not exist on `as_of` are left as they are.
    """
    living = existing_on(list(registry), as_of)
    seen = changes(proposal, living)
    moved: dict[str, BodyRow] = {}
    fresh = list(seen.new)
    for row, address in seen.moved:
        one = next(one for one in living if one.url == address)
        if one.id in moved:
            fresh.append(row)
        else:
            moved[one.id] = row
    alive = {one.id for one in living}
    lines = [_known(one, moved.get(one.id), one.id in seen.gone, one.id in alive) for one in registry]
    taken = {one.id for one in registry}
    province = proposal.rows[0]
    ids = {province.id: _own_id(province, living) or province.id}
    for row in proposal.rows:
        if row in fresh:
            name = _free(row.id, taken)
            taken.add(name)
            ids[row.id] = name
            lines.append(_new(row, name, ids.get(row.parent or "", row.parent)))
    left = [(one.url, one.label, one.reason) for one in (*proposal.duplicates, *proposal.outsiders)]
    return Sheet(tuple(lines), tuple(left))


def as_csv(made: Sheet) -> bytes:
    """The lines as CSV (UTF-8 with BOM) that `congkhai audit` reads; no cell is a formula."""
    return _csv((*COLUMNS, *EXTRA), (_cells(line) for line in made.lines))


def left_as_csv(made: Sheet) -> bytes:
    """The links that make no line, as CSV."""
    return _csv(LEFT_COLUMNS, made.left)


def as_xlsx(made: Sheet, *, as_of: date) -> bytes:
    """A workbook: the list (the sheet that `congkhai audit` reads), the links left out, how to confirm.

    The same input gives the same bytes; no cell is a formula or a link.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {"title": "Danh sách cổng đề xuất", "created": datetime.combine(as_of, time(12), UTC)}
    )
    fills = {
        name: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for name, colour in (("chắc", "#FFFFFF"), ("nên xem", "#FBEBC8"), ("phải xem", "#F6D5D2"))
    }
    main = _table(book, "Danh sách", (*COLUMNS, *EXTRA))
    for number, line in enumerate(made.lines, start=1):
        for place, value in enumerate(_cells(line)):
            main.write_string(number, place, clean(value), fills[line.group])
    column = COLUMNS.index("level")
    main.data_validation(
        1, column, len(made.lines) + 200, column, {"validate": "list", "source": list(LEVELS)}
    )
    main.autofilter(0, 0, max(1, len(made.lines)), len(COLUMNS) + len(EXTRA) - 1)
    beside = _table(book, "Ngoài danh sách", LEFT_COLUMNS)
    for number, cells in enumerate(made.left, start=1):
        for place, value in enumerate(cells):
            beside.write_string(number, place, clean(value)[:2000], fills["chắc"])
    guide = book.add_worksheet("Cách dùng")
    guide.set_column(0, 0, 120)
    for number, text in enumerate(_GUIDE):
        guide.write_string(number, 0, text)
    book.close()
    return fixed_zip(out.getvalue())


def _known(one: Portal, moved: BodyRow | None, gone: bool, alive: bool) -> Line:
    if not alive:
        return Line(one, KNOWN, None, "không tồn tại ngày xem: giữ nguyên")
    if gone:
        reason = "không liên kết nào đã đọc dẫn tới; mở địa chỉ để xem cơ quan còn trang không"
        return Line(one, GONE, None, reason)
    if moved is None:
        return Line(one, KNOWN, None, "liên kết trên cổng dẫn đúng địa chỉ này")
    reason = f"địa chỉ cũ: {one.url}; nay cổng dẫn tới địa chỉ mới qua “{moved.seen}”"
    return Line(replace(one, url=moved.url), MOVED, moved.confidence, clean(reason), moved.sisters)


def _new(row: BodyRow, name: str, parent: str | None) -> Line:
    portal = Portal(name, shorten(clean(row.name), 300), row.url, row.level, parent)
    if row.level == "province":
        reason = "cổng được xem; sửa level nếu đây không phải cổng của tỉnh"
    elif row.confidence >= _ONLY_A_PAGE:
        reason = f"thấy ở “{row.seen}”"
    elif row.level == "other":
        reason = f"nhãn “{row.seen}” không cho biết là cơ quan nào: xem, đặt lại name và level"
    else:
        reason = f"chỉ là một trang của cổng tỉnh, thấy ở “{row.seen}”: có thể cơ quan còn cổng riêng"
    return Line(portal, NEW, row.confidence, shorten(clean(reason), 2000), row.sisters)


def _own_id(province: BodyRow, living: Sequence[Portal]) -> str | None:
    """What the registry calls the province, which the rows below it name as their parent."""
    gone = changes(Proposal((province,), (), ()), living).gone
    return next((one.id for one in living if one.id not in gone), None)


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number where it is taken; at most the 64 characters that an id may have."""
    name, number = name[:60] or "co-quan", 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _cells(line: Line) -> list[str]:
    own = [getattr(line.portal, name) for name in COLUMNS]
    return [
        *("" if value is None else str(value) for value in own),
        *("" if line.confidence is None else f"{line.confidence:.2f}", line.group, line.kind, line.reason),
        shorten("; ".join(f"{label}: {url}" for url, label in line.sisters), 2000),
    ]


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([cell(one) for one in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def _table(book: Any, name: str, header: Sequence[str]) -> Any:
    """A new sheet with its header."""
    made = book.add_worksheet(name)
    style = book.add_format({"bold": True, "bg_color": "#E4E9EF", "text_wrap": True, "border": 1})
    for place, heading in enumerate(header):
        made.set_column(place, place, _WIDTHS.get(heading, 13))
        made.write_string(0, place, heading, style)
    made.freeze_panes(1, 2)
    return made
