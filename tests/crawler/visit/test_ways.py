"""Getting in, other ways to a section, and how a visit ends."""

from dataclasses import replace

import pytest

import crawler.visit.state
from crawler.facts import Form, Outcome, PortalFacts, from_json, to_json
from crawler.visit import Budget, Visit
from tests.crawler.visit.conftest import Go
from tests.crawler.visit.site import (
    AS_OF,
    CORE,
    MENU,
    ORDERS,
    PLANS,
    ROOT,
    Body,
    Site,
    good_site,
    link,
    news,
    page,
)

PLANNING = ("planning",)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.DNS, "unreachable"),
        (Outcome.TIMEOUT, "unreachable"),
        (Outcome.SERVER_ERROR, "unreachable"),
        (Outcome.ROBOTS, "blocked"),
        (Outcome.BLOCKED, "blocked"),
    ],
)
def test_home_that_cannot_be_read_leaves_all_unknown(go: Go, outcome: Outcome, status: str) -> None:
    site = good_site()
    site.outcomes = dict.fromkeys((ROOT + "/", "http" + ROOT[5:] + "/"), outcome)
    facts = go(site)
    assert (facts.status, facts.status_reason) == (status, outcome.value)
    assert {one.state for one in facts.sections.values()} == {"unknown"}


def test_other_scheme_is_tried_once(go: Go) -> None:
    site = good_site()
    site.outcomes[ROOT + "/"] = Outcome.REFUSED
    site.pages["http" + ROOT[5:] + "/"] = replace(site.pages[ROOT + "/"], url="http" + ROOT[5:] + "/")
    facts = go(site)
    assert facts.status == "measured"
    assert facts.https is False


def test_home_under_maintenance_is_unreachable(go: Go) -> None:
    site = Site({ROOT + "/": page("/", troubles=("maintenance",))})
    assert (go(site).status, go(site).status_reason) == ("unreachable", "maintenance")


