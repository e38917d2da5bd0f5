"""What falls due, and when: by the calendar of working days, only while something is open."""

from datetime import date
from typing import Any

import pytest

from config.calendar import load_calendar
from config.duties import load_duties
from config.periods import Period, period_of
from config.sender import read_sender
from reports.dealings import Dealings, Reply
from reports.due import Due, IssuedLetter, due_list

ISSUED = date(2026, 11, 23)
LETTER = IssuedLetter("sct", "Sở Công Thương", "123", ISSUED, date(2026, 12, 22), frozenset({"a", "b"}))


def dues(*letters: IssuedLetter, dealings: Dealings | None = None, **more: Any) -> dict[str, Due]:
    span = {"first": ISSUED, "last": date(2027, 3, 1)} | more
    found = due_list(letters, read_sender(), dealings or Dealings(), **span)
    return {one.kind: one for one in found if one.kind != "report"}


def test_a_letter_gives_a_reminder_a_deadline_a_recheck_and_an_escalation() -> None:
    found = dues(LETTER)
    calendar = load_calendar()
    assert found["deadline"].day == date(2026, 12, 22)
    assert found["recheck"].day == date(2026, 12, 23)
    assert calendar.working_days(found["reminder"].day, LETTER.due) == 5
    assert calendar.working_days(LETTER.due, found["escalation"].day) == 10
    assert calendar.working_days(ISSUED, found["reply"].day) == 10
    assert found["deadline"].open_criteria == ("a", "b")
    assert "công văn số 123 ngày 23/11/2026" in found["deadline"].what


def test_what_is_settled_is_not_asked_for_again() -> None:
    assert dues(LETTER, settled={"sct": {"a"}})["deadline"].open_criteria == ("b",)
    assert dues(LETTER, settled={"sct": {"a", "b"}}) == {}


def test_an_accepted_reply_settles_until_it_lapses() -> None:
    reply = Reply("a", "explained", "Văn phòng", ISSUED, accepted=True, expires=date(2027, 1, 31))
    dealings = Dealings(replies={"sct": [reply]})
    assert dues(LETTER, dealings=dealings)["deadline"].open_criteria == ("b",)
    assert dues(LETTER, dealings=dealings)["lapse"].day == date(2027, 2, 1)
    assert dues(LETTER, dealings=dealings, first=date(2027, 2, 1))["lapse"].portal == "sct"


def test_a_reply_that_waits_settles_nothing() -> None:
    reply = Reply("a", "explained", "Văn phòng", ISSUED)
    assert dues(LETTER, dealings=Dealings(replies={"sct": [reply]}))["deadline"].open_criteria == ("a", "b")


def test_no_reminder_before_the_letter_itself() -> None:
    short = IssuedLetter("sct", "Sở", "1", ISSUED, date(2026, 11, 26), frozenset({"a"}))
    assert "reminder" not in dues(short)


def test_only_days_within_the_span_are_listed() -> None:
    found = due_list([LETTER], read_sender(), Dealings(), first=LETTER.due, last=LETTER.due)
    assert [one.kind for one in found] == ["deadline"]


@pytest.mark.parametrize(
    ("duty", "period", "before", "until"),
    [
        ("000-don-vi-quy", Period("quarter", 2026, 3), date(2026, 10, 2), date(2026, 9, 30)),
        ("000-chu-tri-quy", Period("quarter", 2026, 4), date(2027, 1, 10), date(2026, 12, 31)),
        ("000-chu-tri-nam", Period("year", 2026), date(2026, 12, 10), date(2026, 12, 9)),
        ("000-ra-soat-nam", Period("year", 2026), date(2026, 11, 30), date(2026, 11, 29)),
        ("002-quy", Period("quarter", 2026, 1), date(2026, 3, 10), date(2026, 3, 9)),
        ("003-6-thang", Period("half", 2026, 1), date(2026, 6, 15), date(2026, 6, 14)),
        ("004-nam", Period("year", 2026), date(2027, 1, 5), date(2026, 12, 31)),
    ],
)
def test_reports_are_due_when_the_plans_say(duty: str, period: Period, before: date, until: date) -> None:
    assert load_duties()[duty].before(period) == before
    assert load_duties()[duty].counted_until(period) == until


def test_reports_of_the_plan_are_in_the_calendar_and_say_what_they_can_count() -> None:
    found = due_list([], read_sender(), Dealings(), first=date(2026, 12, 1), last=date(2026, 12, 31))
    assert [one.day for one in found] == [date(2026, 12, 2), date(2026, 12, 10)]
    assert "năm 2026 (số liệu tính đến ngày 09/12/2026), trước ngày 10/12/2026" in found[1].what


def test_a_report_due_in_the_next_year_belongs_to_the_period_before() -> None:
    found = due_list([], read_sender(), Dealings(), first=date(2027, 1, 1), last=date(2027, 1, 31))
    assert all("quý IV năm 2026" in one.what for one in found)
    assert len(found) == 2


def test_periods_know_their_days_and_names() -> None:
    assert Period("quarter", 2026, 4).last == date(2026, 12, 31)
    assert Period("half", 2028, 1).first == date(2028, 1, 1)
    assert Period("quarter", 2024, 1).day_of_month(-1, 31) == date(2024, 2, 29)
    assert period_of("quarter", date(2026, 11, 20)).title == "quý IV năm 2026"
    assert period_of("half", date(2026, 6, 30)).title == "6 tháng đầu năm 2026"
    assert Period("quarter", 2026, 1).before == Period("quarter", 2025, 4)
    with pytest.raises(ValueError, match="kỳ thứ 5"):
        Period("quarter", 2026, 5)
