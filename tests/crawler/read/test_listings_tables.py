"""Document lists printed as tables, in the markup of several families."""

import pytest

from tests.crawler.read.pages import days, lists, only, portal, read

VBPQ = """
<table class="table vbpq"><thead><tr><th>STT</th><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th>
<th>Ngày có hiệu lực</th><th>Tệp đính kèm</th></tr></thead><tbody>
<tr><td>1</td><td><a href="/vb?docid=7">12/2026/QĐ-UBND</a></td>
<td><a href="#">Ban hành Quy định quản lý đô thị</a></td>
<td>05/03/2026</td><td>15/03/2026</td><td><a href="/documents/12.pdf">Tải về</a></td></tr>
<tr><td>2</td><td><a href="/vb?docid=6">31/2025/NQ-HĐND</a></td><td>
<a href="#">Quy định mức hỗ trợ hộ nghèo</a></td>
<td>09/12/2025</td><td>01/01/2026</td><td></td></tr></tbody></table>"""

RADGRID = """
<div class="RadGrid"><table class="rgMasterTable"><thead><tr><th class="rgHeader">STT</th>
<th class="rgHeader">Văn bản</th><th class="rgHeader">Ngày ban hành</th><th>&nbsp;</th></tr></thead><tbody>
<tr class="rgRow"><td>1</td><td>
<a href="/LinkClick.aspx?fileticket=a1&amp;tabid=5">Quyết định số 270/QĐ-SCT</a><br>
Công bố công khai quyết toán ngân sách năm 2025</td><td>08/10/2026</td>
<td><a href="/LinkClick.aspx?fileticket=a1&amp;tabid=5">Tải về</a></td></tr>
<tr class="rgAltRow"><td>2</td><td>
<a href="/LinkClick.aspx?fileticket=b2&amp;tabid=5">Thông báo số 108/TB-SCT</a><br>
Công khai tình hình thực hiện dự toán quý III/2025</td><td>07/07/2025</td>
<td><a href="/LinkClick.aspx?fileticket=b2&amp;tabid=5">Tải về</a></td></tr></tbody></table></div>"""


def test_each_row_of_a_document_table_is_an_item_with_its_own_days() -> None:
    listing = only(read(portal(VBPQ)))
    assert listing.kind == "documents"
    assert [days(item)[:2] for item in listing.items] == [
        ("2026-03-05", "2026-03-15"), ("2025-12-09", "2026-01-01"),
    ]  # fmt: skip


def test_numbers_and_types_come_from_their_columns() -> None:
    listing = only(read(portal(VBPQ)))
    assert [(item.number, item.doc_type) for item in listing.items] == [
        ("12/2026/QĐ-UBND", "Quyết định"), ("31/2025/NQ-HĐND", "Nghị quyết"),
    ]  # fmt: skip


def test_the_number_cell_links_where_the_title_cell_leads_nowhere() -> None:
    assert only(read(portal(VBPQ))).items[0].url == "https://sotest.tinh.gov.vn/vb?docid=7"


def test_the_header_cells_are_the_columns_as_printed() -> None:
    assert only(read(portal(VBPQ))).columns[1:4] == ("Số ký hiệu", "Trích yếu", "Ngày ban hành")


def test_files_of_a_row_belong_to_its_item_only() -> None:
    items = only(read(portal(VBPQ))).items
    assert [len(item.files) for item in items] == [1, 0]


def test_a_title_that_only_names_the_number_gives_way_to_the_abstract_below_it() -> None:
    items = only(read(portal(RADGRID))).items
    assert [item.title for item in items] == [
        "Công bố công khai quyết toán ngân sách năm 2025",
        "Công khai tình hình thực hiện dự toán quý III/2025",
    ]
    assert items[0].number == "270/QĐ-SCT"
    assert items[0].files[0].url.endswith("fileticket=a1&tabid=5")


def test_a_table_without_header_is_read_by_what_its_cells_hold() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>{n}/KH-SNV</td><td><a href='/vb/{n}'>Kế hoạch công tác tháng {n} của Sở</a>"
        f"</td>"
        f"<td>0{n}/02/2026</td></tr>"
        for n in range(1, 5)
    )
    listing = only(read(portal(f"<table>{rows}</table>")))
    assert listing.kind == "documents"
    assert [item.number for item in listing.items] == ["1/KH-SNV", "2/KH-SNV", "3/KH-SNV", "4/KH-SNV"]
    assert days(listing.items[1])[0] == "2026-02-02"


def test_the_order_of_day_and_month_is_the_columns() -> None:
    rows = "".join(
        f"<tr><td><a href='/l?ID={n}'>Thông báo bán đấu giá cổ phần đợt {n}</a></td><td>{day} 1:55 PM</td>"
        f"</tr>"
        for n, day in enumerate(("5/10/2018", "4/23/2018", "4/20/2018"))
    )
    page = read(portal(f"<table><tr><th>Title</th><th>Created</th></tr>{rows}</table>"))
    assert days(only(page).items[0])[2] == "2018-05-10"


