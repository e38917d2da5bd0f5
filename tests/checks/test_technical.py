"""The portal as a thing of technique: each criterion on good, bad, nearly good, blocked and empty facts."""

from dataclasses import replace
from typing import Any, Literal

import pytest

from checks.findings import Finding, Outcome
from checks.words import says, slug
from config.rubric import load_rubric
from crawler.facts import (
    AccessibilityIssue,
    DeadLink,
    Link,
    Measurement,
    Page,
    PortalFacts,
    SearchTrial,
    SpeedFacts,
    TechnicalFacts,
)
from tests.checks.samples import AS_OF, HOME, contact, findings, portal

ALL: tuple[Measurement, ...] = (
    "home",
    "sitemap_xml",
    "ipv6",
    "availability",
    "speed",
    "phone",
    "accessibility",
    "dead_links",
    "search",
)
HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}
LABELS = {
    "Sơ đồ cổng": f"{HOME}/so-do",
    "English": f"{HOME}/en/",
    "Đánh giá mức độ hài lòng": f"{HOME}/danh-gia",
    "Zalo": "https://zalo.me/123",
    "Cổng TTĐT Chính phủ": "https://chinhphu.vn/",
    "Cổng tỉnh": "https://truonggiang.gov.vn/",
    "Quy hoạch": f"{HOME}/qh",
    "Văn bản pháp luật": f"{HOME}/vb",
    "Đấu thầu": f"{HOME}/dt",
    "Ưu đãi đầu tư": f"{HOME}/ud",
    "Thủ tục hành chính": f"{HOME}/tthc",
}
LINKS = tuple(Link(url, label, "menu") for label, url in LABELS.items())
SPEED = SpeedFacts(HOME, 5, 1.2, 2.0, 3.0, 0.1, "2 nhân")


def technical(**more: Any) -> TechnicalFacts:
    values: dict[str, Any] = {
        "asked": ALL,
        "title": "Sở Tài chính",
        "viewport": "width=device-width, initial-scale=1",
        "description": "Trang thông tin điện tử",
        "metadata": ("og:title",),
        "print_view": True,
        "feeds": (),
        "search_form": True,
        "links": LINKS,
        "sitemap_xml": True,
        "ipv6": True,
        "available": (30, 30),
        "overflow": 0,
        "speed": (SPEED,),
        "accessibility": (),
        "dead_links": (),
        "links_tried": 100,
        "search": SearchTrial("Quyết định", True, 3),
    }
    return TechnicalFacts(**{**values, **more})


def facts(more: dict[str, Any] | None = None, /, **changed: Any) -> PortalFacts:
    home = Page(HOME, "html", contacts=(contact(place="footer"),))
    values: dict[str, Any] = {"home": home, "home_headers": HEADERS, "technical": technical(**changed)}
    return portal(**{**values, **(more or {})})


def of(name: str, seen: PortalFacts) -> Finding:
    return findings(seen)[f"technical.{name}"]


def asked_of(level: str) -> set[str]:
    rubric = load_rubric("nd224-2026")
    return {one.id for one in rubric.applicable(level, AS_OF) if one.section is None}


NEW = sorted(
    name.partition(".")[2]
    for name in asked_of("department") - {"technical.portal_up", "technical.https"}
    if name not in ("technical.certificate", "technical.https_redirect", "technical.domain")
)


def test_a_good_portal_passes_every_technical_criterion() -> None:
    found = {name: one for name, one in findings(facts()).items() if name in asked_of("department")}
    assert {name: one.message for name, one in found.items() if one.outcome is not Outcome.PASS} == {}


@pytest.mark.parametrize("name", NEW)
def test_what_the_run_did_not_set_out_to_measure_is_left_out(name: str) -> None:
    finding = of(name, facts({"technical": None}))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_APPLICABLE, "not_tried")
    assert finding.message == "Không đối chiếu trong lần kiểm tra này: chưa đo."


