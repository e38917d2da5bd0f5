"""Ways to hide, fake or misname a section, each on a small portal of plain HTML that is really read."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import urlsplit

import pytest

from crawler.facts import Answer, Fetch, Outcome, SectionFacts
from crawler.visit import Visit

Finding = Callable[[], SectionFacts]
ROOT = "https://sotest.tinhx.gov.vn"
AS_OF = date(2026, 11, 20)
FOOTER = "<footer>Địa chỉ: 12 Hùng Vương, tỉnh X. Điện thoại: 0255 3822 222. Email: so@tinhx.gov.vn</footer>"


@dataclass(frozen=True)
class Row:
    id: str = "sotest"
    name: str = "Sở Thử nghiệm"
    url: str = ROOT + "/"
    level: str = "department"


def table(*rows: tuple[str, str, str]) -> str:
    cells = "".join(
        f"<tr><td>{number}</td><td>{day}</td><td><a href='/van-ban/{i}.pdf'>{title}</a></td></tr>"
        for i, (number, day, title) in enumerate(rows)
    )
    return f"<table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>{cells}</table>"


def stories(*titles: str) -> str:
    items = "".join(
        f"<div class='news-item'><h3><a href='/tin/{i}.html'>{title}</a></h3><span>{10 + i}/10/2026</span>"
        f"<p>Sáng nay, lãnh đạo Sở đã có mặt tại buổi lễ cùng đông đảo người dân.</p></div>"
        for i, title in enumerate(titles)
    )
    return f"<div class='list-news'>{items}</div>"


PLANS = table(
    ("512/QĐ-UBND", "12/10/2026", "Quyết định phê duyệt Quy hoạch phân khu phía Đông thị trấn"),
    ("480/QĐ-UBND", "02/09/2026", "Quyết định phê duyệt đồ án Quy hoạch chung xã An Phú"),
    ("77/KH-UBND", "20/08/2026", "Kế hoạch phát triển kinh tế - xã hội năm 2027"),
)
LAWS = table(
    ("21/2026/QĐ-UBND", "12/10/2026", "Quyết định ban hành Quy định về quản lý đất đai"),
    ("9/2026/NQ-HĐND", "02/09/2026", "Nghị quyết về mức thu phí tham quan"),
    ("18/2026/QĐ-UBND", "20/08/2026", "Quyết định sửa đổi Quy chế làm việc"),
)
ORDERS = table(
    ("1512/UBND-KT", "12/10/2026", "V/v tăng cường quản lý khoáng sản trên địa bàn"),
    ("9/CT-UBND", "02/09/2026", "Chỉ thị về phòng, chống cháy rừng"),
    ("301/TB-UBND", "20/08/2026", "Thông báo kết luận cuộc họp giao ban"),
)
PARTY = stories(
    "Hội thi nấu ăn chào mừng ngày thành lập ngành",
    "Lễ ra quân tháng thanh niên",
    "Giải bóng chuyền khối thi đua",
)
QUESTIONS = "".join(
    f"<div class='faq-item'><div class='question'>Hỏi: Thủ tục cấp giấy phép số {i} gồm những gì?</div>"
    f"<div class='answer'>Trả lời ({i}0/10/2026): Hồ sơ gồm đơn và bản sao giấy tờ, nộp ở bộ phận một cửa."
    "</div></div>"
    for i in (1, 2)
)


def page(title: str, body: str, menu: str = "") -> str:
    return (
        f"<html><head><title>{title} - Sở Thử nghiệm</title></head><body><nav><ul>"
        "<li><a href='/'>Trang chủ</a></li><li><a href='/gioi-thieu'>Giới thiệu</a></li>"
        f"<li><a href='/tin-tuc'>Tin tức</a></li>{menu}</ul></nav>"
        f"<div id='content'><h1>{title}</h1>{body}</div>{FOOTER}</body></html>"
    )


def visit(home: str, pages: dict[str, str], section: str, menu: str = "", footer: str = "") -> SectionFacts:
    """Visit a portal whose home page holds `home`; the other pages carry the same menu."""
    made = {"/": page("Trang chủ", PARTY + home, menu).replace("</footer>", f"{footer}</footer>")}
    made |= {
        "/gioi-thieu": page("Giới thiệu", "<p>Sở có ba phòng.</p>", menu),
        "/tin-tuc": page("Tin tức", PARTY, menu),
    }
    made |= pages
    under_way = Visit(Row(), as_of=AS_OF, wanted=(section,), render="never")
    while (fetch := under_way.next()) is not None:
        under_way.receive(answer(fetch, made))
    return under_way.facts().sections[section]


def answer(fetch: Fetch, pages: dict[str, str]) -> Answer:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    parts = urlsplit(fetch.url)
    path = parts.path or "/"
    if parts.hostname != urlsplit(ROOT).hostname:
        return Answer(fetch, Outcome.DNS, at, fetch.url)
    body = pages.get(path + (f"?{parts.query}" if parts.query else ""), pages.get(path))
    if path.endswith(".pdf"):
        return Answer(
            fetch, Outcome.OK, at, fetch.url, 200, {"content-type": "application/pdf"}, b"%PDF-1.4 x"
        )
    if body is None:
        return Answer(fetch, Outcome.NOT_FOUND, at, fetch.url, 404)
    kind = "application/xml" if body.startswith("<?xml") else "text/html; charset=utf-8"
    return Answer(fetch, Outcome.OK, at, fetch.url, 200, {"content-type": kind}, body.encode())


def li(label: str, path: str) -> str:
    return f"<li><a href='{path}'>{label}</a></li>"


def planned(menu: str, path: str = "/qh", home: str = "", footer: str = "") -> SectionFacts:
    return visit(home, {path: page("Quy hoạch", PLANS, menu)}, "planning", menu, footer)


ICON = "<i class='fa fa-map'></i> Quy hoạch (3)"
PICTURE = "<li><a href='/qh'><img src='/a.png' alt='Quy hoạch'></a></li>"
TITLED = "<li><a href='/qh' title='Quy hoạch - Kế hoạch'><img src='/a.png'></a></li>"
PRESSED = "<li><a href='#' onclick=\"location.href='/qh'\">Quy hoạch</a></li>"
QUICK = "<div class='quick-links'><a href='/qh'>Công bố quy hoạch</a></div>"
ADDRESS = "/quy-hoach-ke-hoach"
NESTED = (
    "<li><a href='#'>Công khai</a><ul><li><a href='#'>Thông tin</a>"
    "<ul><li><a href='/qh'>Quy hoạch</a></li></ul></li></ul></li>"
)
MAP = {"/qh": page("Quy hoạch", PLANS), "/so-do": page("Sơ đồ", li("Quy hoạch", "/qh"))}
XML = (
    "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    f"<url><loc>{ROOT}{ADDRESS}</loc></url></urlset>"
)
HUB = {
    "/qh": page("Quy hoạch", li("Quy hoạch ngành", "/qh/a") + li("Quy hoạch đô thị", "/qh/b")),
    "/qh/a": page("Quy hoạch ngành", PLANS),
    "/qh/b": page("Quy hoạch đô thị", PLANS),
}
HIDDEN: dict[str, Finding] = {
    "a picture with an alternative text": partial(planned, PICTURE),
    "a picture with a title": partial(planned, TITLED),
    "a picture whose address alone tells": partial(
        planned, "", ADDRESS, f"<a href='{ADDRESS}'><img src='a.png'></a>"
    ),
    "an icon and a count": partial(planned, li(ICON, "/qh")),
    "capitals and decomposed accents": partial(
        planned, li(unicodedata.normalize("NFD", "QUY HOẠCH, KẾ HOẠCH"), "/qh")
    ),
    "no accents at all": partial(planned, li("Quy hoach - Ke hoach phat trien", "/qh")),
    "the footer only": partial(planned, "", footer="<a href='/qh'>Quy hoạch, kế hoạch</a>"),
    "an unusual name": partial(planned, li("Định hướng, chiến lược phát triển ngành", "/qh")),
    "English only": partial(planned, li("Master plans", "/qh")),
    "a typing error": partial(planned, li("Quy hoạhc - Kế hoạch", "/qh")),
    "a quick-access block": partial(planned, "", home=QUICK),
    "a press of the mouse": partial(planned, PRESSED),
    "three levels down": partial(planned, NESTED),
    "the site map page": partial(visit, "", MAP, "planning", footer="<a href='/so-do'>Sơ đồ cổng</a>"),
    "sitemap.xml": partial(visit, "", {ADDRESS: page("Quy hoạch", PLANS), "/sitemap.xml": XML}, "planning"),
    "a hub of two lists": partial(visit, "", HUB, "planning", li("Quy hoạch", "/qh")),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_section_is_found_behind(way: str) -> None:
    found = HIDDEN[way]()
    assert (found.state, len(found.items) >= 3) == ("present", True), found.attempts


def under(label: str, body: str, section: str) -> SectionFacts:
    """What is found where `label` of the menu leads to a page that holds `body`."""
    return visit("", {"/x": page(label, body)}, section, li(label, "/x"))


LOST = "<p>404 - Trang bạn yêu cầu không tồn tại</p>"
TRIALS = table(("", "", "test 1"), ("", "", "test 2"), ("", "", "quy hoạch 1"))
FAKED: dict[str, Finding] = {
    "stories under its label": partial(under, "Quy hoạch", PARTY, "planning"),
    "nothing but a promise": partial(under, "Quy hoạch", "<p>Nội dung đang được cập nhật</p>", "planning"),
    "a dead link": partial(visit, "", {}, "planning", li("Quy hoạch", "/khong-co")),
    "a link back home": partial(visit, "", {}, "planning", li("Quy hoạch", "/")),
    "an error page that says it is well": partial(under, "Quy hoạch", LOST, "planning"),
    "trial entries": partial(under, "Quy hoạch", TRIALS, "planning"),
    "letters under laws": partial(under, "Văn bản quy phạm pháp luật", ORDERS, "legal_documents"),
    "stories of leaders under directives": partial(under, "Chỉ đạo điều hành", PARTY, "directives"),
    "a page of questions without any": partial(under, "Hỏi đáp", "<p>Chưa có câu hỏi nào.</p>", "qa"),
}


@pytest.mark.parametrize("way", FAKED)
def test_section_is_not_passed_with(way: str) -> None:
    found = FAKED[way]()
    assert found.state == "shell", (found.state, found.reason, found.url)


CADRES = table(
    ("5/QĐ-SXD", "01/02/2026", "Quyết định phê duyệt quy hoạch cán bộ lãnh đạo"),
    ("6/QĐ-SXD", "01/03/2026", "Bổ sung quy hoạch cán bộ"),
)
OFFICE = "<p>Trưởng phòng: ông A. Chức năng: tham mưu về quy hoạch.</p>"
HEADLINE = "<a href='/tin/9.html'>Chủ tịch tỉnh dự lễ công bố quy hoạch tỉnh thời kỳ 2021 - 2030</a>"
STORY = {"/tin/9.html": page("Chủ tịch tỉnh dự lễ", "<p>Sáng nay…</p>")}
MISNAMED: dict[str, Finding] = {
    "an office": partial(under, "Phòng Quy hoạch - Kiến trúc", OFFICE, "planning"),
    "plans of cadres": partial(under, "Quy hoạch cán bộ", CADRES, "planning"),
    "a headline": partial(visit, HEADLINE, STORY, "planning"),
    "news of investment": partial(under, "Tin đầu tư", PARTY, "investment_incentives"),
    "an office for citizens": partial(under, "Ban Tiếp công dân", "<p>Địa chỉ: số 1.</p>", "qa"),
}


@pytest.mark.parametrize("way", MISNAMED)
def test_near_miss_is_no_section(way: str) -> None:
    found = MISNAMED[way]()
    assert found.state == "absent", found.attempts


def test_one_page_serves_two_sections() -> None:
    menu = li("Văn bản", "/vb")
    both = {"/vb": page("Văn bản", LAWS + ORDERS, menu)}
    assert visit("", both, "legal_documents", menu).state == "present"
    assert visit("", both, "directives", menu).state == "present"


def test_questions_in_folds_are_read() -> None:
    found = visit("", {"/hd": page("Hỏi đáp", QUESTIONS)}, "qa", li("Hỏi đáp", "/hd"))
    assert (found.state, found.total) == ("present", 2)
