"""What follows a round: what falls due, the workbooks to answer in, the report on a period, the profile."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from audit import cli, errors, notices
from audit import synthesis as synthesizing
from audit.due import due
from audit.errors import UserError
from audit.notices import draft, issue
from audit.run import Order, audit
from audit.synthesis import parse_period, synthesize
from config.periods import Period
from config.sender import SAMPLE
from tests.audit.fakes import FakeCrawl
from tests.reports.documents import paragraphs
from tests.reports.test_synthesis import fill_in

Make = Callable[..., Order]
DAY = "2026-11-20"
SIGNED = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (notices, synthesizing):
        monkeypatch.setattr(module, "to_pdf", lambda documents: [])  # noqa: ARG005


@pytest.fixture
def audited(order: Make) -> Path:
    audit(order(), crawl=FakeCrawl({"snv": None}))
    return order().out


@pytest.fixture
def issued(audited: Path) -> Path:
    """The folder of an audit whose first notice was signed."""
    drafted = draft(audited)
    notice = next(path for path in drafted.written if path.name.startswith("cong-van-"))
    issue(notice, "31", SIGNED)
    return audited


def test_an_issued_notice_falls_due(issued: Path) -> None:
    found = due(issued, first=SIGNED, last=date(2027, 1, 31))
    kinds = [one.kind for one in found if one.kind != "report"]
    assert kinds == ["reply", "reminder", "deadline", "recheck", "escalation"]
    assert all("31" in one.what for one in found if one.kind in ("reply", "deadline"))


def test_what_was_not_issued_does_not_fall_due(audited: Path) -> None:
    draft(audited)
    assert {one.kind for one in due(audited, first=SIGNED, last=date(2027, 1, 31))} == {"report"}


def test_due_is_listed_one_line_each(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["due", str(issued), "--from", "2026-11-23", "--days", "60"]) == errors.OK
    told = capsys.readouterr()
    assert "22/12/2026\t" in told.out
    assert "việc đến hạn từ 23/11/2026" in told.err


def test_bodies_with_something_to_answer_get_a_workbook(audited: Path) -> None:
    draft(audited)
    folder = audited / "notices" / DAY
    answered = {path.name.removeprefix("tra-loi-") for path in (folder / "tra-loi").glob("*.xlsx")}
    noticed = {
        path.name.removeprefix("cong-van-").replace(".docx", ".xlsx")
        for path in folder.glob("cong-van-*.docx")
        if "van-hanh" not in path.name
    }
    assert answered == noticed
    assert noticed
    for path in (folder / "tra-loi").glob("*.xlsx"):
        assert len(openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames) >= 3


def test_the_report_of_a_period_keeps_what_was_filled_in(issued: Path) -> None:
    path, _ = synthesize(issued, Period("quarter", 2026, 4))
    assert path == issued / "bao-cao" / "bao-cao-2026-q4.docx"
    assert "Đã ban hành 1 văn bản nhắc nhở đến 1 cơ quan." in paragraphs(path.read_bytes())
    path.write_bytes(fill_in(path.read_bytes(), {"kien-nghi": ["Đề nghị bố trí kinh phí."]}))
    synthesize(issued, Period("quarter", 2026, 4))
    assert "Đề nghị bố trí kinh phí." in paragraphs(path.read_bytes())


def test_a_report_counts_letters_until_its_day_only(issued: Path) -> None:
    path, _ = synthesize(issued, Period("year", 2026), until=date(2026, 11, 22))
    assert not [line for line in paragraphs(path.read_bytes()) if line.startswith("Đã ban hành")]


def test_a_run_of_another_period_is_bad_input(audited: Path) -> None:
    with pytest.raises(UserError, match="Kỳ kiểm tra ngày 20/11/2026 không thuộc quý III năm 2026"):
        synthesize(audited, Period("quarter", 2026, 3))


def test_the_report_comes_from_the_command(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["synthesis", str(issued), "--period", "2026-q4"]) == errors.OK
    path = Path(capsys.readouterr().out.strip())
    assert Document(str(path)).paragraphs
    assert cli.run(["synthesis", str(issued), "--period", "2026-Q5"]) == errors.BAD_INPUT


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026", Period("year", 2026)),
        ("2026-Q4", Period("quarter", 2026, 4)),
        ("2026h2", Period("half", 2026, 2)),
    ],
)
def test_periods_are_read(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["", "26", "2026-Q0", "2026-H3", "2026-11", "quý 4"])
def test_what_is_no_period_is_bad_input(text: str) -> None:
    with pytest.raises(UserError, match="không phải kỳ báo cáo"):
        parse_period(text)


def test_a_profile_is_checked_from_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["sender", "check", str(SAMPLE)]) == errors.BAD_INPUT
    assert "hồ sơ mẫu" in capsys.readouterr().out
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in (
        ("TRƯỜNG GIANG", "SƠN HÀ"),
        ("Trường Giang", "Sơn Hà"),
        ("Số 01 đường Mẫu", "Số 12 đường Hùng Vương"),
        ("truonggiang", "sonha"),
        ("0200 000 0000", "0255 382 1234"),
        ("Nguyễn Văn Mẫu", "Trần Văn Bình"),
    ):
        text = text.replace(old, new)
    own = tmp_path / "so.yaml"
    own.write_text(text, encoding="utf-8")
    assert cli.run(["sender", "check", str(own)]) == errors.OK


def test_edited_templates_are_used_and_never_overwritten(
    audited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mau"
    assert cli.run(["sender", "templates", str(SAMPLE), "--out", str(folder)]) == errors.OK
    assert len(capsys.readouterr().out.splitlines()) == 4
    document = Document(str(folder / "cong-van.docx"))
    last = next(one for one in document.paragraphs if one.text == "{{ recheck }}/.")
    last.text = "Trân trọng. {{ recheck }}/."
    document.save(str(folder / "cong-van.docx"))
    assert cli.run(["sender", "templates", str(SAMPLE), "--out", str(folder)]) == errors.OK
    assert capsys.readouterr().out == ""
    made = draft(audited, templates=folder)
    notice = next(path for path in made.written if path.name.startswith("cong-van-"))
    assert any(line.startswith("Trân trọng. Sở Khoa học") for line in paragraphs(notice.read_bytes()))


def test_a_folder_without_templates_is_bad_input(audited: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="không có mẫu nào"):
        draft(audited, templates=tmp_path)