@pytest.mark.parametrize("name", NEW)
def test_what_could_not_be_taken_is_not_measured(name: str) -> None:
    empty = TechnicalFacts(asked=ALL, troubles=dict.fromkeys(ALL, "timeout"))
    finding = of(name, facts({"technical": empty, "home": None, "home_headers": {}}))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_MEASURED, "timeout")


@pytest.mark.parametrize("name", [*NEW, "domain"])
@pytest.mark.parametrize(("status", "reason"), [("blocked", "robots"), ("unreachable", "dns")])
def test_a_portal_that_was_not_read_is_not_measured(name: str, status: str, reason: str) -> None:
    assert of(name, facts({"status": status, "status_reason": reason})).reason == reason


@pytest.mark.parametrize(
    ("name", "changed", "outcome", "words"),
    [
        ("ipv6", {"ipv6": False}, "fail", "chưa có địa chỉ IPv6"),
        ("available", {"available": (99, 100)}, "pass", "ổn định"),
        ("available", {"available": (98, 100)}, "partial", "trong 100 lần thử, 2 lần cổng không trả lời"),
        ("available", {"available": (0, 10)}, "fail", "không trả lời"),
        ("available", {"available": (0, 9)}, "not_measured", "Chưa đo"),
        ("speed", {"speed": (replace(SPEED, first_paint=2.99),)}, "pass", "nhanh hơn"),
        ("speed", {"speed": (replace(SPEED, first_paint=3.0),)}, "partial", "nội dung đầu tiên hiện sau 3,0"),
        ("speed", {"speed": (SpeedFacts(HOME, 3, 9, 9, 9, 9),)}, "fail", "bị chặn thao tác 9,0 giây"),
        ("speed", {"speed": (replace(SPEED, blocking=None),)}, "pass", "Các số đo lấy được"),
        ("speed", {"speed": ()}, "not_measured", "Chưa đo được tốc độ"),
        ("phone", {"viewport": ""}, "partial", "không khai báo khung nhìn"),
        ("phone", {"overflow": 8}, "pass", "hiển thị được"),
        ("phone", {"overflow": 9}, "partial", "rộng hơn màn hình điện thoại 9 điểm ảnh"),
        ("phone", {"viewport": "", "overflow": 600}, "fail", "phải kéo ngang"),
        ("phone", {"overflow": None}, "pass", "chưa mở thử được"),
        ("search", {"search_form": False}, "fail", "trang chủ không có ô tìm kiếm"),
        ("search", {"search": SearchTrial("Nghị quyết 5", False, 0)}, "partial", "tiêu đề “Nghị quyết 5”"),
        ("metadata", {"metadata": (), "description": ""}, "partial", "không có phần mô tả"),
        ("metadata", {"metadata": (), "description": "", "title": ""}, "fail", "chưa có dữ liệu đặc tả"),
        ("print", {"print_view": False}, "fail", "nút in"),
        ("site_map", {"sitemap_xml": False}, "partial", "sitemap.xml"),
        ("site_map", {"sitemap_xml": False, "links": ()}, "fail", "sơ đồ trang"),
        ("english", {"links": ()}, "fail", "tiếng Anh"),
        ("rating", {"links": ()}, "fail", "mức độ hài lòng"),
        ("social", {"links": ()}, "fail", "mạng xã hội"),
        ("parent", {"links": ()}, "fail", "cổng tỉnh"),
    ],
)
def test_each_criterion(name: str, changed: dict[str, Any], outcome: str, words: str) -> None:
    finding = of(name, facts(**changed))
    assert finding.outcome == outcome
    assert words in finding.message


def test_a_search_that_could_not_be_tried_is_not_called_lacking() -> None:
    finding = of("search", facts(search=None))
    assert (finding.outcome, finding.share) == (Outcome.NOT_MEASURED, None)


# accessibility

Impact = Literal["critical", "serious", "moderate", "minor"]


def issue(rule: str, impact: Impact = "serious") -> AccessibilityIssue:
    return AccessibilityIssue(rule, impact, 3)


