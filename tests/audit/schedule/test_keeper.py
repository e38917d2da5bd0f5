"""Schedules that never miss: machines that were off, restarts, rivals, clocks that jump, jobs that fail."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, text, update

from audit.errors import UserError
from audit.schedule.keeper import PAUSE, TABLE
from audit.schedule.manage import pause, planned, resume, run_now
from audit.store import turns as turning
from audit.store.tables import turns
from config.schedule import Job, Schedule, When
from tests.audit.schedule.conftest import (
    MONTHLY,
    NEXT_MONTH,
    START,
    WEEKLY,
    Clock,
    Log,
    Start,
    settle,
    states,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_a_job_runs_once_when_it_is_due_and_not_before(clock: Clock, engine: Engine, keep: Start) -> None:
    work = Log()
    keeper = keep(work)
    clock.move_to(MONTHLY - MINUTE)
    settle(engine, keeper)
    assert work.done == []
    clock.move_to(MONTHLY)
    settle(engine, keeper)
    clock.move_to(MONTHLY + HOUR)
    settle(engine, keeper)
    assert work.done == [("thang", MONTHLY, 1)]
    assert states(engine) == {MONTHLY: "done"}


def test_nothing_that_was_due_before_the_schedule_began_is_run(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    clock.move_to(MONTHLY + DAY)
    work = Log()
    settle(engine, keep(work))
    assert work.done == []


@pytest.mark.parametrize("late", [MINUTE, DAY, 20 * DAY])
def test_a_run_missed_while_the_machine_was_off_is_run_when_it_wakes(
    clock: Clock, engine: Engine, keep: Start, late: timedelta
) -> None:
    keep(Log()).stop()
    clock.move_to(MONTHLY + late)
    work = Log()
    settle(engine, keep(work))
    assert work.dues == [MONTHLY]


def test_runs_missed_several_times_are_run_once(clock: Clock, engine: Engine, keep: Start) -> None:
    keep(Log()).stop()
    clock.move_to(NEXT_MONTH + DAY)
    work = Log()
    keeper = keep(work)
    settle(engine, keeper)
    assert work.dues == [NEXT_MONTH]


def test_a_year_of_restarts_at_odd_hours_runs_every_month_once(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    work = Log()
    moment = START
    for nth in range(25):
        keeper = keep(work)
        settle(engine, keeper)
        keeper.stop()
        moment += timedelta(days=14, hours=31 * nth % 24)
        clock.move_to(moment)
    settle(engine, keep(work))
    assert [f"{due:%Y-%m}" for due in work.dues] == [
        "2026-11", "2026-12", *(f"2027-{month:02d}" for month in range(1, 11)),
    ]  # fmt: skip
    assert f"{moment:%Y-%m-%d}" == "2027-11-12"


def test_two_keepers_do_not_run_the_same_turn(clock: Clock, engine: Engine, keep: Start) -> None:
    first, second = Log(), Log()
    keepers = [keep(first), keep(second)]
    for month in range(12):
        clock.move_to(MONTHLY + timedelta(days=31 * month))
        settle(engine, *keepers)
    assert sorted(first.dues + second.dues) == sorted(set(first.dues + second.dues))
    assert len(first.dues + second.dues) == 12


def test_two_keepers_started_at_once_over_a_missed_run_run_it_once(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    keep(Log()).stop()
    clock.move_to(MONTHLY + DAY)
    works = [Log(), Log()]
    threads = [threading.Thread(target=keep, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settle(engine)
    assert works[0].dues + works[1].dues == [MONTHLY]


@pytest.mark.parametrize("back", [timedelta(seconds=2), HOUR, 23 * HOUR])
def test_a_clock_going_back_repeats_nothing_and_misses_nothing(
    clock: Clock, engine: Engine, keep: Start, back: timedelta
) -> None:
    work = Log()
    keeper = keep(work)
    clock.move_to(MONTHLY + MINUTE)
    settle(engine, keeper)
    clock.move_to(MONTHLY + MINUTE - back)
    settle(engine, keeper)
    keeper.stop()
    keeper = keep(work)
    for moment in (MONTHLY + MINUTE, NEXT_MONTH + MINUTE):
        clock.move_to(moment)
        settle(engine, keeper)
    assert work.dues == [MONTHLY, NEXT_MONTH]


def test_a_clock_that_was_a_year_ahead_costs_no_month(clock: Clock, engine: Engine, keep: Start) -> None:
    work = Log()
    keeper = keep(work)
    clock.move_to(MONTHLY + 370 * DAY)
    settle(engine, keeper)
    ahead = work.dues
    clock.move_to(START)
    settle(engine, keeper)
    for moment in (MONTHLY, NEXT_MONTH):
        clock.move_to(moment)
        settle(engine, keeper)
    assert work.dues == [*ahead, MONTHLY, NEXT_MONTH]


def test_a_turn_whose_keeper_died_is_taken_over_when_its_lease_has_run_out(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    keep(Log()).stop()
    clock.move_to(MONTHLY)
    assert turning.claim(engine, "thang", MONTHLY, "dead", MONTHLY)
    work = Log()
    keeper = keep(work)
    keeper.tick()
    assert work.done == []
    clock.move_to(MONTHLY + turning.LEASE + MINUTE)
    settle(engine, keeper)
    assert work.done == [("thang", MONTHLY, 1)]


def test_a_keeper_that_slept_until_another_took_its_turn_stops_its_work(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    work = Log()
    work.hold = threading.Event()
    keeper = keep(work)
    clock.move_to(MONTHLY)
    keeper.tick()
    assert work.begun.wait(10)
    with engine.begin() as connection:
        connection.execute(update(turns).values(owner="other"))
    clock.move_to(MONTHLY + 2 * HOUR)
    wait_for(lambda: keeper._waiting.empty() and not work.done)
    work.hold.set()
    keeper.stop()
    assert work.done == []


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until it holds, and give those who watch the lease time to look."""
    step = threading.Event()
    for _ in range(int(seconds / 0.1)):
        step.wait(0.1)
        if condition():
            break
    step.wait(0.3)


