"""The calendar of deadlines: reminders, re-checks, escalations, replies that lapse, reports that plans ask "
"for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from config.calendar import Calendar, load_calendar
from config.duties import load_duties
from config.sender import Sender
from reports.dealings import Dealings
from reports.vietnamese import clean, day

DueKind = Literal["reply", "reminder", "deadline", "recheck", "escalation", "lapse", "report"]
ORDER: dict[DueKind, int] = {
    "deadline": 0,
    "recheck": 1,
    "escalation": 2,
    "reminder": 3,
    "reply": 4,
    "lapse": 5,
    "report": 6,
}


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """A letter that was issued: to which body, under which number and day, about which criteria."""

    portal: str
    name: str
    number: str
    issued: date
    due: date
    criteria: frozenset[str]


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done on a day. `open_criteria`: what of a letter is not settled yet."""

    day: date
    kind: DueKind
    what: str
    portal: str | None = None
    number: str | None = None
    open_criteria: tuple[str, ...] = ()


def due_list(
    issued: Sequence[IssuedLetter],
    sender: Sender,
    dealings: Dealings,
    *,
    first: date,
    last: date,
    settled: Mapping[str, Set[str]] | None = None,
) -> list[Due]:
    """What falls due from `first` to `last` (inclusive), by day and then by weight.

    `settled`: criteria by portal id that a later run found in order. A letter with nothing open gives no
    reminder, re-check or escalation. Raises `ConfigError` for an unknown calendar.
    """
    calendar = load_calendar(sender.calendar)
    found: list[Due] = []
    for letter in issued:
        left = _open(letter, dealings, settled or {}, first)
        if left:
            found += _of_letter(letter, left, sender, calendar)
    found += _lapses(dealings)
    found += _reports(sender, first, last)
    chosen = [one for one in found if first <= one.day <= last]
    return sorted(chosen, key=lambda one: (one.day, ORDER[one.kind], one.portal or "", one.what))


def _open(
    letter: IssuedLetter, dealings: Dealings, settled: Mapping[str, Set[str]], today: date
) -> tuple[str, ...]:
    accepted = {one.criterion for one in dealings.replies.get(letter.portal, ()) if one.counts(today)}
    done = (
        accepted | settled.get(letter.portal, frozenset()) | dealings.answered.get(letter.portal, frozenset())
    )
    return tuple(sorted(letter.criteria - done))


def _of_letter(
    letter: IssuedLetter, left: tuple[str, ...], sender: Sender, calendar: Calendar
) -> Iterator[Due]:
    name, told = clean(letter.name), f"công văn số {letter.number} ngày {day(letter.issued)}"

    def at(when: date, kind: DueKind, what: str) -> Due:
        return Due(when, kind, what, letter.portal, letter.number, left)

    replies = calendar.add_working_days(letter.issued, sender.reply_days)
    yield at(replies, "reply", f"{name}: hết hạn gửi báo cáo, giải trình theo {told}")
    reminder = _working_days_before(letter.due, sender.reminder_days, calendar)
    if reminder > letter.issued:
        yield at(reminder, "reminder", f"{name}: nhắc {len(left)} nội dung còn mở, hạn {day(letter.due)}")
    yield at(letter.due, "deadline", f"{name}: hết hạn khắc phục {len(left)} nội dung theo {told}")
    yield at(
        calendar.add_working_days(letter.due, 1), "recheck", f"{name}: kiểm tra lại {len(left)} nội dung"
    )
    late = calendar.add_working_days(letter.due, sender.escalation_days)
    yield at(late, "escalation", f"{name}: báo cáo cấp trên nếu {len(left)} nội dung vẫn chưa khắc phục")


def _working_days_before(day_: date, count: int, calendar: Calendar) -> date:
    while count > 0:
        day_ -= timedelta(days=1)
        count -= calendar.is_working(day_)
    return day_


def _lapses(dealings: Dealings) -> Iterable[Due]:
    for portal, replies in dealings.replies.items():
        for one in replies:
            if one.accepted and one.expires is not None:
                what = (
                    f"giải trình của {clean(one.author)} về {one.criterion} hết hiệu lực, tiêu "
                    "chí được tính lại"
                )
                yield Due(one.expires + timedelta(days=1), "lapse", what, portal, None, (one.criterion,))


def _reports(sender: Sender, first: date, last: date) -> Iterator[Due]:
    for name in sender.duties:
        duty = load_duties()[name]
        for period, before in duty.between(first, last):
            until = duty.counted_until(period)
            part = "" if until == period.last else f" (số liệu tính đến ngày {day(until)})"
            what = f"{duty.who} báo cáo {duty.to} {duty.what} {period.title}{part}, trước ngày {day(before)}"
            yield Due(before, "report", what)
