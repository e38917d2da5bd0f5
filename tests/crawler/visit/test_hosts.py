"""Where a visit may go."""

from crawler.facts import Link
from crawler.visit.hosts import HostRule

SHARED = "https://tinhx.gov.vn/web/xa-an-phu"


def menu(*paths: str) -> list[Link]:
    return [Link(f"https://tinhx.gov.vn{path}", path, "menu") for path in paths]


def test_commune_below_a_path_of_the_provinces_host_stays_there() -> None:
    links = menu("/web/xa-an-phu/quy-hoach", "/web/xa-an-phu/van-ban", "/web/xa-an-phu/lien-he", "/web/tinhx")
    rule = HostRule(SHARED, SHARED, links)
    assert rule.allows("https://tinhx.gov.vn/web/xa-an-phu/quy-hoach", 1.0, "menu")
    assert not rule.allows("https://tinhx.gov.vn/web/tinhx/quy-hoach", 1.0, "menu")
    assert not rule.allows("https://tinhx.gov.vn/web/xa-an-phu-2/quy-hoach", 1.0, "menu")


def test_files_of_the_shared_host_are_still_its_own() -> None:
    links = menu("/web/xa-an-phu/quy-hoach", "/web/xa-an-phu/van-ban", "/web/xa-an-phu/lien-he")
    assert HostRule(SHARED, SHARED, links).own("https://tinhx.gov.vn/documents/12/a.pdf")


def test_home_page_with_a_path_has_the_host_to_itself_where_its_menus_leave_the_path() -> None:
    home = "https://soy.tinhx.gov.vn/vi/trang-chu"
    links = [Link(f"https://soy.tinhx.gov.vn/{name}", name, "menu") for name in ("tin", "van-ban", "lien-he")]
    assert HostRule(home, home, links).allows("https://soy.tinhx.gov.vn/quy-hoach", 0.5, "menu")


def test_sister_host_needs_a_telling_name_or_a_label_in_the_menu() -> None:
    rule = HostRule("https://soy.tinhx.gov.vn/", "https://soy.tinhx.gov.vn/")
    assert rule.allows("http://vbpl.tinhx.gov.vn/", 0.0, "content")
    assert rule.allows("http://abc.tinhx.gov.vn/", 0.9, "menu")
    assert not rule.allows("http://abc.tinhx.gov.vn/", 0.9, "content")
    assert not rule.allows("http://vbpl.tinhy.gov.vn/", 0.9, "menu")
