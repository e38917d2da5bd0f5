"""Schedules: which job is due when, as data (`schedules/*.yaml`). Times are Việt Nam's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.calendar import VIETNAM, load_calendar
from config.duties import Duty, load_duties
from config.loading import CONFIG, build, read_yaml
from config.periods import Period

SAMPLE = CONFIG / "schedules" / "mau.yaml"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Kind = Literal["audit", "again", "recheck", "report", "notices", "synthesis", "backup", "prune"]
_SPAN = timedelta(days=400)  # every rule has a day in so many
_LONGEST_LEAVE = 15  # days off in a row, at most


class When(BaseModel):
    """On which days, at what time: a day of each month, a weekday, or some days before reports are due.

    A day that a month does not have is its last. `shift`: where the day is no working day, the working day
    before it or after it instead.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: int | None = Field(default=None, ge=1, le=31)
    months: tuple[int, ...] = tuple(range(1, 13))
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] | None = None
    duties: tuple[str, ...] = ()
    days_before: int = Field(default=2, ge=1, le=60)
    shift: Literal["none", "previous", "next"] = "none"
    hour: int = Field(ge=0, le=23)
    minute: int = Field(default=0, ge=0, le=59)

    @model_validator(mode="after")
    def _check(self) -> "When":
        if sum([self.day is not None, self.weekday is not None, bool(self.duties)]) != 1:
            raise ValueError("ghi đúng một trong ba: day (ngày trong tháng), weekday (thứ), duties (báo cáo)")
        unknown = [name for name in self.duties if name not in load_duties()]
        if unknown:
            raise ValueError(f"duties: không có trong duties.yaml: {', '.join(unknown)}")
        if not self.months or not set(self.months) <= set(range(1, 13)):
            raise ValueError("months: các số từ 1 đến 12")
        return self

    def after(self, moment: datetime) -> datetime:
        """The first time due later than a moment."""
        today = moment.astimezone(VIETNAM).date()
        return next(due for day in self._days(today, today + _SPAN) if (due := self._at(day)) > moment)

    def before(self, moment: datetime) -> datetime:
        """The last time due up to a moment."""
        today = moment.astimezone(VIETNAM).date()
        days = list(self._days(today - _SPAN, today))
        return next(due for day in reversed(days) if (due := self._at(day)) <= moment)

    def reports(self, due: datetime) -> list[tuple[Duty, Period]]:
        """The reports that a time is due for."""
        day = due.astimezone(VIETNAM).date()
        return [(duty, period) for found, duty, period in self._reports(day, day) if found == day]

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(self.hour, self.minute), VIETNAM).astimezone(UTC)

    def _days(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last`, in order and once each."""
        early, late = first - timedelta(days=_LONGEST_LEAVE), last + timedelta(days=_LONGEST_LEAVE)
        if self.duties:
            found = {day for day, _, _ in self._reports(first, last)}
        else:
            found = {self._shifted(day) for day in _each(early, late) if self._named(day)}
        yield from sorted(day for day in found if first <= day <= last)

    def _reports(self, first: date, last: date) -> Iterator[tuple[date, Duty, Period]]:
        late = last + timedelta(days=self.days_before + _LONGEST_LEAVE)
        for name in self.duties:
            duty = load_duties()[name]
            for period, before in duty.between(first, late):
                yield self._shifted(before - timedelta(days=self.days_before)), duty, period

    def _named(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        if self.weekday is not None:
            return WEEKDAYS[day.weekday()] == self.weekday
        asked = self.day or 1
        return day.day == asked or (day.day < asked and (day + timedelta(days=1)).day == 1)

    def _shifted(self, day: date) -> date:
        step = {"none": 0, "previous": -1, "next": 1}[self.shift]
        calendar = load_calendar()
        while step and not calendar.is_working(day):
            day += timedelta(days=step)
        return day


class Job(BaseModel):
    """One job: what, when, and further options of its command as on the command line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    what: Kind
    when: When
    options: tuple[str, ...] = ()


class Schedule(BaseModel):
    """The jobs of one registry and one folder of results. Paths count from the schedule's own folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    registry: Path
    out: Path
    db: str | None = None
    sender: Path | None = None
    backups: Path | None = None
    jobs: tuple[Job, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> "Schedule":
        names = [job.id for job in self.jobs]
        if len(set(names)) < len(names):
            raise ValueError("jobs: mỗi việc một id")
        if self.backups is None and any(job.what == "backup" for job in self.jobs):
            raise ValueError("backups: việc sao lưu cần thư mục ghi bản sao")
        return self

    @property
    def by_id(self) -> dict[str, Job]:
        """The jobs by id."""
        return {job.id: job for job in self.jobs}


def read_schedule(path: Path) -> Schedule:
    """The schedule in a file; raises `ConfigError` that names what is wrong."""
    found = build(Schedule, read_yaml(path), path.name)
    places = {name: getattr(found, name) for name in ("registry", "out", "sender", "backups")}
    return found.model_copy(
        update={name: (path.parent / place).resolve() for name, place in places.items() if place is not None}
    )


def _each(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
