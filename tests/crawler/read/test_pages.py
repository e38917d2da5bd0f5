"""A page as a whole: its kind, its troubles, its own document, its days, its text and contacts."""

import pytest

from crawler.facts import DateKind, Trouble
from crawler.read.pages import read_page
from tests.crawler.read.pages import AS_OF, answer, days, portal, read

TEXT = (
    "Sáng nay, tại xã Phước Lộc đã diễn ra buổi làm việc với đại diện các ban, ngành và đông đảo nhân dân. "
    * 6
)
STORY = (
    f"<h1>Đồng chí Chủ tịch kiểm tra tiến độ thi công cầu Trà Khúc</h1><div class=date>19/11/2026 "
    f"09:26</div><p>{TEXT}</p>"
)
STORY_URL = "https://sotest.tinh.gov.vn/tin/dong-chi-chu-tich-kiem-tra-tien-do-thi-cong-cau-tra-khuc-12.html"


@pytest.mark.parametrize(
    ("main", "trouble"),
    [
        ("<h1>404</h1><p>Không tìm thấy trang bạn yêu cầu</p>", "soft_404"),
        ("<p>Xin lỗi, trang bạn tìm không tồn tại hoặc đã bị xóa</p>", "soft_404"),
        ("<p>Đường dẫn này không tồn tại</p>", "soft_404"),
        ("<h1>Quy hoạch</h1><p>Nội dung đang được cập nhật</p>", "under_construction"),
        ("<h1>Quy hoạch</h1><p>Đang cập nhật ...</p>", "under_construction"),
        ("<h1>Quy hoạch</h1><p>Chuyên mục này đang trong quá trình xây dựng.</p>", "under_construction"),
        ("<h1>Thông báo</h1><p>Hệ thống đang bảo trì, xin quay lại sau.</p>", "maintenance"),
    ],
)
def test_pages_that_say_200_and_are_none_are_named(main: str, trouble: Trouble) -> None:
    assert trouble in read(f"<html><body>{main}</body></html>").troubles


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<script>document.cookie='D1N=abc';window.location.reload(true);</script>", "challenge"),
        ("<title>Just a moment...</title><body>Checking your browser before accessing</body>", "challenge"),
        ("<title>App</title><div id='root'></div><script src='/main.js'></script>", "needs_script"),
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><app-root></app-root>"
            "<script src=a></script>",
            "needs_script",
        ),
        (
            "<title>Đăng nhập</title><form method=post><input name=u><input type=password name=p></form>",
            "login",
        ),
        ("<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>", "parked"),
    ],
)
def test_pages_that_cannot_be_read_say_why(body: str, trouble: Trouble) -> None:
    assert read(f"<html><body>{body}</body></html>").troubles == (trouble,)


def test_a_label_in_a_column_does_not_make_a_page_unfinished() -> None:
    assert read(portal(STORY, side="<h3>Video</h3><p>Đang cập nhật</p>"), STORY_URL).troubles == ()


def test_a_story_about_building_and_updating_is_no_building_site() -> None:
    main = (
        "<h1>Tin</h1><p>Hội đồng bồi thường đang hoàn thiện phương án; việc chi trả được thực hiện "
        "trong tháng này.</p>"
    )
    assert read(portal(main)).troubles == ()


def test_a_login_box_beside_the_content_is_no_login_page() -> None:
    side = "<form><input name=u><input type=password name=p><button>Đăng nhập</button></form>"
    assert read(portal(STORY, side=side), STORY_URL).troubles == ()


def test_a_404_is_one_by_its_status() -> None:
    assert read_page(answer("<html><body><p>Lỗi</p></body></html>", status=404), AS_OF).troubles == (
        "soft_404",
    )


def test_a_storys_page_is_its_document_with_the_day_of_posting() -> None:
    own = read(portal(STORY), STORY_URL).document
    assert own is not None
    assert own.title == "Đồng chí Chủ tịch kiểm tra tiến độ thi công cầu Trà Khúc"
    assert days(own)[2] == "2026-11-19"


