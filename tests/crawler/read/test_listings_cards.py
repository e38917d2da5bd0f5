"""Lists printed as cards, list items, definition lists and plain paragraphs."""

import pytest

from tests.crawler.read.pages import days, lists, only, portal, read

TITLES = (
    "Hội nghị sơ kết công tác sáu tháng đầu năm",
    "Khai mạc giải bóng chuyền thanh niên nông thôn",
    "Trao tặng 120 suất quà cho hộ nghèo phường Tây Sơn",
)

NUKEVIET = """<div class="news_column panel panel-default"><div class="panel-body">
<a href="/vi/news/{n}.html" title="{title}">
<img alt="{title}" src="/t.jpg"></a><h2><a href="/vi/news/{n}.html" title="{title}">{title}</a>
</h2><div class="text-muted">
<ul class="list-inline"><li>1{n}/11/2026 09:26</li><li>Đã xem: 1266</li><li>Phản hồi: 0</li></ul>
</div>Sáng nay đã diễn ra.
</div></div>"""
JOOMLA = """<div class="items-row"><article class="item"><div class="page-header"><h2>
<a href="/index.php/tin/{n}">{title}</a></h2></div>
<aside class="article-aside"><dl class="article-info"><dt>Chi tiết</dt><dd class="published">
<time datetime="2026-11-1{n}T07:00:00+07:00">1{n} Tháng 11 2026</time></dd>
<dd class="hits">Lượt xem: 8</dd></dl></aside>
<section><p>Sáng nay đã diễn ra.</p></section><section class="readmore">
<a href="/index.php/tin/{n}">Đọc tiếp: {title}</a></section>
</article></div>"""
DNN = """<table><tr><td class="tieudetin"><a href="/id/{n}/Default.aspx">{title}</a></td></tr><tr>
<td class="ngay">1{n}/11/2026</td></tr>
<tr><td>Sáng nay đã diễn ra buổi làm việc.</td></tr></table>"""
PARAGRAPH = (
    """<P><A href="/?ID={n}"><B>{title}</B></A> <FONT size=1>(1{n}-11-2026)</FONT><BR>Sáng nay đã diễn ra."""
)
LIST_ITEM = """<li><a href="/tin/{n}">{title} (1{n}.11.2026 14:26)</a></li>"""
CARD_LINK = """<a class="card" href="/tin/{n}"><div class="date">1{n}/11/2026</div>
<h5>{title}</h5><p>Sáng nay.</p></a>"""
DEFINITION = """<dt><a href="/tin/{n}">{title}</a></dt><dd>Ngày đăng: 1{n}/11/2026</dd>"""
RELATIVE = """<div class="story"><h3><a href="/tin/{n}.htm">{title}</a></h3>
<span class="time" title="1{n}/11/2026 09:16">8 giờ trước</span></div>"""


@pytest.mark.parametrize(
    "markup", [NUKEVIET, JOOMLA, DNN, PARAGRAPH, LIST_ITEM, CARD_LINK, DEFINITION, RELATIVE],
    ids=["nukeviet", "joomla", "dnn", "paragraphs", "list", "cards", "definitions", "relative"],
)  # fmt: skip
def test_stories_have_title_address_and_day_in_any_markup(markup: str) -> None:
    main = "".join(markup.format(n=n, title=title) for n, title in enumerate(TITLES, 1))
    listing = only(read(portal(main)))
    assert listing.kind == "news"
    assert [item.title for item in listing.items] == list(TITLES)
    assert [days(item)[2] for item in listing.items] == ["2026-11-11", "2026-11-12", "2026-11-13"]
    assert all(item.url for item in listing.items)


def test_flat_siblings_belong_to_the_title_before_them() -> None:
    main = "".join(
        f"<h3><a href='/tin/{n}'>{title}</a></h3><p class=ngay>1{n}/11/2026</p><p>Tóm tắt của tin.</p>"
        for n, title in enumerate(TITLES, 1)
    )
    assert [days(item)[2] for item in only(read(portal(f"<div>{main}</div>"))).items] == [
        "2026-11-11", "2026-11-12", "2026-11-13",
    ]  # fmt: skip


