"""`congkhai explain` and `congkhai discover` through the command line, on portals served on loopback."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit import cli, errors
from config.registry import read_registry
from tests.replica.server import Running, running

MONTH = "2026-11"
PROVINCE = "truonggiang.gov.vn"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The replica province."""
    with running(MONTH, tmp_path_factory.mktemp("served")) as province:
        yield province


def go(served: Running, *arguments: str) -> int:
    told = served.described
    doors = ("--hosts", told["hosts"], "--allow-net", told["network"], "--delay", "0")
    return cli.run([*arguments, "--as-of", f"{MONTH}-20", *doors])


@pytest.fixture(autouse=True)
def trusted(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """The replica's own authority is trusted, as the system's would be."""
    monkeypatch.setenv("CONGKHAI_CA_FILE", served.described["ca"])


def address(served: Running, portal: str) -> str:
    with Path(served.described["registry"]).open(encoding="utf-8", newline="") as file:
        return next(row["url"] for row in csv.DictReader(file) if row["id"] == portal)


def section(served: Running, portal: str, name: str) -> str:
    one = next(one for one in served.truth()["portals"] if one["id"] == portal)
    return str(one["sections"][name]["urls"][0])


def test_one_page_is_explained_with_the_section_it_is_and_its_documents(
    served: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(served.log())
    assert go(served, "explain", section(served, "stc", "legal_documents")) == errors.OK
    told = capsys.readouterr().out
    assert "Văn bản quy phạm pháp luật: là chuyên mục" in told
    assert "/QĐ-UBND" in told
    asked = [row["path"] for row in served.log()[before:] if row["path"] != "/robots.txt"]
    assert len(asked) == 1


def test_a_page_that_is_not_there_is_explained_as_such(
    served: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go(served, "explain", address(served, "stc").rstrip("/") + "/khong-co-trang-nay") == errors.OK
    assert "Không đọc được: " in capsys.readouterr().out


def test_a_whole_portal_is_explained_section_by_section(
    served: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go(served, "explain", address(served, "stc"), "--max-pages", "40") == errors.OK
    told = capsys.readouterr().out
    assert "Kết quả thăm: Đã đo" in told
    assert "Văn bản quy phạm pháp luật: Có" in told
    assert section(served, "stc", "legal_documents") in told


def test_bodies_that_the_provincial_portal_links_to_are_proposed_with_what_was_asked_politely(
    served: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "de-xuat.csv"
    before = len(served.log())
    assert go(served, "discover", address(served, "truonggiang"), "--out", str(out)) == errors.OK
    accepted, rejected = read_registry(out)
    assert rejected == []
    assert [(one.id, one.level) for one in accepted] == [
        ("truonggiang", "province"), ("sxd", "department"), ("anphu", "commune"),
    ]  # fmt: skip
    assert {one.url.rstrip("/") for one in accepted} == {
        address(served, name).rstrip("/") for name in ("truonggiang", "sxd", "anphu")
    }
    assert "3 cơ quan: 3 mới." in capsys.readouterr().out
    log = served.log()[before:]
    assert {row["host"] for row in log} == {PROVINCE}
    assert [row for row in log if row["forbidden"] or row["trap"]] == []


def test_a_list_that_was_proposed_can_be_audited_as_it_is(
    served: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "de-xuat.xlsx"
    go(served, "discover", address(served, "truonggiang"), "--out", str(listed))
    out = tmp_path / "out"
    assert go(served, "audit", str(listed), "--out", str(out), "--max-pages", "3", "--strict") == errors.OK
    assert "Đã đo" in capsys.readouterr().out


def test_a_list_in_use_keeps_its_rows_and_shows_what_the_portal_no_longer_links_to(
    served: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used = Path(served.described["registry"])
    out = tmp_path / "moi.csv"
    home = address(served, "truonggiang")
    assert go(served, "discover", home, "--out", str(out), "--registry", str(used)) == errors.OK
    assert read_registry(out)[0] == read_registry(used)[0]
    told = capsys.readouterr().out
    assert "0 mới, 0 đổi địa chỉ" in told
    assert "stc Sở Tài chính tỉnh Trường Giang: không còn liên kết" in told
    assert "sxd" not in told


@pytest.mark.parametrize(
    ("contact", "named"),
    [
        ("kiemtra@tinh.example.gov.vn", "(+kiemtra@tinh.example.gov.vn)"),
        ("Văn phòng Đảng uỷ (tầng 2)", "(+Van phong Dang uy tang 2)"),
        (None, "(+contact: the authority running this audit)"),
    ],
)
def test_portals_are_told_whom_to_turn_to(
    contact: str | None, named: str, served: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONGKHAI_CONTACT", raising=False)
    before = len(served.log())
    more = () if contact is None else ("--contact", contact)
    go(served, "explain", section(served, "stc", "contact"), *more)
    agents = {row["agent"] for row in served.log()[before:]}
    assert len(agents) == 1
    assert agents.pop().endswith(named)


def test_the_contact_may_stand_in_the_environment(served: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGKHAI_CONTACT", "thu@tinh.example.gov.vn")
    before = len(served.log())
    go(served, "explain", section(served, "stc", "contact"))
    assert {row["agent"].rpartition(" ")[2] for row in served.log()[before:]} == {
        "(+thu@tinh.example.gov.vn)"
    }