def test_the_clock_in_the_header_is_marked_and_never_the_posting_day() -> None:
    page = read(portal(STORY, top="<div class=today>Hôm nay, Thứ Sáu 20/11/2026</div>"), STORY_URL)
    assert page.dates[0].day.isoformat() == "2026-11-19"
    assert [one.kind for one in page.dates if one.day == AS_OF] == [DateKind.CLOCK]


def test_a_clock_just_above_an_undated_story_is_no_stamp() -> None:
    page = read(
        portal("<div class=date>Thứ Sáu, 20/11/2026</div>" + STORY.replace("19/11/2026 09:26", "")), STORY_URL
    )
    assert page.document is not None
    assert page.document.published is None


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta property="article:published_time" content="2026-03-04T08:00:00+07:00">', "meta"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle",'
            '"datePublished":"2026-03-04T01:00:00Z"}'
            "</script>",
            "json_ld",
        ),
    ],
)
def test_stated_days_serve_where_none_is_printed(head: str, source: str) -> None:
    body = portal(STORY.replace("19/11/2026 09:26", "")).replace("</head>", f"{head}</head>")
    first = read(body, STORY_URL).dates[0]
    assert (first.day.isoformat(), first.kind, first.source) == ("2026-03-04", DateKind.PUBLISHED, source)


