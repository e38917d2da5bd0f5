"""What a turn comes to: the command lines, the processes, what was finished although nobody noted it."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from audit import cli, errors
from audit.folder import AuditFolder, RunRecord
from audit.schedule import work as working
from audit.schedule.lines import command_lines
from audit.schedule.work import CommandWork, run_command
from audit.store.turns import Turn
from config.schedule import Job, Schedule, When

DUE = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
NIGHT = When(day=20, hour=21)
REPORTS = When(duties=("000-chu-tri-quy", "000-chu-tri-nam"), days_before=3, shift="previous", hour=8)


def planned(tmp_path: Path, job: Job, **more: object) -> Schedule:
    values = {
        "registry": tmp_path / "danh-sach.csv",
        "out": tmp_path / "out",
        "backups": tmp_path / "sao-luu",
    }
    return Schedule.model_validate({**values, "jobs": (job,), **more})


def lines(tmp_path: Path, what: str, when: When = NIGHT, attempt: int = 1, **more: object) -> list[list[str]]:
    job = Job.model_validate({"id": "viec", "what": what, "when": when, "options": ("--x", "1")})
    due = DUE if when is NIGHT else when.after(DUE)
    return command_lines(planned(tmp_path, job, **more), job, due, max(due, LATE), attempt)


def test_an_audit_is_as_of_the_day_on_which_it_was_begun(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    registry = str(tmp_path / "danh-sach.csv")
    assert lines(tmp_path, "audit") == [
        ["audit", registry, "--out", out, "--as-of", "2026-11-25", "--x", "1"]
    ]


def test_an_audit_tried_again_goes_on_with_its_run(tmp_path: Path) -> None:
    assert "--resume" in lines(tmp_path, "audit", attempt=2)[0]


def test_a_report_on_a_year_counts_up_to_the_day_it_is_made(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert lines(tmp_path, "synthesis", REPORTS, sender=tmp_path / "s.yaml") == [
        ["synthesis", out, "--period", "2026", "--until", "2026-12-07", "--sender", str(tmp_path / "s.yaml"),
         "--x", "1"],
    ]  # fmt: skip


def test_a_report_on_a_quarter_comes_after_its_end(tmp_path: Path) -> None:
    job = Job(id="viec", what="synthesis", when=REPORTS)
    due = REPORTS.after(datetime(2026, 12, 20, tzinfo=UTC))
    [line] = command_lines(planned(tmp_path, job), job, due, due, 1)
    assert line[2:] == ["--period", "2026-Q4", "--until", "2026-12-31"]


def test_a_report_run_by_hand_is_on_what_is_next_to_be_reported(tmp_path: Path) -> None:
    job = Job(id="viec", what="synthesis", when=REPORTS)
    [line] = command_lines(planned(tmp_path, job), job, LATE, LATE, 1)
    assert line[2:] == ["--period", "2026", "--until", "2026-11-25"]


@pytest.mark.parametrize("what", ["report", "notices", "again", "prune"])
def test_other_jobs_work_on_the_folder(tmp_path: Path, what: str) -> None:
    assert lines(tmp_path, what, db="x.db")[0][:4] == [what, str(tmp_path / "out"), "--db", "x.db"]


def test_every_job_is_a_command_of_the_program() -> None:
    from audit.commands import MODULES

    names = {module.__name__.rpartition(".")[2] for module in MODULES}
    assert {"audit", "again", "recheck", "report", "notices", "synthesis", "backup", "prune"} <= names


def test_a_command_runs_in_a_process_and_its_words_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "lich" / "viec.log"
    assert run_command(["report", str(tmp_path / "khong-co")], log, lambda: True) == errors.BAD_INPUT
    told = log.read_text("utf-8")
    assert told.startswith("\n$ congkhai report ")
    assert "không có thư mục này" in told


def test_a_command_that_is_to_stop_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/sh")  # sh -m audit: nothing but a process that waits
    (tmp_path / "audit").write_text("sleep 60\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(working, "GRACE", 0.5)
    assert run_command([], tmp_path / "log", lambda: False) is None


def record(started: datetime, finished: datetime | None) -> RunRecord:
    return RunRecord(
        run_id="r", as_of=date(2026, 11, 20), rubric="nd224-2026", wanted=(), registry="x", portals=(),
        rejected=(), max_pages=9, render="never", started=started, finished=finished,
    )  # fmt: skip


@pytest.mark.parametrize(("finished", "runs"), [(LATE, 0), (None, 1)])
def test_an_audit_that_ended_unnoted_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, finished: datetime | None, runs: int
) -> None:
    ran: list[list[str]] = []

    def note(arguments: list[str], log: Path, go_on: Callable[[], bool]) -> int:  # noqa: ARG001
        ran.append(arguments)
        return 0

    monkeypatch.setattr(working, "run_command", note)
    schedule = planned(tmp_path, Job(id="viec", what="audit", when=NIGHT))
    AuditFolder(schedule.out).write_record(record(DUE, finished))
    turn = Turn("viec", DUE, "running", attempts=2, started=DUE)
    assert CommandWork(schedule)(turn, lambda: True) == 0
    assert len(ran) == runs


def test_a_turn_waits_for_whoever_is_at_work_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "run_command", lambda *_: 0)
    schedule = planned(tmp_path, Job(id="viec", what="report", when=NIGHT))
    schedule.out.mkdir()
    lock = FileLock(schedule.out / ".congkhai.lock")
    lock.acquire()
    looks = 0

    def go_on() -> bool:
        nonlocal looks
        looks += 1
        if looks == 3:
            lock.release()
        return True

    assert CommandWork(schedule)(Turn("viec", DUE, "running", 1, DUE), go_on) == 0
    assert looks == 3


PLAN = "registry: r.csv\nout: out\njobs:\n- {id: thang, what: report, when: {day: 20, hour: 21}}\n"


def test_the_command_lists_pauses_resumes_and_runs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "lich.yaml"
    plan.write_text(PLAN, "utf-8")
    assert cli.run(["schedule", "list", "--plan", str(plan)]) == errors.OK
    assert "chưa chạy lần nào" in capfd.readouterr().out
    assert cli.run(["schedule", "pause", "thang", "--plan", str(plan)]) == errors.OK
    assert cli.run(["schedule", "list", "--plan", str(plan)]) == errors.OK
    assert "tạm dừng" in capfd.readouterr().out
    assert cli.run(["schedule", "resume", "thang", "--plan", str(plan)]) == errors.OK
    assert cli.run(["schedule", "run-now", "thang", "--plan", str(plan)]) == errors.BAD_INPUT
    assert cli.run(["schedule", "list", "--plan", str(plan)]) == errors.OK
    assert "hỏng, mã 2" in capfd.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["pause"], ["run-now", "khong-co"], ["list", "--plan", "khong-co.yaml"]]
)
def test_what_is_wrong_is_said(tmp_path: Path, arguments: list[str]) -> None:
    plan = tmp_path / "lich.yaml"
    plan.write_text(PLAN, "utf-8")
    told = arguments if "--plan" in arguments else [*arguments, "--plan", str(plan)]
    assert cli.run(["schedule", *told]) == errors.BAD_INPUT
