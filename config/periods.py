"""Quarters, half-years and years, as plans and reports count them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

PeriodKind = Literal["quarter", "half", "year"]
MONTHS: dict[PeriodKind, int] = {"quarter": 3, "half": 6, "year": 12}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period; `nth` counts from 1 within its year."""

    kind: PeriodKind
    year: int
    nth: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.nth <= 12 // MONTHS[self.kind]:
            raise ValueError(f"không có kỳ thứ {self.nth} trong năm")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.nth - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.day_of_month(0, 31)

    @property
    def title(self) -> str:
        """As reports name it: "quý IV năm 2026", "6 tháng đầu năm 2026", "năm 2026"."""
        if self.kind == "quarter":
            return f"quý {_ROMAN[self.nth - 1]} năm {self.year}"
        if self.kind == "half":
            return f"6 tháng {'đầu' if self.nth == 1 else 'cuối'} năm {self.year}"
        return f"năm {self.year}"

    @property
    def before(self) -> "Period":
        """The one before it."""
        if self.nth > 1:
            return Period(self.kind, self.year, self.nth - 1)
        return Period(self.kind, self.year - 1, 12 // MONTHS[self.kind])

    def day_of_month(self, month: int, day: int) -> date:
        """A day in the month `month` after the period's last one (0: the last itself, -1: the one before).

        A day the month does not have is its last.
        """
        number = self.nth * MONTHS[self.kind] - 1 + month
        year, month = self.year + number // 12, number % 12 + 1
        return date(year, month, min(day, monthrange(year, month)[1]))


def period_of(kind: PeriodKind, day: date) -> Period:
    """The period a day lies in."""
    return Period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)
