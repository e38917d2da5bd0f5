"""When jobs are due: month ends, weekdays, holidays, the days that plans set; wrong schedules say so."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calendar import VIETNAM
from config.loading import ConfigError
from config.schedule import SAMPLE, When, read_schedule

MOMENTS = st.datetimes(datetime(2025, 6, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
RULES: list[dict[str, Any]] = [
    {"day": 20, "hour": 21},
    {"day": 31, "hour": 0},
    {"day": 1, "hour": 8, "shift": "next"},
    {"day": 1, "hour": 8, "shift": "previous", "months": [1, 4, 7, 10]},
    {"weekday": "mon", "hour": 23, "minute": 59},
    {"weekday": "fri", "hour": 3, "shift": "next"},
    {"duties": ["000-chu-tri-quy", "000-chu-tri-nam"], "days_before": 3, "shift": "previous", "hour": 8},
    {"duties": ["004-nam"], "hour": 8},
]


def local(*parts: int) -> datetime:
    year, month, day, hour = (*parts, 0)[:4]
    return datetime.combine(date(year, month, day), time(hour), VIETNAM)


def following(rule: dict[str, Any], start: datetime, count: int) -> list[str]:
    when, found, moment = When(**rule), [], start
    for _ in range(count):
        moment = when.after(moment)
        found.append(f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}")
    return found


def test_a_day_the_month_does_not_have_is_its_last() -> None:
    assert following({"day": 31, "hour": 22}, local(2026, 12, 1), 4) == [
        "2026-12-31 22:00", "2027-01-31 22:00", "2027-02-28 22:00", "2027-03-31 22:00",
    ]  # fmt: skip
    assert following({"day": 29, "hour": 22}, local(2028, 2, 1), 1) == ["2028-02-29 22:00"]


def test_holidays_and_weekends_shift_to_the_working_day_after_or_before() -> None:
    tet = local(2026, 2, 15)
    assert following({"day": 17, "hour": 8, "shift": "next"}, tet, 1) == ["2026-02-23 08:00"]
    assert following({"day": 17, "hour": 8, "shift": "previous"}, local(2026, 2, 1), 1) == [
        "2026-02-13 08:00"
    ]
    assert following({"day": 17, "hour": 8}, tet, 1) == ["2026-02-17 08:00"]


def test_a_saturday_worked_instead_is_a_working_day() -> None:
    assert following({"day": 22, "hour": 8, "shift": "next"}, local(2026, 8, 20), 1) == ["2026-08-22 08:00"]


def test_weekdays_and_months() -> None:
    assert following({"weekday": "mon", "hour": 21}, local(2026, 11, 20), 2) == [
        "2026-11-23 21:00",
        "2026-11-30 21:00",
    ]
    assert following({"day": 5, "hour": 8, "months": [1, 7]}, local(2026, 2, 1), 2) == [
        "2026-07-05 08:00", "2027-01-05 08:00",
    ]  # fmt: skip


def test_reports_come_some_days_before_the_plans_dates() -> None:
    rule = {
        "duties": ["000-chu-tri-quy", "000-chu-tri-nam"],
        "days_before": 3,
        "shift": "previous",
        "hour": 8,
    }
    assert following(rule, local(2026, 9, 1), 3) == [
        "2026-10-07 08:00",
        "2026-12-07 08:00",
        "2027-01-07 08:00",
    ]
    when = When(**rule)
    told = [(duty.id, period.title) for duty, period in when.reports(local(2026, 12, 7, 8))]
    assert told == [("000-chu-tri-nam", "năm 2026")]
    assert when.reports(local(2026, 12, 8, 8)) == []


@pytest.mark.parametrize("rule", RULES, ids=str)
@given(moment=MOMENTS)
def test_nothing_lies_between_the_last_time_due_and_the_next(rule: dict[str, Any], moment: datetime) -> None:
    when = When(**rule)
    last, coming = when.before(moment), when.after(moment)
    assert last <= moment < coming
    assert when.after(last) == coming
    assert when.before(coming) == coming


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"hour": 8}, "đúng một"),
        ({"hour": 8, "day": 3, "weekday": "mon"}, "đúng một"),
        ({"hour": 25, "day": 3}, "hour"),
        ({"hour": 8, "duties": ["khong-co"]}, "khong-co"),
        ({"hour": 8, "day": 3, "months": [13]}, "months"),
        ({"hour": 8, "day": 3, "ngay": 4}, "ngay"),
    ],
)
def test_a_rule_that_is_wrong_is_named(tmp_path: Path, rule: dict[str, Any], said: str) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text(f"registry: r.csv\nout: o\njobs:\n- {{id: a, what: audit, when: {rule}}}\n", "utf-8")
    with pytest.raises(ConfigError, match=said):
        read_schedule(path)


def test_the_sample_can_be_read_and_its_paths_count_from_its_folder() -> None:
    found = read_schedule(SAMPLE)
    assert found.registry == SAMPLE.parent / "danh-sach.xlsx"
    assert found.by_id["kiem-tra-thang"].what == "audit"


def test_two_jobs_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lich.yaml"
    job = "{id: a, what: audit, when: {day: 1, hour: 8}}"
    path.write_text(f"registry: r.csv\nout: o\njobs: [{job}, {job}]\n", "utf-8")
    with pytest.raises(ConfigError, match="mỗi việc một id"):
        read_schedule(path)
