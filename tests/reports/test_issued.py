"""A letter that was signed: number, date and limits filled in; nothing else moves, ever."""

import io
from datetime import date

import pytest
from docx import Document

from config.sender import read_sender
from reports.letters.issued import NoticeError, deadline, frozen
from reports.letters.round import Letter, letters
from tests.reports.documents import paragraphs, text
from tests.reports.samples import history, registry, results

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def drafts() -> list[Letter]:
    run = results()
    return letters(run, history(run), registry(), read_sender())


@pytest.fixture(scope="module")
def notice(drafts: list[Letter]) -> bytes:
    return next(draft.content for draft in drafts if draft.kind == "notice")


def test_number_and_date_are_filled_in_everywhere(drafts: list[Letter]) -> None:
    for draft in drafts:
        lines = paragraphs(frozen(draft.content, "123", DAY))
        symbol = "TB-SKHCN" if draft.kind == "collective" else "SKHCN-CĐS"
        assert f"Số: 123/{symbol}" in lines
        assert "Trường Giang, ngày 23 tháng 11 năm 2026" in lines
        belongs = [line for line in lines if line.startswith("(Kèm theo")]
        assert all(f"số 123/{symbol} ngày 23 tháng 11 năm 2026" in line for line in belongs)
        assert not [line for line in lines if "ngày … tháng" in line or "…/…" in line]


def test_numbers_days_and_months_below_ten_as_the_decree_writes_them(notice: bytes) -> None:
    lines = paragraphs(frozen(notice, "7", date(2027, 2, 5)))
    assert "Số: 07/SKHCN-CĐS" in lines
    assert "Trường Giang, ngày 05 tháng 02 năm 2027" in lines


def test_limits_become_days_of_the_calendar(notice: bytes) -> None:
    told = text(frozen(notice, "7", DAY))
    last = deadline(DAY, 20)
    assert f"20 ngày làm việc kể từ ngày ký (chậm nhất ngày {last:%d/%m/%Y})" in told
    assert f"(ngày {deadline(DAY, 21):%d/%m/%Y})" in told
    assert last == date(2026, 12, 22)  # 24/11/2026 is a day off


def test_a_limit_in_a_year_without_holidays_on_file_gets_no_day(notice: bytes) -> None:
    told = text(frozen(notice, "7", date(2027, 12, 20)))
    assert "20 ngày làm việc kể từ ngày ký (không kể ngày nghỉ)" in told
    assert "10 ngày làm việc kể từ ngày ký (" in told


def test_the_mark_of_a_draft_goes(notice: bytes) -> None:
    def marked(content: bytes) -> bool:
        first = Document(io.BytesIO(content)).sections[0].first_page_header
        return any("DỰ THẢO" in paragraph.text for paragraph in first.paragraphs)

    assert marked(notice)
    assert not marked(frozen(notice, "7", DAY))


def test_the_same_letter_is_frozen_to_the_same_bytes(notice: bytes) -> None:
    assert frozen(notice, "7", DAY) == frozen(notice, "7", DAY)


def test_an_issued_letter_cannot_be_issued_again(notice: bytes) -> None:
    with pytest.raises(NoticeError, match="đã phát hành"):
        frozen(frozen(notice, "7", DAY), "8", DAY)


def test_what_staff_changed_in_the_draft_stays_with_its_look(notice: bytes) -> None:
    document = Document(io.BytesIO(notice))
    added = document.add_paragraph("Bổ sung: ")
    added.add_run("trong thời hạn 5 ngày làm việc kể từ").italic = True
    added.add_run(" ngày ký (chậm nhất ngày …/…/……)").bold = True
    out = io.BytesIO()
    document.save(out)
    last = Document(io.BytesIO(frozen(out.getvalue(), "7", DAY))).paragraphs[-1]
    assert last.text == "Bổ sung: trong thời hạn 5 ngày làm việc kể từ ngày ký (chậm nhất ngày 01/12/2026)"
    assert [bool(run.italic) for run in last.runs] == [False, True, False]
    assert [bool(run.bold) for run in last.runs] == [False, False, True]


def test_words_of_a_portal_that_look_like_a_blank_are_left_alone(notice: bytes) -> None:
    document = Document(io.BytesIO(notice))
    document.add_paragraph("Trang ghi: Số:   /QĐ-UBND, ngày … tháng … năm 2026")
    out = io.BytesIO()
    document.save(out)
    lines = paragraphs(frozen(out.getvalue(), "7", DAY))
    assert "Trang ghi: Số:   /QĐ-UBND, ngày … tháng … năm 2026" in lines


@pytest.mark.parametrize("number", ["", "abc", "12/SKHCN", "1 2", "-5", "1234567", "5\n", "½"])
def test_a_number_that_is_none_is_refused(notice: bytes, number: str) -> None:
    if number.strip() in ("5",):
        assert frozen(notice, number, DAY) == frozen(notice, "5", DAY)
        return
    with pytest.raises(NoticeError, match="không hợp lệ"):
        frozen(notice, number, DAY)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 1000])
def test_a_file_that_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(NoticeError, match="Word"):
        frozen(content, "7", DAY)
