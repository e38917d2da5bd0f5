"""Is the budget of the last period that is due made public?"""

import re
from datetime import date, timedelta

from checks.case import Case, Verdict, not_measured, unseen, vn_date
from checks.findings import Outcome
from checks.measures import possible
from checks.words import plain
from crawler.facts import Item

# Periods in the form of `plain`; the half year and the nine months hold the quarters that end with them.
_PERIODS = {
    1: re.compile(r"\bquy (?:i|0?1)\b|\b(?:0?3|ba) thang\b"),
    2: re.compile(r"\bquy (?:ii|0?2)\b|\b(?:0?6|sau) thang\b(?! cuôi)"),
    3: re.compile(r"\bquy (?:iii|0?3)\b|\b(?:0?9|chin) thang\b"),
}
_NAMES = {1: "quý I", 2: "quý II (6 tháng đầu năm)", 3: "quý III (9 tháng)"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def budget_period(case: Case) -> Verdict:
    """Pass where an entry names the last quarter (or 6, 9 months) whose limit has passed, `legal_days`
    calendar days after its end; fail where entries name periods and none names that one.

    Titles that never name a period, or a list of which only a part was read, tell nothing.
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or not_measured(case, "unread")
    quarter, end = last_due(case.as_of, round(case.number("legal_days")))
    due = end + timedelta(days=round(case.number("legal_days")))
    values = {"period": f"{_NAMES[quarter]} năm {end.year}", "due": vn_date(due)}
    items = case.section.items
    if any(_PERIODS[quarter].search(plain(item.title)) and end.year in _years(item) for item in items):
        return Verdict(Outcome.PASS, 1.0, "ok", values, urls=case.where, evidence=case.proof)
    named = any(period.search(plain(item.title)) for item in items for period in _PERIODS.values())
    newest_read = any(_after(item, end, case.as_of) for item in items)
    partly = (case.section.total or 0) > len(items) and not newest_read
    if not named or partly:
        return not_measured(case, "no_periods" if not named else "partly_read")
    return Verdict(Outcome.FAIL, 0.0, "not_there", values, urls=case.where, evidence=case.proof)


def last_due(as_of: date, legal_days: int) -> tuple[int, date]:
    """The last of the quarters I-III (0 never) whose limit lies before `as_of`, and the day it ended.

    The fourth quarter is part of the year's report, whose limit starts on a day that no portal prints.
    """
    ends = [
        (quarter, date(year, 3 * quarter, 30 if quarter > 1 else 31))
        for year in (as_of.year - 1, as_of.year)
        for quarter in (1, 2, 3)
    ]
    return max((one for one in ends if one[1] + timedelta(days=legal_days) < as_of), key=lambda one: one[1])


def _years(item: Item) -> set[int]:
    """The years that the title names; where it names none, those of the entry's days."""
    named = {int(year) for year in _YEAR.findall(item.title)}
    return named or {one.day.year for one in (item.published, item.issued) if one is not None}


def _after(item: Item, end: date, as_of: date) -> bool:
    days = [one for one in (item.published, item.issued) if one is not None]
    return any(possible(one, as_of) and one.day > end for one in days)
