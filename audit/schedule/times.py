"""What APScheduler is given: triggers made of our rules, and an executor that only takes turns.

APScheduler keeps trigger times, nothing else. It moves a job's next time on as soon as it has handed the job
to an executor; so the turn is in the database before that, and whoever dies afterwards leaves a turn behind
that can be taken over, not a run that never was.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from apscheduler.executors.base import BaseExecutor
from apscheduler.triggers.base import BaseTrigger

from config.schedule import When


@BaseTrigger.register
class RuleTrigger:
    """A rule of the schedule as a trigger; it is pickled as the rule's JSON."""

    def __init__(self, when: When) -> None:
        self.when = when

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """The first time due after the previous one, or else after now."""
        return self.when.after(previous or now)

    def __getstate__(self) -> dict[str, str]:
        return {"when": self.when.model_dump_json()}

    def __setstate__(self, state: dict[str, str]) -> None:
        self.when = When.model_validate_json(state["when"])

    def __str__(self) -> str:
        return self.when.model_dump_json(exclude_defaults=True)


@BaseExecutor.register
class TurnTaker:
    """An executor that hands each due time to `take`, at once and in the scheduler's own thread."""

    def __init__(self, take: Callable[[str, datetime], None]) -> None:
        self._take = take

    def start(self, scheduler: Any, alias: str) -> None:
        """Nothing to start."""

    def shutdown(self, wait: bool = True) -> None:
        """Nothing to end."""

    def submit_job(self, job: Any, run_times: list[datetime]) -> None:
        """Take the turns of a job that is due."""
        for due in run_times:
            self._take(job.id, due)


def never_called() -> None:
    """What jobs in the store name as their function: their turns are taken instead."""
    raise AssertionError("jobs are run by their turns")