@pytest.mark.parametrize(
    ("issues", "outcome"),
    [
        ((issue("list", "moderate"),), "pass"),
        ((issue("image-alt", "critical"), issue("image-alt", "critical")), "partial"),
        (tuple(issue(f"rule-{number}") for number in range(4)), "partial"),
        (tuple(issue(f"rule-{number}") for number in range(5)), "fail"),
    ],
)
def test_broken_rules(issues: tuple[AccessibilityIssue, ...], outcome: str) -> None:
    assert of("accessibility", facts(accessibility=issues)).outcome == outcome


# dead links


def dead(count: int, days: int) -> tuple[DeadLink, ...]:
    return tuple(DeadLink(f"{HOME}/{number}", HOME, days=days) for number in range(count))


@pytest.mark.parametrize(
    ("links", "outcome"),
    [
        (dead(5, 1), "pass"),
        (dead(50, 1), "pass"),
        (dead(51, 1), "not_measured"),
        ((*dead(3, 1), *dead(3, 2)), "pass"),
        (dead(5, 2), "pass"),
        (dead(6, 2), "partial"),
        (dead(100, 2), "fail"),
    ],
)
def test_links_are_dead_once_seen_so_on_two_days(links: tuple[DeadLink, ...], outcome: str) -> None:
    assert of("dead_links", facts(dead_links=links)).outcome == outcome


def test_a_link_that_was_not_found_on_one_day_is_neither_good_nor_bad() -> None:
    few, many = (of("dead_links", facts(dead_links=dead(count, 1))) for count in (5, 50))
    assert (few.share, few.untried) == (1, 0)
    assert (many.share, many.untried) == (0.5, 0.5)
    assert "chưa được lần kiểm tra ngày khác xác nhận" in many.message


# headers


@pytest.mark.parametrize("name", HEADERS)
def test_a_missing_header_is_named(name: str) -> None:
    finding = of("headers", facts({"home_headers": {key: "x" for key in HEADERS if key != name}}))
    assert finding.outcome is Outcome.PARTIAL
    assert f"thiếu {name}" in finding.message


def test_framing_may_be_forbidden_by_the_policy() -> None:
    headers = {**HEADERS, "content-security-policy": "frame-ancestors 'self'"}
    del headers["x-frame-options"]
    assert of("headers", facts({"home_headers": headers})).outcome is Outcome.PASS


def test_no_header_at_all_fails() -> None:
    assert of("headers", facts({"home_headers": {"server": "nginx"}})).outcome is Outcome.FAIL


# names


@pytest.mark.parametrize(
    ("url", "name", "level", "outcome"),
    [
        ("https://truonggiang.gov.vn", "UBND tỉnh Trường Giang", "province", "pass"),
        ("https://www.truonggiang.gov.vn/", "Cổng TTĐT tỉnh Trường Giang", "province", "pass"),
        ("https://hochiminhcity.gov.vn", "UBND Thành phố Hồ Chí Minh", "province", "pass"),
        ("https://daklak.gov.vn", "UBND tỉnh Đắk Lắk", "province", "pass"),
        ("https://tg.gov.vn", "UBND tỉnh Trường Giang", "province", "partial"),
        ("https://portal.truonggiang.gov.vn", "UBND tỉnh Trường Giang", "province", "partial"),
        ("https://truonggiang.gov.vn", "Cổng thông tin", "province", "needs_review"),
        ("https://truonggiang.vn", "UBND tỉnh Trường Giang", "province", "fail"),
        ("https://gov.vn.truonggiang.com", "UBND tỉnh Trường Giang", "province", "fail"),
        ("https://stc.truonggiang.gov.vn", "Sở Tài chính", "department", "pass"),
        ("https://sotaichinh.vn", "Sở Tài chính", "department", "fail"),
        ("https://a.b.truonggiang.gov.vn", "Sở Tài chính", "department", "partial"),
        ("https://truonggiang.gov.vn/so-tai-chinh", "Sở Tài chính", "department", "pass"),
        ("https://binhan.truonggiang.gov.vn", "UBND xã Bình An", "commune", "pass"),
        ("https://xabinhan.truonggiang.gov.vn", "Trang TTĐT xã Bình An", "commune", "pass"),
        ("https://dongda.hanoi.gov.vn", "UBND phường Đống Đa, thành phố Hà Nội", "commune", "pass"),
        ("https://ba.truonggiang.gov.vn", "UBND xã Bình An", "commune", "partial"),
        ("https://binhan.truonggiang.gov.vn", "Trang thông tin", "commune", "needs_review"),
    ],
)
def test_names_by_the_rule(url: str, name: str, level: str, outcome: str) -> None:
    assert of("domain", portal(url=url, name=name, level=level)).outcome == outcome


