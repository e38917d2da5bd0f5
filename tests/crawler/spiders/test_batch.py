"""A batch of portals in one process: handed over one by one, no error spreads, a stop is quick."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.facts import Fetch, Outcome
from crawler.spiders.crawl import crawl
from crawler.warc import read_answers
from tests.crawler import badserver as bad
from tests.crawler.scripted import AS_OF, ROOT, options, read, run_scripts, start

OK = bad.page("<p>được</p>")
SLOW = 0.25


@pytest.fixture
def server() -> Iterator[bad.BadServer]:
    with bad.BadServer() as one:
        yield one


def wait_for(path: Path, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} did not come"
        time.sleep(0.05)


def test_error_in_one_portal_is_its_own(server: bad.BadServer, tmp_path: Path) -> None:
    site = server.site("127.0.7.1", {"/": OK})
    scripts = {name: [Fetch(f"{site.url}/", "home")] * 3 for name in ("good", "bad", "other")}
    crawled = run_scripts(tmp_path, scripts, options(tmp_path), fails={"bad": 2})
    assert crawled.whole is True
    assert sorted(crawled.order) == ["bad", "good", "other"]
    broken = crawled.facts["bad"]
    assert (broken.status, broken.status_reason) == ("incomplete", "internal_error: KeyError")
    assert crawled.facts["good"].status == "measured"


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_stop_is_quick_and_loses_no_finished_portal(
    server: bad.BadServer, tmp_path: Path, sign: signal.Signals
) -> None:
    quick = server.site("127.0.7.1", {"/": OK})
    hung = server.site("127.0.7.2", {"/": bad.silent, "/robots.txt": bad.robots("")})
    mute = server.site("127.0.7.3", {"/robots.txt": bad.silent})
    scripts = {
        "done": [Fetch(f"{quick.url}/", "home")], "in-hand": [Fetch(f"{hung.url}/", "home")],
        "at-robots": [Fetch(f"{mute.url}/", "home")],
    }  # fmt: skip
    process = start(tmp_path, scripts, options(tmp_path, timeout=60.0))
    wait_for(tmp_path / "order")
    begun = time.monotonic()
    process.send_signal(sign)
    _, stderr = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5
    crawled = read(tmp_path, stderr)
    assert (crawled.whole, crawled.order) == (False, ["done"])
    assert sorted(one.name for one in (tmp_path / "warc" / AS_OF.isoformat()).iterdir()) == ["done.warc.gz"]


def test_stop_while_a_page_is_shown_leaves_no_browser(server: bad.BadServer, tmp_path: Path) -> None:
    site = server.site("127.0.7.2", {"/": bad.silent, "/robots.txt": bad.robots("")})
    process = start(tmp_path, {"shown": [Fetch(f"{site.url}/", "home", render=True)]}, options(tmp_path))
    until = time.monotonic() + 20
    while "/" not in site.asked:
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    _, stderr = process.communicate(timeout=20)
    assert time.monotonic() - begun < 8
    assert stderr == ""
    assert _children(process.pid) == []


def _children(parent: int) -> list[str]:
    """Processes whose parent is `parent`, or that it left behind with its marks."""
    found = []
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                stat = (one / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(stat[1]) == parent:
                found.append(one.name)
    return found


def test_what_the_caller_raises_ends_the_batch(server: bad.BadServer, tmp_path: Path) -> None:
    site = server.site("127.0.7.1", {"/": OK})
    program = (
        "import sys; from pathlib import Path\n"
        "from crawler.spiders.crawl import crawl\n"
        "from config.registry import Portal\n"
        "from tests.crawler.scripted import Script, options\n"
        "from crawler.facts import Fetch\n"
        "url, out = sys.argv[1:]\n"
        "def full(facts): raise OSError('disk full')\n"
        "try:\n"
        "    crawl([Portal(n, n, url, 'other') for n in 'ab'], options(Path(out)), on_finished=full,\n"
        "          make_visit=lambda portal, _: Script(portal, [Fetch(url, 'home')]))\n"
        "except OSError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, f"{site.url}/", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.stdout == "disk full\n", done.stderr


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"hosts": Path("/khong/co/hosts")}, OSError),
        ({"allow_nets": ("khong-phai-mang",)}, ValueError),
        ({"ca_file": Path("/khong/co/ca.pem")}, OSError),
    ],
)
def test_what_cannot_be_used_is_said_before_anything_starts(
    tmp_path: Path, changed: dict[str, object], error: type[Exception]
) -> None:
    portal = json.loads('{"id": "a"}')
    with pytest.raises(error):
        crawl([portal], options(tmp_path, **changed), on_finished=lambda _: None)


def test_no_portals_is_a_whole_batch(tmp_path: Path) -> None:
    assert crawl([], options(tmp_path), on_finished=lambda _: None) is True


def scrapy(*words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "CONGKHAI_BROWSER": "/khong/co"}
    command = [sys.executable, "-m", "scrapy", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_scrapy_lists_the_spider() -> None:
    assert scrapy("list").stdout == "portal\n"


def test_scrapy_crawls_one_portal(server: bad.BadServer, tmp_path: Path) -> None:
    home = "<title>Sở Thử</title><ul class='menu'><li><a href='/qh'>Quy hoạch, kế hoạch</a></li></ul>"
    site = server.site("127.0.7.1", {"/": bad.page(home), "/qh": bad.page("<h1>Quy hoạch</h1>")})
    out = tmp_path / "facts.json"
    done = scrapy(
        "crawl", "portal", "-a", f"url={site.url}/", "-a", f"out={tmp_path}", "-a", "delay=0",
        "-a", f"as_of={AS_OF}", "-s", "CONGKHAI_ALLOW_NETS=127.0.7.0/24", "-O", str(out),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (facts,) = json.loads(out.read_text())
    assert (facts["id"], facts["as_of"]) == ("127.0.7.1", "2026-11-20")
    assert facts["final_url"] == f"{site.url}/"
    assert "/qh" in site.asked
    (stored,) = (tmp_path / "warc" / AS_OF.isoformat()).iterdir()
    assert any(answer.url.endswith("/qh") for answer in read_answers(stored).values())


def test_scrapy_keeps_private_addresses_closed(server: bad.BadServer, tmp_path: Path) -> None:
    site = server.site("127.0.7.1", {"/": OK})
    out = tmp_path / "facts.json"
    scrapy("crawl", "portal", "-a", f"url={site.url}/", "-a", f"out={tmp_path}", "-O", str(out))
    (facts,) = json.loads(out.read_text())
    assert (facts["status"], facts["status_reason"]) == ("unreachable", Outcome.PRIVATE_ADDRESS.value)
    assert site.hits == []
