"""How lists go on: links, postbacks, scripts, printed totals."""

import pytest

from crawler.facts import Pager
from tests.crawler.read.pages import only, portal, read

LIST = "<ul class='news'>" + "".join(
    f"<li><a href='/tin/{n}'>Hội nghị sơ kết công tác năm thứ {n}</a> 0{n}/11/2026</li>" for n in range(1, 6)
) + "</ul>"  # fmt: skip
VIEWSTATE = "<input type=hidden name=__VIEWSTATE value=abc><input type=hidden name=__EVENTTARGET value=''>"


def pager(markup: str, before: str = LIST) -> Pager:
    return only(read(portal(before + markup), url="https://sotest.tinh.gov.vn/tin")).pager


def paths(found: Pager) -> list[str]:
    return [fetch.url.removeprefix("https://sotest.tinh.gov.vn") for fetch in found.next]


NUMBERED = {
    "query": ("<div class='pager'><b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>",
              ["/tin?page=2", "/tin?page=3"]),
    "zero based": (
        "<nav class='pager'><ul><li class='is-active'><a href='/tin'><span class='visually-hidden'>"
        "Page</span>1</a></li>"
        "<li><a href='/tin?page=1'><span class='visually-hidden'>Page</span>2</a></li></ul></nav>",
        ["/tin?page=1"],
    ),
    "path": (
        "<ul class='page-numbers nav-pagination'><li><span aria-current='page' class='current'>1</span></li>"
        "<li><a href='/tin/page/2/'>2</a></li><li><a class='next' href='/tin/page/2/'>Tiếp</a></li></ul>",
        ["/tin/page/2/"],
    ),
    "start": (
        "<nav><ul class='pagination'><li class='active'><a>1</a></li><li><a href='/tin?start=10'>2</a></li>"
        "<li><a href='/tin?start=10'>Tiếp tục</a></li></ul></nav>",
        ["/tin?start=10"],
    ),
    "unnamed": ("<P align=right><B>1</B> | <A href='/PhanTrang/15/2/'>2</A> | <A href='/PhanTrang/15/3/'>"
                "3</A>", ["/PhanTrang/15/2/", "/PhanTrang/15/3/"]),
    "html": ("<div class=phantrang><a class=active>1</a><a href='/tin-c21-2.html'>2</a><a "
             "href='/tin-c21-3.html'>3</a></div>", ["/tin-c21-2.html", "/tin-c21-3.html"]),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERED)
def test_further_pages_are_followed_in_order(name: str) -> None:
    markup, expected = NUMBERED[name]
    assert paths(pager(markup)) == expected


def test_pages_before_the_current_one_are_left_out() -> None:
    found = pager("<div class='pager'><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a></div>")
    assert (found.current, paths(found)) == (2, ["/tin?page=3"])


def test_only_a_next_link_is_a_pager_too() -> None:
    found = pager("<div class='nav'><a href='/tin?PageIndex=2'>Trang sau »</a></div>")
    assert paths(found) == ["/tin?PageIndex=2"]


def test_the_last_pages_number_is_the_count_of_pages() -> None:
    found = pager("<div class='pager'><b>1</b><a href='?page=2'>2</a><a href='?page=14'>Cuối »</a></div>")
    assert found.total_pages == 14


def test_a_postback_carries_the_state_of_its_form() -> None:
    markup = (
        f"<form method=post action='/Default.aspx?tabid=7'>{VIEWSTATE}{LIST}<table class='rgPager'><tr>"
        f"<td><span>1</span> "
        "<a href=\"javascript:__doPostBack('grid','Page$2')\">2</a></td></tr></table></form>"
    )
    fetch = pager(markup, before="").next[0]
    assert (fetch.method, fetch.url) == ("POST", "https://sotest.tinh.gov.vn/Default.aspx?tabid=7")
    form = dict(fetch.form)
    assert (form["__EVENTTARGET"], form["__EVENTARGUMENT"], form["__VIEWSTATE"]) == ("grid", "Page$2", "abc")


def test_a_grids_own_pager_row_is_no_entry() -> None:
    rows = "".join(
        f"<tr><td>{n}/KH-STC</td><td><a href='/v{n}'>Kế hoạch tài chính năm thứ {n}</a></td><td>"
        f"0{n}/01/2026</td></tr>"
        for n in (1, 2)
    )
    markup = (
        f"<form method=post>{VIEWSTATE}<table><tr><th>Số hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th>"
        f"</tr>{rows}"
        "<tr class=pager><td colspan=3><table><tr><td><span>1</span></td><td>"
        "<a href=\"javascript:__doPostBack('gv','Page$2')\">2</a></td></tr></table></td></tr></table></form>"
    )
    listing = only(read(portal(markup)))
    assert [item.number for item in listing.items] == ["1/KH-STC", "2/KH-STC"]
    assert len(listing.pager.next) == 1


def test_numbers_that_only_a_script_turns_are_pressed_in_a_browser() -> None:
    found = pager("<div class='pagination'><a class=active>1</a><a href='#' onclick='go(2)'>2</a></div>")
    assert [(fetch.render, fetch.clicks) for fetch in found.next] == [(True, ("2",))]


@pytest.mark.parametrize("label", ["Xem thêm", "Xem thêm tin", "Tải thêm", "Hiển thị thêm kết quả"])
def test_a_button_for_more_is_named(label: str) -> None:
    assert pager(f"<button type=button class='btn'>{label}</button>").more_label == label


def test_a_link_to_all_stories_is_no_button_for_more() -> None:
    assert pager("<a href='/tat-ca'>Xem thêm</a>").more_label is None


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("Tổng số: 123 văn bản", 123),
        ("Có 46 văn bản", 46),
        ("Hiển thị 1 - 10 trong tổng số 1.204 kết quả.", 1204),
        ("Tìm thấy 17 kết quả", 17),
        ("Tổng số bản ghi: 88", 88),
    ],
)
def test_a_printed_total_is_read(said: str, total: int) -> None:
    assert only(read(portal(f"<p>{said}</p>{LIST}"))).pager.total_items == total


def test_visitors_are_no_entries() -> None:
    assert pager("<p>Tổng số lượt truy cập: 1304815</p>").total_items is None


def test_trang_1_of_8_counts_pages() -> None:
    found = pager("<div class='pager'>Trang 1/8 <a href='?page=2'>Tiếp</a></div>")
    assert (found.current, found.total_pages) == (1, 8)


def test_links_of_the_pager_are_no_content() -> None:
    page = read(portal(f"{LIST}<div class='pager'><b>1</b><a href='?page=2'>2</a></div>"))
    assert [link.label for link in page.links if link.place == "pager"] == ["2"]


def test_years_in_a_menu_are_no_pager() -> None:
    years = "".join(f"<li><a href='/kh?nam={y}'>{y}</a></li>" for y in (2024, 2025, 2026))
    assert pager(f"<ul>{years}</ul>").next == ()
