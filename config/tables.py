"""Spreadsheets as officials save them: CSV of any usual kind, or XLSX, as rows of trimmed text with their
lines.
"""

import csv
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 20_000_000  # of the file, and of an XLSX unpacked five times that
MAX_ROWS = 50_000


class RegistryError(ValueError):
    """The file as a whole cannot be used; the message says in Vietnamese what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (1 is the first) and its cells, trimmed, NFC."""

    line: int
    cells: tuple[str, ...]


def read_table(path: Path) -> tuple[list[str], list[Row]]:
    """The header (lower case) and the non-empty rows below it; raises `RegistryError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RegistryError(
            f"{path}: không mở được tệp ({error.strerror}). Kiểm tra lại đường dẫn và quyền đọc."
        ) from error
    if len(data) > MAX_BYTES:
        raise RegistryError(
            f"{path}: tệp lớn hơn {MAX_BYTES // 1_000_000} MB. Chỉ giữ lại bảng danh sách cổng."
        )
    rows = _xlsx_rows(path, data) if data[:2] == b"PK" else _csv_rows(path, data)
    rows = [row for row in rows if any(row.cells)]
    if not rows:
        raise RegistryError(
            f"{path}: tệp không có dòng nào. Dòng đầu tiên phải là tên cột: id,name,url,level."
        )
    if len(rows) > MAX_ROWS:
        raise RegistryError(f"{path}: có hơn {MAX_ROWS} dòng. Tách thành nhiều tệp.")
    header = [cell.casefold() for cell in rows[0].cells]
    while header and not header[-1]:
        header.pop()
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise RegistryError(f"{path}: cột {', '.join(twice)} có hai lần. Mỗi cột chỉ được có một lần.")
    return header, rows[1:]


def _clean(value: str) -> str:
    return (
        unicodedata.normalize("NFC", value)
        .replace("\u00a0", " ")
        .replace("\u200b", "")
        .strip(" \t\r\n\ufeff")
    )


def _csv_rows(path: Path, data: bytes) -> list[Row]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RegistryError(
            f"{path}: không phải UTF-8. Trong Excel chọn Lưu thành… “CSV UTF-8”, hoặc lưu tệp dạng .xlsx."
        ) from error
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:  # Excel's own hint
        text, skipped = rest, 1
        first = rest.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start + skipped, tuple(_clean(cell) for cell in cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise RegistryError(
            f"{path}: dòng {start + skipped} không đọc được (ô quá dài hoặc thiếu ngoặc kép). Sửa dòng đó."
        ) from error
    return rows


def _xlsx_rows(path: Path, data: bytes) -> list[Row]:
    problem = f"{path}: không đọc được bảng tính. Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 5 * MAX_BYTES:
                raise RegistryError(f"{path}: bảng tính quá lớn khi mở ra. Chỉ giữ lại bảng danh sách cổng.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for line, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2), start=1):
            rows.append(Row(line, tuple(_cell(value) for value in cells)))
        book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        ParseError,
        OSError,
    ) as error:
        if isinstance(error, RegistryError):
            raise
        raise RegistryError(problem) from error
    return rows


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(str(value))
