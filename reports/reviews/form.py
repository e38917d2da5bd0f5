"""The workbook for a person who looks where the program was in doubt: its reasons, drop-down decisions."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import xlsxwriter

from reports import words
from reports.books import write_keys
from reports.dealings import Dealings
from reports.files import fixed_zip
from reports.replies.form import OPTIONS, book_formats
from reports.vietnamese import clean, day
from scoring.results import FindingResult, PortalResult, Results

MARK, VERSION = "congkhai-xem-lai", 1
GUIDE, SHEET = "Hướng dẫn", "Cần xem lại"
PERSON, DAY = "Người xem lại (họ tên, chức vụ)", "Ngày xem lại"
HEADINGS = (
    *(("Mã cơ quan", 16), ("Cơ quan", 30), ("Mã tiêu chí", 24), ("Tiêu chí", 32), ("Máy đo", 14)),
    *(("Độ tin cậy", 9), ("Lý do của chương trình", 60), ("Đường đi từ trang chủ", 40), ("Trang đã xem", 44)),
    *(("Hình chụp (trong thư mục kiểm tra)", 36), ("Kết luận", 16), ("Phần điểm đạt (%)", 10)),
    *(("Lý do kết luận", 48), ("Hiệu lực đến", 13)),
)
OUTCOME, SHARE, REASON, EXPIRES = 10, 11, 12, 13  # columns, counted from 0
HEAD_ROW = 3
MAX_CELL = 4_000
NEAR = 0.1  # so little above the confidence from which a section is taken as found is doubtful, too
CHOICES = {name: words.OUTCOMES[name].lower() for name in ("pass", "partial", "fail", "not_applicable")}
_STEPS = (
    "Mỗi dòng ở trang “Cần xem lại” là một tiêu chí mà chương trình chưa chắc chắn. Xem lý do, đường đi, "
    "hình chụp; mở trang để tự kiểm tra.",
    "Chọn “Kết luận”; đạt một phần thì ghi phần điểm (1–99); luôn ghi lý do. Dòng để trống được hiểu là chưa "
    "xem.",
    "Kết luận giữ nguyên cho đến khi trang thay đổi so với bằng chứng đã lưu. Muốn hết hạn sớm hơn, ghi "
    "“Hiệu lực đến”; dòng không có bằng chứng lưu thì bắt buộc ghi.",
    "Kết luận được công khai bên cạnh kết quả đo, kèm tên người xem lại; kết quả đo không bị sửa.",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding that a person should look at."""

    portal: PortalResult
    finding: FindingResult
    confidence: float | None
    sure_from: float  # the rubric's confidence from which a section is taken as found


def doubts(results: Results, dealings: Dealings, review_below: float) -> list[Doubt]:
    """What is `needs_review`, and what a section hardly recognised passes or fails by; without what a
    decision that holds has settled. In the order of the results.
    """
    found = []
    for portal in results.portals:
        decisions = dealings.decisions.get(portal.id, ())
        for finding in portal.findings:
            section = portal.sections.get(finding.section or "")
            confidence = section.confidence if section else None
            near = (
                finding.axis == "present"
                and finding.outcome in ("pass", "partial", "fail")
                and section is not None
                and section.state in ("present", "shell")
                and confidence is not None
                and confidence < review_below + NEAR
            )
            settled = any(one.holds(finding, results.as_of) for one in decisions)
            if (finding.outcome == "needs_review" or near) and not settled:
                found.append(Doubt(portal, finding, confidence, review_below))
    return found


def review_workbook(
    results: Results, found: Sequence[Doubt], reasons: Mapping[tuple[str, str], Sequence[str]]
) -> bytes:
    """The workbook; `reasons`: what spoke for and against, by portal and section id. The same input gives
    the same bytes.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    created = datetime.combine(results.as_of, time(12), UTC)
    book.set_properties({"title": f"Nội dung cần xem lại, ngày {day(results.as_of)}", "created": created})
    formats = book_formats(book)
    _guide(book, formats, results)
    sheet = book.add_worksheet(SHEET)
    sheet.write_string(0, 0, "NỘI DUNG CẦN NGƯỜI XEM LẠI", formats["title"])
    sheet.write_string(1, 0, "Chỉ điền các ô nền vàng.", formats["plain"])
    for place, (heading, width) in enumerate(HEADINGS):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD_ROW, place, heading, formats["head"])
    for line, one in enumerate(found, start=HEAD_ROW + 1):
        _row(sheet, formats, line, one, reasons.get((one.portal.id, one.finding.section or ""), ()), results)
    last = HEAD_ROW + max(1, len(found))
    sheet.data_validation(
        *(HEAD_ROW + 1, OUTCOME, last, OUTCOME),
        {
            "validate": "list",
            "source": list(CHOICES.values()),
            "error_title": "Kết luận",
            "error_message": f"Chọn một trong: {', '.join(CHOICES.values())}",
        },
    )
    sheet.freeze_panes(HEAD_ROW + 1, 4)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    write_keys(book, {MARK: str(VERSION), "run_id": results.run_id, "as_of": f"{results.as_of}"})
    book.close()
    return fixed_zip(out.getvalue())


def _guide(book: Any, formats: dict[str, Any], results: Results) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, f"XEM LẠI KẾT QUẢ ĐO NGÀY {day(results.as_of)}", formats["title"])
    for line, (label, look) in enumerate(((PERSON, "open"), (DAY, "open_day")), start=2):
        sheet.write_string(line, 0, label, formats["head"])
        sheet.write_blank(line, 1, None, formats[look])
    for line, text in enumerate(_STEPS, start=5):
        sheet.write_string(line, 0, f"Bước {line - 4}", formats["plain"])
        sheet.write_string(line, 1, text, formats["plain"])
    sheet.protect()


def _row(
    sheet: Any, formats: dict[str, Any], line: int, one: Doubt, reasons: Sequence[str], results: Results
) -> None:
    finding, section = one.finding, one.portal.sections.get(one.finding.section or "")
    texts = (
        *(one.portal.id, one.portal.name, finding.criterion, words.criterion_title(finding, results.rubric)),
        words.OUTCOMES[finding.outcome],
        None,
        "\n".join([finding.message, *reasons]),
        " › ".join(["Trang chủ", *section.path]) if section and section.path else "",
        "\n".join(finding.urls),
        (section.picture if section else None) or "",
    )
    for place, text in enumerate(texts):
        if text is not None:
            kept = "\n".join(clean(part) for part in text.split("\n"))[:MAX_CELL]
            sheet.write_string(line, place, kept, formats["fixed"])
    if one.confidence is None:
        sheet.write_blank(line, 5, None, formats["fixed"])
    else:
        sheet.write_number(line, 5, one.confidence, formats["number"])
    for place in (OUTCOME, SHARE, REASON):
        sheet.write_blank(line, place, None, formats["open"])
    sheet.write_blank(line, EXPIRES, None, formats["open_day"])
