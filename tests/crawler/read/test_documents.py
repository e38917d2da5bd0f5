"""What identifies a document: number, type, who issued it, when, whether it is normative."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.read.documents import (
    authority,
    doc_type,
    find_number,
    find_numbers,
    is_normative,
    issued_date,
)

AS_OF = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12/2026/QĐ-UBND", "12/2026/QĐ-UBND"),
        ("Số: 12/2026/QĐ-UBND", "12/2026/QĐ-UBND"),
        ("Số: Số: 849/TB-SKH-VP Ngày: 05/09/2017", "849/TB-SKH-VP"),
        ("Số ký hiệu: 12/QĐ-UBND", "12/QĐ-UBND"),
        ("Số/Ký hiệu 12/QĐ-UBND", "12/QĐ-UBND"),
        ("1234/UBND-KTN", "1234/UBND-KTN"),
        ("Công văn số 123/SKHCN-CĐS ngày 1/2/2026", "123/SKHCN-CĐS"),
        ("05-NQ/TU", "05-NQ/TU"),
        ("Nghị quyết số 28-NQ/TW", "28-NQ/TW"),
        ("417-QĐ/ĐU", "417-QĐ/ĐU"),
        ("24/2008/QH12", "24/2008/QH12"),
        ("28/2005/PL-UBTVQH11", "28/2005/PL-UBTVQH11"),
        ("16/2011/TTLT-BCT-BNV", "16/2011/TTLT-BCT-BNV"),
        ("07/CT-TTg", "07/CT-TTg"),
        ("45/VBHN-VPQH", "45/VBHN-VPQH"),
        ("19-2018/NQ-CP", "19-2018/NQ-CP"),
        ("130/KH-UBND", "130/KH-UBND"),
        ("12a/QĐ-UBND", "12a/QĐ-UBND"),
        ("55/BC-TTHĐND", "55/BC-TTHĐND"),
        ("89/TTr-SNV", "89/TTr-SNV"),
        ("12/CTr-UBND", "12/CTr-UBND"),
        ("05\\QĐ-UBND", "05/QĐ-UBND"),
        ("2303/QDD-UBND", "2303/QĐ-UBND"),
        ("2303/QD-UBND", "2303/QĐ-UBND"),
        ("T-25 /QD-UBND", "T-25/QĐ-UBND"),
        ("12 / QĐ - UBND", "12/QĐ-UBND"),
        ("284 /QĐ – TTg", "284/QĐ-TTg"),
        ("12/qđ-ubnd", "12/QĐ-UBND"),
        ("15/12017/TT-BTNMT", "15/2017/TT-BTNMT"),
        ("12/QĐ.UBND", "12/QĐ-UBND"),
        ("12-QĐ-UBND", "12/QĐ-UBND"),
        ("12_QĐ-UBND", "12/QĐ-UBND"),
        ("345_2024_QD-UBND.pdf", "345/2024/QĐ-UBND"),
        ("15-2024-QD-UBND", "15/2024/QĐ-UBND"),
        ("Số 12/QĐUBND", "12/QĐ-UBND"),
        ("12/2026/Qđ-UBND", "12/2026/QĐ-UBND"),
        ("Số: 12 - QĐ/TU", "12-QĐ/TU"),
        ("Số: 12 QĐ/UBND", "12-QĐ/UBND"),
        ("Nghị quyết số 66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),
        ("403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"),
        ("Số: 45", "45"),
        ("So\u0302\u0301: 12/QĐ-UBND", "12/QĐ-UBND"),
    ],
)
def test_numbers_are_read_and_normalised(text: str, number: str) -> None:
    assert find_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "12/05/2026", "24/7", "1/2", "3/4 số phiếu", "2021-2026", "10 km/h", "120 m3/giờ", "100.000 đồng/m2",
        "km 12/QL1", "Điện thoại: 0261.3544142/Fax", "ISO 9001:2015", "TCVN 7/2010", "Tổ 5/KP3",
        "48A/22 Lê Lợi", "Trang 1/12", "01/2026", "", "Quyết định về việc phê duyệt", "Win/Mac", "và/hoặc",
        "Số: /QĐ-UBND", "Số:     /2026/QĐ-UBND", "64-CT-SCAN", "Số 5 TT/XH", "Phòng 12 A/B",
        "QCĐP 01:2023/LC",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_gives_none(text: str) -> None:
    assert find_number(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("125/KH-UBND Thực hiện Nghị quyết số 35/NQ-CP về hỗ trợ doanh nghiệp", "125/KH-UBND"),
        ("Thực hiện Nghị quyết số 35/NQ-CP về hỗ trợ doanh nghiệp", None),
        ("Kế hoạch triển khai Chỉ thị số 12/CT-TTg của Thủ tướng Chính phủ", None),
        ("Quyết định sửa đổi, bổ sung Quyết định số 12/2020/QĐ-UBND", None),
        ("Quyết định số 15/2026/QĐ-UBND bãi bỏ Quyết định số 12/2020/QĐ-UBND", "15/2026/QĐ-UBND"),
        ("(Điều 1 Nghị định số 24/2012/NĐ-CP Về quản lý vàng ngày 03/04/2012)", "24/2012/NĐ-CP"),
    ],
)
def test_the_number_of_a_cited_document_is_not_the_documents_own(text: str, number: str | None) -> None:
    assert find_number(text) == number


def test_all_numbers_of_a_text_are_found_once_each_in_order() -> None:
    text = "Căn cứ 42/2022/NĐ-CP và 12/QĐ-UBND; theo 42/2022/NĐ-CP"
    assert find_numbers(text) == ["42/2022/NĐ-CP", "12/QĐ-UBND"]


@pytest.mark.parametrize(
    ("number", "title", "kind"),
    [
        ("12/2026/QĐ-UBND", "", "Quyết định"),
        ("05/NQ-HĐND", "", "Nghị quyết"),
        ("07/CT-TTg", "", "Chỉ thị"),
        ("130/KH-UBND", "", "Kế hoạch"),
        ("849/TB-SKH-VP", "", "Thông báo"),
        ("42/2022/NĐ-CP", "", "Nghị định"),
        ("10/2022/TT-BLĐTBXH", "", "Thông tư"),
        ("16/2011/TTLT-BCT-BNV", "", "Thông tư liên tịch"),
        ("05-NQ/TU", "", "Nghị quyết"),
        ("1234/UBND-KTN", "", "Công văn"),
        ("123/SKHCN-CĐS", "V/v báo cáo", "Công văn"),
        ("24/2008/QH12", "Quốc tịch Việt Nam", "Luật"),
        ("35/2026/QH16", "Nghị quyết về thí điểm", "Nghị quyết"),
        (None, "Quyết định về việc phê duyệt quy hoạch", "Quyết định"),
        (None, "(Điều 10 Thông tư số 20/2023/TT-BCT)", "Thông tư"),
        (None, "Dự thảo Nghị quyết quy định mức chi", "Nghị quyết"),
        (None, "Thông tư liên tịch hướng dẫn", "Thông tư liên tịch"),
        (None, "Chương trình hành động thực hiện", "Chương trình hành động"),
        ("12/CT-UBND", "Chương trình công tác năm 2026", "Chương trình"),
        (None, "Hội nghị tổng kết năm", None),
        (None, "Luật sư tư vấn miễn phí", None),
    ],
)
def test_the_type_follows_from_the_number_else_from_the_title(
    number: str | None, title: str, kind: str | None
) -> None:
    assert doc_type(title, number) == kind


@pytest.mark.parametrize(
    ("number", "kind", "normative"),
    [
        ("12/2026/QĐ-UBND", None, True),
        ("12/QĐ-UBND", None, False),
        ("05/2025/NQ-HĐND", None, True),
        ("05/NQ-HĐND", None, False),
        ("42/2022/NĐ-CP", None, True),
        ("97/2015/QH13", None, True),
        ("07/2025/CT-UBND", None, True),
        ("07/CT-UBND", None, False),
        ("130/KH-UBND", None, False),
        ("1234/UBND-KTN", None, False),
        ("45/VBHN-VPQH", None, None),
        (None, "Thông tư", True),
        (None, "Quyết định", None),
        (None, "Kế hoạch", False),
        (None, None, None),
    ],
)
def test_the_year_in_the_number_makes_a_document_normative(
    number: str | None, kind: str | None, normative: bool | None
) -> None:
    assert is_normative(number, kind) is normative


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Số: 90/BC-UBND Ngày: 29/03/2017 Báo cáo tình hình", "2017-03-29"),
        ("Quyết định số 62/QĐ-UBND ngày 22/01/2018 thực hiện NQ số 01/NQ-CP ngày 01/01/2018", "2018-01-22"),
        ("12/QĐ-UBND | 15/03/2024 | Quyết định phê duyệt", "2024-03-15"),
        ("Số: 130/KH-UBND | Thanh Hoá, ngày 27 tháng 6 năm 2025 |", "2025-06-27"),
        ("Nghị định số 24/2012/NĐ-CP Về quản lý vàng ngày 03/04/2012 của Chính phủ, có hiệu lực thi hành "
         "kể từ ngày 25/05/2012", "2012-04-03"),
        ("Số: 125/KH-UBND Ngày: 31/12/9999 Thực hiện Nghị quyết số 35/NQ-CP ngày 16/5/2016", None),
        ("Kế hoạch thực hiện Nghị quyết số 35/NQ-CP ngày 16/5/2016", None),
        ("Số: 12/QĐ-UBND Ngày ban hành: Ngày hiệu lực: 27/04/2017", None),
        ("Thông báo lịch tiếp công dân", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_issue_date_is_the_documents_own(text: str, day: str | None) -> None:
    dated = issued_date(text, AS_OF)
    assert (dated.day.isoformat() if dated else None) == day


@pytest.mark.parametrize(
    ("number", "text", "name"),
    [
        ("42/2022/NĐ-CP", "", "Chính phủ"),
        ("07/CT-TTg", "", "Thủ tướng Chính phủ"),
        ("12/QĐ-UBND", "", "Ủy ban nhân dân"),
        ("10/TT-BTC", "", "Bộ Tài chính"),
        ("123/SKHCN-CĐS", "", "Sở Khoa học và Công nghệ"),
        ("97/2015/QH13", "", "Quốc hội"),
        ("12/QĐ-UBND", "Quyết định số 12/QĐ-UBND của UBND tỉnh Lào Cai về việc", "UBND tỉnh Lào Cai"),
        (None, "", None),
        ("12/QĐ-XYZW", "", None),
    ],
)
def test_who_issued_it_is_said_by_the_text_else_by_the_number(
    number: str | None, text: str, name: str | None
) -> None:
    assert authority(number, text) == name


@given(st.text(max_size=400))
def test_no_text_makes_the_readers_raise(text: str) -> None:
    number = find_number(text)
    find_numbers(text)
    doc_type(text, number)
    doc_type(text, text)
    is_normative(text, text)
    issued_date(text, AS_OF)
    authority(number, text)
    authority(text, text)


@given(
    st.integers(1, 99999),
    st.sampled_from([None, 1998, 2015, 2026]),
    st.sampled_from(["QĐ-UBND", "NQ-HĐND", "CT-UBND", "TB-VPCP", "KH-SNV", "UBND-KTN", "TT-BTC", "NĐ-CP"]),
)
def test_a_normal_number_is_read_back_as_it_is(serial: int, year: int | None, code: str) -> None:
    number = f"{serial}/{year}/{code}" if year else f"{serial}/{code}"
    assert find_number(number) == number
    assert find_number(f"Số: {number} Ngày: 01/02/2024") == number
    assert find_number(number.replace("/", " / ")) == number