def test_an_unfilled_day_is_no_day() -> None:
    main = VBPQ.replace("05/03/2026", "31/12/9999").replace("15/03/2026", "")
    assert days(only(read(portal(main))).items[0]) == (None, None, None)


def test_the_day_of_posting_is_kept_apart_from_the_day_of_issue() -> None:
    main = VBPQ.replace("Ngày có hiệu lực", "Ngày đăng")
    assert days(only(read(portal(main))).items[0]) == ("2026-03-05", None, "2026-03-15")


def test_a_layout_table_is_no_list() -> None:
    cell = "<a href='/a'>Một mục dài trong cột bên</a><br>" * 6
    body = f"<table><tr><td width='200'>{cell}</td><td>{VBPQ}</td><td width='200'>{cell}</td></tr></table>"
    page = read(f"<html><body>{body}</body></html>")
    assert [one.kind for one in lists(page)] == ["documents"]


def test_unclosed_cells_and_capital_tags_are_read_as_browsers_do() -> None:
    rows = "".join(
        f"<TR><TD>{n}<TD>{n}/QĐ-UBND<TD><A href='/vb{n}'>Về việc phê duyệt dự toán năm 202{n}</A><TD>"
        f"01-0{n}-2026"
        for n in (1, 2, 3)
    )
    page = read(f"<HTML><BODY><TABLE><TR><TH>STT<TH>Số hiệu<TH>Trích yếu<TH>Ngày ký{rows}</TABLE>")
    assert [days(item)[0] for item in only(page).items] == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_an_empty_table_with_a_header_is_an_empty_list_of_nothing() -> None:
    main = (
        "<table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th></tr><tr><td colspan=2>Không có dữ "
        "liệu</td></tr></table>"
    )
    assert not any(one.items for one in read(portal(main)).listings)


def test_projects_keep_the_labels_of_their_columns() -> None:
    head = (
        "<tr><th>STT</th><th>Tên dự án</th><th>Chủ đầu tư</th><th>Tổng mức đầu tư</th><th>Địa điểm</th></tr>"
    )
    row = (
        "<tr><td>1</td><td>Khu du lịch sinh thái hồ Tà Đùng</td><td>Công ty An Phú</td><td>500 tỷ</td>"
        "<td>Xã Đắk Som</td></tr>"
    )
    listing = only(read(portal(f"<table>{head}{row}{row}</table>")))
    assert listing.kind == "projects"
    assert "Chủ đầu tư" in listing.items[0].fields


def test_people_are_told_by_names_and_offices() -> None:
    head = "<tr><th>TT</th><th>Họ và tên</th><th>Chức vụ</th><th>Điện thoại</th></tr>"
    row = "<tr><td>1</td><td>Nguyễn Văn An</td><td>Giám đốc</td><td>0255 3822 643</td></tr>"
    assert only(read(portal(f"<table>{head}{row}{row}</table>"))).kind == "people"


@pytest.mark.parametrize("title", ["Ngày 12/03/2026 họp giao ban", "Quyết định 42/2022/NĐ-CP"])
def test_what_a_title_cites_is_no_day_of_the_row(title: str) -> None:
    rows = (
        f"<tr><td>1</td><td>9/TB-STC</td><td><a href='/v'>Thông báo về việc triển khai {title}</a></td>"
        f"<td></td></tr>"
    )
    head = "<tr><th>STT</th><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày đăng</th></tr>"
    assert days(only(read(portal(f"<table>{head}{rows}{rows}</table>"))).items[0])[2] is None


def test_a_header_of_two_rows_names_each_column_by_its_lower_cell() -> None:
    head = (
        "<tr><td rowspan=2>TT</td><td colspan=2>Văn bản</td><td rowspan=2>Trích yếu</td></tr>"
        "<tr><td>Số, ký hiệu</td><td>Ngày, tháng, năm</td></tr>"
    )
    row = "<tr><td>1</td><td>12/QĐ-UBND</td><td>05/01/2026</td><td>Phê duyệt đồ án quy hoạch chung</td></tr>"
    item = only(read(portal(f"<table>{head}{row}{row}</table>"))).items[0]
    assert (item.title, item.number) == ("Phê duyệt đồ án quy hoạch chung", "12/QĐ-UBND")
    assert days(item)[0] == "2026-01-05"


def test_a_cell_that_spans_rows_belongs_to_each_of_them() -> None:
    head = "<tr><th>Loại văn bản</th><th>Số hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th></tr>"
    rows = (
        "<tr><td rowspan=2>Quyết định</td><td>1/QĐ-STC</td><td>Giao dự toán ngân sách</td><td>"
        "02/01/2026</td></tr>"
        "<tr><td>2/QĐ-STC</td><td>Bổ sung dự toán ngân sách</td><td>03/01/2026</td></tr>"
    )
    items = only(read(portal(f"<table>{head}{rows}</table>"))).items
    assert [(item.number, days(item)[0]) for item in items] == [
        ("1/QĐ-STC", "2026-01-02"), ("2/QĐ-STC", "2026-01-03"),
    ]  # fmt: skip
