"""Reading back the workbook of a review: every bad cell is named, the good rows become decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from pydantic import ValidationError

from reports.books import BROKEN, UNREADABLE, BookError, open_book, read_keys
from reports.replies.answers import AnswerRow, BadCell, day_of
from reports.reviews.form import (
    CHOICES,
    DAY,
    EXPIRES,
    GUIDE,
    HEADINGS,
    MARK,
    OUTCOME,
    PERSON,
    REASON,
    SHARE,
    SHEET,
    VERSION,
)
from reports.vietnamese import clean
from scoring.replies import Decision
from scoring.results import FindingResult, PortalResult

MAX_ROWS, MAX_TEXT, MAX_PERSON = 20_000, 4_000, 200
_OUTCOMES = {text: name for name, text in CHOICES.items()}
_Decided = Literal["pass", "partial", "fail", "not_applicable"]


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """What a workbook says. `untouched`: rows without a decision."""

    person: str
    decisions: tuple[Decision, ...]
    bad: tuple[BadCell, ...]
    untouched: int


def run_of(content: bytes) -> str:
    """The id of the run that a workbook was made of; raises `BookError` where it is not one of ours."""
    book = open_book(content)
    try:
        return read_keys(book, MARK, VERSION).get("run_id", "")
    except BROKEN as error:
        raise _as_book_error(error) from error
    finally:
        book.close()


def read_review(content: bytes, portals: Iterable[PortalResult], *, received: date) -> ReviewFile:
    """The decisions in a workbook on the run that found `portals` (`run_of`), come in on the day `received`.

    A decision rests on the evidence of its finding as it was measured; where there is none, it is an override
    that needs a last day. Raises `BookError` where the file as a whole cannot be used.
    """
    book = open_book(content)
    try:
        read_keys(book, MARK, VERSION)
        bad: list[BadCell] = []
        person, decided = _who_and_when(book, received, bad)
        findings = {(one.id, row.criterion): row for one in portals for row in one.findings}
        made: list[Decision] = []
        untouched = 0
        for row in _rows(book):
            if not any(row.text(column) for column in (OUTCOME, SHARE, REASON, EXPIRES)):
                untouched += 1
                continue
            decision = _decision(row, findings, person, decided, bad)
            if decision is not None:
                made.append(decision)
    except BROKEN as error:
        raise _as_book_error(error) from error
    finally:
        book.close()
    return ReviewFile(person, tuple(made), tuple(bad), untouched)


def _as_book_error(error: Exception) -> BookError:
    return error if isinstance(error, BookError) else BookError(UNREADABLE)


def _who_and_when(book: Any, received: date, bad: list[BadCell]) -> tuple[str, date | None]:
    told = {}
    if GUIDE in book.sheetnames:
        for cells in book[GUIDE].iter_rows(max_row=20, max_col=2):
            if len(cells) == 2 and cells[0].value in (PERSON, DAY) and cells[1].data_type != "f":
                told[cells[0].value] = cells[1].value
    person, decided = clean(str(told.get(PERSON) or "")), day_of(told.get(DAY))
    if not person or len(person) > MAX_PERSON:
        bad.append(BadCell(GUIDE, f"ghi họ tên, chức vụ người xem lại, tối đa {MAX_PERSON} chữ"))
    if decided is None or decided > received:
        bad.append(BadCell(GUIDE, "ghi ngày xem lại, dạng 05/12/2026, không sau ngày nhận tệp"))
        decided = None
    return person if len(person) <= MAX_PERSON else "", decided


def _rows(book: Any) -> Iterator[AnswerRow]:
    if SHEET not in book.sheetnames:
        raise BookError(f"Thiếu trang tính “{SHEET}”: dùng lại tệp đã nhận.")
    below, width = False, len(HEADINGS)
    for line, cells in enumerate(book[SHEET].iter_rows(max_row=MAX_ROWS, max_col=width), start=1):
        values = tuple(cell.value for cell in cells) + (None,) * (width - len(cells))
        formulas = tuple(cell.data_type == "f" for cell in cells) + (False,) * (width - len(cells))
        if below and any(value not in (None, "") for value in values):
            yield AnswerRow(SHEET, line, values, formulas)
        below = below or values[0] == HEADINGS[0][0]


def _decision(
    row: AnswerRow,
    findings: dict[tuple[str, str], FindingResult],
    person: str,
    decided: date | None,
    bad: list[BadCell],
) -> Decision | None:
    """The decision of a row; None where a cell is bad, which is then added to `bad`."""
    before = len(bad)
    portal, criterion = row.text(0), row.text(2)
    finding = findings.get((portal, criterion))
    if finding is None:
        bad.append(BadCell(row.where(2), f"“{portal[:40]}, {criterion[:60]}” không có trong lượt kiểm tra"))
    bad += [
        BadCell(row.where(column), "ô chứa công thức: gõ giá trị, không bắt đầu bằng dấu =")
        for column in (OUTCOME, SHARE, REASON, EXPIRES)
        if row.formulas[column]
    ]
    outcome = _OUTCOMES.get(row.text(OUTCOME).casefold())
    if outcome is None:
        bad.append(BadCell(row.where(OUTCOME), f"chọn một trong: {', '.join(_OUTCOMES)}"))
    share = _share(row, outcome, bad)
    if not row.text(REASON) or len(row.text(REASON)) > MAX_TEXT:
        bad.append(BadCell(row.where(REASON), f"ghi lý do kết luận, tối đa {MAX_TEXT} chữ"))
    expires = day_of(row.values[EXPIRES]) if row.text(EXPIRES) else None
    if row.text(EXPIRES) and (expires is None or (decided is not None and expires < decided)):
        bad.append(BadCell(row.where(EXPIRES), "ghi ngày dạng 05/12/2026, không trước ngày xem lại"))
    if finding is not None and not finding.evidence and expires is None:
        bad.append(BadCell(row.where(EXPIRES), "không có bằng chứng lưu để gắn kết luận: ghi ngày hết hạn"))
    if len(bad) > before or finding is None or decided is None or not person:
        return None
    try:
        return Decision(
            kind="review" if finding.evidence else "override",
            portal=portal,
            criterion=criterion,
            person=person,
            decided=decided,
            reason=row.text(REASON),
            outcome=cast("_Decided", outcome),
            share=share,
            expires=expires,
            evidence=tuple(finding.evidence),
            content=finding.content,
        )
    except ValidationError as error:
        bad.append(BadCell(row.where(OUTCOME), str(error.errors()[0]["msg"])))
        return None


def _share(row: AnswerRow, outcome: str | None, bad: list[BadCell]) -> float | None:
    told = row.text(SHARE).removesuffix("%").replace(",", ".").strip()
    if outcome != "partial":
        if told:
            bad.append(BadCell(row.where(SHARE), f"chỉ ghi phần điểm khi kết luận là {CHOICES['partial']}"))
        return None
    try:
        share = float(told) / 100
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        bad.append(BadCell(row.where(SHARE), "ghi phần điểm đạt từ 1 đến 99"))
        return None
    return share
