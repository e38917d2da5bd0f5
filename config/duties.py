"""The reports that plans ask for, with their days (`duties.yaml`)."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from config.loading import CONFIG, ConfigError, build, read_yaml
from config.periods import MONTHS, Period, PeriodKind


class Duty(BaseModel):
    """One report to be made each period, before a day; `first_only`: only for the first period of a year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    plan: str
    who: str
    to: str
    what: str = "tình hình thực hiện kế hoạch"
    each: PeriodKind
    first_only: bool = False
    month: int = Field(ge=-11, le=12)
    day: int = Field(ge=1, le=31)

    def before(self, period: Period) -> date:
        """The day before which the report on a period is due."""
        return period.day_of_month(self.month, self.day)

    def counted_until(self, period: Period) -> date:
        """The last day the report can count: the period's, or the one before the report is due if earlier."""
        return min(period.last, date.fromordinal(self.before(period).toordinal() - 1))

    def between(self, first: date, last: date) -> Iterator[tuple[Period, date]]:
        """The periods whose report falls due from `first` to `last` (inclusive), with the day."""
        for year in range(first.year - 1, last.year + 2):
            for nth in range(1, 2 if self.first_only else 12 // MONTHS[self.each] + 1):
                period = Period(self.each, year, nth)
                if first <= self.before(period) <= last:
                    yield period, self.before(period)


@cache
def load_duties(path: Path = CONFIG / "duties.yaml") -> dict[str, Duty]:
    """All duties by id; raises `ConfigError` naming the row where one is wrong."""
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise ConfigError(f"{path.name}: phải là một danh sách")
    return {row["id"]: build(Duty, row, f"{path.name}: {row.get('id')}") for row in rows}
