"""The list of bodies to confirm: read by the audit, safe in a spreadsheet, honest beside an older list."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit import cli, errors, looking
from audit.crawling import Looked
from audit.discovered import GONE, KNOWN, MOVED, NEW, Sheet, as_csv, as_xlsx, left_as_csv, sheet
from config.registry import Portal, read_registry
from crawler.facts import Answer, Fetch, Link, LinkPlace, Outcome, Page
from crawler.visit.bodies import Proposal, propose
from tests.audit.fakes import START

AS_OF = date(2026, 11, 20)
HOME = "https://tinhx.gov.vn/"
NAME = "Cổng thông tin điện tử tỉnh X"
Write = Callable[[Sheet, Path], Path]


def link(url: str, label: str, *parents: str, place: LinkPlace = "content") -> Link:
    return Link(url, label, place, parents)


def proposal(*links: Link) -> Proposal:
    return propose([Page(HOME, "html", links=links)], HOME, NAME)


PROPOSED = proposal(
    link("http://sxd.tinhx.gov.vn/", "Sở Xây dựng", "Sở, ban, ngành"),
    link("http://sotaichinh.tinhx.gov.vn/", "Sở Tài chính"),
    link("http://tinhxdpi.gov.vn/", "Sở Kế hoạch và Đầu tư"),
    link(HOME + "web/xa-an-phu", "Xã An Phú"),
    link("http://abc.tinhx.gov.vn/", "Trang ABC"),
    link("http://vbpl.tinhx.gov.vn/", "Văn bản"),
    link("https://baox.vn/", "Báo X"),
)
OLD = [
    Portal("ubnd", "UBND tỉnh X", "http://www.tinhx.gov.vn", "province", email="vp@tinhx.gov.vn"),
    Portal("stc", "Sở Tài chính", "http://stc.tinhx.gov.vn/", "department", "ubnd", "stc@tinhx.gov.vn"),
    Portal("stttt", "Sở Thông tin và Truyền thông", "http://stttt.tinhx.gov.vn/", "department", "ubnd"),
    Portal("sxd", "Sở Nội vụ cũ", "http://snv.tinhx.gov.vn/", "department", valid_to=date(2025, 6, 30)),
]


def write_csv(made: Sheet, folder: Path) -> Path:
    path = folder / "ds.csv"
    path.write_bytes(as_csv(made))
    return path


def write_xlsx(made: Sheet, folder: Path) -> Path:
    path = folder / "ds.xlsx"
    path.write_bytes(as_xlsx(made, as_of=AS_OF))
    return path


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("registry", [[], OLD])
def test_the_list_is_a_registry_that_the_audit_reads(
    write: Write, registry: list[Portal], tmp_path: Path
) -> None:
    made = sheet(PROPOSED, registry, as_of=AS_OF)
    accepted, rejected = read_registry(write(made, tmp_path))
    assert rejected == []
    assert accepted == [line.portal for line in made.lines]


def test_each_line_says_how_carefully_it_must_be_looked_at_and_where_it_was_seen() -> None:
    lines = {line.portal.id: line for line in sheet(PROPOSED, as_of=AS_OF).lines}
    assert {name: line.group for name, line in lines.items()} == {
        "tinhx": "chắc", "sxd": "chắc", "sotaichinh": "chắc", "tinhxdpi": "nên xem", "xa-an-phu": "phải xem",
        "abc": "phải xem",
    }  # fmt: skip
    assert "Sở, ban, ngành › Sở Xây dựng" in lines["sxd"].reason
    assert "một trang của cổng tỉnh" in lines["xa-an-phu"].reason
    assert "Trang ABC" in lines["abc"].reason
    assert lines["tinhx"].sisters == (("http://vbpl.tinhx.gov.vn/", "Văn bản"),)


def test_beside_an_older_list_bodies_are_known_moved_gone_or_new() -> None:
    lines = {line.portal.id: line for line in sheet(PROPOSED, OLD, as_of=AS_OF).lines}
    assert {name: line.kind for name, line in lines.items()} == {
        "ubnd": KNOWN, "stc": MOVED, "stttt": GONE, "sxd": KNOWN,
        "sxd-2": NEW, "tinhxdpi": NEW, "xa-an-phu": NEW, "abc": NEW,
    }  # fmt: skip


def test_a_body_that_moved_keeps_its_id_and_all_else_that_the_list_says_of_it() -> None:
    stc = next(line for line in sheet(PROPOSED, OLD, as_of=AS_OF).lines if line.portal.id == "stc")
    assert stc.portal == Portal(
        "stc", "Sở Tài chính", "http://sotaichinh.tinhx.gov.vn/", "department", "ubnd", "stc@tinhx.gov.vn"
    )
    assert "http://stc.tinhx.gov.vn/" in stc.reason


def test_new_bodies_are_placed_under_the_province_as_the_older_list_calls_it() -> None:
    new = [line.portal for line in sheet(PROPOSED, OLD, as_of=AS_OF).lines if line.kind == NEW]
    assert {one.parent for one in new} == {"ubnd"}


def test_two_addresses_for_one_known_body_move_it_once() -> None:
    two = proposal(
        link("http://stc.moi.tinhx.gov.vn/", "Phòng mới"),
        link("http://sotaichinh.tinhx.gov.vn/", "Sở Tài chính"),
    )
    lines = sheet(two, OLD, as_of=AS_OF).lines
    assert sum(line.kind == MOVED for line in lines) == 1
    assert len({line.portal.id for line in lines}) == len(lines)


def test_a_body_still_linked_at_its_own_address_has_not_moved() -> None:
    two = proposal(
        link("http://stc.tinhx.gov.vn/", "Trang chủ Sở TC"),
        link("http://sotaichinh.tinhx.gov.vn/", "Sở Tài chính"),
    )
    kinds = {line.portal.id: line.kind for line in sheet(two, OLD, as_of=AS_OF).lines}
    assert (kinds["stc"], kinds["sotaichinh"]) == (KNOWN, NEW)


def test_no_cell_of_the_csv_starts_like_a_formula(tmp_path: Path) -> None:
    evil = proposal(
        link("http://a.tinhx.gov.vn/", '=HYPERLINK("http://x","y")'),
        link("http://b.tinhx.gov.vn/", "@SUM(A1)"),
        link("http://c.tinhx.gov.vn/", "-2+3\x07\u202eSở"),
        link("http://d.vn/", "+cmd|' /C calc'!A0"),
    )
    made = sheet(evil, as_of=AS_OF)
    text = as_csv(made).decode("utf-8-sig") + left_as_csv(made).decode("utf-8-sig")
    cells = [cell.strip('"') for row in text.splitlines() for cell in row.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert not {"\x07", "\u202e"} & set(text)
    assert read_registry(write_csv(made, tmp_path))[1] == []


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    evil = proposal(link("http://a.tinhx.gov.vn/", "=1+1"), link("http://d.vn/", "=2+2"))
    book = load_workbook(io.BytesIO(as_xlsx(sheet(evil, as_of=AS_OF), as_of=AS_OF)))
    cells = [cell for tab in book.worksheets for row in tab.iter_rows() for cell in row]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_links_that_are_no_bodies_stand_apart_with_a_reason() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(sheet(PROPOSED, as_of=AS_OF), as_of=AS_OF)))
    assert book.sheetnames == ["Danh sách", "Ngoài danh sách", "Cách dùng"]
    rows = list(book["Ngoài danh sách"].iter_rows(values_only=True))
    assert rows[1:] == [("https://baox.vn/", "Báo X", "không phải cơ quan của tỉnh")]


def test_the_same_proposal_gives_the_same_bytes() -> None:
    made = sheet(PROPOSED, OLD, as_of=AS_OF)
    assert as_xlsx(made, as_of=AS_OF) == as_xlsx(made, as_of=AS_OF)


def looked(url: str, name: str, _: object) -> Looked:
    return Looked(propose([Page(url, "html", links=())], url, name or NAME), (url,), None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tinhx.gov.vn", "--out", "a.csv"], "http"),
        ([HOME, "--out", "a.docx"], ".xlsx"),
        ([HOME, "--out", "co-roi.csv"], "đã có"),
        ([HOME, "--out", "a.csv", "--registry", "hong.csv"], "dòng 2"),
        ([HOME, "--out", "a.csv", "--registry", "khong-co.csv"], "khong-co.csv"),
        ([HOME], "--out"),
    ],
)
def test_bad_input_is_named_before_any_portal_is_asked(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def asked(*_: object) -> Looked:
        raise AssertionError("a portal was asked")

    monkeypatch.setattr(looking, "discover_apart", asked)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "co-roi.csv").write_text("của người dùng", encoding="utf-8")
    (tmp_path / "hong.csv").write_text("id,name,url,level\nx,,,\n", encoding="utf-8")
    assert cli.run(["discover", *arguments]) == errors.BAD_INPUT
    assert said in capsys.readouterr().err
    assert (tmp_path / "co-roi.csv").read_text("utf-8") == "của người dùng"


def test_a_portal_that_cannot_be_read_gives_no_list_and_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(url: str, name: str, _: object) -> Looked:
        answer = Answer(Fetch(url, "home"), Outcome.ROBOTS, START, url)
        return Looked(propose([], url, name), (), answer)

    monkeypatch.setattr(looking, "discover_apart", refused)
    out = tmp_path / "ds.xlsx"
    assert cli.run(["discover", HOME, "--out", str(out)]) == errors.BAD_INPUT
    assert "robots.txt" in capsys.readouterr().err
    assert not out.exists()


def test_bodies_of_the_older_list_that_are_gone_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(looking, "discover_apart", looked)
    old = write_csv(Sheet(tuple(sheet(proposal(), OLD, as_of=AS_OF).lines), ()), tmp_path)
    out = tmp_path / "moi.xlsx"
    assert (
        cli.run(["discover", HOME, "--out", str(out), "--registry", str(old), "--as-of", "2026-11-20"]) == 0
    )
    told = capsys.readouterr().out
    assert "stttt Sở Thông tin và Truyền thông: không còn liên kết" in told
    assert "0 mới, 0 đổi địa chỉ, 2 không còn liên kết" in told
    assert len(read_registry(out)[0]) == len(OLD)
