"""Rendered pages in a crawl: robots, turns and names of failure as with plain ones; pictures of sections."""

import ssl
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import trustme

from crawler.browser.errors import NoBrowserError
from crawler.browser.find import find_browser
from crawler.facts import Answer, Fetch, Outcome, PortalFacts, from_json
from tests.crawler import badserver as bad
from tests.crawler.scripted import AS_OF, ROOT, Crawled, options, run_scripts

try:
    find_browser("")
except NoBrowserError as none:
    pytestmark = pytest.mark.skip(reason=f"no browser at hand: {none}")

Batch = tuple[Crawled, dict[str, bad.Site]]
DELAY = 0.3
RULES = bad.robots("User-agent: *\nDisallow: /kin/\n")
BUILT = "<div id=d></div><script>fetch('{}').then(r => r.text()).then(t => {{ d.innerHTML = t }})</script>"
LINKS = "".join(f"<a href='/{one}'>Mục {one}</a>" for one in range(12))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    out = tmp_path_factory.mktemp("rendering")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(out / "ca.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("khac.test").configure_cert(context)
    with bad.BadServer() as server:
        trap = server.site("kin.test", {}, address="127.0.8.1")
        third = server.site("ben-thu-ba.test", {"/robots.txt": RULES, "/kin/a.js": bad.reply(200, "1")})
        site = server.site(
            "mo.test",
            {
                "/robots.txt": RULES,
                "/ung-dung": bad.page(BUILT.format("/du-lieu")),
                "/du-lieu": bad.page("<b>Văn bản</b>"),
                "/kin-du-lieu": bad.page(BUILT.format("/kin/du-lieu")),
                "/kin/du-lieu": bad.page("không được"),
                "/day-du": bad.page(LINKS + BUILT.format("/kin/du-lieu")),
                "/lam-moi": bad.page(f"<meta http-equiv=refresh content='0; url={trap.url}/'>"),
                "/toi-kin": bad.redirect(f"{trap.url}/"),
                "/thu-ba": bad.page(f"<p>x</p>{LINKS}<script src='{third.url}/kin/a.js'></script>"),
            },
        )
        secure = server.site("an-toan.test", {"/": bad.page("<p>an toàn</p>")}, tls=context)
        mute = server.site("cam.test", {"/robots.txt": RULES, "/": bad.silent})
        base = site.url
        scripts = {
            "mo": [
                Fetch(f"{base}/ung-dung", "home", render=True),
                Fetch(f"{base}/kin-du-lieu", "section", render=True),
                Fetch(f"{base}/day-du", "section", render=True),
                Fetch(f"{base}/toi-kin", "section", render=True),
                Fetch(f"{base}/thu-ba", "section", render=True),
                Fetch(f"{base}/ung-dung", "section"),
                Fetch(f"{base}/lam-moi", "section", render=True),
            ],
            "secure": [Fetch(f"{secure.url}/", "home", render=True)],
            "private": [Fetch(f"{trap.url}/", "home", render=True)],
            "nameless": [Fetch("http://khong-co.invalid/", "home", render=True)],
        }
        chosen = options(
            out, delay=DELAY, allow_nets=("127.0.7.0/24",), hosts=server.hosts_file(out / "hosts"),
            ca_file=out / "ca.pem",
        )  # fmt: skip
        sites = {"mo": site, "third": third, "trap": trap, "mute": mute}
        yield run_scripts(out, scripts, chosen, limit=120), sites


def answer(batch: Batch, place: int) -> Answer:
    return batch[0].answers["mo"][place]


def test_rendered_page_is_whole_and_marked_as_utf8(batch: Batch) -> None:
    seen = answer(batch, 0)
    assert seen.outcome is Outcome.OK, seen.detail
    assert "<b>Văn bản</b>" in seen.body.decode()
    assert seen.headers["content-type"] == "text/html; charset=utf-8"


def test_page_that_stays_empty_for_what_robots_forbids_is_not_an_empty_page(batch: Batch) -> None:
    seen = answer(batch, 1)
    assert seen.outcome is Outcome.ROBOTS
    assert seen.detail is not None
    assert "/kin/du-lieu" in seen.detail


def test_page_that_shows_itself_without_what_is_forbidden_is_read(batch: Batch) -> None:
    assert answer(batch, 2).outcome is Outcome.OK


def test_no_forbidden_path_was_asked_for_by_the_browser(batch: Batch) -> None:
    for name in ("mo", "third"):
        assert not [target for target in batch[1][name].asked if target.startswith("/kin/")]


def test_redirect_to_a_closed_address_is_named(batch: Batch) -> None:
    assert answer(batch, 3).outcome is Outcome.PRIVATE_ADDRESS
    assert answer(batch, 6).outcome is Outcome.PRIVATE_ADDRESS
    assert batch[0].answers["private"][0].outcome is Outcome.PRIVATE_ADDRESS
    assert batch[1]["trap"].hits == []


def test_name_without_address_is_named(batch: Batch) -> None:
    assert batch[0].answers["nameless"][0].outcome is Outcome.DNS


def test_page_under_a_bad_certificate_is_shown_and_the_certificate_told(batch: Batch) -> None:
    (seen,) = batch[0].answers["secure"]
    assert "an toàn" in seen.body.decode()
    assert seen.certificate is not None
    assert seen.certificate.problems == ("wrong_name",)


def test_pages_in_the_browser_wait_for_their_turn(batch: Batch) -> None:
    opened = ("/ung-dung", "/kin-du-lieu", "/day-du", "/toi-kin", "/thu-ba")
    times = [hit.at for hit in batch[1]["mo"].hits if hit.target in opened]
    assert len(times) == 6
    assert min(later - earlier for earlier, later in pairwise(times)) >= DELAY


HOME = """<title>Sở Thử</title><ul class=menu><li><a href=/quy-hoach>Quy hoạch, kế hoạch</a></li>
<li><a href=/cam/van-ban>Văn bản quy phạm pháp luật</a></li><li><a href=/hoi-dap>Hỏi đáp</a></li></ul>"""
PLANS = "<h1>Quy hoạch, kế hoạch</h1><p>Nội dung đang được cập nhật</p>"


def test_pictures_of_home_and_sections(tmp_path: Path) -> None:
    """With the real visit: one picture per page, none of what robots.txt forbids or what fails."""
    program = (
        "import sys; from pathlib import Path\n"
        "from crawler.spiders.crawl import CrawlOptions, crawl\n"
        "from config.registry import Portal\n"
        "from crawler.facts import to_json\n"
        "from datetime import date\n"
        "url, out = sys.argv[1:]\n"
        "crawl([Portal('so-a', 'Sở A', url, 'department')],\n"
        "      CrawlOptions(as_of=date(2026, 11, 20), wanted=('planning', 'legal_documents', 'qa'),\n"
        "                   out_dir=Path(out), delay=0.0, allow_nets=('127.0.7.0/24',), timeout=3.0),\n"
        "      on_finished=lambda facts: (Path(out) / 'facts').write_bytes(to_json(facts)))\n"
    )
    with bad.BadServer() as server:
        site = server.site(
            "127.0.7.1",
            {
                "/robots.txt": bad.robots("User-agent: *\nDisallow: /cam/\n"), "/": bad.page(HOME),
                "/quy-hoach": bad.page(PLANS), "/hoi-dap": bad.reply(404),
            },
        )  # fmt: skip
        command = [sys.executable, "-c", program, f"{site.url}/", str(tmp_path)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        assert not [target for target in site.asked if target.startswith("/cam/")]
    facts = from_json(PortalFacts, (tmp_path / "facts").read_bytes())
    folder = f"pictures/{AS_OF}"
    assert facts.home_picture == f"{folder}/so-a-home.jpg"
    assert facts.sections["planning"].picture == f"{folder}/so-a-planning.jpg"
    assert facts.sections["legal_documents"].picture is None
    shown = {one.name for one in (tmp_path / folder).iterdir()}
    assert {"so-a-home.jpg", "so-a-planning.jpg"} <= shown
    assert all((tmp_path / folder / name).read_bytes().startswith(b"\xff\xd8\xff") for name in shown)
