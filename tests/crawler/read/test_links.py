"""Links: what each says, where it stands, what stands above it."""

from crawler.facts import Link
from tests.crawler.read.pages import portal, read

MENU = (
    "<html><body><nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='#'>Văn bản</a><ul>"
    "<li><a href='/qppl'>Văn bản quy phạm pháp luật</a></li><li><a href='/chi-dao'>Chỉ đạo điều hành</a>"
    "</li></ul></li>"
    "<li><span>Công khai</span><ul><li><a href='/ngan-sach'>Ngân sách</a></li></ul></li></ul></nav><p>Nội "
    "dung</p></body></html>"
)


def links(body: str) -> dict[str, Link]:
    return {link.label: link for link in read(body).links}


def test_a_submenu_knows_the_label_above_it() -> None:
    found = links(MENU)
    assert found["Văn bản quy phạm pháp luật"].parents[-1] == "Văn bản"
    assert found["Ngân sách"].parents[-1] == "Công khai"
    assert found["Văn bản quy phạm pháp luật"].place in ("menu", "submenu")


def test_a_menu_entry_that_leads_nowhere_is_kept_without_address() -> None:
    assert links(MENU)["Văn bản"].url == ""


def test_a_row_of_links_on_top_is_a_menu_without_any_name() -> None:
    cells = "".join(
        f"<td><a href='/{n}'>{label}</a></td>"
        for n, label in enumerate(("Trang chủ", "Giới thiệu", "Văn bản", "Hỏi đáp", "Liên hệ"))
    )
    found = links(
        f"<html><body><table><tr>{cells}</tr></table><p>{'Nội dung của trang. ' * 30}</p></body></html>"
    )
    assert found["Hỏi đáp"].place == "menu"


def test_places_follow_the_parts_of_the_page() -> None:
    side = (
        "<h3>Liên kết</h3><a href='https://chinhphu.vn'>Chính phủ</a><a href='https://mof.gov.vn'>Bộ "
        "Tài chính</a>"
    )
    found = links(portal("<p>Xem <a href='/chi-tiet'>quy định chi tiết</a> ở đây.</p>" * 3, side=side))
    assert found["quy định chi tiết"].place == "content"
    assert found["Chính phủ"].place == "sidebar"
    assert found["Liên hệ"].place == "menu"


def test_a_picture_speaks_by_its_alternative_text() -> None:
    assert "Dịch vụ công trực tuyến" in links(
        portal("<a href='/dvc'><img src=a.png alt='Dịch vụ công trực tuyến'></a>")
    )


def test_a_postback_keeps_target_and_argument() -> None:
    found = links(portal("<a href=\"javascript:__doPostBack('ctl00$menu','b3')\">Văn bản pháp quy</a>"))
    assert found["Văn bản pháp quy"].postback == ("ctl00$menu", "b3")


def test_an_address_in_a_script_is_followed() -> None:
    found = links(portal("<div onclick=\"location.href='/quy-hoach'\">Quy hoạch tỉnh</div>"))
    assert found["Quy hoạch tỉnh"].url == "https://sotest.tinh.gov.vn/quy-hoach"


def test_frames_and_refreshes_lead_on() -> None:
    body = (
        "<html><head><meta http-equiv=refresh content='0; url=/trang-chu'></head><body><iframe "
        "src='/menu.htm'></iframe></body></html>"
    )
    assert [(link.url, link.place) for link in read(body).links] == [
        ("https://sotest.tinh.gov.vn/trang-chu", "frame"), ("https://sotest.tinh.gov.vn/menu.htm", "frame"),
    ]  # fmt: skip


def test_framesets_lead_to_their_frames() -> None:
    body = (
        "<html><frameset cols='20%,80%'><frame src='menu.htm' name=menu><frame src='main.asp' "
        "name=main></frameset></html>"
    )
    assert [link.url for link in read(body, "https://sotest.tinh.gov.vn/").links] == [
        "https://sotest.tinh.gov.vn/menu.htm", "https://sotest.tinh.gov.vn/main.asp",
    ]  # fmt: skip


def test_drop_downs_of_addresses_are_links() -> None:
    found = links(
        portal(
            "<select><option>Liên kết website</option><option value='https://sxd.tinh.gov.vn'>Sở Xây "
            "dựng</option></select>"
        )
    )
    assert found["Sở Xây dựng"].url == "https://sxd.tinh.gov.vn"


def test_counts_and_ornaments_are_no_part_of_a_label() -> None:
    assert {"Quyết định", "Kế hoạch"} <= set(
        links(portal("<a href='/a'>» Quyết định (12)</a><a href='/b'>Kế hoạch ›</a>"))
    )
