"""The synthesis: only what the runs show; what people wrote survives the next one."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from config.periods import Period
from config.sender import Sender, read_sender
from reports.due import IssuedLetter
from reports.letters.issued import NoticeError, frozen
from reports.synthesis.fields import FIELDS, PREFIX, written
from reports.synthesis.report import synthesis
from scoring.history import PastRun
from scoring.results import Results
from tests.reports.documents import paragraphs, printed_pdfs, text
from tests.reports.samples import HOSTILE, history, hostile, results
from tests.reports.test_layout import boxes

YEAR, QUARTER = Period("year", 2026), Period("quarter", 2026, 4)
LETTER = IssuedLetter(
    "sct", "Sở Công Thương", "12", date(2026, 10, 22), date(2026, 11, 19), frozenset({"planning.present"})
)


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


@pytest.fixture(scope="module")
def sender() -> Sender:
    return read_sender()


@pytest.fixture(scope="module")
def report(run: Results, sender: Sender) -> bytes:
    return synthesis(YEAR, run, history(run), sender, letters=[LETTER], until=date(2026, 12, 9))


def fill_in(report: bytes, words: dict[str, list[str]]) -> bytes:
    """The report after an official has typed into its fields."""
    document: Any = Document(io.BytesIO(report))
    for holder in document.element.body.iter(qn("w:sdt")):
        name = holder.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")).removeprefix(PREFIX)
        if name not in words:
            continue
        content = holder.find(qn("w:sdtContent"))
        model = content.find(qn("w:p"))
        for line in words[name]:
            fresh = document.add_paragraph(line)._p
            model.addprevious(fresh)
        content.remove(model)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_it_has_the_parts_that_plans_ask_for(report: bytes) -> None:
    lines = paragraphs(report)
    heads = ["I. KẾT QUẢ THỰC HIỆN", "II. NỘI DUNG CHƯA THỰC HIỆN, HẠN CHẾ", "III. CHỈ TIÊU THẤP HOẶC GIẢM"]
    heads += ["IV. KHÓ KHĂN, NGUYÊN NHÂN", "V. NHIỆM VỤ KỲ TỚI VÀ ĐỀ XUẤT, KIẾN NGHỊ"]
    assert [line for line in lines if line in heads] == heads


def test_it_says_up_to_which_day_it_counts(report: bytes, run: Results, sender: Sender) -> None:
    assert "Số liệu tính đến ngày 09/12/2026." in text(report)
    assert "Số liệu tính đến ngày" not in text(synthesis(YEAR, run, history(run), sender))


def test_only_rounds_of_the_period_count(report: bytes, run: Results, sender: Sender) -> None:
    assert "20/07/2026, 20/08/2026, 20/09/2026, 20/10/2026, 20/11/2026" in text(report)
    assert "Đã kiểm tra 5 kỳ" in text(report)
    quarter = text(synthesis(QUARTER, run, history(run), sender))
    assert "Đã kiểm tra 2 kỳ" in quarter
    assert "20/09/2026" not in quarter


def test_only_letters_of_the_period_count(report: bytes, run: Results, sender: Sender) -> None:
    assert "Đã ban hành 1 văn bản nhắc nhở đến 1 cơ quan." in text(report)
    first = synthesis(QUARTER, run, history(run), sender, letters=[LETTER], until=date(2026, 12, 31))
    assert "Đã ban hành 1 văn bản" in text(first)
    earlier = IssuedLetter("sct", "Sở", "1", date(2026, 9, 1), date(2026, 9, 30), frozenset({"a"}))
    assert "Đã ban hành" not in text(synthesis(QUARTER, run, history(run), sender, letters=[earlier]))


def test_a_round_outside_the_period_is_an_error(run: Results, sender: Sender) -> None:
    with pytest.raises(ValueError, match="không thuộc quý III năm 2026"):
        synthesis(Period("quarter", 2026, 3), run, [], sender)
    with pytest.raises(ValueError, match="đến ngày 10/11/2026"):
        synthesis(YEAR, run, [], sender, until=date(2026, 11, 10))


def test_rounds_under_another_rubric_are_named_and_not_compared(run: Results, sender: Sender) -> None:
    before = [past.model_copy(update={"rubric": "nd42-2022"}) for past in history(run)]
    told = text(synthesis(YEAR, run, before, sender))
    assert "bộ tiêu chí khác nên không đưa vào so sánh" in told
    assert "Sở, ban, ngành, 20/10/2026" not in told
    assert "Sở, ban, ngành, 20/11/2026" in told


def test_nothing_rests_on_a_rubric_out_of_force(sender: Sender) -> None:
    with pytest.raises(NoticeError):
        synthesis(YEAR, results(rubric="nd42-2022"), [], sender)


def test_what_only_people_know_is_a_marked_field(report: bytes) -> None:
    document = Document(io.BytesIO(report))
    tags = {mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:tag"))}
    assert tags == {f"{PREFIX}{field.id}" for field in FIELDS}
    assert all(field.placeholder in paragraphs(report) for field in FIELDS)


def test_what_people_wrote_survives_the_next_generation(report: bytes, run: Results, sender: Sender) -> None:
    words = {
        "nguyen-nhan": ["Thiếu cán bộ & kinh phí <3 người>.", "{{7*7}} = 50% {% if x %}"],
        "kien-nghi": ["Đề nghị A."],
    }
    old = fill_in(report, words)
    assert written(old) == words
    fresh = synthesis(YEAR, run, history(run), sender, filled_in=old)
    assert written(fresh) == words
    lines = paragraphs(fresh)
    assert all(line in lines for kept in words.values() for line in kept)
    assert next(field.placeholder for field in FIELDS if field.id == "kho-khan") in lines
    again = synthesis(YEAR, run, history(run), sender, filled_in=fresh)
    assert again == fresh


def test_fields_that_nobody_filled_in_are_not_kept(report: bytes) -> None:
    assert written(report) == {}
    assert written(None) == {}


def test_an_old_report_that_cannot_be_read_is_named(run: Results, sender: Sender) -> None:
    with pytest.raises(NoticeError, match="Báo cáo cũ"):
        synthesis(YEAR, run, [], sender, filled_in=b"%PDF-1.7")


def test_the_table_of_bodies_tells_first_last_and_what_was_mended(report: bytes, run: Results) -> None:
    table = Document(io.BytesIO(report)).tables[-1]
    rows = {row.cells[1].text: [cell.text for cell in row.cells] for row in table.rows}
    stc = rows["Sở Tài chính"]
    first = next(one.low for one in history(run)[0].portals if one.id == "stc")
    assert stc[2] == "5"
    assert stc[4] == f"{first:.1f}".replace(".", ",")
    assert int(stc[8]) > 0
    assert rows["UBND xã An Bình"][3:7] == ["–"] * 4
    assert rows["Sở Công Thương"][7] == "1"


def test_a_number_that_was_not_measured_is_never_a_zero(run: Results, sender: Sender) -> None:
    blank: list[PastRun] = []
    rows = Document(io.BytesIO(synthesis(YEAR, run, blank, sender))).tables[-1].rows
    unseen = next(row for row in rows if row.cells[1].text == "UBND xã An Bình")
    assert [cell.text for cell in unseen.cells][2:6] == ["0", "–", "–", "–"]


def test_hostile_names_are_text(run: Results, sender: Sender) -> None:
    told = text(synthesis(YEAR, hostile(run), [], sender))
    assert '=HYPERLINK("http://xau.example","bấm") <script>alert(1)</script> & {{7*7}}' in told
    assert HOSTILE not in told


def test_it_can_be_issued_like_a_letter(report: bytes) -> None:
    lines = paragraphs(frozen(report, "45", date(2026, 12, 9)))
    assert "Số: 45/BC-SKHCN" in lines
    assert any("số 45/BC-SKHCN ngày 09 tháng 12 năm 2026" in line for line in lines)


def test_the_signature_never_stands_alone_on_a_page(
    report: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pdf = printed_pdfs({"report": report}, tmp_path_factory.mktemp("pdf"))["report"]
    for page in range(1, 7):
        found = [box[0] for box in boxes(pdf, page)]
        if "GIÁM" in found:
            assert "cáo" in found
            return
    pytest.fail("no signature")
