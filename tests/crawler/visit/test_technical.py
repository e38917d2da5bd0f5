"""A visit brings home what the home page's markup says, and what its sitemap and its search answer."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.facts import Answer, Fetch, Outcome, PortalFacts, TechnicalFacts
from crawler.visit import Budget, Visit
from tests.crawler.visit.site import AS_OF, CORE, Body

PLAN = "Quyết định phê duyệt quy hoạch chung xây dựng đô thị Trường Giang"
HEAD = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Sở Thử nghiệm</title>'
    '<meta name="viewport" content="width=device-width"></head><body>'
)
MENU = (
    '<ul class="menu"><li><a href="/gioi-thieu">Giới thiệu</a></li>'
    '<li><a href="/quy-hoach">Quy hoạch</a></li></ul>'
)
FORM = '<form action="/tim-kiem"><input type="text" name="tukhoa"><button>Tìm kiếm</button></form>'
LIST = "<table><tr><th>STT</th><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th></tr>" + "".join(
    f'<tr><td>{nth}</td><td>{nth}/QĐ-UBND</td><td><a href="/qh/{nth}">{PLAN} lần {nth}</a></td>'
    f"<td>0{nth}/10/2026</td></tr>"
    for nth in range(1, 7)
)
PAGES = {
    "/": MENU + FORM + "<p>Trang thông tin điện tử của Sở Thử nghiệm</p>",
    "/quy-hoach": MENU + FORM + f"<h1>Quy hoạch</h1>{LIST}</table>",
    **{f"/qh/{nth}": MENU + f"<h1>{PLAN} lần {nth}</h1><p>Nội dung</p>" for nth in range(1, 7)},
}
SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HTML = {"content-type": "text/html; charset=utf-8"}


def visited(
    pages: dict[str, str] | None = None,
    *,
    sitemap: bytes | Outcome = Outcome.NOT_FOUND,
    search: str | Outcome = Outcome.NOT_FOUND,
    home: Outcome = Outcome.OK,
    budget: Budget | None = None,
) -> PortalFacts:
    """Visit a portal of the given pages; `search` answers every question but those for phrases of menus."""

    def answer(fetch: Fetch) -> Answer:
        path = urlsplit(fetch.url).path or "/"
        if path == "/sitemap.xml":
            return made(fetch, sitemap)
        if path == "/tim-kiem" and fetch.method == "POST":
            return made(fetch, search)
        if path == "/tim-kiem":
            asked = parse_qs(urlsplit(fetch.url).query)["tukhoa"][0]
            return made(fetch, search if "Trường Giang" in asked else "<p>Không tìm thấy</p>")
        if path == "/" and home is not Outcome.OK:
            return made(fetch, home)
        return made(fetch, (PAGES if pages is None else pages).get(path, Outcome.NOT_FOUND))

    def made(fetch: Fetch, what: str | bytes | Outcome) -> Answer:
        if isinstance(what, Outcome):
            return Answer(fetch, what, AT, fetch.url, 404 if what is Outcome.NOT_FOUND else None)
        body = what if isinstance(what, bytes) else f"{HEAD}{what}</body></html>".encode()
        return Answer(fetch, Outcome.OK, AT, fetch.url, 200, HTML, body)

    visit = Visit(Body(), as_of=AS_OF, wanted=CORE, render="never", budget=budget)
    while (fetch := visit.next()) is not None:
        visit.receive(answer(fetch))
    return visit.facts()


def technique(facts: PortalFacts) -> TechnicalFacts:
    assert facts.technical is not None
    return facts.technical


def test_links_and_viewport_of_the_home_page_come_home() -> None:
    found = technique(visited())
    assert found.viewport == "width=device-width"
    assert {link.label for link in found.links or ()} >= {"Giới thiệu", "Quy hoạch"}


def test_of_a_home_page_that_was_not_read_nothing_is_told() -> None:
    facts = visited(home=Outcome.TIMEOUT)
    assert facts.status == "unreachable"
    assert facts.technical is None


@pytest.mark.parametrize(
    ("sitemap", "found", "trouble"),
    [
        (SITEMAP, True, None),
        (b"<html><body>Trang chu</body></html>", False, None),
        (Outcome.NOT_FOUND, False, None),
        (Outcome.TIMEOUT, None, "timeout"),
        (Outcome.ROBOTS, None, "robots"),
    ],
)
def test_a_sitemap_for_machines(sitemap: bytes | Outcome, found: bool | None, trouble: str | None) -> None:
    facts = technique(visited(sitemap=sitemap))
    assert "sitemap_xml" in facts.asked
    assert (facts.sitemap_xml, facts.troubles.get("sitemap_xml")) == (found, trouble)


def result(*titles: str) -> str:
    rows = "".join(f'<li><a href="/kq/{nth}">{title}</a></li>' for nth, title in enumerate(titles))
    return f'<h1>Kết quả tìm kiếm</h1><div class="content"><ul>{rows}</ul></div>'


@pytest.mark.parametrize(
    ("search", "found", "trouble"),
    [
        (result(f"{PLAN} lần 1", "Tin khác"), True, None),
        (f"<p>Không tìm thấy kết quả nào cho “{PLAN} lần 1”</p>", False, None),
        (f"<h1>Kết quả tìm kiếm</h1><p>Từ khóa: {PLAN} lần 1</p>", None, "unreadable"),
        (Outcome.TIMEOUT, None, "timeout"),
    ],
)
def test_the_search_is_asked_for_a_title_of_the_portal(
    search: str | Outcome, found: bool | None, trouble: str | None
) -> None:
    facts = technique(visited(search=search))
    assert "search" in facts.asked
    assert (facts.search.found if facts.search else None) is found
    assert facts.troubles.get("search") == trouble


def test_a_search_that_wants_the_script_of_its_page_is_not_tried() -> None:
    posted = {path: page.replace("<form ", '<form method="post" ') for path, page in PAGES.items()}
    facts = technique(visited(posted, search=PAGES["/"]))
    assert "search" not in facts.asked
    assert facts.search_form is True


def test_without_a_search_there_is_nothing_to_try() -> None:
    bare = {path: page.replace(FORM, "") for path, page in PAGES.items()}
    facts = technique(visited(bare))
    assert (facts.search_form, facts.search) == (False, None)
    assert "search" in facts.asked


def test_an_entry_without_a_page_of_its_own_is_not_asked_for() -> None:
    rows = {path: page for path, page in PAGES.items() if not path.startswith("/qh/")}
    assert "search" not in technique(visited(rows)).asked


def test_without_a_title_of_its_own_the_search_is_not_tried() -> None:
    assert "search" not in technique(visited({"/": PAGES["/"]})).asked


def test_a_spent_budget_is_no_mark() -> None:
    facts = technique(visited(sitemap=SITEMAP, budget=Budget(pages=3)))
    assert facts.sitemap_xml is None
    assert facts.troubles["sitemap_xml"] == "budget"
