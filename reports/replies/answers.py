"""One row of a body's answers: its cells taken or named as bad."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from openpyxl.utils import get_column_letter

from reports import words
from reports.dealings import Answer, Reply
from reports.replies.form import ADDRESS, ANSWER, DAY, NOTE
from reports.vietnamese import clean, day

MAX_TEXT = 4_000
FARTHEST = 366  # days ahead that a mending may be promised
_ANSWERS = {text: name for name, text in words.ANSWERS.items()}
_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be taken: where it is ("Quy hoạch, kế hoạch!H5"), and what to do."""

    where: str
    problem: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the workbook as it was found."""

    sheet: str
    line: int
    values: tuple[Any, ...]
    formulas: tuple[bool, ...]

    @property
    def criterion(self) -> str:
        """The id in the first column."""
        return clean(str(self.values[0] or ""))[:100]

    def where(self, column: int) -> str:
        """How a spreadsheet names the cell: "Quy hoạch, kế hoạch!H5"."""
        return f"{self.sheet}!{get_column_letter(column + 1)}{self.line}"

    def text(self, column: int) -> str:
        """A cell as clean text."""
        value = self.values[column]
        return "" if value is None else clean(str(value))


def read_answer(row: AnswerRow, author: str, received: date, bad: list[BadCell]) -> Reply | None:
    """The reply of a row; None where nothing was answered or a cell is bad, which is then added to `bad`."""
    for column in (ANSWER, DAY, ADDRESS, NOTE):
        if row.formulas[column]:
            bad.append(BadCell(row.where(column), "ô chứa công thức: gõ giá trị, không bắt đầu bằng dấu ="))
            return None
    told = row.text(ANSWER).casefold()
    others = [column for column in (DAY, ADDRESS, NOTE) if row.text(column)]
    if not told:
        if others:
            bad.append(BadCell(row.where(ANSWER), f"chưa chọn trả lời: {', '.join(words.ANSWERS.values())}"))
        return None
    answer = _ANSWERS.get(told)
    if answer is None:
        bad.append(BadCell(row.where(ANSWER), f"“{told[:40]}”: chọn một trong {', '.join(_ANSWERS)}"))
        return None
    on = _day(row, answer, received, bad)
    url = _address(row, answer, bad)
    text = _note(row, answer, bad)
    return Reply(
        criterion=row.criterion,
        answer=answer,
        author=author,
        received=received,
        text=text,
        url=url,
        promised=on if answer == "mending" else None,
        mended=on if answer == "mended" else None,
    )


def _day(row: AnswerRow, answer: Answer, received: date, bad: list[BadCell]) -> date | None:
    found = day_of(row.values[DAY])
    if found is None and row.text(DAY):
        bad.append(BadCell(row.where(DAY), f"“{row.text(DAY)[:40]}” không phải ngày: ghi dạng 05/12/2026"))
        return None
    if found is None:
        if answer in ("mended", "mending"):
            bad.append(BadCell(row.where(DAY), f"trả lời “{words.ANSWERS[answer]}” thì ghi ngày"))
    elif answer == "mended" and found > received:
        bad.append(
            BadCell(row.where(DAY), f"ngày đã khắc phục {day(found)} sau ngày nhận trả lời {day(received)}")
        )
    elif answer == "mending" and not 0 <= (found - received).days <= FARTHEST:
        bad.append(BadCell(row.where(DAY), f"ngày dự kiến {day(found)} đã qua hoặc xa hơn một năm"))
    return found


def _address(row: AnswerRow, answer: Answer, bad: list[BadCell]) -> str | None:
    text = row.text(ADDRESS)
    if not text:
        if answer == "mended":
            bad.append(
                BadCell(row.where(ADDRESS), "trả lời “đã khắc phục” thì ghi địa chỉ trang để kiểm tra lại")
            )
        return None
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        good = False
    if not good or len(text) > MAX_TEXT:
        bad.append(
            BadCell(
                row.where(ADDRESS), "không phải địa chỉ trang: chép từ trình duyệt, http:// hoặc https://"
            )
        )
    return text


def _note(row: AnswerRow, answer: Answer, bad: list[BadCell]) -> str:
    text = row.text(NOTE)
    if not text and answer in ("explained", "disputed"):
        bad.append(BadCell(row.where(NOTE), f"trả lời “{words.ANSWERS[answer]}” thì ghi lý do"))
    if len(text) > MAX_TEXT:
        bad.append(
            BadCell(row.where(NOTE), f"dài quá {MAX_TEXT} chữ: rút ngắn, gửi phần còn lại kèm văn bản")
        )
    return text


def day_of(value: Any) -> date | None:
    """A cell as a day: a real date, or one typed as text; None where it is neither."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _FORMS:
        try:
            return datetime.strptime(clean(str(value)), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
