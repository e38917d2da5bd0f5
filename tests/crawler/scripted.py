"""Crawls in a process of their own (a reactor runs once) with visits that follow a script of fetches.

Run as a module it reads a job from a file and crawls; `run_scripts` does that from a test.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from config.registry import Portal
from crawler.facts import Answer, Fetch, PortalFacts, from_json, to_json
from crawler.spiders.options import CrawlOptions
from crawler.warc import read_answers

AS_OF = date(2026, 11, 20)
ROOT = Path(__file__).resolve().parents[2]
_OPTIONS = TypeAdapter(CrawlOptions)
_FETCHES = TypeAdapter(list[Fetch])


@dataclass
class Script:
    """A visit that asks for what it was given; `fails`: its own fault after so many answers."""

    portal: Portal
    fetches: list[Fetch]
    fails: int | None = None
    sections: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.answers: list[Answer] = []

    def next(self) -> Fetch | None:
        if self.fails is not None and len(self.answers) >= self.fails:
            raise KeyError("planted")
        left = self.fetches[len(self.answers) :]
        return left[0] if left else None

    def receive(self, answer: Answer) -> None:
        self.answers.append(answer)

    def facts(self) -> PortalFacts:
        now = datetime.now(UTC)
        one = self.portal
        return PortalFacts(
            one.id, one.name, one.url, one.level, AS_OF, "measured", None, now, now, {}, (), None
        )


@dataclass
class Crawled:
    """What came of a batch: the answers of each portal in order, their facts, and how the process ended."""

    answers: dict[str, list[Answer]]
    facts: dict[str, PortalFacts]
    whole: bool
    stderr: str
    order: list[str]


def options(out: Path, **changed: Any) -> CrawlOptions:
    """Options for tests: no delay, loopback open, short times."""
    given = {"delay": 0.0, "allow_nets": ("127.0.0.0/8",), "timeout": 2.0, "pictures": False, **changed}
    return CrawlOptions(as_of=AS_OF, wanted=(), out_dir=out, contact="test", **given)


def start(
    out: Path,
    scripts: Mapping[str, Sequence[Fetch]],
    chosen: CrawlOptions,
    *,
    fails: Mapping[str, int] | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    """Start a batch in a process of its own: portal id -> what it asks for."""
    job = {
        "options": _OPTIONS.dump_python(chosen, mode="json"),
        "scripts": {name: _FETCHES.dump_python(list(some), mode="json") for name, some in scripts.items()},
        "fails": dict(fails or {}),
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "job.json").write_text(json.dumps(job))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.scripted", str(out)],
        cwd=ROOT, env=dict(env) if env else None, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run_scripts(
    out: Path, scripts: Mapping[str, Sequence[Fetch]], chosen: CrawlOptions, limit: float = 60, **more: Any
) -> Crawled:
    """Run a batch to its end."""
    process = start(out, scripts, chosen, **more)
    _, stderr = process.communicate(timeout=limit)
    assert (out / "done.json").exists(), stderr
    return read(out, stderr)


def read(out: Path, stderr: str = "") -> Crawled:
    """What a batch left behind."""
    whole = json.loads((out / "done.json").read_text())
    order = (out / "order").read_text().split() if (out / "order").exists() else []
    facts = {name: from_json(PortalFacts, (out / f"{name}.facts").read_bytes()) for name in order}
    answers = {name: _answers(out, name) for name in order}
    return Crawled(answers, facts, whole, stderr, order)


def _answers(out: Path, name: str) -> list[Answer]:
    """The answers of one portal in order, with their bodies from its WARC."""
    stored = read_answers(out / "warc" / AS_OF.isoformat() / f"{name}.warc.gz")
    told = [from_json(Answer, line) for line in (out / f"{name}.answers").read_bytes().splitlines()]
    bodies = {one.sha256: one.body for one in stored.values()}
    return [replace(one, body=bodies.get(one.sha256, b"")) for one in told]


def main(out: Path) -> None:
    """Crawl as the job says."""
    from crawler.spiders.crawl import crawl

    job = json.loads((out / "job.json").read_text())
    chosen = _OPTIONS.validate_python(job["options"])
    scripts = {name: _FETCHES.validate_python(some) for name, some in job["scripts"].items()}
    portals = [Portal(name, name, some[0].url if some else "", "other") for name, some in scripts.items()]
    made: dict[str, Script] = {}

    def make(portal: Portal, _: CrawlOptions) -> Script:
        made[portal.id] = Script(portal, scripts[portal.id], job["fails"].get(portal.id))
        return made[portal.id]

    def finished(facts: PortalFacts) -> None:
        lines = [to_json(replace(answer, body=b"")) for answer in made[facts.id].answers]
        (out / f"{facts.id}.answers").write_bytes(b"\n".join(lines))
        (out / f"{facts.id}.facts").write_bytes(to_json(facts))
        with (out / "order").open("a") as order:
            order.write(facts.id + "\n")

    whole = crawl(portals, chosen, on_finished=finished, make_visit=make)
    (out / "done.json").write_text(json.dumps(whole))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
