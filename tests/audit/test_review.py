"""Doubts out to a person, decisions back: they hold until the page changes, beside what was measured."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from audit import cli
from audit.errors import UserError
from audit.folder import AuditFolder
from audit.report import load_round, report
from audit.review import export, override, take_in, trail
from audit.run import Order, audit
from audit.store.engine import open_store, store_url
from reports.reviews.form import DAY, EXPIRES, GUIDE, HEAD_ROW, OUTCOME, PERSON, REASON, SHARE, SHEET
from scoring.results import Results
from tests.audit.fakes import GOOD, FakeCrawl

Make = Callable[..., Order]
RECEIVED = date(2026, 11, 25)
DOUBTED = "legal_documents"


def doubtful(folder: AuditFolder) -> None:
    """The run's results with one section in doubt, as a badly recognised one leaves them."""
    results = folder.read_results()
    stc = results.portals[0]
    findings = [
        one.model_copy(update={"outcome": "needs_review", "points": None, "reason": "doubtful"})
        if one.section == DOUBTED
        else one
        for one in stc.findings
    ]
    section = stc.sections[DOUBTED].model_copy(update={"outcome": "needs_review", "confidence": 0.4})
    changed = stc.model_copy(update={"findings": findings, "sections": {**stc.sections, DOUBTED: section}})
    folder.write_results(results.model_copy(update={"portals": [changed, *results.portals[1:]]}))


@pytest.fixture
def out(order: Make) -> Path:
    """The folder of an audit with one section in doubt."""
    audit(order(), crawl=FakeCrawl({}))
    doubtful(AuditFolder(order().out))
    return order().out