# the province's home page


def home(**more: Any) -> PortalFacts:
    return facts({"level": "province", "name": "UBND tỉnh X", "url": "https://x.gov.vn"}, **more)


def test_topics_named_on_the_home_page() -> None:
    assert of("quick_access", home()).outcome is Outcome.PASS
    finding = of("quick_access", home(links=LINKS[:8]))
    assert finding.outcome is Outcome.PARTIAL
    assert "đấu thầu" in finding.message
    assert of("quick_access", home(links=())).outcome is Outcome.FAIL


@pytest.mark.parametrize(("count", "outcome"), [(0, "fail"), (9, "partial"), (10, "pass")])
def test_portals_below_the_provinces_name(count: int, outcome: str) -> None:
    below = tuple(Link(f"https://s{number}.x.gov.vn/", "Sở", "footer") for number in range(count))
    other = (Link("https://s1.y.gov.vn/", "Sở", "footer"), Link("https://x.gov.vn/a", "Tin", "menu"))
    assert of("components", home(links=(*below, *other))).outcome == outcome


def test_a_link_to_the_government_portal() -> None:
    assert of("government", home()).outcome is Outcome.PASS
    assert of("government", home(links=(Link("https://xchinhphu.vn", "x", "menu"),))).outcome is Outcome.FAIL


def test_a_button_that_shares_is_no_channel_of_the_body() -> None:
    share = Link("https://www.facebook.com/sharer.php?u=x", "Chia sẻ", "content")
    assert of("social", facts(links=(share,))).outcome is Outcome.FAIL
    page = Link("https://www.facebook.com/sotaichinh", "", "footer")
    assert of("social", facts(links=(page,))).outcome is Outcome.PASS


def test_a_rating_in_the_text_of_the_home_page_counts() -> None:
    page = Page(HOME, "html", text="Khảo sát mức độ hài lòng của người dân")
    assert of("rating", facts({"home": page}, links=())).outcome is Outcome.PASS


def test_fields_of_the_foot() -> None:
    main = Page(HOME, "html", contacts=(contact(place="main"),))
    assert of("footer", facts({"home": main})).outcome is Outcome.FAIL
    some = Page(HOME, "html", contacts=(contact(place="footer", responsible=None),))
    assert "thiếu người chịu trách nhiệm" in of("footer", facts({"home": some})).message


def test_addresses_that_cannot_be_read_are_no_links() -> None:
    assert of("parent", facts(links=(Link("http://[", "Cổng tỉnh", "menu"),))).outcome is Outcome.FAIL


# words


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Hoà giải", "hòa giải", True),
        ("QUY HOẠCH - KẾ HOẠCH", "quy hoạch kế hoạch", True),
        ("Bán đồ cổ", "đồ", True),
        ("Quyết toán", "quyết", True),
        ("Quyết toán", "quy", False),
        ("", "quy hoạch", False),
        ("Đất", "dat", False),
        ("Kế hoạch năm 2031", "năm 0000", True),
        ("Kế hoạch năm 31", "năm 0000", False),
    ],
)
def test_phrases_are_whole_words(text: str, phrase: str, found: bool) -> None:
    assert says(text, [phrase]) is found


def test_names_of_hosts_have_no_accents() -> None:
    assert slug("Bà Rịa - Vũng Tàu Đ.1") == "bariavungtaud1"
