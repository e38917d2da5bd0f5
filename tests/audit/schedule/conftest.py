"""A schedule of one monthly and one weekly job, its store, and keepers under a clock that tests move."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, select, text

from audit.schedule.keeper import TABLE, Keeper
from audit.store.engine import open_store
from audit.store.tables import turns
from audit.store.turns import Turn
from config.schedule import Job, Schedule, When
from tests.audit.databases import KINDS, empty_database

START = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)  # a Monday, noon in Việt Nam
MONTHLY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
NEXT_MONTH = datetime(2026, 12, 20, 14, 0, tzinfo=UTC)
WEEKLY = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
Clock = time_machine.Traveller


class Log:
    """Work that notes what it was given. `codes`: how the next ones end; `hold`: they wait for it."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.done: list[tuple[str, datetime, int]] = []
        self.hold: threading.Event | None = None
        self.begun = threading.Event()

    def __call__(self, turn: Turn, go_on: Callable[[], bool]) -> int | None:
        self.begun.set()
        while self.hold is not None and not self.hold.is_set():
            if not go_on():
                return None
            time.sleep(0.01)
        self.done.append((turn.job, turn.due, turn.attempts))
        return self.codes.pop(0) if self.codes else 0

    @property
    def dues(self) -> list[datetime]:
        """The due times carried out, in order."""
        return [due for _, due, _ in self.done]


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Stands still until a test moves it."""
    with time_machine.travel(START, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The store: SQLite, and PostgreSQL where there is one."""
    with empty_database(request.param, tmp_path) as url:
        opened = open_store(url)
        yield opened
        opened.dispose()


@pytest.fixture
def schedule(tmp_path: Path) -> Schedule:
    """One monthly job."""
    job = Job(id="thang", what="audit", when=When(day=20, hour=21))
    return Schedule(registry=tmp_path / "danh-sach.csv", out=tmp_path / "out", jobs=(job,))


Start = Callable[..., Keeper]


@pytest.fixture
def keep(engine: Engine, schedule: Schedule) -> Iterator[Start]:
    """Start a keeper; all are stopped at the end."""
    keepers: list[Keeper] = []

    def start(work: Log, plan: Schedule | None = None) -> Keeper:
        keeper = Keeper(plan or schedule, engine, work)
        keepers.append(keeper)
        keeper.start()
        return keeper

    yield start
    for keeper in keepers:
        if not keeper.stopping.is_set():
            keeper.stop()


def settle(engine: Engine, *keepers: Keeper, seconds: float = 20) -> None:
    """Let the keepers look, and wait until no turn is left that they hold."""
    end = time.perf_counter() + seconds
    calm = 0
    while calm < 3 and time.perf_counter() < end:
        for keeper in keepers:
            keeper.tick()
        time.sleep(0.05)
        with engine.connect() as connection:
            held = select(turns.c.job).where(turns.c.finished.is_(None), turns.c.owner.is_not(None))
            late = text(f"SELECT id FROM {TABLE} WHERE next_run_time <= :now").bindparams(now=time.time())  # noqa: S608
            idle = connection.execute(held).first() is None and connection.execute(late).first() is None
            calm = calm + 1 if idle else 0
    assert calm >= 3, "turns were left in hand"


def states(engine: Engine) -> dict[datetime, str]:
    """The state of every turn by due time, without those skipped."""
    with engine.connect() as connection:
        rows = connection.execute(select(turns.c.due, turns.c.state).order_by(turns.c.due)).all()
    return {row.due: row.state for row in rows if row.state != "skipped"}