def filled(path: Path, criterion: str, person: str | None = "Lê Văn Tám, chuyên viên", **cells: Any) -> Path:
    """The workbook with one row decided."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for line in range(1, 10):
        if book[GUIDE].cell(line, 1).value == PERSON:
            book[GUIDE].cell(line, 2).value = person
        if book[GUIDE].cell(line, 1).value == DAY:
            book[GUIDE].cell(line, 2).value = "24/11/2026"
    sheet = book[SHEET]
    places = {"outcome": OUTCOME, "share": SHARE, "reason": REASON, "expires": EXPIRES}
    for line in range(HEAD_ROW + 2, sheet.max_row + 1):
        if sheet.cell(line, 1).value == "stc" and sheet.cell(line, 3).value == criterion:
            for name, value in cells.items():
                sheet.cell(line, places[name] + 1).value = value
    target = path.with_name("da-xem.xlsx")
    book.save(target)
    return target


def decided(out: Path, criterion: str = f"{DOUBTED}.present", **cells: Any) -> Path:
    told = {"outcome": "đạt", "reason": "Đã mở trang, đúng là văn bản QPPL."} | cells
    return filled(export(out)[0], criterion, **told)


def rows_of(path: Path) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path)
    return [row for row in book[SHEET].iter_rows(min_row=HEAD_ROW + 2, values_only=True) if row[0]]


def results_of(out: Path) -> Results:
    return AuditFolder(out).read_results()


def test_the_workbook_shows_clicks_reasons_and_the_page(out: Path) -> None:
    path, count = export(out)
    rows = rows_of(path)
    assert count == len(rows)
    row = next(one for one in rows if one[0] == "stc" and one[2] == f"{DOUBTED}.present")
    assert row[4] == "Cần người xem lại"
    assert "\n+ " in row[6]
    assert row[7].startswith("Trang chủ › Văn bản quy phạm pháp luật")
    assert row[8] == "https://stc.tinh.gov.vn/van-ban-qppl"


def test_a_decision_comes_back_with_name_and_day_and_shows_beside_the_measurement(out: Path) -> None:
    before = results_of(out)
    taken = take_in(out, [decided(out)], received=RECEIVED)
    assert (taken[0].kept, taken[0].read and taken[0].read.bad) == (1, ())
    made = trail(out, until=RECEIVED)[0]
    assert (made.decision.person, made.decision.decided) == ("Lê Văn Tám, chuyên viên", date(2026, 11, 24))
    assert made.holds
    assert results_of(out) == before


def test_reports_of_a_later_run_show_it_while_the_page_is_the_same(order: Make, out: Path) -> None:
    take_in(out, [decided(out)], received=RECEIVED)
    audit(order(as_of=date(2026, 12, 20)), crawl=FakeCrawl({}))
    doubtful(AuditFolder(out))
    report(out)
    text = (out / "site" / "co-quan" / "stc.html").read_text("utf-8")
    assert "Lê Văn Tám, chuyên viên" in text
    assert "hiệu lực đến khi trang thay đổi" in text


def test_a_page_that_only_counts_its_visitors_has_not_changed(order: Make, out: Path) -> None:
    take_in(out, [decided(out)], received=RECEIVED)
    counted = {
        **GOOD,
        "/van-ban-qppl": GOOD["/van-ban-qppl"].replace("</body>", "<p>Lượt xem: 12.345</p></body>"),
    }
    audit(order(as_of=date(2026, 12, 20)), crawl=FakeCrawl({"stc": counted}))
    assert [one.holds for one in trail(out, until=date(2026, 12, 20))] == [True]


def test_a_decision_lapses_when_the_page_changes(order: Make, out: Path) -> None:
    take_in(out, [decided(out)], received=RECEIVED)
    changed = {**GOOD, "/van-ban-qppl": GOOD["/van-ban-qppl"].replace("quản lý chợ", "quản lý bến bãi")}
    audit(order(as_of=date(2026, 12, 20)), crawl=FakeCrawl({"stc": changed}))
    assert [one.holds for one in trail(out, until=date(2026, 12, 20))] == [False]
    doubtful(AuditFolder(out))
    report(out)
    assert "Không còn hiệu lực" in (out / "site" / "co-quan" / "stc.html").read_text("utf-8")


def test_what_was_decided_is_not_asked_again(order: Make, out: Path) -> None:
    take_in(out, [decided(out)], received=RECEIVED)
    audit(order(as_of=date(2026, 12, 20)), crawl=FakeCrawl({}))
    doubtful(AuditFolder(out))
    asked = {row[2] for row in rows_of(export(out)[0]) if row[0] == "stc"}
    assert f"{DOUBTED}.present" not in asked
    assert f"{DOUBTED}.timely" in asked


def test_a_person_who_finds_it_failing_makes_it_a_deficiency(out: Path) -> None:
    path = decided(out, outcome="không đạt", reason="Chỉ là tin tức, không có văn bản nào.")
    take_in(out, [path], received=RECEIVED)
    folder = AuditFolder(out)
    results = folder.read_results()
    folder.write_results(results.model_copy(update={"as_of": RECEIVED}))
    engine = open_store(store_url(None, out))
    found = load_round(folder, engine)
    engine.dispose()
    short = found.dealings.shortfall(found.results.portals[0], RECEIVED)
    named = {one.finding.criterion: one.finding.message for one in (*short.by_body, *short.recommendations)}
    assert "Lê Văn Tám" in named[f"{DOUBTED}.present"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"outcome": "tốt"}, "chọn một trong"),
        ({"reason": None}, "ghi lý do"),
        ({"outcome": "đạt một phần"}, "phần điểm"),
        ({"share": "50"}, "chỉ ghi phần điểm"),
        ({"expires": "mai"}, "05/12/2026"),
        ({"reason": "=1+1"}, "công thức"),
        ({"person": None}, "người xem lại"),
    ],
)
def test_a_bad_cell_is_named_and_keeps_nothing(out: Path, cells: dict[str, Any], said: str) -> None:
    taken = take_in(out, [decided(out, **cells)], received=RECEIVED)
    assert taken[0].kept == 0
    assert taken[0].read is not None
    assert any(said in cell.problem for cell in taken[0].read.bad)


def test_taking_the_same_file_twice_adds_nothing(out: Path) -> None:
    path = decided(out)
    assert [one.kept for one in take_in(out, [path, path], received=RECEIVED)] == [1, 0]


def test_another_workbook_is_refused(out: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac.xlsx"
    book = openpyxl.Workbook()
    book.save(other)
    assert "Không phải tệp do Công Khai lập" in take_in(out, [other], received=RECEIVED)[0].problem


def test_an_override_needs_person_reason_and_last_day(out: Path) -> None:
    told: dict[str, Any] = {"outcome": "pass", "share": None, "on": RECEIVED, "expires": date(2027, 1, 1)}
    with pytest.raises(UserError, match="--by"):
        override(out, "stc", "planning.present", **told, by="", reason="có")
    with pytest.raises(UserError, match="không có trong"):
        override(out, "stc", "planning.khong", **told, by="A", reason="có")
    with pytest.raises(UserError, match="--share"):
        override(out, "stc", "planning.present", **{**told, "outcome": "partial"}, by="A", reason="có")
    override(out, "stc", "planning.present", **told, by="Giám đốc Sở", reason="Đã công bố tại địa chỉ khác.")
    assert [one.holds for one in trail(out, until=RECEIVED)] == [True]
    assert [one.holds for one in trail(out, until=date(2027, 2, 1))] == [False]


def test_the_command_line(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["review", "export", str(out)]) == 0
    path = Path(capsys.readouterr().out.strip())
    good = filled(path, f"{DOUBTED}.present", outcome="đạt", reason="Đúng chuyên mục.")
    assert cli.run(["review", "import", str(out), str(good), "--date", "25/11/2026"]) == 0
    capsys.readouterr()
    assert cli.run(["review", "list", str(out), "--date", "25/11/2026"]) == 0
    assert "Lê Văn Tám" in capsys.readouterr().out
    assert cli.run(["review", "override", str(out), "stc"]) == 2
