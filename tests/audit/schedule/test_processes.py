"""Keepers in processes of their own: started together, killed at work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from audit.store.turns import LEASE
from tests.audit.schedule.conftest import MONTHLY, START, Clock, Log, Start, states

ROOT = Path(__file__).resolve().parents[3]
Process = subprocess.Popen[bytes]
Begin = Callable[[datetime], Process]


@pytest.fixture
def begin(clock: Clock, engine: Engine, keep: Start, tmp_path: Path) -> Iterator[Begin]:
    """Start a keeper at a moment; the schedule was begun before its first due time."""
    clock.move_to(START)
    keep(Log()).stop()
    url = engine.url.render_as_string(hide_password=False)
    running: list[Process] = []

    def start(moment: datetime) -> Process:
        command = [
            sys.executable,
            "-m",
            "tests.audit.schedule.children",
            url,
            str(tmp_path),
            moment.isoformat(),
        ]
        running.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE))
        return running[-1]

    yield start
    for process in running:
        if process.stdin is not None:
            process.stdin.close()
        process.wait(30)


def said(folder: Path, what: str, count: int, seconds: float = 60) -> list[str]:
    """What the keepers said, once there are so many lines of that."""
    end = time.perf_counter() + seconds
    lines: list[str] = []
    while time.perf_counter() < end:
        path = folder / "said"
        lines = (
            [line for line in path.read_text().splitlines() if line.startswith(what)] if path.exists() else []
        )
        if len(lines) >= count:
            return lines
        time.sleep(0.1)
    raise AssertionError(f"only {lines}")


def test_three_keepers_in_three_processes_run_a_missed_turn_once(
    begin: Begin, engine: Engine, tmp_path: Path
) -> None:
    for _ in range(3):
        begin(MONTHLY + timedelta(hours=1))
    said(tmp_path, "done", 1)
    time.sleep(1)
    assert len(said(tmp_path, "begun", 1)) == 1
    assert states(engine) == {MONTHLY: "done"}


def test_what_a_killed_keeper_had_in_hand_is_done_by_the_next_after_its_lease(
    begin: Begin, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "hold").touch()
    victim = begin(MONTHLY + timedelta(hours=1))
    said(tmp_path, "begun", 1)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait(10)
    (tmp_path / "hold").unlink()
    begin(MONTHLY + timedelta(hours=1) + LEASE + timedelta(minutes=1))
    assert len(said(tmp_path, "done", 1)) == 1
    assert len(said(tmp_path, "begun", 2)) == 2
    time.sleep(0.5)
    assert states(engine) == {MONTHLY: "done"}
