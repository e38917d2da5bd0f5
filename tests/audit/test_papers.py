"""Reports and letters of an audit: what is written where, what drafting again leaves alone, issuing."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from audit import notices, office
from audit.errors import UserError
from audit.notices import draft, issue
from audit.report import report
from audit.run import Order, audit
from audit.store.engine import open_store, store_url
from audit.store.letters import deadlines
from reports.letters.issued import NoticeError
from tests.audit.fakes import FakeCrawl

Make = Callable[..., Order]
DAY = "2026-11-20"


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes seconds to start: only its own test starts it."""
    monkeypatch.setattr(notices, "to_pdf", lambda documents: [])  # noqa: ARG005


@pytest.fixture
def audited(order: Make) -> Path:
    """The folder of a finished audit."""
    audit(order(), crawl=FakeCrawl({"snv": None}))
    return order().out


def drafted(out: Path, name: str) -> Path:
    return next((out / "notices" / DAY).glob(f"{name}*.docx"))


def test_a_report_is_a_site_and_a_workbook(audited: Path) -> None:
    site, book, *_ = report(audited)
    assert "Sở Tài chính" in site.read_text("utf-8")
    assert book == audited / f"bang-xep-hang-{DAY}.xlsx"
    assert book.read_bytes()[:2] == b"PK"


def test_a_report_made_again_keeps_nothing_of_the_earlier_one(audited: Path) -> None:
    report(audited)
    (audited / "site" / "co-quan" / "cu.html").write_text("cũ", "utf-8")
    first = {path.name for path in (audited / "site").rglob("*")} - {"cu.html"}
    report(audited)
    assert {path.name for path in (audited / "site").rglob("*")} == first
    assert not (audited / ".site.part").exists()


def test_bodies_that_fall_short_get_a_draft_and_unmeasured_ones_do_not(audited: Path) -> None:
    made = {path.name for path in draft(audited).written}
    assert f"cong-van-stc-{DAY}.docx" in made
    assert not [name for name in made if "snv" in name]
    assert f"thong-bao-ket-qua-{DAY}.docx" in made


def test_drafting_again_gives_the_same_bytes(audited: Path) -> None:
    first = {path.name: path.read_bytes() for path in draft(audited).written}
    assert {path.name: path.read_bytes() for path in draft(audited).written} == first


def test_a_draft_edited_by_hand_is_left_alone(audited: Path) -> None:
    draft(audited)
    path = drafted(audited, "cong-van-stc")
    document = Document(str(path))
    document.add_paragraph("Sửa tay")
    document.save(str(path))
    edited = path.read_bytes()
    again = draft(audited)
    assert again.edited == (path,)
    assert path.read_bytes() == edited
    assert draft(audited).edited == (path,)


def test_a_draft_that_nothing_calls_for_any_more_goes(audited: Path) -> None:
    draft(audited)
    path = drafted(audited, "cong-van-stc")
    results = json.loads((audited / "results.json").read_text("utf-8"))
    for finding in results["portals"][0]["findings"]:
        finding["outcome"], finding["points"] = "pass", finding["max"]
    (audited / "results.json").write_text(json.dumps(results), encoding="utf-8")
    draft(audited)
    assert not path.exists()


def test_nothing_is_drafted_under_a_rubric_not_in_force(order: Make) -> None:
    audit(order(rubric="nd42-2022"), crawl=FakeCrawl({}))
    with pytest.raises(NoticeError, match="không có hiệu lực"):
        draft(order().out)
    assert not list((order().out).glob("notices/*/*.docx"))


