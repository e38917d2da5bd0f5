"""robots.txt is kept on every road: pages, redirect hops, files, sister hosts; and closed when unreadable."""

from collections.abc import Iterator

import pytest

from crawler.facts import Answer, Fetch, Outcome
from tests.crawler import badserver as bad
from tests.crawler.scripted import Crawled, options, run_scripts

Batch = tuple[Crawled, dict[str, bad.Site]]
RULES = "User-agent: *\nDisallow: /cam/\n"
HOME = bad.page("<p>Chào</p>")

ROBOTS: dict[str, tuple[bad.Answerer, Outcome]] = {
    "none": (bad.reply(404), Outcome.OK),
    "forbidden": (bad.reply(403), Outcome.OK),
    "html": (bad.page("<html><p>User guide: /</p></html>"), Outcome.OK),
    "empty": (bad.robots(""), Outcome.OK),
    "moved": (bad.redirect("/quy-tac.txt"), Outcome.OK),
    "down": (bad.reply(503), Outcome.ROBOTS),
    "error": (bad.reply(500), Outcome.ROBOTS),
    "silent": (bad.silent, Outcome.TIMEOUT),
    "loop": (bad.redirect("/robots.txt"), Outcome.ROBOTS),
    "broken": (bad.broken_chunks, Outcome.ROBOTS),
    "all": (bad.robots("User-agent: *\r\nDisallow: /\r\n"), Outcome.ROBOTS),
    "bom": (bad.robots(b"\xef\xbb\xbfUser-agent: CongKhai\nDisallow: /\n"), Outcome.ROBOTS),
    "huge": (bad.robots(b"User-agent: *\nDisallow: /\n" + b"# " + b"x" * 3_000_000), Outcome.ROBOTS),
    "endless": (bad.endless, Outcome.OK),
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    out = tmp_path_factory.mktemp("robots")
    with bad.BadServer() as server:
        sites = {
            name: server.site(f"{name}.test", {"/robots.txt": how, "/": HOME, "/quy-tac.txt": bad.robots("")})
            for name, (how, _) in ROBOTS.items()
        }
        sister = server.site("chi-em.test", {"/robots.txt": bad.robots(RULES), "/cam/x": HOME, "/mo": HOME})
        ruled = server.site(
            "quy-tac.test",
            {
                "/robots.txt": bad.robots(RULES), "/cam/x": HOME, "/cam/a.pdf": HOME, "/mo": HOME,
                "/nhay": bad.redirect("/cam/x"), "/sang": bad.redirect(f"{sister.url}/cam/x"),
            },
        )  # fmt: skip
        sites |= {"ruled": ruled, "sister": sister}
        scripts = {name: [Fetch(f"{sites[name].url}/", "home")] for name in ROBOTS}
        scripts["ruled"] = [
            Fetch(f"{ruled.url}/mo", "home"),
            Fetch(f"{ruled.url}/cam/x", "section"),
            Fetch(f"{ruled.url}/CAM/../cam/x", "section"),
            Fetch(f"{ruled.url}/%63am/x", "section"),
            Fetch(f"{ruled.url}/nhay", "section"),
            Fetch(f"{ruled.url}/sang", "section"),
            Fetch(f"{ruled.url}/cam/a.pdf", "file", first_bytes=10),
            Fetch(f"{ruled.url}/cam/a.pdf", "file", "HEAD"),
            Fetch(f"{ruled.url}/cam/x", "section", render=True),
            Fetch(f"{sister.url}/cam/x", "sister"),
            Fetch(f"{sister.url}/mo", "sister"),
        ]
        chosen = options(out, timeout=1.5, concurrency=40, hosts=server.hosts_file(out / "hosts"))
        yield run_scripts(out, scripts, chosen), sites


def ruled(batch: Batch) -> list[Answer]:
    return batch[0].answers["ruled"]


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_opens_or_closes(batch: Batch, name: str) -> None:
    (seen,) = batch[0].answers[name]
    assert seen.outcome is ROBOTS[name][1], seen.detail


@pytest.mark.parametrize("name", [name for name, (_, said) in ROBOTS.items() if said is not Outcome.OK])
def test_closed_site_was_asked_for_nothing_but_its_robots(batch: Batch, name: str) -> None:
    assert set(batch[1][name].asked) == {"/robots.txt"}


def test_forbidden_paths_are_refused_on_every_road(batch: Batch) -> None:
    refused = [seen.outcome is Outcome.ROBOTS for seen in ruled(batch)]
    assert refused == [False, True, True, True, True, True, True, True, True, True, False]


def test_no_forbidden_path_was_asked_for(batch: Batch) -> None:
    for site in (batch[1]["ruled"], batch[1]["sister"]):
        assert not [target for target in site.asked if "cam/" in target.lower().replace("%63", "c")]


def test_robots_is_asked_for_once_per_host(batch: Batch) -> None:
    assert batch[1]["ruled"].asked.count("/robots.txt") == 1
    assert batch[1]["sister"].asked.count("/robots.txt") == 1


def test_refusal_by_rule_says_so(batch: Batch) -> None:
    assert ruled(batch)[1].detail == "robots.txt forbids it"
    assert batch[0].answers["down"][0].detail == "robots.txt could not be read: 503"


def test_user_agent_is_honest(batch: Batch) -> None:
    agents = {hit.headers["user-agent"] for site in batch[1].values() for hit in site.hits}
    assert len(agents) == 1
    assert agents.pop().startswith("CongKhai/")
