"""Crawls that a test runs in a child process in place of the real one: by the names of their portals."""

import os
import signal
import time

from audit.apart import Send
from config.registry import Portal
from crawler.facts import to_json
from crawler.spiders.options import CrawlOptions, Progress
from tests.audit.fakes import GOOD, visit


def crawl_here(send: Send, portals: list[Portal], options: CrawlOptions) -> None:
    """`crash…` takes the process down, `slow…` waits to be stopped, others are visited."""
    for portal in portals:
        send(Progress(portal.id, portal.name, 0, "started"))
        if portal.id.startswith("crash"):
            os.kill(os.getpid(), signal.SIGKILL)
        if portal.id.startswith("slow"):
            (options.out_dir / "child.pid").write_text(str(os.getpid()), "utf-8")
            _wait()
        send(to_json(visit(portal, GOOD, options)))
    send(True)


def crawl_and_tell(send: Send, portals: list[Portal], options: CrawlOptions) -> None:
    """Visits each portal in a moment, and writes down whom it visits."""
    for portal in portals:
        send(Progress(portal.id, portal.name, 0, "started"))
        with (options.out_dir / "visits").open("a") as file:
            file.write(f"{portal.id}\n")
        time.sleep(0.05)
        send(to_json(visit(portal, GOOD, options)))
    send(True)


def broken_options(send: Send, portals: list[Portal], options: CrawlOptions) -> None:
    """Options that cannot be used."""
    send(ValueError(f"{options.hosts}: {len(portals)}"))


def dead_at_once(*_: object) -> None:
    """Dies before it says anything."""
    os.kill(os.getpid(), signal.SIGKILL)


def _wait() -> None:
    for _ in range(600):
        time.sleep(0.1)
    raise AssertionError("nobody stopped it")


def audit_and_tell(registry: str, out: str) -> None:
    """A whole audit in a process of its own that tests kill; it goes on where one was killed."""
    import sys

    from audit import cli, crawling

    crawling._crawl_here = crawl_and_tell
    sys.exit(cli.run(["audit", registry, "--out", out, "--as-of", "2026-11-20", "--resume"]))


def audit_slowly(registry: str, out: str) -> None:
    """A whole audit in a process of its own that a test stops or kills: it crawls with `crawl_here`."""
    import sys

    from audit import cli, crawling

    crawling._crawl_here = crawl_here
    sys.exit(cli.run(["audit", registry, "--out", out, "--as-of", "2026-11-20"]))