def test_days_that_stand_before_each_title_belong_to_what_follows() -> None:
    main = "".join(
        f"<p class=ngay>1{n}/11/2026</p><h3><a href='/tin/{n}'>{title}</a></h3>"
        for n, title in enumerate(TITLES, 1)
    )
    assert [days(item)[2] for item in only(read(portal(f"<div>{main}</div>"))).items] == [
        "2026-11-11", "2026-11-12", "2026-11-13",
    ]  # fmt: skip


def test_rows_of_one_grid_are_one_list() -> None:
    card = (
        "<div class='col-md-6'><h4><a href='/tin/{n}'>{title} số {n}</a></h4><span>0{n}/10/2026</span></div>"
    )
    rows = "".join(
        "<div class='row'>" + "".join(card.format(n=n + m, title=TITLES[0]) for m in (0, 1)) + "</div>"
        for n in (1, 3, 5)
    )
    assert len(only(read(portal(f"<div class='grid'>{rows}</div>"))).items) == 6


def test_the_story_in_larger_print_opens_its_list() -> None:
    top = (
        f"<div class='first'><img src=a.jpg><h2><a href='/tin/9'>{TITLES[0]}</a></h2><p>19/11/2026</p></div>"
    )
    rest = "".join(f"<li><a href='/tin/{n}'>{TITLES[n]}</a> <i>0{n}/11/2026</i></li>" for n in (1, 2))
    items = only(read(portal(f"<div class='cat'>{top}<ul>{rest}</ul></div>"))).items
    assert [item.title for item in items] == list(TITLES)


def test_documents_in_cards_keep_number_type_and_days_apart() -> None:
    card = (
        "<div class='doc'><div class='code'>{n}/2026/NQ-HĐND</div><a href='/vb/{n}'>Quy định chính sách "
        "hỗ trợ số {n}</a>"
        "<ul><li>Ban hành: 0{n}/02/2026</li><li>Đăng: 1{n}/02/2026</li><li>Nghị quyết</li></ul></div>"
    )
    listing = only(read(portal("".join(card.format(n=n) for n in (1, 2, 3)))))
    assert listing.kind == "documents"
    first = listing.items[0]
    assert (first.number, first.doc_type) == ("1/2026/NQ-HĐND", "Nghị quyết")
    assert days(first) == ("2026-02-01", None, "2026-02-11")


def test_labels_on_lines_of_their_own_name_what_stands_below() -> None:
    card = (
        "<div class='row'><div>Số ký hiệu</div><div>{n}/QĐ-SXD</div><div>Ngày đăng</div><div>"
        "0{n}/09/2026</div>"
        "<div>Trích yếu</div><div><a href='/vb/{n}'>Phê duyệt quy hoạch chi tiết khu dân cư số {n}</a>"
        "</div></div>"
    )
    items = only(read(portal("".join(card.format(n=n) for n in (1, 2, 3))))).items
    assert [(item.number, days(item)[2]) for item in items] == [
        ("1/QĐ-SXD", "2026-09-01"), ("2/QĐ-SXD", "2026-09-02"), ("3/QĐ-SXD", "2026-09-03"),
    ]  # fmt: skip


def test_paragraphs_that_begin_as_documents_do_are_a_list_without_any_link() -> None:
    main = "".join(
        f"<p>{n}. Quyết định số {n}/2026/QĐ-UBND ngày 0{n}/03/2026 về việc ban hành quy chế {n}."
        f" <a href='/f{n}.pdf'>Tải về</a></p>"
        for n in (1, 2, 3)
    )
    listing = only(read(portal(main)))
    assert listing.kind == "documents"
    assert [item.number for item in listing.items] == [f"{n}/2026/QĐ-UBND" for n in (1, 2, 3)]
    assert [len(item.files) for item in listing.items] == [1, 1, 1]
    assert days(listing.items[0])[0] == "2026-03-01"


def test_see_more_links_take_the_title_that_their_entry_prints() -> None:
    main = "".join(
        f"<div class='vb'><b>Kế hoạch chuyển đổi số của Sở năm 202{n}</b><br>Ngày ban hành: "
        f"0{n}/01/202{n}<br>"
        f"<a href='/vb/{n}'>Xem chi tiết</a></div>"
        for n in (4, 5, 6)
    )
    items = only(read(portal(main))).items
    assert items[0].title == "Kế hoạch chuyển đổi số của Sở năm 2024"
    assert items[0].url == "https://sotest.tinh.gov.vn/vb/4"


