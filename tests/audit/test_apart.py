"""The crawl in a process of its own: what a crash, a stop or a kill leaves behind."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from audit import crawling, errors
from audit.crawling import crawl_apart
from audit.folder import AuditFolder
from audit.run import Order, audit
from config.registry import Portal
from crawler.facts import PortalFacts
from crawler.spiders.options import CrawlOptions
from tests.audit import children
from tests.audit.fakes import FakeCrawl

AS_OF = date(2026, 11, 20)


@pytest.fixture
def options(tmp_path: Path) -> CrawlOptions:
    return CrawlOptions(as_of=AS_OF, wanted=("legal_documents",), out_dir=tmp_path)


@pytest.fixture(autouse=True)
def _fake_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling, "_crawl_here", children.crawl_here)


def portals(*names: str) -> list[Portal]:
    return [Portal(name, name, f"https://{name}.tinh.gov.vn/", "department") for name in names]


def test_facts_come_back_whole_from_the_child(options: CrawlOptions) -> None:
    found: list[PortalFacts] = []
    assert crawl_apart(portals("a", "b"), options, on_finished=found.append)
    assert [facts.id for facts in found] == ["a", "b"]
    assert found[0].sections["legal_documents"].state == "present"


def test_a_portal_that_takes_the_process_down_twice_is_given_up_and_stops_no_other(
    options: CrawlOptions,
) -> None:
    found: list[PortalFacts] = []
    assert crawl_apart(portals("a", "crash", "b"), options, on_finished=found.append)
    told = {facts.id: (facts.status, facts.status_reason) for facts in found}
    assert told == {
        "a": ("measured", None),
        "crash": ("incomplete", "internal_error: crash"),
        "b": ("measured", None),
    }


def test_a_process_that_dies_with_nothing_in_hand_is_an_error(
    options: CrawlOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawling, "_crawl_here", children.dead_at_once)
    with pytest.raises(RuntimeError, match="died"):
        crawl_apart(portals("a"), options, on_finished=lambda _: None)


def test_options_that_cannot_be_used_are_raised_here(
    options: CrawlOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawling, "_crawl_here", children.broken_options)
    with pytest.raises(ValueError, match="None: 1"):
        crawl_apart(portals("a"), options, on_finished=lambda _: None)


def test_what_keeping_raises_ends_the_child(options: CrawlOptions) -> None:
    def full(_: PortalFacts) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        crawl_apart(portals("a", "slow"), options, on_finished=full)
    assert not _alive(options.out_dir / "child.pid")


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "danh-sach.csv"
    rows = [f"{name},{name},https://{name}.tinh.gov.vn/,department\n" for name in ("a", "b", "slow", "c")]
    path.write_text("id,name,url,level\n" + "".join(rows), "utf-8")
    return path


def started(registry: Path, out: Path) -> "subprocess.Popen[bytes]":
    """An audit that has finished two portals and has the third in hand."""
    call = f"from tests.audit.children import audit_slowly; audit_slowly({str(registry)!r}, {str(out)!r})"
    process = subprocess.Popen([sys.executable, "-c", call], cwd=Path(__file__).parents[2])
    for _ in range(600):
        if (out / "child.pid").exists() and (out / "child.pid").read_text("utf-8"):
            return process
        assert process.poll() is None
        time.sleep(0.1)
    process.kill()
    raise AssertionError("the audit did not get as far as its third portal")


def resumed(registry: Path, out: Path) -> list[str]:
    crawl = FakeCrawl({})
    audit(Order(registry, out, AS_OF, resume=True), crawl=crawl)
    return crawl.visited


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_with_3_and_the_rest_can_be_resumed(
    number: signal.Signals, registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = started(registry, out)
    process.send_signal(number)
    assert process.wait(30) == errors.INTERRUPTED
    assert not _alive(out / "child.pid")
    assert AuditFolder(out).record(AS_OF).finished is None
    assert resumed(registry, out) == ["slow", "c"]


def test_a_killed_audit_takes_its_child_with_it_and_loses_no_finished_portal(
    registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    process = started(registry, out)
    process.kill()
    process.wait(10)
    for _ in range(100):
        if not _alive(out / "child.pid"):
            break
        time.sleep(0.1)
    assert not _alive(out / "child.pid")
    assert resumed(registry, out) == ["slow", "c"]


def _alive(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        state = Path(f"/proc/{path.read_text('utf-8')}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" and os.name == "posix"
