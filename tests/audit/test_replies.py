"""Answers of the bodies, from the workbook through the store to the next round."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from audit import cli, errors, notices
from audit.due import due
from audit.errors import UserError
from audit.notices import draft, issue
from audit.replies import settle, take_in, waiting
from audit.report import report
from audit.run import Order, audit
from reports.books import KEYS
from reports.replies.form import ANSWER, AUTHOR, GUIDE, HEAD_ROW, NOTE
from tests.audit.fakes import FakeCrawl

Make = Callable[..., Order]
DAY = "2026-11-20"
SIGNED, RECEIVED = date(2026, 11, 23), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "to_pdf", lambda documents: [])  # noqa: ARG005


@pytest.fixture
def audited(order: Make) -> Path:
    """The folder of an audit with drafts."""
    audit(order(), crawl=FakeCrawl({"snv": None}))
    draft(order().out)
    return order().out


def notice_of(audited: Path) -> tuple[str, Path]:
    """A body that gets a notice, and the draft."""
    folder = audited / "notices" / DAY
    book = next((folder / "tra-loi").glob("tra-loi-*.xlsx"))
    body = book.stem.removeprefix("tra-loi-").removesuffix(f"-{DAY}")
    return body, folder / f"cong-van-{body}-{DAY}.docx"


def answered(
    audited: Path, body: str, told: str = "giải trình", note: str | None = "Đã có ở trang chủ"
) -> Path:
    """The body's workbook with every row answered."""
    path = audited / "notices" / DAY / "tra-loi" / f"tra-loi-{body}-{DAY}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for sheet in book.worksheets:
        if sheet.title == GUIDE:
            for line in range(1, 12):
                if sheet.cell(line, 1).value == AUTHOR:
                    sheet.cell(line, 2).value = "Trần Thị Hoa"
        elif sheet.title != KEYS:
            for line in range(HEAD_ROW + 2, sheet.max_row + 1):
                sheet.cell(line, ANSWER + 1).value = told
                sheet.cell(line, NOTE + 1).value = note
    sent = audited / "gui-ve.xlsx"
    book.save(sent)
    return sent


@pytest.fixture
def written_to(audited: Path) -> tuple[Path, str]:
    """The folder, and a body whose notice was issued."""
    body, path = notice_of(audited)
    issue(path, "31", SIGNED)
    return audited, body


def test_answers_wait_for_a_decision(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    (taken,) = take_in(out, [answered(out, body)], received=RECEIVED)
    assert taken.read is not None
    assert taken.read.bad == ()
    assert taken.kept == len(taken.read.replies) > 0
    found = waiting(out, until=RECEIVED)
    assert {portal for portal, _ in found} == {body}
    assert len(found) == taken.kept
    assert waiting(out, until=SIGNED) == []


def test_nothing_can_be_answered_before_a_letter_was_issued(audited: Path) -> None:
    body, _ = notice_of(audited)
    (taken,) = take_in(audited, [answered(audited, body)], received=RECEIVED)
    assert taken.read is None
    assert "không có thông báo nào" in taken.problem


def test_the_same_workbook_twice_is_kept_once(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    sent = answered(out, body)
    take_in(out, [sent], received=RECEIVED)
    take_in(out, [sent], received=RECEIVED)
    first = waiting(out, until=RECEIVED)
    assert len(first) == len({one.criterion for _, one in first})


def test_a_decision_is_not_undone_by_the_same_workbook(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    sent = answered(out, body)
    take_in(out, [sent], received=RECEIVED)
    criterion = waiting(out, until=RECEIVED)[0][1].criterion
    settle(out, body, criterion, accepted=False, by="Phó Giám đốc", on=RECEIVED)
    take_in(out, [sent], received=RECEIVED)
    assert criterion not in {one.criterion for _, one in waiting(out, until=RECEIVED)}


def test_an_accepted_answer_is_not_asked_for_again(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    take_in(out, [answered(out, body)], received=RECEIVED)
    for _, one in waiting(out, until=RECEIVED):
        settle(out, body, one.criterion, accepted=True, by="Phó Giám đốc", on=RECEIVED)
    left = [one for one in due(out, first=RECEIVED, last=date(2027, 1, 31)) if one.kind != "report"]
    assert left == []


def test_what_was_decided_later_is_open_on_the_day_before(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    take_in(out, [answered(out, body)], received=RECEIVED)
    first = waiting(out, until=RECEIVED)
    for _, one in first:
        settle(out, body, one.criterion, accepted=True, by="Phó Giám đốc", on=date(2026, 12, 3))
    assert waiting(out, until=date(2026, 12, 2)) == first
    assert waiting(out, until=date(2026, 12, 3)) == []


def test_the_report_of_a_run_shows_only_what_was_answered_by_its_day(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    take_in(out, [answered(out, body)], received=RECEIVED)
    report(out)
    assert "Ý kiến của cơ quan" not in (out / "site" / "co-quan" / f"{body}.html").read_text("utf-8")


def test_a_decision_needs_a_name_and_an_answer(written_to: tuple[Path, str]) -> None:
    out, body = written_to
    with pytest.raises(UserError, match="--by"):
        settle(out, body, "planning.present", accepted=True, by=" ", on=RECEIVED)
    with pytest.raises(UserError, match="chưa có trả lời"):
        settle(out, body, "planning.present", accepted=True, by="A", on=RECEIVED)
    with pytest.raises(UserError, match="trước ngày quyết định"):
        settle(out, body, "a", accepted=True, by="A", on=RECEIVED, expires=SIGNED)


def test_the_whole_of_it_from_the_command(
    written_to: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    out, body = written_to
    sent = answered(out, body)
    day = ["--date", "2026-12-01"]
    assert cli.run(["reply", "import", str(out), str(sent), *day]) == errors.OK
    assert cli.run(["reply", "list", str(out), *day]) == errors.OK
    told = capsys.readouterr().out
    criterion = told.splitlines()[-1].split("\t")[2]
    accepted = ["reply", "accept", str(out), body, criterion, "--by", "Phó Giám đốc", *day]
    assert cli.run(accepted) == errors.OK
    assert cli.run(["reply", "accept", str(out), body, *day]) == errors.BAD_INPUT


def test_bad_cells_are_named_and_end_with_bad_input(
    written_to: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    out, body = written_to
    sent = answered(out, body, told="xong", note=None)
    assert cli.run(["reply", "import", str(out), str(sent), "--date", "2026-12-01"]) == errors.BAD_INPUT
    assert f"!G{HEAD_ROW + 2}: “xong”: chọn một trong" in capsys.readouterr().out
    assert cli.run(["reply", "import", str(out), str(out / "khong-co.xlsx")]) == errors.BAD_INPUT