def test_a_title_cut_short_is_taken_in_full_from_its_link() -> None:
    whole = "Kế hoạch triển khai công tác cải cách hành chính năm 2026 trên địa bàn tỉnh"
    main = "".join(
        f"<li><a href='/{n}' title='{whole} {n}'>{whole[:40]}...</a> 0{n}/01/2026</li>" for n in (1, 2)
    )
    assert only(read(portal(f"<ul>{main}</ul>"))).items[0].title == f"{whole} 1"


def test_side_columns_are_not_the_pages_own_list() -> None:
    side = (
        "<h3>Tin mới</h3><ul>"
        + "".join(f"<li><a href='/t{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
        + "</ul>"
    )
    page = read(portal("<h1>Quy hoạch</h1><p>Trang đang được cập nhật</p>", side=side))
    assert [one.place for one in page.listings] == ["sidebar"]


def test_related_stories_under_a_heading_that_says_so_stand_beside() -> None:
    main = (
        "<h4>Các tin khác</h4><ul>"
        + "".join(f"<li><a href='/t{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
        + "</ul>"
    )
    assert lists(read(portal(main))) == []


def test_a_single_entry_with_its_day_is_a_list_of_one() -> None:
    main = (
        f"<h2>Quy hoạch</h2><table><tr><td><a href='/tin/1'>{TITLES[0]} (01.07.2026 14:26)</a></td>"
        f"</tr></table>"
    )
    items = only(read(portal(main))).items
    assert [(item.title, days(item)[2]) for item in items] == [(TITLES[0], "2026-07-01")]


def test_a_number_that_a_summary_cites_is_not_the_storys() -> None:
    main = "".join(
        f"<div class=tin><h3><a href='/t{n}'>{title}</a></h3><p>Thực hiện Quyết định số 45/QĐ-TTg ngày "
        f"09/01/2019 về việc cấp ấn phẩm"
        f" cho vùng khó khăn, sở đã triển khai.</p></div>"
        for n, title in enumerate(TITLES)
    )
    listing = only(read(portal(main)))
    assert listing.kind == "news"
    assert [item.number for item in listing.items] == [None, None, None]


def test_names_of_blocks_are_no_entries() -> None:
    main = (
        f"<div class='head'><a href='/chuyen-muc/tin'>Tin hệ thống giao thông</a></div><div><a "
        f"href='/t'>{TITLES[0]}</a> 01/07/2026</div>"
    )
    assert [item.title for item in only(read(portal(f"<div>{main}</div>"))).items] == [TITLES[0]]


def test_the_day_in_an_address_serves_where_none_is_printed() -> None:
    main = "".join(
        f"<li><a href='/portal/Pages/2026-3-{n}/tin{n}.aspx'>{title}</a></li>"
        for n, title in enumerate(TITLES, 5)
    )
    item = only(read(portal(f"<ul>{main}</ul>"))).items[0]
    assert item.published is not None
    assert (days(item)[2], item.published.source) == ("2026-03-05", "url")


def test_people_in_cards_are_told_by_their_offices() -> None:
    card = (
        "<div class=ld><h4>Nguyễn Văn {0}</h4><p>Chức vụ: Giám đốc</p><p>Điện thoại: "
        "0255.3822.64{1}</p></div>"
    )
    listing = only(read(portal(card.format("An", 1) + card.format("Bình", 2))))
    assert listing.kind == "people"
    assert [item.title for item in listing.items] == ["Nguyễn Văn An", "Nguyễn Văn Bình"]


def test_project_cards_keep_the_labels_that_they_print() -> None:
    card = (
        "<div class=da><h3><a href='/da/{0}'>Khu công nghiệp Nam Lý giai đoạn {0}</a></h3>"
        "<p><b>Địa điểm:</b> Xã Nam Lý</p><p><b>Tổng vốn đầu tư:</b> 500 tỷ</p></div>"
    )
    listing = only(read(portal(card.format(1) + card.format(2))))
    assert listing.kind == "projects"
    assert listing.items[0].fields == ("Địa điểm", "Tổng vốn đầu tư")
