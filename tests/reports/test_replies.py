"""The reply workbook: made, filled in, read back; every bad cell named, the good rows kept."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from reports import words
from reports.books import KEYS, BookError
from reports.dealings import Dealings, Reply
from reports.replies.form import (
    ADDRESS,
    ANSWER,
    AUTHOR,
    CHECK,
    DAY,
    GUIDE,
    HEAD_ROW,
    NOTE,
    reply_workbook,
)
from reports.replies.reading import ReplyFile, read_replies
from scoring.deficiencies import Shortfall
from scoring.results import Results
from tests.reports.samples import hostile, results

RECEIVED = date(2026, 12, 10)
BODY = "phuong-trung-tam"


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


def lacking(run: Results) -> Shortfall:
    return Dealings().shortfall(next(one for one in run.portals if one.id == BODY), run.as_of)


def blank(run: Results) -> bytes:
    return reply_workbook(next(one for one in run.portals if one.id == BODY), run, lacking(run))


def asked(run: Results) -> dict[str, set[str]]:
    return {BODY: {one.finding.criterion for one in lacking(run).by_body + lacking(run).by_operator}}


def sections(book: Workbook) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.title not in (GUIDE, KEYS)]


def filled(
    run: Results, change: Callable[[Workbook], None], author: str = "Trần Thị Hoa, công chức văn phòng"
) -> bytes:
    """The workbook as a body sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(blank(run)))
    for line in range(1, 12):
        if book[GUIDE].cell(line, 1).value == AUTHOR:
            book[GUIDE].cell(line, 2).value = author
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(sheet: Any, told: object, day: object = None, address: object = None, note: object = None) -> None:
    line = HEAD_ROW + 2
    for column, value in ((ANSWER, told), (DAY, day), (ADDRESS, address), (NOTE, note)):
        sheet.cell(line, column + 1).value = value


def read(run: Results, content: bytes) -> ReplyFile:
    return read_replies(content, received=RECEIVED, asked=asked(run))


def test_there_is_a_sheet_per_section_and_a_row_per_deficiency(run: Results) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(run)))
    named = {words.section_name(one.finding.section or "") for one in lacking(run).by_body}
    assert {sheet.title for sheet in sections(book)} == named
    rows = sum(sheet.max_row - HEAD_ROW - 1 for sheet in sections(book))
    assert rows == len(lacking(run).by_body)


def test_only_answers_can_be_typed_and_only_our_column_calculates(run: Results) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(run)))
    for sheet in sections(book):
        assert sheet.protection.sheet
        for cells in sheet.iter_rows(min_row=HEAD_ROW + 2):
            for place, cell in enumerate(cells):
                assert cell.protection.locked is (place not in (ANSWER, DAY, ADDRESS, NOTE))
                assert (cell.data_type == "f") is (place == CHECK)


def test_answers_are_chosen_from_a_list(run: Results) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(run)))
    for sheet in sections(book):
        choices = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        assert choices == ['"' + ",".join(words.ANSWERS.values()) + '"']


def test_hostile_text_of_a_portal_is_no_formula(run: Results) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank(hostile(run))))
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            assert not [cell for cell in cells if cell.data_type == "f" and cell.column != CHECK + 1]


def test_good_answers_come_back(run: Results) -> None:
    def change(book: Workbook) -> None:
        first, second, third = sections(book)
        answer(first, "đã khắc phục", date(2026, 12, 5), "https://phuong.truonggiang.gov.vn/vb")
        answer(second, "đang khắc phục", "20/12/2026")
        answer(third, "Giải trình", None, None, "Đã có ở trang chủ & <b>chân trang</b>")

    found = read(run, filled(run, change))
    assert found.bad == ()
    assert [reply.answer for reply in found.replies] == ["mended", "mending", "explained"]
    assert found.replies[0].mended == date(2026, 12, 5)
    assert found.replies[0].url == "https://phuong.truonggiang.gov.vn/vb"
    assert found.replies[1].promised == date(2026, 12, 20)
    assert found.replies[2].text == "Đã có ở trang chủ & <b>chân trang</b>"
    assert {reply.author for reply in found.replies} == {"Trần Thị Hoa, công chức văn phòng"}
    assert {reply.criterion for reply in found.replies} == asked(run)[BODY]
    assert (found.portal, found.run_id, found.unanswered) == (BODY, run.run_id, ())


def test_rows_without_an_answer_are_listed(run: Results) -> None:
    found = read(run, filled(run, lambda book: answer(sections(book)[0], "giải trình", note="lý do")))
    assert len(found.replies) == 1
    assert set(found.unanswered) == asked(run)[BODY] - {found.replies[0].criterion}