SHEETS = {
    "table": "<table><tr><th>Số hiệu</th><td>{0}</td></tr><tr><th>Trích yếu</th><td>{1}</td></tr><tr><th>"
             "Ngày ban hành</th><td>{2}</td></tr>"
    "<tr><th>Ngày hiệu lực</th><td>{3}</td></tr><tr><th>Tệp</th><td><a href='/a.pdf'>a.pdf</a></td></tr>"
    "</table>",
    "four cells": "<table><tr><td>Số ký hiệu</td><td>{0}</td><td>Ngày ban hành</td><td>{2}</td></tr>"
    "<tr><td>Loại văn bản</td><td>Quyết định</td><td>Ngày hiệu lực</td><td>{3}</td></tr>"
    "<tr><td>Trích yếu</td><td colspan=3>{1} <a href='/a.pdf'>Tải về</a></td></tr></table>",
    "definitions": "<dl><dt>Số hiệu</dt><dd>{0}</dd><dt>Trích yếu</dt><dd>{1}</dd><dt>Ngày ban hành</dt>"
                   "<dd>{2}</dd>"
    "<dt>Ngày hiệu lực</dt><dd>{3}</dd><dt>File đính kèm</dt><dd><a href='/a.pdf'>a.pdf</a></dd></dl>",
    "fields": "<div class=f><div class=l>Số ký hiệu</div><div class=v>{0}</div></div><div class=f><div "
              "class=l>Ngày ban hành</div>"
    "<div class=v>{2}</div></div><div class=f><div class=l>Ngày hiệu lực</div><div class=v>{3}</div></div>"
    "<div class=f><div class=l>Trích yếu</div><div class=v>{1}</div></div><a href='/a.pdf'>a.pdf</a>",
    "labels": "<p><label>Số ký hiệu</label> <span>{0}</span></p><p><label>Trích yếu</label> <span>"
              "{1}</span></p>"
    "<p><label>Ngày ban hành</label> <span>{2}</span></p><p><label>Ngày có hiệu lực</label> <span>"
    "{3}</span></p><a href='/a.pdf'>a.pdf</a>",
    "lines": "<ul><li>Số hiệu: {0}</li><li>Trích yếu: {1}</li><li>Ngày ban hành: {2}</li><li>Ngày hiệu "
             "lực: {3}</li>"
    "<li>Tệp: <a href='/a.pdf'>a.pdf</a></li></ul>",
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_a_documents_data_sheet_is_read_in_any_markup(name: str) -> None:
    sheet = SHEETS[name].format(
        "12/2026/QĐ-UBND", "Ban hành Quy định quản lý đô thị trên địa bàn", "05/03/2026", "15/03/2026"
    )
    body = (
        "<p>Quyết định số 12/2026/QĐ-UBND về việc: Ban hành Quy định quản lý đô thị. Căn cứ Nghị định "
        "số 30/2020/NĐ-CP.</p>"
    )
    page = read(portal(f"<h2>Thông tin chi tiết văn bản</h2>{sheet}{body}"))
    own = page.document
    assert own is not None
    assert own.number == "12/2026/QĐ-UBND"
    assert days(own) == ("2026-03-05", "2026-03-15", None)
    assert [file.url for file in own.files] == ["https://sotest.tinh.gov.vn/a.pdf"]
    assert not [one for one in page.listings if one.place == "main"]


def test_a_viewer_in_a_frame_shows_a_file() -> None:
    frame = (
        "<iframe src='https://docs.google.com/gview?url=https%3A%2F%2Fsotest.tinh.gov.vn%2Fb.pdf&embed"
        "ded=true'></iframe>"
    )
    assert [file.url for file in read(portal(STORY + frame), STORY_URL).files] == [
        "https://sotest.tinh.gov.vn/b.pdf"
    ]


def test_a_lists_page_is_no_document() -> None:
    main = "<h1>Tin tức sự kiện trong tỉnh</h1>" + "".join(
        f"<div class=i><h3><a href='/t{n}'>Hội nghị sơ kết công tác năm thứ {n}</a></h3><p>"
        f"0{n}/11/2026</p></div>"
        for n in range(1, 6)
    )
    assert read(portal(main), "https://sotest.tinh.gov.vn/tin-tuc-su-kien-trong-tinh").document is None


def test_the_main_text_leaves_menus_columns_and_footer_out() -> None:
    text = read(portal(STORY, side="<h3>Tin mới</h3><a href=/x>Một tin trong cột bên</a>"), STORY_URL).text
    assert "Phước Lộc" in text
    assert not any(one in text for one in ("Giới thiệu", "cột bên", "Điện thoại"))


def test_the_hash_is_of_the_words_not_of_the_layout() -> None:
    one = read(portal("<h1>Một</h1><p>Hai ba</p>"))
    two = read(portal("<div><h1>Một</h1>\n\n<p>Hai   ba</p></div>"))
    assert one.text_hash == two.text_hash != read(portal("<h1>Một</h1><p>Hai bốn</p>")).text_hash


def test_the_text_ends_at_twenty_thousand_characters() -> None:
    assert len(read(portal(f"<p>{'văn bản ' * 100}</p>" * 50)).text) == 20_000


def test_contact_data_come_from_the_footer_and_the_main_part() -> None:
    main = (
        "<h1>Liên hệ</h1><p>Địa chỉ: 02 Tô Hiến Thành, phường Nghĩa Trung</p><p>Điện thoại: 0261 3544 142</p>"
    )
    assert [(one.place, one.address is not None) for one in read(portal(main)).contacts] == [
        ("main", True),
        ("footer", True),
    ]


def test_language_title_encoding_and_breadcrumb_are_told() -> None:
    page = read(
        portal("<ol class=breadcrumb><li><a href=/>Trang chủ</a></li><li>Văn bản</li></ol><h1>Văn bản</h1>")
    )
    assert (page.language, page.title, page.encoding) == ("vi", "Văn bản - Sở Thử nghiệm", "utf-8")
    assert page.breadcrumb == ("Trang chủ", "Văn bản")


def test_a_pdf_is_a_file() -> None:
    page = read(b"%PDF-1.4 ...", content_type="application/pdf")
    assert (page.kind, page.files[0].kind) == ("file", "pdf")


def test_nothing_is_an_empty_page() -> None:
    assert read(b" \r\n").kind == "empty"
