"""Speed, width on a phone and accessibility, measured in the browser on pages with planted faults."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.crawling import crawl_apart
from config.registry import Portal
from crawler.browser.errors import NoBrowserError
from crawler.browser.find import find_browser
from crawler.browser.measure import timings_of
from crawler.facts import PortalFacts, SpeedFacts, TechnicalFacts
from crawler.spiders.options import CrawlOptions
from crawler.spiders.technique import RUNS
from tests.checks.samples import findings
from tests.crawler import badserver as bad
from tests.crawler.scripted import AS_OF

try:
    find_browser("")
    NONE = ""
except NoBrowserError as none:
    NONE = f"no browser at hand: {none}"
needs_browser = pytest.mark.skipif(bool(NONE), reason=NONE)

HEAD = (
    "<!doctype html><html lang=vi><head><title>Sở Tài chính</title>"
    "<meta name=viewport content='width=device-width, initial-scale=1'></head><body>"
)
MENU = "<nav><ul>" + "".join(
    f"<li><a href='{path}'>{label}</a></li>"
    for path, label in {
        "/": "Trang chủ", "/van-ban": "Văn bản quy phạm pháp luật",
        **{f"/muc-{one}": f"Mục {one}" for one in range(8)},
    }.items()
) + "</ul></nav>"  # fmt: skip
LAWS = (
    "<main><h1>Văn bản quy phạm pháp luật</h1><table><tr><th>Số ký hiệu</th><th>Ngày ban hành</th>"
    "<th>Trích yếu</th></tr>"
    + "".join(
        f"<tr><td>{one}/2026/QĐ-UBND</td><td>0{one}/10/2026</td><td><a href='/vb/{one}'>Quyết định ban hành "
        f"quy định số {one} về giá đất trên địa bàn tỉnh</a></td></tr>"
        for one in range(1, 7)
    )
    + "</table></main>"
)
BUSY = "const end = performance.now() + {}; while (performance.now() < end);"
PLANTED = {
    "image-alt": "<img src=/anh.svg width=40 height=40>",
    "color-contrast": "<p style='color: #bbb; background: #fff'>Chữ mờ trên nền trắng</p>",
    "label": "<form action=/tim><input type=text name=q></form>",
}
DECEIVING = "<script>Array.prototype.map = Array.prototype.filter = () => []; window.axe = 1</script>"
SLOW = f"<script>setTimeout(() => {{ {BUSY.format(900)} }}, 300)</script>"
WIDE = "<table style='width: 700px'><tr><td>Bảng rộng</td></tr></table>"
IMAGE = bad.reply(
    200, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "Content-Type: image/svg+xml"
)


@dataclass
class Measured:
    """The facts of each site, what it was asked, and what the trap was asked."""

    facts: dict[str, PortalFacts]
    sites: dict[str, bad.Site]
    trap: bad.Site

    def technical(self, name: str) -> TechnicalFacts:
        found = self.facts[name].technical
        assert found is not None
        return found

    def speed(self, name: str) -> tuple[SpeedFacts, ...]:
        found = self.technical(name).speed
        assert found is not None, self.technical(name).troubles
        return found


def site(home: str, *headers: str, laws: bool = False) -> dict[str, bad.Answerer]:
    section = {"/van-ban": bad.page(HEAD + MENU + LAWS)} if laws else {}
    return section | {
        "/": bad.page(HEAD + MENU + "<main><h1>Tin tức</h1>" + home + "</main>", *headers),
        "/anh.svg": IMAGE,
        "/robots.txt": bad.robots("User-agent: *\nDisallow: /kin/\n"),
    }


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    out = tmp_path_factory.mktemp("technique")
    with bad.BadServer() as server:
        trap = server.site("kin.test", {"/anh.png": IMAGE}, address="127.0.8.1")
        inner = f"<img alt='' src='{trap.url}/anh.png'><img alt='' src=/kin/anh.png><p>Tin</p>"
        csp = "Content-Security-Policy: default-src 'self' 'unsafe-inline'"
        answers = {
            "tot": site("<p>Tin</p><img alt='Ảnh' src=/anh.svg width=40 height=40>", laws=True),
            "loi": site(DECEIVING + "".join(PLANTED.values()), csp),
            "rong": site(WIDE),
            "giau": site(f"<style>html {{ overflow-x: hidden }}</style>{WIDE}"),
            "cham": site("<p>Tin</p>" + SLOW, laws=True),
            "ro": site(inner),
            "khong-do": site("<p>Tin</p>"),
        }
        sites = {name: server.site(f"{name}.test", some) for name, some in answers.items()}
        options = CrawlOptions(
            AS_OF, ("legal_documents",), out, delay=0, contact="test", pictures=False, warc=False,
            allow_nets=("127.0.7.0/24",), hosts=server.hosts_file(out / "hosts"),
            measured=frozenset(answers) - {"khong-do"},
        )  # fmt: skip
        portals = [Portal(name, name, f"{one.url}/", "department") for name, one in sites.items()]
        facts: dict[str, PortalFacts] = {}
        assert crawl_apart(portals, options, on_finished=lambda one: facts.update({one.id: one}))
        yield Measured(facts, sites, trap)


@needs_browser
def test_the_home_page_and_a_section_are_measured_several_times(measured: Measured) -> None:
    pages = measured.speed("tot")
    url = measured.sites["tot"].url
    assert [(one.url, one.runs) for one in pages] == [(f"{url}/", RUNS), (f"{url}/van-ban", RUNS)]
    for one in pages:
        assert one.first_paint is not None
        assert one.largest_paint is not None
        assert one.full_display is not None
        assert 0 < one.first_paint <= one.largest_paint <= one.full_display < 5
        assert "CPU, Chromium" in one.machine


@needs_browser
def test_a_script_that_holds_the_page_up_is_found(measured: Measured) -> None:
    home, section = measured.speed("cham")
    assert home.blocking is not None
    assert 0.7 < home.blocking < 2
    assert section.blocking is not None
    assert section.blocking < 0.6
    message = findings(measured.facts["cham"])["technical.speed"].message
    assert "trang bị chặn thao tác" in message


@needs_browser
@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_barrier_is_found_though_the_page_tampers_with_scripts(
    measured: Measured, rule: str
) -> None:
    found = measured.technical("loi").accessibility
    assert found is not None, measured.technical("loi").troubles
    assert rule in {one.rule for one in found if one.impact in ("critical", "serious") and one.nodes == 1}


@needs_browser
def test_a_page_without_barriers_breaks_no_rule(measured: Measured) -> None:
    assert measured.technical("tot").accessibility == ()
    assert findings(measured.facts["tot"])["technical.accessibility"].outcome == "pass"


@needs_browser
@pytest.mark.parametrize(("name", "least", "most"), [("tot", 0, 0), ("rong", 250, 400), ("giau", 0, 0)])
def test_what_must_be_moved_sideways_on_a_phone_is_told(
    measured: Measured, name: str, least: int, most: int
) -> None:
    overflow = measured.technical(name).overflow
    assert overflow is not None
    assert least <= overflow <= most


@needs_browser
def test_measuring_reaches_no_closed_address_and_no_forbidden_path(measured: Measured) -> None:
    assert measured.speed("ro")
    assert measured.trap.hits == []
    assert not [path for path in measured.sites["ro"].asked if path.startswith("/kin/")]


@needs_browser
def test_images_are_loaded_anew_each_time(measured: Measured) -> None:
    assert measured.sites["tot"].asked.count("/anh.svg") == RUNS + 1  # and once more at a phone's width


def test_a_portal_that_is_not_in_the_sample_is_not_measured(measured: Measured) -> None:
    technical = measured.technical("khong-do")
    assert {"speed", "phone", "accessibility"}.isdisjoint(technical.asked)
    assert technical.speed is None


def test_a_name_from_the_hosts_file_says_nothing_of_ipv6(measured: Measured) -> None:
    technical = measured.technical("khong-do")
    assert technical.ipv6 is None
    assert "ipv6" not in technical.asked


def test_without_a_browser_nothing_was_tried_and_the_reason_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONGKHAI_BROWSER", str(tmp_path / "khong-co"))
    heard: list[PortalFacts] = []
    with bad.BadServer() as server:
        one = server.site("khong.test", site("<p>Tin</p>"))
        options = CrawlOptions(
            AS_OF, (), tmp_path, delay=0, contact="test", pictures=False, warc=False,
            allow_nets=("127.0.7.0/24",), hosts=server.hosts_file(tmp_path / "hosts"),
            measured=frozenset(["khong"]),
        )  # fmt: skip
        portal = Portal("khong", "khong", f"{one.url}/", "department")
        crawl_apart([portal], options, on_finished=heard.append)
    found = findings(heard[0])
    assert found["technical.speed"].outcome == "not_applicable"
    assert "trình duyệt" in found["technical.speed"].message


CLOCKS = {"first": 1000.0, "largest": 1500.0, "loaded": 1400.0, "arrived": 1600.0, "now": 9000.0, "tasks": []}


def test_time_before_the_first_paint_holds_nobody_up() -> None:
    told = timings_of({**CLOCKS, "tasks": [[100, 500], [900, 400], [2000, 49], [3000, 250]]})
    assert told.blocking == pytest.approx(0.3 + 0.2)


def test_a_page_is_displayed_when_the_last_of_it_came() -> None:
    assert timings_of(CLOCKS).full_display == 1.6


def test_a_page_that_was_not_done_took_at_least_as_long_as_it_was_waited_for() -> None:
    assert timings_of({**CLOCKS, "loaded": 0}).full_display == 9.0
