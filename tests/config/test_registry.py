"""The registry: good rows read from any usual spreadsheet, bad rows named by line and reason."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from config.loading import CONFIG
from config.registry import Portal, RegistryError, existing_on, read_registry

HEADER = "id,name,url,level,parent,email,address_to,valid_from,valid_to,successor"
GOOD = "stc,Sở Tài chính,https://stc.example.gov.vn,department,,,,,,"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "registry.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_required_columns_are_enough(tmp_path: Path) -> None:
    portals, rejected = read_registry(
        write(tmp_path, "id,name,url,level\na,Cơ quan A,http://a.gov.vn,other\n")
    )
    assert portals == [Portal("a", "Cơ quan A", "http://a.gov.vn", "other")]
    assert rejected == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_dialects(tmp_path: Path, delimiter: str, encoding: str, newline: str) -> None:
    text = newline.join([HEADER, GOOD]).replace(",", delimiter) + newline
    portals, rejected = read_registry(write(tmp_path, text, encoding))
    assert [portal.name for portal in portals] == ["Sở Tài chính"]
    assert rejected == []


def test_excel_separator_hint_keeps_line_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\r\nid;name;url;level\r\na;A;ftp://a.vn;xã\r\n")
    portals, rejected = read_registry(path)
    assert portals == []
    assert [row.line for row in rejected] == [3]


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("tỉnh", "province"),
        ("Sở", "department"),
        ("HUYỆN", "district"),
        ("phường", "commune"),
        ("đặc khu", "commune"),
        ("xã", "commune"),
        ("commune", "commune"),
        ("UBND xã", "commune"),
    ],
)
def test_vietnamese_levels(tmp_path: Path, word: str, level: str) -> None:
    portals, _ = read_registry(write(tmp_path, f"id,name,url,level\na,A,https://a.gov.vn,{word}\n"))
    assert [portal.level for portal in portals] == [level]


BAD = [
    (",Tên,https://x.gov.vn,xã,,,,,,", "thiếu id"),
    ("x,,https://x.gov.vn,xã,,,,,,", "thiếu name"),
    ("x,Tên,,xã,,,,,,", "thiếu url"),
    ("x,Tên,https://x.gov.vn,,,,,,,", "thiếu level"),
    ("stc,Tên,https://x.gov.vn,xã,,,,,,", "đã có ở dòng 2"),
    ("x,Tên,http://STC.example.gov.vn/,xã,,,,,,", "trùng với dòng 2"),
    ("x,Tên,ftp://x.gov.vn,xã,,,,,,", "http:// hoặc https://"),
    ("x,Tên,javascript:alert(1),xã,,,,,,", "http:// hoặc https://"),
    ("x,Tên,x.gov.vn,xã,,,,,,", "http:// hoặc https://"),
    ("x,Tên,https:///duong-dan,xã,,,,,,", "không có tên miền"),
    ("x,Tên,https://user:pass@x.gov.vn,xã,,,,,,", "mật khẩu"),
    ("x,Tên,https://x.gov.vn:99999,xã,,,,,,", "không đọc được"),
    ("x,Tên,https://x.gov.vn/a b,xã,,,,,,", "dấu cách"),
    ("x,Tên,https://x.gov.vn,bộ,,,,,,", "level “bộ”"),
    ("x,Tên,https://x.gov.vn,xã,,,,31/02/2026,,", "valid_from"),
    ("x,Tên,https://x.gov.vn,xã,,,,2026-07-01,2026-06-30,", "trước valid_from"),
    ("x,Tên,https://x.gov.vn,xã,khong-co,,,,,", "parent “khong-co”"),
    ("x,Tên,https://x.gov.vn,xã,x,,,,,", "chính cơ quan này"),
    ("x,Tên,https://x.gov.vn,xã,,,,,,khong-co", "successor “khong-co”"),
    ("../x,Tên,https://x.gov.vn,xã,,,,,,", "id chỉ gồm"),
    (f"{'x' * 65},Tên,https://x.gov.vn,xã,,,,,,", "id chỉ gồm"),
    (f"x,{'T' * 301},https://x.gov.vn,xã,,,,,,", "dài quá 300"),
    ("x,Tê\x07n,https://x.gov.vn,xã,,,,,,", "ký tự điều khiển"),
    ('x,"Tên\nhai dòng",https://x.gov.vn,xã,,,,,,', "xuống dòng"),
    ("x,Tên,https://x.gov.vn,xã,,khong-phai-thu,,,,", "email"),
    ("x,Tên,https://x.gov.vn,xã,,,,,,,thừa", "nhiều ô hơn"),
]


@pytest.mark.parametrize(("row", "reason"), BAD)
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path, row: str, reason: str) -> None:
    last = "cuoi,Cơ quan cuối,https://cuoi.gov.vn,xã,,,,,,"
    portals, rejected = read_registry(write(tmp_path, "\n".join([HEADER, GOOD, row, last]) + "\n"))
    assert [portal.id for portal in portals] == ["stc", "cuoi"]
    assert [(item.line, reason in item.reason) for item in rejected] == [(3, True)]


def test_lines_stay_right_after_a_cell_of_two_lines(tmp_path: Path) -> None:
    text = "\n".join([HEADER, 'a,A,https://a.gov.vn,xã,,,"Số 1\nphố X",,,', "b,B,nothing,xã,,,,,,"]) + "\n"
    _, rejected = read_registry(write(tmp_path, text))
    assert [row.line for row in rejected] == [2, 4]


def test_all_problems_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    _, rejected = read_registry(write(tmp_path, f"{HEADER}\nx y,Tên,ftp://x,bộ,,,,,,\n"))
    assert all(word in rejected[0].reason for word in ("id chỉ gồm", "http://", "level"))


def test_a_child_of_a_rejected_parent_is_kept(tmp_path: Path) -> None:
    text = f"{HEADER}\ncha,Cha,ftp://cha.vn,tỉnh,,,,,,\ncon,Con,https://con.gov.vn,sở,cha,,,,,\n"
    portals, rejected = read_registry(write(tmp_path, text))
    assert [portal.id for portal in portals] == ["con"]
    assert [row.line for row in rejected] == [2]


def test_one_address_may_pass_from_one_body_to_the_next(tmp_path: Path) -> None:
    text = (
        f"{HEADER}\ncu,Cũ,https://a.gov.vn,xã,,,,,2026-06-30,moi\n"
        "moi,Mới,https://a.gov.vn,xã,,,,2026-07-01,,\n"
    )
    portals, rejected = read_registry(write(tmp_path, text))
    assert rejected == []
    assert [portal.id for portal in existing_on(portals, date(2026, 6, 30))] == ["cu"]
    assert [portal.id for portal in existing_on(portals, date(2026, 7, 1))] == ["moi"]


def test_xlsx_with_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(","))
    sheet.append(
        [1, "Xã A", "https://a.gov.vn", "xã", None, None, None, date(2026, 7, 1), "31/12/2026", None]
    )
    sheet.append([2, "Xã B", "b.gov.vn", "xã"])
    path = tmp_path / "registry.xlsx"
    book.save(path)
    portals, rejected = read_registry(path)
    assert [(p.id, p.valid_from, p.valid_to) for p in portals] == [
        ("1", date(2026, 7, 1), date(2026, 12, 31))
    ]
    assert [row.line for row in rejected] == [3]


UNUSABLE = [
    b"",
    b"PK\x03\x04 no zip",
    "tên,địa chỉ\nSở,https://a.vn\n".encode(),
    "id,name,url,level\na,Sở,https://a.vn,xã".encode("utf-16-le"),
    b"id,name,url,level\na,S\xf4,https://a.vn,xa",
    b"id,id,name,url,level\n",
]


@pytest.mark.parametrize("content", UNUSABLE)
def test_an_unusable_file_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "registry.csv"
    path.write_bytes(content)
    with pytest.raises(RegistryError, match=r"registry\.csv"):
        read_registry(path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="không mở được tệp"):
        read_registry(tmp_path / "none.csv")


def test_the_34_provinces_are_ready() -> None:
    portals, rejected = read_registry(CONFIG / "registries" / "provinces.csv")
    assert rejected == []
    assert len(portals) == 34
    assert {portal.level for portal in portals} == {"province"}
    assert "https://hochiminhcity.gov.vn" in {portal.url for portal in portals}


def test_the_routes_of_a_single_page_portal_are_different_addresses(tmp_path: Path) -> None:
    text = f"{HEADER}\na,A,https://t.gov.vn/#/xa-a,xã,,,,,,\nb,B,https://t.gov.vn/#/xa-b,xã,,,,,,\n"
    portals, rejected = read_registry(write(tmp_path, text))
    assert ([portal.id for portal in portals], rejected) == (["a", "b"], [])
