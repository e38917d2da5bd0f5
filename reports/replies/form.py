"""The workbook in which a body answers its notice: a sheet per section, a row per deficiency, drop-downs.

What a body may fill in is open, the rest is protected; the only formulas are our own, in the last column.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from reports import words
from reports.books import KEYS, write_keys
from reports.files import fixed_zip
from reports.vietnamese import clean, day
from scoring.deficiencies import Deficiency, Shortfall
from scoring.results import PortalResult, Results

MARK, VERSION = "congkhai-tra-loi", 1
GUIDE = "Hướng dẫn"
AUTHOR = "Người trả lời (họ tên, chức vụ)"
HEADINGS = (
    ("Mã", 24),
    ("Nội dung", 34),
    ("Hiện trạng khi kiểm tra", 48),
    ("Việc cần làm", 44),
    ("Điểm tăng thêm", 9),
    ("Hạn đang chạy", 12),
    ("Trả lời", 16),
    ("Ngày đã hoặc sẽ khắc phục", 14),
    ("Địa chỉ trang", 34),
    ("Ghi chú, giải trình", 44),
    ("Kiểm tra", 22),
)
HEAD_ROW = 3  # counted from 0
ANSWER, DAY, ADDRESS, NOTE, CHECK = 6, 7, 8, 9, 10  # columns
MAX_CELL = 2_000
ELSEWHERE = "Kỹ thuật"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET = 31
_STEPS = (
    "Mỗi chuyên mục có một trang tính; mỗi dòng là một nội dung nêu trong thông báo.",
    "Ở cột “Trả lời” chọn: đã khắc phục (ghi ngày và địa chỉ trang); đang khắc phục (ghi ngày dự kiến); "
    "giải trình "
    "hoặc không đồng ý (ghi lý do ở cột “Ghi chú, giải trình”).",
    "Ngày ghi dạng 05/12/2026. Địa chỉ chép từ thanh địa chỉ của trình duyệt, bắt đầu bằng http:// hoặc https://.",
    "Cột “Kiểm tra” cho biết còn thiếu gì. Các ô khác được khóa để kết quả đọc lại được tự động.",
    "Câu trả lời được công khai cùng kết quả kiểm tra, kèm tên người trả lời.",
)


def reply_workbook(portal: PortalResult, results: Results, short: Shortfall) -> bytes:
    """The workbook for one body: its deficiencies, those within a deadline too, each to be answered.

    The same input gives the same bytes.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    created = datetime.combine(results.as_of, time(12), UTC)
    book.set_properties({"title": f"Trả lời thông báo ngày {day(results.as_of)}", "created": created})
    formats = book_formats(book)
    _guide(book, formats, portal, results)
    asked = (*short.by_body, *short.by_operator, *short.within_deadline)
    sections = dict.fromkeys(one.finding.section for one in asked)
    taken: set[str] = {GUIDE.casefold(), KEYS.casefold()}
    for section in sections:
        name = _sheet_name(words.section_name(section) if section else ELSEWHERE, taken)
        _sheet(book, formats, name, [one for one in asked if one.finding.section == section], results)
    write_keys(
        book,
        {MARK: str(VERSION), "portal": portal.id, "run_id": results.run_id, "as_of": f"{results.as_of}"},
    )
    book.close()
    return fixed_zip(out.getvalue())


def book_formats(book: Any) -> dict[str, Any]:
    """The looks of cells: fixed ones, and open ones that a person fills in."""
    base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
    open_cell = {"locked": False, "bg_color": "#FFFBE6"}
    return {
        "title": book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True}),
        "plain": book.add_format({"font_name": "Times New Roman", "font_size": 12, "text_wrap": True}),
        "head": book.add_format(base | {"bold": True, "align": "center", "bg_color": "#E4E9EF"}),
        "fixed": book.add_format(base),
        "number": book.add_format(base | {"num_format": "0.0"}),
        "fixed_day": book.add_format(base | {"num_format": "dd/mm/yyyy"}),
        "open": book.add_format(base | open_cell),
        "open_day": book.add_format(base | open_cell | {"num_format": "dd/mm/yyyy"}),
    }


