"""Opening a workbook that came back from somebody: within limits, with its hidden marks."""

import io
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from reports.vietnamese import clean

MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 5_000_000, 30_000_000, 300
BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError, OSError)
KEYS = "_congkhai"
UNREADABLE = "Không đọc được bảng tính. Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx."


class BookError(ValueError):
    """The workbook as a whole cannot be used; the message says why, in Vietnamese."""


def open_book(content: bytes) -> Any:
    """The workbook; raises `BookError` where it is none, or too large."""
    if len(content) > MAX_BYTES:
        raise BookError(f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB: gửi lại đúng tệp đã nhận.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise BookError("Tệp quá lớn khi mở ra: gửi lại đúng tệp đã nhận.")
        return load_workbook(io.BytesIO(content), read_only=True)
    except BROKEN as error:
        if isinstance(error, BookError):
            raise
        raise BookError(UNREADABLE) from error


def read_keys(book: Any, mark: str, version: int) -> dict[str, str]:
    """The hidden marks of a workbook of ours; raises `BookError` where it is not one of kind `mark`."""
    if KEYS not in book.sheetnames:
        raise BookError("Không phải tệp do Công Khai lập: thiếu phần nhận dạng.")
    found = {
        str(row[0]): clean(str(row[1]))
        for row in book[KEYS].iter_rows(max_row=10, max_col=2, values_only=True)
        if len(row) == 2 and row[0] is not None
    }
    if found.get(mark) != str(version):
        raise BookError("Tệp thuộc loại khác hoặc phiên bản khác: dùng đúng tệp đã nhận gần nhất.")
    return found


def write_keys(book: Any, keys: dict[str, str]) -> None:
    """Put the hidden marks into a workbook that is being written."""
    sheet = book.add_worksheet(KEYS)
    sheet.very_hidden()
    sheet.protect()
    for line, (key, value) in enumerate(keys.items()):
        sheet.write_string(line, 0, key)
        sheet.write_string(line, 1, value)
