"""What shows only after a press: tabs and accordions; and pages that print little but what is asked."""

from dataclasses import replace
from datetime import date

from crawler.read.pages import read_page
from tests.crawler.read.pages import AS_OF, answer, lists, only, portal, read

_LAWS = "".join(
    f"<li><a href='/vb/{n}'>Quyết định số {n}/2026/QĐ-UBND quy định mức thu phí số {n}</a></li>"
    for n in range(11, 16)
)


def test_a_list_in_a_tab_stands_under_the_tabs_label() -> None:
    tabs = (
        "<ul><li><a href='#t1' data-toggle='tab'>Tin nổi bật</a></li>"
        "<li><a href='#t2' data-toggle='tab'>Văn bản quy phạm pháp luật</a></li></ul>"
        "<div><div id='t1' class='tab-pane'><p>Chưa có tin.</p></div>"
        f"<div id='t2' class='tab-pane'><ul>{_LAWS}</ul></div></div>"
    )

    headings = [one.heading for one in lists(read(portal(tabs))) if one.kind == "documents"]

    assert headings == ["Văn bản quy phạm pháp luật"]


def test_answers_that_a_style_hides_until_their_question_is_pressed_are_read() -> None:
    questions = "".join(
        f"<div class='hop'><div class='tren'>Thủ tục số {n} mất bao lâu để giải quyết?</div>"
        f"<div class='duoi' style='display:none'><p>Trả lời: Thời hạn là {n} ngày làm việc.</p>"
        f"<p>Ngày trả lời: {n:02d}/11/2026</p></div></div>"
        for n in range(11, 15)
    )

    found = only(read(portal(f"<h1>Hỏi đáp</h1>{questions}")))

    assert [one.answered for one in found.items] == [True] * 4
    assert found.items[0].published is not None
    assert found.items[0].published.day == date(2026, 11, 11)


def test_a_single_block_that_a_style_hides_stays_hidden() -> None:
    hidden = f"<p>Đang cập nhật</p><div class='kho' style='display:none'><ul>{_LAWS}</ul></div>"

    assert lists(read(portal(hidden))) == []


def test_a_forums_threads_are_called_by_the_column_of_subjects() -> None:
    rows = "".join(
        f"<tr><td><a href='/dd/{n}'>Xin hỏi điều kiện chuyển mục đích số {n}?</a></td><td>nguoidan{n}</td>"
        f"<td>1</td><td>{n:02d}/11/2026</td></tr>"
        for n in range(11, 15)
    )
    head = "<tr><th>Chủ đề</th><th>Người gửi</th><th>Trả lời</th><th>Bài cuối</th></tr>"

    found = only(read(portal(f"<table>{head}{rows}</table>")))

    assert found.kind == "questions"
    assert found.items[0].title == "Xin hỏi điều kiện chuyển mục đích số 11?"


def test_a_picture_without_text_at_the_end_of_a_page_is_read_over() -> None:
    page = read(
        "<html><body><p>Sở</p><a href='/vi'><img alt='Vào trang thông tin tiếng Việt'></a></body></html>"
    )

    assert [link.url for link in page.links][-1].endswith("/vi")


def test_what_a_browser_has_rendered_is_no_empty_shell_however_little_it_says() -> None:
    body = (
        "<html><body><main id='app'><h1>Liên hệ</h1><p>12 Nguyễn Huệ, phường Đông Kinh, tỉnh Thử</p>"
        "<p>0219 3777 999</p></main><script src='/app.js'></script></body></html>"
    )
    plain = answer(body)
    rendered = replace(plain, fetch=replace(plain.fetch, render=True))

    assert "needs_script" in read_page(plain, AS_OF).troubles
    assert "needs_script" not in read_page(rendered, AS_OF).troubles


def test_telephones_in_groups_of_digits_make_a_contact_page() -> None:
    address = "<address>Số 9 Lê Lợi, phường Tân An<br>Tel: 02193.822.456<br>Mail: so(at)tinh.gov.vn</address>"

    found = next(one for one in read(portal(address)).contacts if one.place == "main")

    assert (found.phones, found.emails) == (("02193.822.456",), ("so@tinh.gov.vn",))


def test_a_bare_dang_before_a_day_tells_of_posting() -> None:
    rows = "".join(
        f"<dt><a href='/vb/{n}'>{n}/UBND-KT</a></dt><dd>Công văn về việc phòng chống bão số {n}"
        f"<br>Ban hành: {n}-10-2026 | Đăng: {n + 2}-10-2026</dd>"
        for n in range(11, 15)
    )
    item = only(read(portal(f"<dl>{rows}</dl>"))).items[0]

    assert item.published is not None
    assert item.published.day == date(2026, 10, 13)


def test_a_mailbox_that_only_a_link_knows_is_contact_data() -> None:
    main = "<p>12 Nguyễn Huệ</p><p><a href='mailto:so@tinh.gov.vn'>Gửi thư cho chúng tôi</a></p>"

    found = next(one for one in read(portal(main)).contacts if one.place == "main")

    assert found.emails == ("so@tinh.gov.vn",)


def test_the_label_above_a_lone_day_says_what_day_it_is() -> None:
    sheet = "".join(
        f"<tr><td>{label}</td><td>{day}</td></tr>"
        for label, day in (("Ngày ban hành", "08/11/2026"), ("Ngày đăng tải", "10/11/2026"))
    )
    head = "<h1>Quyết định 29/2026/QĐ-UBND quy định mức thu phí</h1>"

    posted = [
        one.day for one in read(portal(f"{head}<table>{sheet}</table>")).dates if one.kind == "published"
    ]

    assert posted == [date(2026, 11, 10)]