@pytest.mark.parametrize(
    ("cells", "column", "problem"),
    [
        (("xong rồi",), "G", "“xong rồi”: chọn một trong"),
        ((None, date(2026, 12, 1)), "G", "chưa chọn trả lời"),
        (("đã khắc phục", None, "https://a.gov.vn/"), "H", "thì ghi ngày"),
        (("đã khắc phục", date(2026, 12, 11), "https://a.gov.vn/"), "H", "sau ngày nhận trả lời"),
        (("đã khắc phục", "31/02/2026", "https://a.gov.vn/"), "H", "không phải ngày"),
        (("đã khắc phục", date(2026, 12, 1)), "I", "thì ghi địa chỉ trang"),
        (("đã khắc phục", date(2026, 12, 1), "javascript:alert(1)"), "I", "không phải địa chỉ"),
        (("đã khắc phục", date(2026, 12, 1), "https://a b"), "I", "không phải địa chỉ"),
        (("đang khắc phục",), "H", "thì ghi ngày"),
        (("đang khắc phục", date(2026, 12, 9)), "H", "đã qua"),
        (("đang khắc phục", date(2036, 12, 9)), "H", "xa hơn một năm"),
        (("giải trình",), "J", "thì ghi lý do"),
        (("không đồng ý", None, None, "x" * 5000), "J", "dài quá"),
        (("không đồng ý", None, None, '=HYPERLINK("http://xau.example")'), "J", "ô chứa công thức"),
    ],
)
def test_a_bad_cell_is_named_and_its_row_not_taken(
    run: Results, cells: tuple[object, ...], column: str, problem: str
) -> None:
    def change(book: Workbook) -> None:
        answer(sections(book)[0], *cells)
        answer(sections(book)[1], "giải trình", note="lý do")

    content = filled(run, change)
    name = sections(openpyxl.load_workbook(io.BytesIO(content)))[0].title
    found = read(run, content)
    assert [bad.where for bad in found.bad] == [f"{name}!{column}{HEAD_ROW + 2}"]
    assert problem in found.bad[0].problem
    assert [reply.answer for reply in found.replies] == ["explained"]


@pytest.mark.parametrize(
    ("criterion", "problem"),
    [
        ("", "thiếu mã"),
        ("qa.present", "không có trong thông báo"),
        ("legal_documents.present", "đã có ở dòng khác"),
    ],
)
def test_a_row_that_was_not_asked_for_is_named(run: Results, criterion: str, problem: str) -> None:
    def change(book: Workbook) -> None:
        first = sections(book)[0]
        assert first.cell(HEAD_ROW + 2, 1).value == "legal_documents.present"
        answer(first, "giải trình", note="lý do")
        first.cell(HEAD_ROW + 3, 1).value = criterion
        first.cell(HEAD_ROW + 3, ANSWER + 1).value = "giải trình"
        first.cell(HEAD_ROW + 3, NOTE + 1).value = "lý do"

    found = read(run, filled(run, change))
    assert [problem in bad.problem for bad in found.bad] == [True]
    assert len(found.replies) == 1


@pytest.mark.parametrize("author", ["", "x" * 201, "=1+1"])
def test_an_answer_without_an_author_is_not_taken(run: Results, author: str) -> None:
    found = read(run, filled(run, lambda book: answer(sections(book)[0], "giải trình", note="lý do"), author))
    assert found.replies == ()
    assert [bad.where for bad in found.bad] == [f"{GUIDE}!B6"]


def test_steering_characters_do_not_come_in(run: Results) -> None:
    note = "ổn\u202e rồi"
    found = read(
        run, filled(run, lambda book: answer(sections(book)[0], "giải trình", note=note), "A\u202eB")
    )
    assert found.replies[0].text == "ổn rồi"
    assert found.replies[0].author == "AB"


def test_a_body_that_was_never_written_to_is_refused(run: Results) -> None:
    with pytest.raises(BookError, match="không có thông báo nào"):
        read_replies(blank(run), received=RECEIVED, asked={"stc": {"planning.present"}})


def test_a_workbook_of_others_is_refused(run: Results) -> None:
    book = Workbook()
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BookError, match="Không phải tệp do Công Khai lập"):
        read(run, out.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 5_000_001])
def test_what_is_no_workbook_is_refused(run: Results, content: bytes) -> None:
    with pytest.raises(BookError):
        read(run, content)


def test_a_bomb_is_refused_before_it_is_opened(run: Results) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 31_000_000)
    assert len(out.getvalue()) < 5_000_000
    with pytest.raises(BookError, match="quá lớn khi mở ra"):
        read(run, out.getvalue())


def test_an_accepted_answer_takes_the_deficiency_off_the_next_round(run: Results) -> None:
    found = read(run, filled(run, lambda book: answer(sections(book)[0], "giải trình", note="lý do")))
    reply = found.replies[0]
    accepted = Reply(reply.criterion, reply.answer, reply.author, reply.received, accepted=True)
    later = run.as_of + timedelta(days=30)
    portal = next(one for one in run.portals if one.id == BODY)

    def named(dealings: Dealings) -> set[str]:
        return {one.finding.criterion for one in dealings.shortfall(portal, later).by_body}

    assert reply.criterion in named(Dealings(replies={BODY: [reply]}))
    assert reply.criterion not in named(Dealings(replies={BODY: [accepted]}))


def test_the_same_notice_gives_the_same_workbook(run: Results) -> None:
    assert blank(run) == blank(run)
