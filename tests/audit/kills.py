"""An audit killed at random moments and resumed until it is done: what was lost, what was done twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError

from audit.errors import OK
from audit.store.tables import results

ROOT = Path(__file__).resolve().parents[2]
PORTALS = 16
IN_HAND = 1  # portals that the killed crawl visits at a time


@dataclass(frozen=True, slots=True)
class Outcome:
    """What kills cost. `lost`: portals finished before a kill and missing after it; `repeated`: visits to
    portals that were finished; `again`: visits beyond one per portal and per portal in hand at a kill;
    `difference`: the greatest between scores of this run and of an undisturbed one.
    """

    kills: int
    lost: int
    repeated: int
    again: int
    difference: float


def undisturbed(folder: Path) -> dict[str, float]:
    """Scores of an audit that nobody kills."""
    assert _start(folder).wait() == OK
    return _scores(folder)


def killed(folder: Path, rng: random.Random, expected: dict[str, float], most: int) -> Outcome:
    """Audit into `folder`, killed up to `most` times: each time a random moment after a random visit."""
    kills = lost = repeated = 0
    finished: set[str] = set()
    while True:
        visits = len(_visits(folder))
        process = _start(folder)
        if kills < most:
            _await_visits(folder, process, visits + rng.randint(0, max(0, PORTALS - len(finished)) // 2))
            code = _killed_at(process, rng.uniform(0, 0.3))
        else:
            code = process.wait()
        kills += code is None
        repeated += len([name for name in _visits(folder)[visits:] if name in finished])
        now = _finished(folder)
        lost += len(finished - now)
        finished = now
        if code is not None:
            break
    assert code == OK
    scores = _scores(folder)
    again = max(0, len(_visits(folder)) - PORTALS - kills * IN_HAND)
    difference = max(abs(scores[name] - mark) for name, mark in expected.items())
    return Outcome(kills, lost, repeated, again, difference)


def _await_visits(folder: Path, process: "subprocess.Popen[bytes]", count: int) -> None:
    """Wait until so many portals were begun, or the audit has ended."""
    while process.poll() is None and len(_visits(folder)) < count:
        time.sleep(0.01)


def _killed_at(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    """Kill after so many seconds; the exit code where it ended before."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return None


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    folder.mkdir(parents=True, exist_ok=True)
    registry = folder / "danh-sach.csv"
    rows = [
        f"co{nth:02d},Cơ quan {nth},https://co{nth:02d}.tinh.gov.vn/,department" for nth in range(PORTALS)
    ]
    registry.write_text("\n".join(["id,name,url,level", *rows]), encoding="utf-8")
    code = "import sys; from tests.audit.children import audit_and_tell; audit_and_tell(*sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(registry), str(folder / "out")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _visits(folder: Path) -> list[str]:
    path = folder / "out" / "visits"
    return path.read_text().split() if path.exists() else []


def _finished(folder: Path) -> set[str]:
    """The portals that are kept in the store."""
    engine = create_engine(f"sqlite:///{folder / 'out' / 'congkhai.db'}")
    try:
        with engine.connect() as connection:
            return set(connection.execute(select(results.c.portal)).scalars())
    except OperationalError:  # killed before there were tables
        return set()
    finally:
        engine.dispose()


def _scores(folder: Path) -> dict[str, float]:
    told = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    return {portal["id"]: portal["score"]["low"] for portal in told["portals"]}