def test_splash_page_is_passed(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/trang-chu"] = page("/trang-chu", links=MENU)
    site.pages[ROOT + "/"] = page("/", links=(link("Vào trang chủ", "/trang-chu", "content"),))
    assert go(site, PLANNING).sections["planning"].state == "present"


def test_frames_are_read_as_the_home_page(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/menu.htm"] = page("/menu.htm", links=MENU)
    site.pages[ROOT + "/main.htm"] = page("/main.htm")
    site.pages[ROOT + "/"] = page(
        "/", links=(link("menu", "/menu.htm", "frame"), link("main", "/main.htm", "frame"))
    )
    assert go(site, PLANNING).sections["planning"].state == "present"


def test_script_only_portal_is_rendered_throughout(go: Go) -> None:
    plain = good_site()
    shell = {url: page(url.removeprefix(ROOT), troubles=("needs_script",)) for url in plain.pages}
    facts = go(Site(shell, rendered=plain.pages), PLANNING)
    assert facts.sections["planning"].state == "present"
    assert facts.rendered >= 2


def test_script_only_portal_without_a_browser_is_unknown(go: Go) -> None:
    site = Site({ROOT + "/": page("/", troubles=("needs_script",))})
    site.render_outcome = Outcome.NO_BROWSER
    facts = go(site, PLANNING)
    assert (facts.status, facts.status_reason) == ("incomplete", "no_browser")
    assert (facts.sections["planning"].state, facts.sections["planning"].reason) == ("unknown", "no_browser")


def test_plain_portal_is_never_rendered(go: Go) -> None:
    assert go(good_site()).rendered == 0


def test_site_map_page_leads_to_what_no_menu_does(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page(
        "/", links=(link("Tin tức", "/tin"), link("Sơ đồ cổng", "/so-do", "footer"))
    )
    site.pages[ROOT + "/so-do"] = page("/so-do", links=(link("Quy hoạch", "/quy-hoach", "sitemap"),))
    found = go(site, PLANNING).sections["planning"]
    assert (found.state, found.found_by) == ("present", "sitemap")


def test_sitemap_xml_leads_to_what_no_menu_does(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page("/", links=(link("Tin tức", "/tin"), link("Liên hệ", "/lien-he")))
    site.pages[ROOT + "/quy-hoach-ke-hoach"] = page("/quy-hoach-ke-hoach", listings=(PLANS,))
    site.pages[ROOT + "/sitemap.xml"] = replace(
        page("/sitemap.xml", links=(link("", "/quy-hoach-ke-hoach", "sitemap"),)), kind="xml"
    )
    found = go(site, PLANNING).sections["planning"]
    assert (found.state, found.found_by) == ("present", "sitemap")


def test_sites_own_search_leads_to_what_no_menu_does(go: Go) -> None:
    site = good_site()
    form = Form(ROOT + "/tim", "GET", (("q", ""),), "search", "q")
    site.pages[ROOT + "/"] = page(
        "/", links=(link("Tin tức", "/tin"), link("Liên hệ", "/lien-he")), forms=(form,)
    )
    address = ROOT + "/tim?q=quy+ho%E1%BA%A1ch%2C+k%E1%BA%BF+ho%E1%BA%A1ch"
    site.pages[address] = replace(
        page("/", links=(link("Quy hoạch - Kế hoạch", "/quy-hoach", "content"),)), url=address
    )
    found = go(site, PLANNING).sections["planning"]
    assert (found.state, found.found_by) == ("present", "search")


def test_block_of_the_home_page_is_the_section_where_it_has_no_page(go: Go) -> None:
    block = replace(ORDERS, heading="Văn bản chỉ đạo điều hành")
    links = (link("Tin tức", "/tin"), link("Văn bản chỉ đạo điều hành"))
    site = Site({ROOT + "/": page("/", links=links, listings=(PLANS, block))})
    found = go(site, ("directives",)).sections["directives"]
    assert (found.state, found.url, found.total) == ("present", ROOT + "/", 3)


def test_block_of_headlines_on_the_home_page_is_not_the_section(go: Go) -> None:
    block = replace(news("Hội thi nấu ăn", "Tết trồng cây"), heading="Văn bản chỉ đạo điều hành")
    site = Site({ROOT + "/": page("/", links=(link("Tin tức", "/tin"),), listings=(block,))})
    assert go(site, ("directives",)).sections["directives"].state == "absent"


def test_spent_budget_leaves_what_is_left_unknown(go: Go) -> None:
    facts = go(good_site(), CORE, Budget(pages=3))
    states = {one.state for one in facts.sections.values()}
    assert "absent" not in states
    assert "shell" not in states
    assert [one.reason for one in facts.sections.values() if one.state == "unknown"].count("budget") >= 3


def test_budget_of_pages_is_never_passed(go: Go) -> None:
    site = good_site()
    go(site, CORE, Budget(pages=5))
    pages = [fetch for fetch in site.asked if fetch.purpose != "file" and fetch.url.startswith("https:")]
    assert len(pages) == 5


def test_same_answers_give_the_same_facts(go: Go) -> None:
    assert go(good_site()) == go(good_site())


def test_facts_survive_writing_and_reading(go: Go) -> None:
    facts = go(good_site())
    assert from_json(PortalFacts, to_json(facts)) == facts


def test_facts_midway_are_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    site = good_site()
    monkeypatch.setattr(crawler.visit.state, "read_page", site.read_page)
    visit = Visit(Body(), as_of=AS_OF, wanted=CORE)
    fetch = visit.next()
    assert fetch is not None
    visit.receive(site.answer(fetch))
    facts = visit.facts()
    assert (facts.status, facts.status_reason) == ("incomplete", "interrupted")
    assert {one.state for one in facts.sections.values()} == {"unknown"}


def test_next_repeats_until_answered() -> None:
    visit = Visit(Body(), as_of=AS_OF, wanted=CORE)
    assert visit.next() == visit.next()


def test_answer_to_nothing_is_refused() -> None:
    visit = Visit(Body(), as_of=AS_OF, wanted=CORE)
    site = good_site()
    first = visit.next()
    assert first is not None
    answer = replace(site.answer(first), outcome=Outcome.DNS, body=b"")
    visit.receive(answer)
    while visit.next() is not None:
        visit.receive(answer)
    with pytest.raises(ValueError, match="no fetch"):
        visit.receive(answer)


def test_moments_come_from_the_answers(go: Go) -> None:
    facts = go(good_site())
    assert facts.started == facts.visited[0].at
    assert facts.finished == facts.visited[-1].at
