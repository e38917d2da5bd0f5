"""The keeper of a schedule: takes turns as they fall due and carries them out, one after another.

Turns in the database are the truth, APScheduler's times only wake the keeper. Hence any number of keepers may
watch one schedule: who inserts the turn has it.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from queue import SimpleQueue
from uuid import uuid4

from apscheduler.jobstores.base import ConflictingIdError
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from audit.clock import now
from audit.errors import MISSED, OK
from audit.schedule.times import RuleTrigger, TurnTaker, never_called
from audit.schedule.work import TERMINAL, Work
from audit.store import turns
from audit.store.turns import Turn
from config.calendar import VIETNAM
from config.schedule import Job, Schedule, When

LOG = logging.getLogger(__name__)
TABLE = "schedule_times"
PAUSE = timedelta(minutes=15)  # after the first failed attempt; twice as long after each further one
AHEAD = timedelta(days=2)  # turns so far in the future were taken by a clock that was wrong


class Keeper:
    """Keeps one schedule. `poll`: seconds between two looks, so that a clock that jumps, a machine that
    slept, or a command from elsewhere is noticed.
    """

    def __init__(
        self,
        schedule: Schedule,
        engine: Engine,
        work: Work,
        *,
        poll: float = 30.0,
        stopping: threading.Event | None = None,
    ) -> None:
        self.schedule, self.engine, self.work, self.poll = schedule, engine, work, poll
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:6]}"
        self.stopping = stopping or threading.Event()
        self._waiting: SimpleQueue[Turn | None] = SimpleQueue()
        self._times = open_times(engine, self._take)
        self._worker = threading.Thread(target=self._carry_out_all, name="turns", daemon=True)

    def start(self) -> None:
        """Begin: jobs reconciled with the schedule, what was missed taken, what was left taken over."""
        self._times.start(paused=True)
        self._reconcile()
        self._worker.start()
        self._times.resume()
        self.tick()

    def tick(self) -> None:
        """Look at everything once. Raises `RuntimeError` where the scheduler has died: start anew."""
        if not self._times._thread.is_alive():  # no public way to ask; it dies of an error of its job store
            raise RuntimeError("the scheduler's thread has died")
        try:
            turns.renew(self.engine, self.owner, now())
            self._reconcile()
            for turn in turns.take_over(self.engine, self.owner, now()):
                LOG.info("taking over %s of %s", turn.job, turn.due)
                self._waiting.put(turn)
        except SQLAlchemyError:
            LOG.exception("the database did not answer; trying again in %s s", self.poll)
        self._times.wakeup()

    def run(self) -> None:
        """Keep the schedule until `stopping` is set."""
        self.start()
        try:
            while not self.stopping.wait(self.poll):
                self.tick()
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop: what is in hand is stopped in good order, and its turn given back."""
        self.stopping.set()
        self._times.shutdown()
        self._waiting.put(None)
        self._worker.join()

    def _take(self, job: str, due: datetime) -> None:
        if job in self.schedule.by_id and turns.claim(self.engine, job, due, self.owner, now()):
            self._waiting.put(Turn(job, due, "waiting"))

    def _reconcile(self) -> None:
        """Bring the stored times in line with schedule and turns, job by job and never by replacing one.

        A due time without a turn comes up again, however its turn came to be lost.
        """
        moment = now()
        forgotten = turns.forget_after(self.engine, moment + AHEAD)
        if forgotten:
            LOG.warning("the clock was ahead: %d turns of the future forgotten", forgotten)
        for job in self.schedule.jobs:
            self._reconcile_job(job, moment)
        for stored in self._times.get_jobs():
            if stored.id not in self.schedule.by_id:
                self._times.remove_job(stored.id)

    def _reconcile_job(self, job: Job, moment: datetime) -> None:
        last = turns.last_turn(self.engine, job.id, moment)
        stored = self._times.get_job(job.id)
        if stored is not None and stored.trigger.when != job.when:
            self._follow_change(job, stored.trigger.when, stored.next_run_time, moment)
            return
        if last is None:
            skip_past(self.engine, job, moment)
        coming = job.when.after(last.due if last is not None else moment)
        if stored is None:
            add_job(self._times, job, coming)
        elif stored.next_run_time is not None and stored.next_run_time > coming:
            self._times.modify_job(job.id, next_run_time=coming)

    def _follow_change(self, job: Job, before: When, coming: datetime | None, moment: datetime) -> None:
        """A changed rule holds from now on; what was missed under the old one is still run."""
        if coming is not None and coming <= moment:
            self._take(job.id, before.before(moment))
        skip_past(self.engine, job, moment)
        changes = {} if coming is None else {"next_run_time": job.when.after(moment)}
        self._times.modify_job(job.id, trigger=RuleTrigger(job.when), **changes)

    def _carry_out_all(self) -> None:
        while (turn := self._waiting.get()) is not None:
            try:
                carry_out(turn, self.engine, self.owner, self.work, self.stopping)
            except Exception:  # the turn stays unfinished and is taken over; the others must not wait for it
                LOG.exception("the turn of %s at %s was not carried out", turn.job, turn.due)


def carry_out(turn: Turn, engine: Engine, owner: str, work: Work, stopping: threading.Event) -> int | None:
    """Carry out one turn that `owner` holds, and note how it ended. None: not its own, or stopped."""
    begun = None if stopping.is_set() else turns.begin_attempt(engine, turn, owner, now())
    if begun is None:
        if stopping.is_set():
            turns.put_back(engine, turn, owner, now())
        return None
    code = work(begun, _lease(begun, engine, owner, stopping))
    if code is None:
        turns.put_back(engine, begun, owner, now())
    elif code in (OK, MISSED, TERMINAL) or begun.attempts >= turns.MAX_ATTEMPTS:
        turns.close(engine, begun, owner, now(), exit_code=code, good=code in (OK, MISSED))
    else:
        turns.put_back(engine, begun, owner, now() + PAUSE * 2 ** (begun.attempts - 1), code)
    return code


def _lease(turn: Turn, engine: Engine, owner: str, stopping: threading.Event) -> Callable[[], bool]:
    """Says whether the turn may go on, and keeps it one's own meanwhile."""
    renewed = now()

    def go_on() -> bool:
        nonlocal renewed
        if stopping.is_set():
            return False
        if abs(now() - renewed) > turns.LEASE / 5:
            turns.renew(engine, owner, now())
            renewed = now()
            return turns.holds(engine, turn, owner)
        return True

    return go_on


def open_times(
    engine: Engine, take: Callable[[str, datetime], None] = lambda *_: None
) -> BackgroundScheduler:
    """APScheduler over the store's database; it holds trigger times only."""
    return BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(engine=engine, tablename=TABLE)},
        executors={"default": TurnTaker(take)},
        timezone=VIETNAM,
    )


def skip_past(engine: Engine, job: Job, moment: datetime) -> None:
    """What was due up to a moment counts as not missed."""
    turns.skip(engine, job.id, job.when.before(moment), moment)


def add_job(times: BackgroundScheduler, job: Job, coming: datetime) -> None:
    """Add a job that the store does not hold; another keeper may have been quicker.

    No limit to how late it may be run, and what was missed several times is run once. `replace_existing`
    would set the next time anew and lose what was missed.
    """
    try:
        times.add_job(
            never_called,
            RuleTrigger(job.when),
            id=job.id,
            next_run_time=coming,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    except ConflictingIdError:
        LOG.info("%s has been added by another", job.id)