def test_a_stopped_keeper_gives_its_turn_back_and_the_next_goes_on_with_it(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    work = Log()
    work.hold = threading.Event()
    keeper = keep(work)
    clock.move_to(MONTHLY)
    keeper.tick()
    assert work.begun.wait(10)
    keeper.stop()
    assert work.done == []
    clock.move_to(MONTHLY + MINUTE)
    again = Log()
    settle(engine, keep(again))
    assert again.done == [("thang", MONTHLY, 2)]


def test_a_failed_run_is_tried_again_later_and_then_given_up(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    work = Log(3, 4, 4, 4)
    keeper = keep(work)
    moment = MONTHLY
    for nth in range(6):
        clock.move_to(moment)
        settle(engine, keeper)
        moment += PAUSE * 2**nth + MINUTE
    assert [attempt for _, _, attempt in work.done] == [1, 2, 3, 4]
    assert states(engine) == {MONTHLY: "failed"}


def test_bad_input_is_not_tried_again(clock: Clock, engine: Engine, keep: Start) -> None:
    work = Log(2)
    keeper = keep(work)
    clock.move_to(MONTHLY)
    settle(engine, keeper)
    clock.move_to(MONTHLY + DAY)
    settle(engine, keeper)
    assert len(work.done) == 1
    assert turning.latest_run(engine, "thang") == turning.Turn(
        "thang", MONTHLY, "failed", 1, MONTHLY, MONTHLY, 2
    )


class BrokenWork(Log):
    """Fails on the way."""

    def __call__(self, turn: turning.Turn, go_on: Callable[[], bool]) -> int | None:
        super().__call__(turn, go_on)
        raise OSError(28, "No space left on device")


def test_a_failing_work_does_not_stop_the_others(clock: Clock, engine: Engine, keep: Start) -> None:
    keeper = keep(BrokenWork())
    clock.move_to(MONTHLY)
    keeper.tick()
    wait_for(lambda: states(engine).get(MONTHLY) == "running")
    keeper.stop()
    clock.move_to(MONTHLY + turning.LEASE + MINUTE)
    work = Log()
    settle(engine, keep(work))
    assert work.done == [("thang", MONTHLY, 2)]


def test_times_lost_from_the_job_store_come_back_from_the_turns(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    keeper = keep(Log())
    clock.move_to(MONTHLY)
    settle(engine, keeper)
    keeper.stop()
    with engine.begin() as connection:
        connection.execute(text(f"DELETE FROM {TABLE}"))  # noqa: S608
    clock.move_to(NEXT_MONTH + DAY)
    work = Log()
    settle(engine, keep(work))
    assert work.dues == [NEXT_MONTH]


def test_a_turn_lost_after_its_time_was_moved_on_comes_up_again(
    clock: Clock, engine: Engine, keep: Start
) -> None:
    keeper = keep(Log())
    clock.move_to(MONTHLY)
    settle(engine, keeper)
    with engine.begin() as connection:
        connection.execute(delete(turns).where(turns.c.due == MONTHLY))
    work = Log()
    keeper.stop()
    settle(engine, keep(work))
    assert work.dues == [MONTHLY]


def weekly(schedule: Schedule) -> Schedule:
    job = Job(id="tuan", what="recheck", when=When(weekday="mon", hour=21))
    return schedule.model_copy(update={"jobs": (*schedule.jobs, job)})


def test_jobs_added_to_and_taken_from_the_plan_are_followed(
    clock: Clock, engine: Engine, keep: Start, schedule: Schedule
) -> None:
    keep(Log()).stop()
    work = Log()
    keeper = keep(work, weekly(schedule))
    clock.move_to(WEEKLY)
    settle(engine, keeper)
    assert {(job, due) for job, due, _ in work.done} == {("thang", MONTHLY), ("tuan", WEEKLY)}
    keeper.stop()
    only = Log()
    keeper = keep(only, schedule)
    clock.move_to(NEXT_MONTH)
    settle(engine, keeper)
    assert only.dues == [NEXT_MONTH]


def moved(schedule: Schedule, day: int) -> Schedule:
    job = schedule.jobs[0].model_copy(update={"when": When(day=day, hour=21)})
    return schedule.model_copy(update={"jobs": (job,)})


def test_a_changed_day_holds_from_now_on(
    clock: Clock, engine: Engine, keep: Start, schedule: Schedule
) -> None:
    keep(Log()).stop()
    work = Log()
    keeper = keep(work, moved(schedule, 5))
    settle(engine, keeper)
    clock.move_to(MONTHLY + DAY)
    settle(engine, keeper)
    assert work.done == []
    clock.move_to(datetime.fromisoformat("2026-12-05T14:00:00+00:00"))
    settle(engine, keeper)
    assert len(work.done) == 1


def test_what_was_missed_before_the_day_was_changed_is_still_run(
    clock: Clock, engine: Engine, keep: Start, schedule: Schedule
) -> None:
    keep(Log()).stop()
    clock.move_to(MONTHLY + 5 * DAY)
    work = Log()
    settle(engine, keep(work, moved(schedule, 22)))
    assert work.dues == [MONTHLY]


def test_a_paused_job_rests_until_it_is_resumed_and_what_fell_due_meanwhile_is_no_miss(
    clock: Clock, engine: Engine, keep: Start, schedule: Schedule
) -> None:
    work = Log()
    keeper = keep(work)
    pause(schedule, engine, "thang")
    clock.move_to(MONTHLY + DAY)
    settle(engine, keeper)
    assert planned(schedule, engine)[0].coming is None
    assert resume(schedule, engine, "thang") == NEXT_MONTH
    settle(engine, keeper)
    assert work.done == []
    clock.move_to(NEXT_MONTH)
    settle(engine, keeper)
    assert work.dues == [NEXT_MONTH]


def test_a_pause_survives_a_restart(clock: Clock, engine: Engine, keep: Start, schedule: Schedule) -> None:
    pause(schedule, engine, "thang")
    clock.move_to(MONTHLY + DAY)
    work = Log()
    settle(engine, keep(work))
    assert work.done == []


def test_a_job_run_by_hand_leaves_its_times_alone(
    clock: Clock, engine: Engine, keep: Start, schedule: Schedule
) -> None:
    by_hand, work = Log(), Log()
    keeper = keep(work)
    assert run_now(schedule, engine, "thang", by_hand, threading.Event()) == 0
    assert by_hand.dues == [START]
    clock.move_to(MONTHLY)
    settle(engine, keeper)
    assert work.dues == [MONTHLY]
    shown = planned(schedule, engine)[0]
    assert (shown.coming, shown.last and shown.last.state) == (NEXT_MONTH, "done")


@pytest.mark.usefixtures("clock")
def test_a_job_that_is_not_in_the_plan_is_named(engine: Engine, schedule: Schedule) -> None:
    with pytest.raises(UserError, match="thang"):
        pause(schedule, engine, "khong-co")
