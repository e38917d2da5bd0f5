"""The workbook: text is text, numbers are numbers, and it can be read back."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.dealings import Dealings, Reply
from reports.workbook import workbook
from scoring.results import Results
from tests.reports.samples import history, hostile, results


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


def sheets(content: bytes) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The rows of a table by the headings in line 4."""
    head = [str(cell.value) for cell in sheet[4]]
    return [dict(zip(head, row, strict=False)) for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_no_cell_is_a_formula_or_a_link(run: Results) -> None:
    reply = Reply("planning.present", "explained", "=1+1", date(2026, 11, 1), text="=cmd|' /C calc'!A0")
    content = workbook(hostile(run), history(run), dealings=Dealings(replies={"sct": [reply]}))
    assert [row["Người trả lời"] for row in rows(sheets(content)["Ý kiến"])] == ["=1+1"]
    for sheet in sheets(content).values():
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f", cell.coordinate
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_a_hostile_name_is_kept_but_for_what_steers(run: Results) -> None:
    names = {row["Cơ quan"] for row in rows(sheets(workbook(hostile(run)))["Bảng xếp hạng"])}
    name = next(str(name) for name in names if str(name).startswith("Sở Xây dựng"))
    assert (
        '=HYPERLINK("http://xau.example","bấm") <script>alert(1)</script> & {{7*7}} gnp.exe Bcc: a@b' in name
    )


def test_every_body_has_its_row_with_the_numbers_of_the_run(run: Results) -> None:
    found = {row["Cơ quan"]: row for row in rows(sheets(workbook(run, history(run)))["Bảng xếp hạng"])}
    assert len(found) == len(run.portals)
    for one in run.portals:
        assert found[one.name]["Điểm"] == one.score.value
        assert found[one.name]["Hạng"] == one.score.rank
        assert found[one.name]["Tỷ lệ đo được"] == pytest.approx(one.score.coverage)


def test_one_without_a_number_has_an_empty_cell_and_a_reason(run: Results) -> None:
    book = sheets(workbook(run))
    row = next(row for row in rows(book["Bảng xếp hạng"]) if row["Cơ quan"] == "UBND xã An Bình")
    assert row["Điểm"] is None
    reason = next(row for row in rows(book["Không đo được"]) if row["Cơ quan"] == "UBND xã An Bình")
    assert reason["Lý do"] == "không phân giải được tên miền"


def test_deficiencies_and_recommendations_are_told_apart(run: Results) -> None:
    found = rows(sheets(workbook(run))["Thiếu sót"])
    own = [row for row in found if row["Cơ quan"] == "UBND xã Đại Lâm"]
    assert own[0]["Loại"] == "Thiếu sót"
    assert all("Luật" in str(row["Căn cứ"]) or "Nghị định" in str(row["Căn cứ"]) for row in own[:1])


def test_the_same_run_gives_the_same_bytes(run: Results) -> None:
    assert workbook(run, history(run)) == workbook(run, history(run))
