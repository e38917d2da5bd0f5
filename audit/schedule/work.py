"""Carrying out a turn: each command in a process of its own, watched until it ends."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout

from audit.errors import INTERRUPTED, OK, UserError
from audit.folder import AuditFolder
from audit.schedule.lines import command_lines, log_path
from audit.store.turns import Turn
from config.calendar import VIETNAM
from config.schedule import Job, Schedule

WATCH = 0.2  # seconds between two looks at a process
GRACE = 60.0  # seconds for a command to keep what it has finished
TERMINAL = 2  # a command that ends so will end so again: bad input


class Work(Protocol):
    """Carries out a turn and returns the exit code. None: stopped, as `go_on` said."""

    def __call__(self, turn: Turn, go_on: Callable[[], bool]) -> int | None: ...  # noqa: D102


class CommandWork:
    """Runs the commands of this program."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    def __call__(self, turn: Turn, go_on: Callable[[], bool]) -> int | None:
        """Wait until nothing else is at work in the folder, then run the job's commands one by one."""
        job, began = self.schedule.by_id[turn.job], turn.started or turn.due
        if turn.attempts > 1 and self._was_finished(job, began):
            return OK
        lines = command_lines(self.schedule, job, turn.due, began, turn.attempts)
        code: int | None = OK
        for line in lines:
            if not self._wait_for_folder(go_on):
                return None
            code = run_command(line, log_path(self.schedule, job.id), go_on)
            if code != OK:
                break
        return code

    def _was_finished(self, job: Job, began: datetime) -> bool:
        """Did an audit end although nobody was left to note it?"""
        if job.what != "audit":
            return False
        try:
            record = AuditFolder(self.schedule.out).record(began.astimezone(VIETNAM).date())
        except UserError:
            return False
        return record.finished is not None and record.started >= began

    def _wait_for_folder(self, go_on: Callable[[], bool]) -> bool:
        self.schedule.out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.schedule.out / ".congkhai.lock")
        while go_on():
            try:
                with lock.acquire(timeout=0):
                    return True
            except Timeout:
                time.sleep(WATCH)
        return False


def run_command(arguments: list[str], log: Path, go_on: Callable[[], bool]) -> int | None:
    """Run `congkhai` with these arguments; what it says is added to the log. None: stopped.

    A command killed by a signal ends as interrupted.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as told:
        told.write(f"\n$ congkhai {' '.join(arguments)}\n".encode())
        told.flush()
        process = subprocess.Popen(  # noqa: S603 - our own command, no shell
            [sys.executable, "-m", "audit", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
    while process.poll() is None:
        if not go_on():
            _stop(process)
            return None
        time.sleep(WATCH)
    return process.returncode if process.returncode >= 0 else INTERRUPTED


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ask the command to stop, and make it stop where it does not."""
    process.send_signal(signal.SIGINT)
    for _ in range(int(GRACE / WATCH)):
        if process.poll() is not None:
            return
        time.sleep(WATCH)
    process.kill()
    process.wait()
