"""Reading back the workbook of a body's answers: every bad cell is named, the good rows are kept."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.books import BROKEN, KEYS, UNREADABLE, BookError, open_book, read_keys
from reports.dealings import Reply
from reports.replies.answers import AnswerRow, BadCell, read_answer
from reports.replies.form import AUTHOR, GUIDE, HEADINGS, MARK, NOTE, VERSION
from reports.vietnamese import clean

MAX_ROWS, MAX_COLUMNS = 500, 20
MAX_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """What a workbook says. `unanswered`: criteria of its rows without an answer."""

    portal: str
    run_id: str
    author: str
    replies: tuple[Reply, ...]
    bad: tuple[BadCell, ...]
    unanswered: tuple[str, ...]


def read_replies(content: bytes, *, received: date, asked: Mapping[str, Set[str]]) -> ReplyFile:
    """The answers in a workbook that came in on the day `received`.

    `asked`: the criteria each body was written to about, by portal id. Rows with a bad cell give no reply.
    Raises `BookError` where the file is not one of ours, or its body was never written to.
    """
    book = open_book(content)
    try:
        keys = read_keys(book, MARK, VERSION)
        portal = keys.get("portal", "")
        if portal not in asked:
            raise BookError(
                f"Tệp trả lời của “{portal[:64]}”: cơ quan này không có thông báo nào chờ trả lời."
            )
        bad: list[BadCell] = []
        author = _author(book, bad)
        replies: list[Reply] = []
        unanswered: list[str] = []
        seen: set[str] = set()
        for row in _rows(book):
            problem = _criterion_problem(row.criterion, asked[portal], seen)
            seen.add(row.criterion)
            if problem:
                bad.append(BadCell(row.where(0), problem))
                continue
            before = len(bad)
            reply = read_answer(row, author, received, bad)
            if reply is not None and len(bad) == before and author:
                replies.append(reply)
            elif reply is None and len(bad) == before:
                unanswered.append(row.criterion)
    except BROKEN as error:
        if isinstance(error, BookError):
            raise
        raise BookError(UNREADABLE) from error
    finally:
        book.close()
    run_id = keys.get("run_id", "")
    return ReplyFile(portal, run_id, author, tuple(replies), tuple(bad), tuple(unanswered))


def _author(book: Any, bad: list[BadCell]) -> str:
    if GUIDE in book.sheetnames:
        for cells in book[GUIDE].iter_rows(max_row=20, max_col=2):
            if cells and cells[0].value == AUTHOR:
                author = clean(str(cells[1].value or "")) if len(cells) > 1 else ""
                if author and len(author) <= MAX_AUTHOR and cells[1].data_type != "f":
                    return author
                where = f"{GUIDE}!B{cells[0].row}"
                bad.append(BadCell(where, f"ghi họ tên, chức vụ người trả lời, tối đa {MAX_AUTHOR} chữ"))
                return ""
    bad.append(BadCell(GUIDE, f"thiếu dòng “{AUTHOR}”: dùng lại tệp đã nhận"))
    return ""


def _rows(book: Any) -> Iterator[AnswerRow]:
    head = HEADINGS[0][0]
    for name in book.sheetnames:
        if name in (GUIDE, KEYS):
            continue
        below = False
        for line, cells in enumerate(book[name].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), start=1):
            values = tuple(cell.value for cell in cells) + (None,) * (len(HEADINGS) - len(cells))
            formulas = tuple(cell.data_type == "f" for cell in cells) + (False,) * (
                len(HEADINGS) - len(cells)
            )
            if below and any(value not in (None, "") for value in values[: NOTE + 1]):
                yield AnswerRow(name, line, values, formulas)
            below = below or values[0] == head


def _criterion_problem(criterion: str, asked: Set[str], seen: Set[str]) -> str:
    if not criterion:
        return "thiếu mã: không xóa hoặc chèn dòng, chép lại mã từ tệp đã nhận"
    if criterion not in asked:
        return f"mã “{criterion}” không có trong thông báo: không thêm dòng"
    return f"mã “{criterion}” đã có ở dòng khác: mỗi nội dung trả lời một lần" if criterion in seen else ""
