"""The command lines that a job stands for."""

from datetime import date, datetime
from pathlib import Path

from config.calendar import VIETNAM
from config.periods import Period
from config.schedule import Job, Schedule


def command_lines(
    schedule: Schedule, job: Job, due: datetime, began: datetime, attempt: int
) -> list[list[str]]:
    """What is to be run, in order, as arguments of `congkhai`.

    `began`: when the turn was first begun; an audit that is tried again goes on with the run of that day.
    """
    out, day = str(schedule.out), began.astimezone(VIETNAM).date()
    db = ["--db", schedule.db] if schedule.db else []
    sender = ["--sender", str(schedule.sender)] if schedule.sender else []
    options = list(job.options)
    if job.what == "audit":
        resume = ["--resume"] if attempt > 1 else []
        told = ["--out", out, "--as-of", day.isoformat(), *resume]
        return [["audit", str(schedule.registry), *told, *db, *options]]
    if job.what == "synthesis":
        more = [*db, *sender, *options]
        return [
            ["synthesis", out, "--period", _name(period), "--until", f"{min(period.last, day)}", *more]
            for period in _periods(job, due, day)
        ]
    if job.what == "backup":
        return [["backup", out, "--to", str(schedule.backups), *db, *options]]
    if job.what in ("report", "notices"):
        return [[job.what, out, *db, *sender, *options]]
    return [[job.what, out, *db, *options]]


def log_path(schedule: Schedule, job: str) -> Path:
    """Where a job's runs write what they say."""
    return schedule.out / "lich" / f"{job}.log"


def _periods(job: Job, due: datetime, day: date) -> list[Period]:
    """The periods to report on, each once; a report run by hand is on those that are next to be reported."""
    found = job.when.reports(due)
    if not found:
        found = job.when.reports(job.when.after(due))
    return list(dict.fromkeys(period for _, period in found if period.first <= day))


def _name(period: Period) -> str:
    letter = {"quarter": "-Q", "half": "-H"}.get(period.kind)
    return f"{period.year}{letter}{period.nth}" if letter else str(period.year)
