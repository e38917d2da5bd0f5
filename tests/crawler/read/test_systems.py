"""How widespread systems print pagers, downloads, questions and contact data."""

from datetime import date

import pytest

from tests.crawler.read.pages import lists, portal, read

DOCUMENTS = "".join(
    f"<div class='vb'><h4><a href='/vb/{n}'>{n}/QĐ-UBND - Phê duyệt kế hoạch công tác số {n} của Sở</a></h4>"
    f"<p>Ngày ban hành: 0{n}/03/2026</p></div>"
    for n in range(1, 6)
)
WORDPRESS = """<nav class="navigation pagination" aria-label="Phân trang">
<h2 class="screen-reader-text">Trang</h2>
<div class="nav-links"><span aria-current="page" class="page-numbers current">1</span>
<a class="page-numbers" href="/van-ban/page/2/">2</a> <a class="page-numbers" href="/van-ban/page/3/">3</a>
<a class="next page-numbers" href="/van-ban/page/2/">Trang sau</a></div></nav>"""
BRACKETS = "<p align='center'>Trang: <b>[1]</b> <a href='/vb2.htm'>[2]</a> <a href='/vb3.htm'>[3]</a></p>"
TWO_PAGES = "<p align='center'>Trang: <b>[1]</b> <a href='/vb2.htm'>[2]</a></p>"
SHAREPOINT = """<table class="ms-bottompaging"><tr><td class="ms-paging">1 - 5</td><td class="ms-paging">
<a href="javascript:" onclick="javascript:RefreshPageTo(event, &quot;/vb.aspx?Paged=TRUE\\u0026p_ID=9&quot;);
javascript:return false;"><img src="/next.gif" alt="Next"></a></td></tr></table>"""
LAST_PAGE = """<div class="taglib-page-iterator">
<a class="dropdown-toggle" href="javascript:;">Trang 2 trên 2</a>
<ul class="dropdown-menu"><li><a href="/van-ban?_x_cur=1">1</a></li>
<li><a href="/van-ban?_x_cur=2">2</a></li></ul>
<ul class="pager"><li><a href="/van-ban?_x_cur=1">Trước</a></li>
<li class="disabled"><a href="javascript:;">Tiếp theo</a></li></ul></div>"""


@pytest.mark.parametrize(
    ("markup", "following"),
    [
        (WORDPRESS, ["2/", "3/"]),
        (BRACKETS, ["vb2.htm", "vb3.htm"]),
        (TWO_PAGES, ["vb2.htm"]),
        (SHAREPOINT, ["vb.aspx?Paged=TRUE&p_ID=9"]),
        (LAST_PAGE, []),
    ],
    ids=[
        "inside a navigation",
        "numbers in brackets",
        "two pages by text alone",
        "SharePoint's script",
        "next switched off",
    ],
)
def test_a_pager_leads_to_the_further_pages(markup: str, following: list[str]) -> None:
    (listing,) = lists(read(portal(DOCUMENTS + markup)))
    assert len(listing.items) == 5
    asked = listing.pager.next
    assert [one.url.endswith(end) for one, end in zip(asked, following, strict=True)] == [True] * len(
        following
    )
    assert not any(one.render for one in asked)


def test_a_download_button_with_a_size_is_no_entry() -> None:
    rows = "".join(
        f"<div class='doc'><h4><a href='/vb/{n}'>{n}/CT-UBND - Về việc tăng cường phòng cháy số {n}</a></h4>"
        f"<a href='/vb/{n}/file'><span>Tải về</span> <span>(pdf, 312 KB)</span></a></div>"
        for n in range(1, 5)
    )
    (listing,) = lists(read(portal(rows)))
    assert [item.number for item in listing.items] == [f"{n}/CT-UBND" for n in range(1, 5)]


def test_questions_that_only_their_answers_tell() -> None:
    boxes = "".join(
        f"<div class='muc'><div class='box' id='box-question{n}' onclick='show(this)'>"
        f"<p>Gia hạn giấy phép số {n}</p></div>"
        f"<div class='box' id='box-answer{n}' style='display: none'><p>Xin mẫu đơn gia hạn.</p>"
        f"<p>Lê Thị Phương (2{n}/08/2026 10:29) - 117A, Hoàng Ngân</p><p><b>Trả lời</b></p>"
        f"<p>Thủ tục này không có mẫu đơn riêng.</p><p>Phòng Quản lý (1{n}/09/2026 15:26)</p></div></div>"
        for n in range(1, 4)
    )
    (listing,) = lists(read(portal(boxes, title="Hỏi đáp - Sở Thử nghiệm")))
    assert listing.kind == "questions"
    assert [item.title for item in listing.items] == [f"Gia hạn giấy phép số {n}" for n in range(1, 4)]
    first = listing.items[0]
    assert first.answered is True
    assert first.asked is not None
    assert first.asked.day == date(2026, 8, 21)
    assert first.published is not None
    assert first.published.day == date(2026, 9, 11)


def test_contact_data_in_cells_without_colons() -> None:
    rows = (
        ("Địa chỉ", "Khu dân cư số 2, đặc khu Thử Hải, tỉnh Thử"), ("Điện thoại", "(0255) 3867 555"),
        ("Thư điện tử", "bbt.thuhai[at]tinh.gov.vn"),
    )  # fmt: skip
    table = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    page = read(portal(f"<table>{table}</table>", title="Liên hệ"))
    own = next(contact for contact in page.contacts if contact.place == "main")
    assert own.address == "Khu dân cư số 2, đặc khu Thử Hải, tỉnh Thử"
    assert own.phones == ("(0255) 3867 555",)
    assert own.emails == ("bbt.thuhai@tinh.gov.vn",)


def test_an_address_of_a_village_that_nothing_announces() -> None:
    block = (
        "<div><i class='fa-map'></i><span>Thôn Đông, xã Bình Minh, tỉnh Thử Nghiệm</span></div>"
        "<div><a href='tel:02553899123'>0255 3899 123</a></div><div>xabinhminh@tinh.gov.vn</div>"
    )
    page = read(portal(f"<h2>Liên hệ</h2>{block}", title="Liên hệ"))
    own = next(contact for contact in page.contacts if contact.place == "main")
    assert own.address == "Thôn Đông, xã Bình Minh, tỉnh Thử Nghiệm"


def test_a_list_that_says_of_each_entry_whether_it_was_answered_holds_questions() -> None:
    rows = "".join(
        f"<div class='qa'><p><a href='/hd?ItemID={n}'>Về chế độ bảo hiểm của học sinh trường số {n}</a></p>"
        f"<p>Trần Thị Bình | 0{n}/10/2026</p><p>{said}</p></div>"
        for n, said in ((1, "Đã trả lời"), (2, "Chưa trả lời"), (3, "Đã trả lời"))
    )
    (listing,) = lists(read(portal(rows, title="Sở Thử nghiệm")))
    assert listing.kind == "questions"
    assert [item.answered for item in listing.items] == [True, False, True]
