"""Manners in time and in kind: delays, `Retry-After`, few hosts on one address, cookies, ranges, forms."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from crawler.facts import Fetch, Outcome
from tests.crawler import badserver as bad
from tests.crawler.scripted import Crawled, options, run_scripts

Batch = tuple[Crawled, dict[str, bad.Site]]
DELAY = 0.15
OK = bad.page("được")
PDF = b"%PDF-1.7\n" + b"x" * 300_000


def whoami(hit: bad.Hit, wire: bad.Wire) -> None:
    """The page shows the cookie it was sent and sets one."""
    bad.page(hit.headers.get("cookie", "none"), "Set-Cookie: phien=1; Path=/")(hit, wire)


def in_parts(hit: bad.Hit, wire: bad.Wire) -> None:
    """A file server that knows ranges."""
    asked = hit.headers.get("range", "")
    if not asked:
        bad.reply(200, PDF, "Content-Type: application/pdf")(hit, wire)
        return
    end = int(asked.rpartition("-")[2]) + 1
    bad.reply(206, PDF[:end], f"Content-Range: bytes 0-{end - 1}/{len(PDF)}")(hit, wire)


def empty_file(hit: bad.Hit, wire: bad.Wire) -> None:
    """A file of nothing: no range of it can be given."""
    (bad.reply(416) if "range" in hit.headers else bad.reply(200, b""))(hit, wire)


def redirect_with_cookie(hit: bad.Hit, wire: bad.Wire) -> None:
    """Sends a visitor without the cookie back to where he was, with it."""
    if "vao=1" in hit.headers.get("cookie", ""):
        OK(hit, wire)
    else:
        bad.reply(302, "", "Location: /cua", "Set-Cookie: vao=1")(hit, wire)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    out = tmp_path_factory.mktemp("manners")
    slow = bad.robots("User-agent: *\nCrawl-delay: 0.4\n")
    never = bad.robots("User-agent: *\nCrawl-delay: 86400\n")
    wait = bad.in_turn(bad.reply(429, "", "Retry-After: 1"), OK)
    busy = bad.in_turn(bad.reply(503, "", "Retry-After: 1"), OK)
    away = bad.reply(503, "đang bảo trì", "Retry-After: 3600")
    pages = {f"/{number}": OK for number in range(4)}
    with bad.BadServer() as server:
        sites = {
            "steady": server.site("steady.test", pages),
            "crawl-delay": server.site("slow.test", {"/robots.txt": slow, **pages}),
            "endless-delay": server.site("never.test", {"/robots.txt": never, **pages}),
            "too-many": server.site("too-many.test", {"/0": wait, "/1": OK}),
            "busy": server.site("busy.test", {"/0": busy, "/1": OK}),
            "away": server.site("away.test", {"/0": away, "/1": OK}),
            "flaky": server.site("flaky.test", {"/0": bad.in_turn(bad.drop, OK)}),
            "closes": server.site(
                "closes.test", {"/0": OK, "/tim": bad.in_turn(bad.drop, OK), "/hong": bad.reply(500)}
            ),
            "kinds": server.site(
                "kinds.test",
                {
                    "/ai": whoami, "/a.pdf": in_parts, "/b.pdf": bad.reply(200, PDF), "/rong": empty_file,
                    "/form": OK, "/cua": redirect_with_cookie, "/xem": bad.redirect("/1?v=ă", 303), "/1": OK,
                },
            ),
        }  # fmt: skip
        for number in range(8):
            sites[f"shared-{number}"] = server.site(f"shared-{number}.test", pages, address="127.0.9.1")
        scripts = {
            name: [Fetch(f"{site.url}/{n}", "section") for n in range(4)] for name, site in sites.items()
        }
        for name in ("too-many", "busy", "away"):
            scripts[name] = scripts[name][:2]
        scripts["flaky"] = scripts["flaky"][:1]
        closes = sites["closes"].url
        scripts["closes"] = [
            Fetch(f"{closes}/0", "home"),
            Fetch(f"{closes}/tim", "search", "POST", (("q", "a"),)),
            Fetch(f"{closes}/hong", "search", "POST", (("q", "a"),)),
        ]
        kinds = sites["kinds"].url
        scripts["kinds"] = [
            Fetch(f"{kinds}/ai", "home"),
            Fetch(f"{kinds}/ai?2", "home", referer=f"{kinds}/truoc"),
            Fetch(f"{kinds}/a.pdf", "file", first_bytes=100),
            Fetch(f"{kinds}/b.pdf", "file", first_bytes=100),
            Fetch(f"{kinds}/rong", "file", first_bytes=100),
            Fetch(f"{kinds}/a.pdf", "file", "HEAD"),
            Fetch(f"{kinds}/form", "search", "POST", (("q", "quy hoạch"), ("trang", "2"))),
            Fetch(f"{kinds}/cua", "section"),
            Fetch(f"{kinds}/xem", "section", "POST", (("a", "1"),)),
        ]
        scripts["other-jar"] = [Fetch(f"{kinds}/ai", "home")]
        chosen = options(
            out, delay=DELAY, concurrency=40, hosts=server.hosts_file(out / "hosts"), portal_seconds=30.0
        )
        yield run_scripts(out, scripts, chosen), sites


def gaps(site: bad.Site) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(site.hits)]


def test_requests_to_one_host_are_a_delay_apart(batch: Batch) -> None:
    assert len(batch[1]["steady"].hits) == 5
    assert min(gaps(batch[1]["steady"])) >= DELAY


def test_crawl_delay_is_kept(batch: Batch) -> None:
    assert min(gaps(batch[1]["crawl-delay"])[1:]) >= 0.4
    assert [one.outcome for one in batch[0].answers["crawl-delay"]] == [Outcome.OK] * 4


def test_crawl_delay_beyond_the_portals_time_ends_the_visit_at_once(batch: Batch) -> None:
    outcomes = [one.outcome for one in batch[0].answers["endless-delay"]]
    assert outcomes[-3:] == [Outcome.BUDGET] * 3
    assert len(batch[1]["endless-delay"].hits) <= 2


def test_four_hosts_of_one_address_are_what_it_has_to_bear(batch: Batch) -> None:
    shared = [site for name, site in batch[1].items() if name.startswith("shared-")]
    times = sorted(hit.at for site in shared for hit in site.hits)
    assert len(times) == 40
    for start in times:
        assert sum(start <= at < start + DELAY for at in times) <= 5  # four, and one on the edge


@pytest.mark.parametrize("name", ["too-many", "busy"])
def test_retry_after_is_waited_for(batch: Batch, name: str) -> None:
    hits = batch[1][name].hits
    assert [hit.target for hit in hits] == ["/robots.txt", "/0", "/0", "/1"]
    assert hits[2].at - hits[1].at >= 1.0
    assert [one.outcome for one in batch[0].answers[name]] == [Outcome.OK, Outcome.OK]


def test_complaint_slows_the_site(batch: Batch) -> None:
    hits = batch[1]["too-many"].hits
    assert hits[3].at - hits[2].at >= 2 * DELAY


def test_host_that_asks_to_be_left_alone_for_long_is_left_alone(batch: Batch) -> None:
    first, second = batch[0].answers["away"]
    assert batch[1]["away"].asked == ["/robots.txt", "/0"]
    assert first.outcome is second.outcome is Outcome.SERVER_ERROR
    assert second.detail is not None
    assert "not asked again" in second.detail


def test_passing_failure_is_mended_by_a_second_try(batch: Batch) -> None:
    assert batch[0].answers["flaky"][0].outcome is Outcome.OK


def test_form_is_sent_again_only_where_the_connection_had_been_closed(batch: Batch) -> None:
    outcomes = [one.outcome for one in batch[0].answers["closes"]]
    assert outcomes == [Outcome.OK, Outcome.OK, Outcome.SERVER_ERROR]
    assert batch[1]["closes"].asked.count("/tim") == 2
    assert batch[1]["closes"].asked.count("/hong") == 1


def test_cookies_stay_within_a_portal(batch: Batch) -> None:
    first, second, *_ = batch[0].answers["kinds"]
    assert (first.body, second.body) == (b"none", b"phien=1")
    assert batch[0].answers["other-jar"][0].body == b"none"


def test_referer_is_sent_where_there_is_one(batch: Batch) -> None:
    hits = [hit for hit in batch[1]["kinds"].hits if hit.target.startswith("/ai")]
    assert {hit.headers.get("referer") for hit in hits} == {None, f"{batch[1]['kinds'].url}/truoc"}


@pytest.mark.parametrize(("place", "status"), [(2, 206), (3, 200)])
def test_only_the_first_bytes_of_a_file_are_read(batch: Batch, place: int, status: int) -> None:
    seen = batch[0].answers["kinds"][place]
    assert (seen.outcome, seen.status, seen.body) == (Outcome.OK, status, PDF[:100])


def test_empty_file_is_empty_not_an_error(batch: Batch) -> None:
    seen = batch[0].answers["kinds"][4]
    assert (seen.outcome, seen.status, seen.body) == (Outcome.OK, 200, b"")


def test_head_has_no_body_but_its_length(batch: Batch) -> None:
    seen = batch[0].answers["kinds"][5]
    assert (seen.outcome, seen.body, seen.headers["content-length"]) == (Outcome.OK, b"", str(len(PDF)))


def test_form_arrives_as_a_browser_sends_it(batch: Batch) -> None:
    (hit,) = [hit for hit in batch[1]["kinds"].hits if hit.target == "/form"]
    assert (hit.method, hit.body) == ("POST", b"q=quy+ho%E1%BA%A1ch&trang=2")


def test_redirect_to_the_same_place_with_a_cookie_is_followed(batch: Batch) -> None:
    seen = batch[0].answers["kinds"][7]
    assert (seen.outcome, seen.redirects) == (Outcome.OK, (f"{batch[1]['kinds'].url}/cua",))


def test_form_that_redirects_is_followed_by_a_plain_request(batch: Batch) -> None:
    seen = batch[0].answers["kinds"][8]
    assert seen.url == f"{batch[1]['kinds'].url}/1?v=%C4%83"
    (hit,) = [hit for hit in batch[1]["kinds"].hits if hit.target == "/1?v=%C4%83"]
    assert (hit.method, hit.body) == ("GET", b"")
