"""The day of issue on the first page of a document's file."""

import io
import zipfile
from datetime import date

import pytest

from crawler.read.file_text import issued_in_file
from tests.replica.files import pdf

AS_OF = date(2026, 11, 20)
LINES = ("CÔNG VĂN", "Số: 136/TTXT-VP", "Trường Giang, ngày 01 tháng 6 năm 2026", "V/v đầu tư")


def docx(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", text)
    return packed.getvalue()


def test_day_of_a_pdf() -> None:
    found = issued_in_file(pdf(LINES), "136.pdf", AS_OF)
    assert found is not None
    assert found.day == date(2026, 6, 1)


def test_day_of_a_word_document() -> None:
    text = "<w:p><w:t>Số: 136/TTXT-VP</w:t></w:p><w:p><w:t>Hà Nội, ngày 01 tháng 6 năm 2026</w:t></w:p>"
    found = issued_in_file(docx(text), "136.docx", AS_OF)
    assert found is not None
    assert found.day == date(2026, 6, 1)


def test_file_without_a_day_tells_none() -> None:
    assert issued_in_file(pdf(LINES[:2]), "136.pdf", AS_OF) is None


@pytest.mark.parametrize(
    "body",
    [b"", b"%PDF-1.4 broken /Font", b"PK\x03\x04 broken", docx("<w:p>")[:60]],
    ids=["empty", "pdf", "zip", "cut"],
)
def test_broken_file_tells_none(body: bytes) -> None:
    assert issued_in_file(body, "136.docx", AS_OF) is None


def test_bomb_is_not_unpacked() -> None:
    assert issued_in_file(docx("0" * 50_000_000), "136.docx", AS_OF) is None
