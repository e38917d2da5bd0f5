"""The bodies that a provincial portal's links propose for a registry."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from crawler.facts import Answer, Fetch, Link, LinkPlace, Outcome, Page
from crawler.visit.bodies import BodyRow, body_level, changes, propose
from crawler.visit.discover import Discovery

HOME = "https://tinhx.gov.vn/"
NAME = "Cổng thông tin điện tử tỉnh X"


def link(url: str, label: str, *parents: str, place: LinkPlace = "content") -> Link:
    return Link(url, label, place, parents)


def rows(*links: Link) -> dict[str, BodyRow]:
    return {row.id: row for row in propose([Page(HOME, "html", links=links)], HOME, NAME).rows}


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("Sở Xây dựng", "department"),
        ("SỞ TÀI CHÍNH", "department"),
        ("Thanh tra tỉnh", "department"),
        ("UBND huyện Bình Sơn", "district"),
        ("Thị xã Đức Phổ", "district"),
        ("UBND xã An Phú", "commune"),
        ("Phường Long Hải", "commune"),
        ("Đặc khu Lý Sơn", "commune"),
        ("Trung tâm Xúc tiến đầu tư", "other"),
        ("Cổng thông tin điện tử Sở Nội vụ", "department"),
        ("Quy hoạch tỉnh", None),
        ("Xã hội", None),
        ("Thị trường", None),
        ("Huyện ủy Bình Sơn", None),
        ("Sở", None),
        ("Xã An Phú đón nhận danh hiệu nông thôn mới nâng cao năm 2026", None),
        ("Tin tức", None),
    ],
)
def test_label_tells_the_level_of_the_body_it_names(label: str, level: str | None) -> None:
    assert body_level(label) == level


def test_portal_itself_comes_first() -> None:
    first = propose([Page(HOME, "html")], HOME, NAME).rows[0]
    assert (first.id, first.level, first.parent, first.url) == ("tinhx", "province", None, HOME)


def test_page_that_the_way_in_leads_to_is_no_other_body() -> None:
    page = Page(HOME + "vi/", "html", links=(link(HOME + "vi", "Sở Xây dựng"),))
    assert [row.id for row in propose([page], HOME, NAME).rows] == ["tinhx"]


def test_department_under_the_provinces_domain_is_a_sure_row() -> None:
    row = rows(link("http://sxd.tinhx.gov.vn/", "Sở Xây dựng", "Sở, ban, ngành"))["sxd"]
    assert (row.level, row.parent, row.url) == ("department", "tinhx", "http://sxd.tinhx.gov.vn/")
    assert row.confidence > 0.95
    assert row.seen == "Sở, ban, ngành › Sở Xây dựng"


def test_department_under_a_domain_of_its_own_is_less_sure() -> None:
    row = rows(link("http://tinhxdpi.gov.vn/", "Sở Kế hoạch và Đầu tư"))["tinhxdpi"]
    assert row.level == "department"
    assert row.confidence < 0.95


def test_commune_that_has_a_page_of_the_portal_is_a_row_with_its_path() -> None:
    found = rows(link(HOME + "web/xa-an-phu;jsessionid=AB12", "Xã An Phú"))
    assert found["xa-an-phu"].url == HOME + "web/xa-an-phu"


def test_sister_hosts_belong_to_the_body_whose_domain_they_share() -> None:
    found = rows(
        link("http://sxd.tinhx.gov.vn/", "Sở Xây dựng"),
        link("http://quyhoach.sxd.tinhx.gov.vn/", "Công bố quy hoạch"),
        link("http://vbpl.tinhx.gov.vn/", "Văn bản"),
    )
    assert found["sxd"].sisters == (("http://quyhoach.sxd.tinhx.gov.vn/", "Công bố quy hoạch"),)
    assert found["tinhx"].sisters == (("http://vbpl.tinhx.gov.vn/", "Văn bản"),)


def test_one_body_with_two_addresses_is_told_as_a_duplicate() -> None:
    page = Page(
        HOME,
        "html",
        links=(
            link("http://sxd.tinhx.gov.vn/", "Sở Xây dựng"),
            link("http://soxaydung.tinhx.gov.vn/", "Sở Xây dựng"),
        ),
    )
    proposal = propose([page], HOME, NAME)
    assert [row.id for row in proposal.rows] == ["tinhx", "sxd"]
    assert [one.url for one in proposal.duplicates] == ["http://soxaydung.tinhx.gov.vn/"]


def test_press_and_ministries_and_mail_are_outsiders_with_a_reason() -> None:
    links = (
        link("https://chinhphu.vn/", "Chính phủ"),
        link("https://baox.vn/", "Báo X"),
        link("http://mail.tinhx.gov.vn/", "Thư công vụ"),
    )
    proposal = propose([Page(HOME, "html", links=links)], HOME, NAME)
    assert len(proposal.rows) == 1
    assert len(proposal.outsiders) == 3
    assert all(one.reason for one in proposal.outsiders)


def test_host_without_a_telling_label_is_left_to_a_person() -> None:
    row = rows(link("http://abc.tinhx.gov.vn/", "Trang ABC"))["abc"]
    assert (row.level, row.confidence) == ("other", 0.4)


def test_ids_are_unique() -> None:
    found = rows(
        link(HOME + "a/an-phu", "Xã An Phú"),
        link(HOME + "b/an-phu", "Phường An Phú"),
    )
    assert {"an-phu", "an-phu-2"} <= set(found)


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    url: str


def test_second_look_shows_new_moved_and_gone() -> None:
    page = Page(
        HOME,
        "html",
        links=(
            link("http://sxd.tinhx.gov.vn/", "Sở Xây dựng"),
            link("http://sotaichinh.tinhx.gov.vn/", "Sở Tài chính"),
            link("http://syt.tinhx.gov.vn/", "Sở Y tế"),
        ),
    )
    registry = [
        Row("tinhx", NAME, HOME),
        Row("sxd", "Sở Xây dựng", "https://sxd.tinhx.gov.vn"),
        Row("stc", "Sở Tài chính", "http://stc.tinhx.gov.vn/"),
        Row("stttt", "Sở Thông tin và Truyền thông", "http://stttt.tinhx.gov.vn/"),
    ]
    seen = changes(propose([page], HOME, NAME), registry)
    assert [row.id for row in seen.new] == ["syt"]
    assert [(row.url, old) for row, old in seen.moved] == [
        ("http://sotaichinh.tinhx.gov.vn/", "http://stc.tinhx.gov.vn/")
    ]
    assert seen.gone == ("stttt",)


def test_discovery_follows_lists_of_bodies_and_the_site_map_only() -> None:
    pages = {
        HOME: '<ul><li><a href="/so-nganh">Các sở, ban, ngành</a><li><a href="/tin">Tin tức</a></ul>',
        HOME + "so-nganh": '<div class="content"><a href="http://sxd.tinhx.gov.vn/">Sở Xây dựng</a></div>',
    }
    discovery = Discovery(HOME, NAME, date(2026, 11, 20))
    asked = []
    while (fetch := discovery.next()) is not None:
        asked.append(fetch.url)
        discovery.receive(_answer(fetch, pages))
    assert asked == [HOME, HOME + "so-nganh"]
    assert [row.id for row in discovery.proposal().rows] == ["tinhx", "sxd"]


def walked(pages: dict[str, str], led: str = HOME) -> Discovery:
    """A discovery of a portal whose home page leads to `led`."""
    discovery = Discovery(HOME, "", date(2026, 11, 20))
    while (fetch := discovery.next()) is not None:
        answer = _answer(fetch, pages)
        discovery.receive(replace(answer, url=led) if fetch.url == HOME else answer)
    return discovery


def test_portal_that_lives_on_another_host_is_listed_by_it() -> None:
    led = "https://portal.tinhx.gov.vn/"
    body = '<title>Cổng X - Cổng X</title><div class="content"><a href="/tin">Tin</a></div>'
    found = walked({HOME: body}, led).proposal().rows
    assert [(row.url, row.name, row.level) for row in found] == [(led, "Cổng X", "province")]


def test_portal_that_cannot_be_read_says_how_it_failed() -> None:
    discovery = Discovery(HOME, "", date(2026, 11, 20))
    fetch = discovery.next()
    assert fetch is not None
    discovery.receive(Answer(fetch, Outcome.ROBOTS, datetime(2026, 11, 20, tzinfo=UTC), HOME))
    assert discovery.next() is None
    assert not discovery.reached
    assert discovery.failure is not None
    assert discovery.failure.outcome is Outcome.ROBOTS


def _answer(fetch: Fetch, pages: dict[str, str]) -> Answer:
    body = f"<html><body>{pages[fetch.url]}</body></html>".encode()
    at = datetime(2026, 11, 20, tzinfo=UTC)
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer(fetch, Outcome.OK, at, fetch.url, 200, headers, body)
