"""A keeper in a process of its own, its clock set to a moment: python -m … DB FOLDER MOMENT."""

import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import time_machine

from audit.schedule.keeper import Keeper
from audit.store.engine import open_store
from audit.store.turns import Turn
from config.schedule import Job, Schedule, When


class FileWork:
    """Writes a line when it begins and one when it ends; waits while there is a file `hold`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, turn: Turn, go_on: Callable[[], bool]) -> int | None:
        self._say("begun", turn)
        while (self.folder / "hold").exists():
            if not go_on():
                return None
            time.sleep(0.02)
        self._say("done", turn)
        return 0

    def _say(self, what: str, turn: Turn) -> None:
        with (self.folder / "said").open("a") as file:
            file.write(f"{what} {turn.job} {turn.due:%Y-%m-%dT%H:%M} {os.getpid()}\n")


def _stop_at_end(stopping: threading.Event) -> None:
    sys.stdin.read()
    stopping.set()


def main() -> None:
    """Keep the schedule until stdin ends."""
    url, folder, moment = sys.argv[1], Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
    stopping = threading.Event()
    threading.Thread(target=_stop_at_end, args=(stopping,), daemon=True).start()
    job = Job(id="thang", what="audit", when=When(day=20, hour=21))
    schedule = Schedule(registry=folder / "r.csv", out=folder, jobs=(job,))
    with time_machine.travel(moment, tick=True):
        Keeper(schedule, open_store(url), FileWork(folder), poll=0.05, stopping=stopping).run()


if __name__ == "__main__":
    main()