def _guide(book: Any, formats: dict[str, Any], portal: PortalResult, results: Results) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "TRẢ LỜI THÔNG BÁO KẾT QUẢ KIỂM TRA", formats["title"])
    for line, (label, value) in enumerate(
        (
            ("Cơ quan", clean(portal.name)),
            ("Địa chỉ cổng", clean(portal.url)),
            ("Ngày đối chiếu", day(results.as_of)),
        ),
        start=2,
    ):
        sheet.write_string(line, 0, label, formats["fixed"])
        sheet.write_string(line, 1, value[:MAX_CELL], formats["fixed"])
    sheet.write_string(5, 0, AUTHOR, formats["head"])
    sheet.write_blank(5, 1, None, formats["open"])
    for line, text in enumerate(_STEPS, start=7):
        sheet.write_string(line, 0, f"Bước {line - 6}", formats["plain"])
        sheet.write_string(line, 1, text, formats["plain"])
    sheet.protect()


def _sheet(
    book: Any, formats: dict[str, Any], name: str, found: Sequence[Deficiency], results: Results
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, name, formats["title"])
    sheet.write_string(1, 0, "Chỉ điền các ô nền vàng.", formats["plain"])
    for place, (heading, width) in enumerate(HEADINGS):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD_ROW, place, heading, formats["head"])
    for line, one in enumerate(found, start=HEAD_ROW + 1):
        _row(sheet, formats, line, one, results)
    first, last = HEAD_ROW + 1, HEAD_ROW + len(found)
    answers = list(words.ANSWERS.values())
    sheet.data_validation(
        *(first, ANSWER, last, ANSWER),
        {
            "validate": "list",
            "source": answers,
            "error_title": "Trả lời",
            "error_message": f"Chọn một trong: {', '.join(answers)}",
        },
    )
    sheet.data_validation(
        *(first, DAY, last, DAY),
        {
            "validate": "date",
            "criteria": ">=",
            "value": date(2020, 1, 1),
            "error_title": "Ngày",
            "error_message": "Ghi ngày dạng 05/12/2026",
        },
    )
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _row(sheet: Any, formats: dict[str, Any], line: int, one: Deficiency, results: Results) -> None:
    finding = one.finding
    texts = (
        finding.criterion,
        words.criterion_title(finding, results.rubric),
        finding.message,
        finding.how_to_fix,
    )
    for place, text in enumerate(texts):
        sheet.write_string(line, place, clean(text)[:MAX_CELL], formats["fixed"])
    sheet.write_number(line, 4, one.gain, formats["number"])
    if one.due is None:
        sheet.write_blank(line, 5, None, formats["fixed"])
    else:
        sheet.write_datetime(line, 5, datetime.combine(one.due, time()), formats["fixed_day"])
    for place in (ANSWER, ADDRESS, NOTE):
        sheet.write_blank(line, place, None, formats["open"])
    sheet.write_blank(line, DAY, None, formats["open_day"])
    sheet.write_formula(line, CHECK, _check(line), formats["fixed"], "chưa trả lời")


def _check(line: int) -> str:
    """Tells in the sheet what an answer still lacks."""
    answer, day_cell, address, note = (
        xl_rowcol_to_cell(line, place) for place in (ANSWER, DAY, ADDRESS, NOTE)
    )
    names = words.ANSWERS
    return (
        f'=IF({answer}="","chưa trả lời",'
        f'IF({answer}="{names["mended"]}",IF(OR({day_cell}="",{address}=""),"cần ngày và địa chỉ","đủ"),'
        f'IF({answer}="{names["mending"]}",IF({day_cell}="","cần ngày dự kiến","đủ"),'
        f'IF({note}="","cần ghi chú","đủ"))))'
    )


def _sheet_name(text: str, taken: set[str]) -> str:
    """A name a spreadsheet takes, unlike those `taken`, to which it is added."""
    base = _SHEET_SIGNS.sub(" ", clean(text))[:_LONGEST_SHEET].strip() or ELSEWHERE
    name, count = base, 2
    while name.casefold() in taken:
        mark = f" {count}"
        name, count = base[: _LONGEST_SHEET - len(mark)] + mark, count + 1
    taken.add(name.casefold())
    return name
