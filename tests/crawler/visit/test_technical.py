"""A visit brings home what the home page's markup says of the portal's technique."""

from datetime import UTC, datetime

from crawler.facts import Answer, Fetch, Outcome, PortalFacts
from crawler.visit import Visit
from tests.crawler.visit.site import AS_OF, CORE, ROOT, Body

HOME = (
    '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Sở Thử nghiệm</title>'
    '<meta name="viewport" content="width=device-width"></head><body><ul class="menu">'
    '<li><a href="/gioi-thieu">Giới thiệu</a></li><li><a href="/quy-hoach">Quy hoạch</a></li></ul>'
    "<p>Trang thông tin điện tử của Sở Thử nghiệm</p></body></html>"
).encode()


def visited(home: bytes, outcome: Outcome = Outcome.OK) -> PortalFacts:
    visit = Visit(Body(), as_of=AS_OF, wanted=CORE, render="never")
    at = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    while (fetch := visit.next()) is not None:
        visit.receive(_answer(fetch, home, outcome, at))
    return visit.facts()


def _answer(fetch: Fetch, home: bytes, outcome: Outcome, at: datetime) -> Answer:
    if fetch.url.rstrip("/") != ROOT:
        return Answer(fetch, Outcome.NOT_FOUND, at, fetch.url, 404)
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer(fetch, outcome, at, fetch.url, 200, headers, home if outcome is Outcome.OK else b"")


def test_links_and_viewport_of_the_home_page_come_home() -> None:
    found = visited(HOME).technical
    assert found is not None
    assert found.asked == ("home",)
    assert found.viewport == "width=device-width"
    assert {link.label for link in found.links or ()} >= {"Giới thiệu", "Quy hoạch"}


def test_of_a_home_page_that_was_not_read_nothing_is_told() -> None:
    facts = visited(HOME, Outcome.TIMEOUT)
    assert facts.status == "unreachable"
    assert facts.technical is None