def test_an_issued_letter_is_frozen_recorded_and_its_deadline_kept(audited: Path) -> None:
    draft(audited)
    letter, path, _ = issue(drafted(audited, "cong-van-stc"), "123", date(2026, 11, 25))
    text = "\n".join(cell.text for row in Document(str(path)).tables[0].rows for cell in row.cells)
    assert "123/" in text
    assert "ngày 25 tháng 11 năm 2026" in text
    assert hashlib.sha256(path.read_bytes()).hexdigest() == letter.sha256
    assert not path.stat().st_mode & 0o222
    assert letter.due == date(2026, 12, 23)
    engine = open_store(store_url(None, audited))
    with engine.connect() as connection:
        assert deadlines(connection, date(2026, 11, 30))["stc"].keys() == set(letter.criteria)


def test_a_letter_is_issued_once_and_never_drafted_again(audited: Path) -> None:
    draft(audited)
    path = drafted(audited, "cong-van-stc")
    _, frozen, _ = issue(path, "123", date(2026, 11, 25))
    before = frozen.read_bytes()
    with pytest.raises(UserError, match="đã phát hành với số 123"):
        issue(path, "124", date(2026, 11, 26))
    again = draft(audited)
    assert [letter.number for letter in again.issued] == ["123"]
    assert path not in again.written
    assert frozen.read_bytes() == before


def test_within_its_deadline_a_deficiency_gets_no_new_notice(audited: Path, order: Make) -> None:
    draft(audited)
    issue(drafted(audited, "cong-van-stc"), "123", date(2026, 11, 25))
    audit(order(as_of=date(2026, 12, 20)), crawl=FakeCrawl({"snv": None}))
    assert not [path for path in draft(audited).written if "cong-van-stc" in path.name]
    audit(order(as_of=date(2026, 12, 24)), crawl=FakeCrawl({"snv": None}))
    assert [path for path in draft(audited).written if "cong-van-stc" in path.name]


def test_a_day_of_which_letters_were_issued_is_not_audited_anew(audited: Path, order: Make) -> None:
    draft(audited)
    issue(drafted(audited, "cong-van-stc"), "123", date(2026, 11, 25))
    with pytest.raises(UserError, match="ghi đè bằng chứng"):
        audit(order(), crawl=FakeCrawl({"snv": None}))
    elsewhere = f"sqlite:///{audited / 'khac.db'}"
    with pytest.raises(UserError, match="ghi đè bằng chứng"):
        audit(order(db=elsewhere), crawl=FakeCrawl({"snv": None}))


def test_a_draft_whose_run_was_replaced_cannot_be_issued(audited: Path, order: Make) -> None:
    draft(audited)
    path = drafted(audited, "cong-van-stc")
    audit(order(), crawl=FakeCrawl({"snv": None}))
    with pytest.raises(UserError, match="cùng ngày thay thế"):
        issue(path, "123", date(2026, 11, 25))
    draft(audited)
    assert issue(path, "123", date(2026, 11, 25))[0].number == "123"


def test_only_a_draft_of_the_round_can_be_issued(audited: Path, tmp_path: Path) -> None:
    draft(audited)
    other = tmp_path / "khac.docx"
    other.write_bytes(drafted(audited, "cong-van-stc").read_bytes())
    with pytest.raises(UserError, match="không phải dự thảo"):
        issue(other, "1", date(2026, 11, 25))


def test_a_number_that_is_none_is_refused_before_anything_is_written(audited: Path) -> None:
    draft(audited)
    with pytest.raises(NoticeError, match="không hợp lệ"):
        issue(drafted(audited, "cong-van-stc"), "../12", date(2026, 11, 25))
    assert not list((audited / "notices" / DAY).glob("da-phat-hanh/*"))


@pytest.mark.skipif(office.office() is None, reason="no LibreOffice on this machine: drafts are DOCX alone")
def test_all_drafts_become_pdf_in_one_batch(audited: Path) -> None:
    documents = draft(audited).written
    made = office.to_pdf(documents)
    assert {path.stem for path in made} == {path.stem for path in documents}
    assert all(path.read_bytes()[:5] == b"%PDF-" for path in made)


def test_without_libreoffice_there_is_no_pdf(audited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGKHAI_SOFFICE", "/khong/co")
    assert office.to_pdf(draft(audited).written) == []
