"""Turns of scheduled jobs: one row per job and due time, whoever inserts it first has the turn.

A turn is held under a lease that its holder renews; what is unfinished when the lease has run out belongs to
whoever takes it over. `waiting` turns have not begun or are to be tried again, `running` ones are in hand,
`done` and `failed` ones have ended, `skipped` ones were never meant to run (a job that was new, changed or
paused at the time).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from audit.store.tables import turns

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 4
_IMPOSSIBLE = timedelta(days=1)  # no lease and no pause between attempts is as long: the clock was wrong


@dataclass(frozen=True, slots=True)
class Turn:
    """One due time of one job. `attempts` counts those begun."""

    job: str
    due: datetime
    state: str
    attempts: int = 0
    started: datetime | None = None
    finished: datetime | None = None
    exit_code: int | None = None


def claim(engine: Engine, job: str, due: datetime, owner: str, now: datetime) -> bool:
    """Take a turn; False where somebody has it or had it."""
    return _inserted(engine, job, due, "waiting", owner=owner, lease_until=now + LEASE, attempts=0)


def skip(engine: Engine, job: str, due: datetime, now: datetime) -> None:
    """Note that a due time is not to be run: what counts as missed begins after it."""
    _inserted(engine, job, due, "skipped", attempts=0, finished=now)


def renew(engine: Engine, owner: str, now: datetime) -> None:
    """Keep what `owner` holds."""
    _change(engine, [turns.c.owner == owner, turns.c.finished.is_(None)], lease_until=now + LEASE)


def holds(engine: Engine, turn: Turn, owner: str) -> bool:
    """Is the turn still its own?"""
    with engine.connect() as connection:
        found = select(turns.c.owner).where(*_of(turn), turns.c.finished.is_(None))
        return connection.execute(found).scalar() == owner


def begin_attempt(engine: Engine, turn: Turn, owner: str, now: datetime) -> Turn | None:
    """Begin with a turn that `owner` holds; None where it is no longer its own."""
    began = _change(
        engine,
        [*_of(turn), turns.c.owner == owner, turns.c.finished.is_(None)],
        state="running",
        attempts=turns.c.attempts + 1,
        started=func.coalesce(turns.c.started, bindparam("began", now, turns.c.started.type)),
        lease_until=now + LEASE,
    )
    return find(engine, turn.job, turn.due) if began else None


def close(engine: Engine, turn: Turn, owner: str, now: datetime, *, exit_code: int, good: bool) -> None:
    """End a turn."""
    state = "done" if good else "failed"
    _change(
        engine,
        [*_of(turn), turns.c.owner == owner],
        state=state,
        exit_code=exit_code,
        finished=now,
        lease_until=None,
    )


def put_back(engine: Engine, turn: Turn, owner: str, until: datetime, exit_code: int | None = None) -> None:
    """Give a turn up unfinished; nobody takes it before `until`."""
    _change(
        engine,
        [*_of(turn), turns.c.owner == owner],
        state="waiting",
        owner=None,
        lease_until=until,
        exit_code=exit_code,
    )


def take_over(engine: Engine, owner: str, now: datetime) -> list[Turn]:
    """Take every unfinished turn whose lease has run out; those tried too often end as failed."""
    lapsed = [
        turns.c.finished.is_(None),
        or_(turns.c.lease_until < now, turns.c.lease_until > now + _IMPOSSIBLE),
    ]
    with engine.connect() as connection:
        found = connection.execute(select(turns).where(*lapsed).order_by(turns.c.due)).all()
    taken = []
    for row in found:
        mine = [turns.c.job == row.job, turns.c.due == row.due, *lapsed]
        if row.attempts >= MAX_ATTEMPTS:
            _change(engine, mine, state="failed", finished=now)
        elif _change(engine, mine, owner=owner, lease_until=now + LEASE):
            taken.append(_turn(row))
    return taken


def find(engine: Engine, job: str, due: datetime) -> Turn | None:
    """One turn."""
    with engine.connect() as connection:
        row = connection.execute(select(turns).where(turns.c.job == job, turns.c.due == due)).first()
    return _turn(row) if row is not None else None


def last_turn(engine: Engine, job: str, now: datetime) -> Turn | None:
    """The latest turn of a job due by now."""
    chosen = select(turns).where(turns.c.job == job, turns.c.due <= now).order_by(turns.c.due.desc())
    with engine.connect() as connection:
        row = connection.execute(chosen.limit(1)).first()
    return _turn(row) if row is not None else None


def latest_run(engine: Engine, job: str) -> Turn | None:
    """The latest turn of a job that was not skipped."""
    chosen = select(turns).where(turns.c.job == job, turns.c.state != "skipped")
    with engine.connect() as connection:
        row = connection.execute(chosen.order_by(turns.c.due.desc()).limit(1)).first()
    return _turn(row) if row is not None else None


def forget_after(engine: Engine, moment: datetime) -> int:
    """Forget ended turns due later than a moment: a clock that was ahead had taken them. Returns how many."""
    gone = delete(turns).where(turns.c.due > moment, turns.c.finished.is_not(None))
    with engine.begin() as connection:
        return connection.execute(gone).rowcount


def _inserted(engine: Engine, job: str, due: datetime, state: str, **values: Any) -> bool:
    try:
        with engine.begin() as connection:
            connection.execute(insert(turns).values(job=job, due=due, state=state, **values))
    except IntegrityError:
        return False
    return True


def _change(engine: Engine, where: list[Any], **values: Any) -> bool:
    with engine.begin() as connection:
        return connection.execute(update(turns).where(*where).values(**values)).rowcount > 0


def _of(turn: Turn) -> list[Any]:
    return [turns.c.job == turn.job, turns.c.due == turn.due]


def _turn(row: Row[Any]) -> Turn:
    return Turn(**{name: getattr(row, name) for name in Turn.__dataclass_fields__})
