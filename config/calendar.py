"""Working days in Việt Nam: weekends, holidays and the days worked instead (`calendars/vn.yaml`)."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from config.loading import CONFIG, build, read_yaml

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class DayOff(BaseModel):
    """A day off, or a Saturday worked in exchange; how sure its source is (P, S, K)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    name: str
    certainty: Literal["P", "S", "K"]


class Calendar(BaseModel):
    """Working days. Only years in `years` are known; `covers` tells before a limit in working days is
    judged.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    years: tuple[int, ...]
    holidays: tuple[DayOff, ...]
    worked: tuple[DayOff, ...] = ()

    def covers(self, first: date, last: date) -> bool:
        """Are the holidays of all years from `first` to `last` known?"""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def is_working(self, day: date) -> bool:
        """Is `day` a working day?"""
        if any(item.day == day for item in self.worked):
            return True
        return day.weekday() < 5 and all(item.day != day for item in self.holidays)

    def working_days(self, after: date, until: date) -> int:
        """Working days after `after` up to and including `until`; the day of the event itself is not
        counted.
        """
        span = range(1, (until - after).days + 1)
        return sum(self.is_working(after + timedelta(days=step)) for step in span)

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a limit of `days` working days that begins the day after `start`."""
        day = start
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day


@cache
def load_calendar(name: str = "vn", folder: Path = CONFIG / "calendars") -> Calendar:
    """The calendar of that name; raises `ConfigError` where its file is wrong."""
    path = folder / f"{name}.yaml"
    return build(Calendar, read_yaml(path), path.name)
