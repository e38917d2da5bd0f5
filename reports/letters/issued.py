"""Freezing a letter that was signed: its number, its date, the days that follow from it."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from config.calendar import Calendar, load_calendar
from reports.files import fixed_zip
from reports.vietnamese import day, long_day

DRAFT = "DỰ THẢO"
BLANK_NUMBER = "     "  # between "Số:" and "/"
BLANK_DATE = "ngày … tháng … năm"
BLANK_DEADLINE = "(chậm nhất ngày …/…/……)"
BLANK_RECHECK = "(ngày …/…/……)"

_NUMBER = re.compile(r"\bsố:?([\s\u00a0.…_]*)/(?=\s*[A-ZĐ])", re.IGNORECASE)
_DATE = re.compile(r"ngày[\s.…_]+tháng[\s.…_]+năm(?:\s+\d{4}|[\s.…_]*)")
_DEADLINE = re.compile(rf"(\d+) ngày làm việc kể từ ngày ký(?: văn bản này)? ({re.escape(BLANK_DEADLINE)})")
_RECHECK = re.compile(rf"ngày làm việc thứ (\d+) kể từ ngày ký(?: văn bản này)? ({re.escape(BLANK_RECHECK)})")
_SIGN = re.compile(r"[0-9]{1,6}[a-z]?\Z")
_APPENDIX = "(Kèm theo"
UNREADABLE = (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError, OSError)


class NoticeError(ValueError):
    """A letter cannot be made; the message says why, in Vietnamese."""


def deadline(issued: date, days: int, calendar: str = "vn") -> date:
    """The last day of a limit of `days` working days that begins the day after a letter was issued."""
    return load_calendar(calendar).add_working_days(issued, days)


def frozen(docx: bytes, number: str, issued: date, *, calendar: str = "vn") -> bytes:
    """The letter as issued: number and date filled in, limits turned into days, the mark of a draft gone.

    Everything else stays as staff left it in the draft. Numbers below 10 get a zero before them. A limit that
    reaches into a year whose holidays are not known keeps its working days and gets no day. The same input
    gives the same bytes. Raises `NoticeError` where the number is none, the file is no Word document, or
    number and date are not open in it.
    """
    sign = number.strip()
    if not _SIGN.match(sign):
        raise NoticeError(f"Số văn bản “{number}” không hợp lệ: chỉ gồm chữ số, ví dụ 123.")
    sign = sign.zfill(2) if sign.isdigit() else sign
    try:
        document = Document(io.BytesIO(docx))
    except UNREADABLE as error:
        raise NoticeError("Tệp không phải là văn bản Word (.docx) đọc được.") from error
    working = load_calendar(calendar)
    numbers = dates = 0
    for paragraph in _paragraphs(document):
        if _text(paragraph).strip() == DRAFT:
            _sub(re.compile(DRAFT), paragraph, lambda _: "")
        if _is_head(paragraph, document) or _text(paragraph).startswith(_APPENDIX):
            numbers += _sub(_NUMBER, paragraph, lambda _: f" {sign}", group=1)
            dates += _sub(_DATE, paragraph, lambda _: long_day(issued))
        _sub(_DEADLINE, paragraph, lambda match: _last(match, issued, working), group=2)
        _sub(_RECHECK, paragraph, lambda match: _again(match, issued, working), group=2)
    if not numbers or not dates:
        raise NoticeError(
            "Không thấy chỗ trống để điền số và ngày: văn bản đã phát hành hoặc đã bị sửa phần đầu."
        )
    moment = datetime.combine(issued, time(12))
    document.core_properties.created = document.core_properties.modified = moment
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def _last(match: re.Match[str], issued: date, working: Calendar) -> str:
    last = working.add_working_days(issued, int(match[1]))
    return f"(chậm nhất ngày {day(last)})" if working.covers(issued, last) else "(không kể ngày nghỉ)"


def _again(match: re.Match[str], issued: date, working: Calendar) -> str:
    first = working.add_working_days(issued, int(match[1]))
    return f"(ngày {day(first)})" if working.covers(issued, first) else "(không kể ngày nghỉ)"


def _is_head(paragraph: Any, document: Any) -> bool:
    """Does it stand in the first table, where number and date are? Others may have written like words."""
    table = next(document.element.body.iter(qn("w:tbl")), None)
    return table is not None and table in paragraph.iterancestors()


def _paragraphs(document: Any) -> Iterator[Any]:
    """All paragraphs: body, tables, headers and footers."""
    parts = [rel.target_part for rel in document.part.rels.values() if not rel.is_external]
    edges = [part.element for part in parts if part.partname.startswith(("/word/header", "/word/footer"))]
    for element in (document.element.body, *edges):
        yield from list(element.iter(qn("w:p")))


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))


def _sub(
    pattern: re.Pattern[str], paragraph: Any, new: Callable[[re.Match[str]], str], *, group: int = 0
) -> int:
    """Replace `group` of each match by what `new` gives; other characters keep their runs and their look."""
    pieces = list(paragraph.iter(qn("w:t")))
    found = list(pattern.finditer("".join(piece.text or "" for piece in pieces)))
    for match in reversed(found):
        first, last = match.span(group)
        start, text = 0, new(match)
        for piece in pieces:
            old = piece.text or ""
            begin, end = first - start, last - start
            if end >= 0 and (begin < len(old) or begin == end == len(old)):
                piece.text = old[: max(begin, 0)] + text + old[min(end, len(old)) :]
                piece.set(qn("xml:space"), "preserve")
                text = ""
            start += len(old)
    return len(found)
