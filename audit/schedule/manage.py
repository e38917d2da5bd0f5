"""What can be done with a schedule from outside: look, pause, resume, run one job now."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine

from audit.clock import now
from audit.errors import UserError
from audit.schedule.keeper import add_job, carry_out, open_times, skip_past
from audit.schedule.work import Work
from audit.store import turns
from audit.store.turns import Turn
from config.schedule import Job, Schedule


@dataclass(frozen=True, slots=True)
class Planned:
    """One job as it stands. `coming` None: paused."""

    job: Job
    coming: datetime | None
    last: Turn | None


def planned(schedule: Schedule, engine: Engine) -> list[Planned]:
    """Every job with its next time and its latest turn that was meant to run."""
    with _times(engine) as times:
        stored = {one.id: one.next_run_time for one in times.get_jobs()}
    moment = now()
    return [
        Planned(job, stored.get(job.id, job.when.after(moment)), turns.latest_run(engine, job.id))
        for job in schedule.jobs
    ]


def pause(schedule: Schedule, engine: Engine, name: str) -> None:
    """Let a job rest until it is resumed; raises `UserError` for one that is not in the schedule."""
    job = _named(schedule, name)
    with _times(engine) as times:
        if times.get_job(name) is None:
            skip_past(engine, job, now())
            add_job(times, job, job.when.after(now()))
        times.pause_job(name)


def resume(schedule: Schedule, engine: Engine, name: str) -> datetime:
    """Let a paused job run again, from its next time on; returns that. Raises `UserError`."""
    job = _named(schedule, name)
    coming = job.when.after(now())
    with _times(engine) as times:
        skip_past(engine, job, now())
        if times.get_job(name) is None:
            add_job(times, job, coming)
        times.modify_job(name, next_run_time=coming)
    return coming


def run_now(
    schedule: Schedule, engine: Engine, name: str, work: Work, stopping: threading.Event
) -> int | None:
    """Run a job here and now, and return its exit code; None: stopped. Raises `UserError`."""
    job = _named(schedule, name)
    owner, due = f"{socket.gethostname()}:{os.getpid()}:tay", now()
    if not turns.claim(engine, job.id, due, owner, due):
        raise UserError(f"{name}: vừa được chạy đúng giây này; xem congkhai schedule list.")
    return carry_out(Turn(job.id, due, "waiting"), engine, owner, work, stopping)


def _named(schedule: Schedule, name: str) -> Job:
    if name not in schedule.by_id:
        raise UserError(f"Lịch không có việc “{name}”. Có: {', '.join(schedule.by_id)}.")
    return schedule.by_id[name]


@contextmanager
def _times(engine: Engine) -> Iterator[BackgroundScheduler]:
    times = open_times(engine)
    times.start(paused=True)
    try:
        yield times
    finally:
        times.shutdown()
