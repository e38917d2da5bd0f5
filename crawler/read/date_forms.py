"""The shapes in which portals print dates, and what only looks like one; not what a date is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

from crawler.facts import Precision
from crawler.read.text import fold

Order = Literal["dmy", "mdy"]
VIETNAM = timezone(timedelta(hours=7))

_MONTH_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTHS = {fold(name): number for name, number in _MONTH_NAMES.items()}
_ENGLISH = {
    name: number + 1
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    )
}
_NAMES = "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)).replace(" ", r"\s")
_ENG = "(?:" + "|".join(_ENGLISH) + ")[a-z]{0,6}"

# Every alternative starts at a digit or at the word for month, so that a page is passed over quickly.
_FORMS = re.compile(
    rf"""
    (?<![\d/\\.])(?:
        (?P<n1>\d{{1,4}})(?P<gap>\s?)(?P<sep>[/.–—-])\s?(?P<n2>\d{{1,2}})\s?(?P=sep)\s?(?P<n3>\d{{1,4}})(?!\d)
      | (?P<s1>\d{{1,2}})\s(?P<s2>\d{{1,2}})\s(?P<s3>(?:19|20)\d\d)(?![\d.])
      | (?P<w1>\d{{1,2}})[\s/,.-]{{0,3}}(?:tháng|thang|thg\.?|th\.?)\s?(?P<w2>\d{{1,2}}|(?:{_NAMES})(?!\w))
        (?:[\s,./-]{{0,3}}năm)?[\s,./-]{{1,3}}(?P<w3>\d{{4}})(?!\d)
      | (?P<e1>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<e2>{_ENG})\.?,?[\s-](?P<e3>\d{{4}})(?!\d)
    )
    | (?<!\w)(?:tháng|thg\.?|th\.?)\s?(?P<f2>\d{{1,2}}|(?:{_NAMES})(?!\w))
        \s(?P<f1>\d{{1,2}}),\s(?P<f3>\d{{4}})(?!\d)
    | (?<!\w)(?:tháng|thg\.?)\s?(?P<m2>\d{{1,2}}|(?:{_NAMES})(?!\w))
        (?:\s?[/.-]\s?|,?\s(?:năm\s)?)(?P<m3>\d{{4}})(?![\d/])
    | (?<!\w)(?P<a2>{_ENG})\.?\s(?P<a1>\d{{1,2}})(?:st|nd|rd|th)?,\s?(?P<a3>\d{{4}})(?!\d)
    | (?<!\w)(?P<j2>{_ENG})\s(?P<j1>\d{{1,2}})\s\d\d:\d\d:\d\d\s(?P<jz>[A-Z]{{3,4}})\s(?P<j3>\d{{4}})(?!\d)
    """,
    re.X | re.I,
)

# Each alternative begins with the character it needs: what begins with a look behind is tried everywhere.
_YEARLIKE = re.compile(r"\d{4}(?<!\d{5})(?!\d)|/(?<=\d/)\d{1,2}/\d\d(?!\d)")
_BEFORE_YEAR, _AFTER_YEAR = 34, 14  # characters that a date may reach beyond its year

_CLOCK = r"(?:[01]?\d|2[0-3])\s?(?:[:hg]|giờ|gio)\s?(?:[0-5]?\d)?(?::[0-5]?\d)?(?:\s?phút)?"
_TIME_AFTER = re.compile(
    rf"[\s,|(–-]{{0,4}}(?:(?:vào\s)?lúc\s|hồi\s|-\s)?(?P<time>{_CLOCK})(?:\s?(?P<half>[AP]M|SA|CH)\b)?"
    r"(?:\s?\(?(?:GMT|UTC)\s?\+\s?0?7(?::?00)?\)?)?",
    re.I,
)
_TIME_BEFORE = re.compile(rf"(?P<time>{_CLOCK})(?:\s?(?:[AP]M|SA|CH))?[\s,|–-]{{1,4}}$", re.I)
_ZONED = re.compile(
    r"[T\s]\s?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?(?:(Z|UTC|GMT)(?!\s?[+-]\d)|(?:GMT"
    r"|UTC)?\s?([+-])(\d\d):?(\d\d)?)?",
)
_SPAN_BEFORE = re.compile(r"\d[/.-]\d{1,2}[/.-](?:19|20)\d\d\s?[–—-]$")
_WEEKDAY = re.compile(
    r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri"
    r"|satur|sat|sun)(?:day)?)"
    r"[\s,:|(–-]{0,4}(?:ngay\s?:?\s?)?$"
)
_SHAREPOINT = re.compile(r"[1-9]\d?/[1-9]\d?/\d{4} (?:1[0-2]|[1-9]):\d\d(?::\d\d)? [AP]M", re.I)


@dataclass(frozen=True, slots=True)
class Form:
    """A date as it stands in a text: from `start` to `end` (its time of day included)."""

    start: int
    end: int
    day: date
    precision: Precision = "day"
    weekday: bool = False
    time: Literal["", "clock", "words"] = ""  # "08:59", or "8 giờ 30", "8h30"
    time_after: bool = False
    in_words: bool = False  # "ngày 24 tháng 6 năm 2022"
    sure: float = 1.0


def scan(text: str, order: Order | None = None) -> Iterator[Form]:
    """The dates printed in `text` (NFC, single spaces) in order, without judging what they are for.

    `order` says how the numbers of a column stand where its other entries prove it; None reads the day first.
    Linear in the length of the text.
    """
    for found in _found(text):
        form = _read(found, text, order)
        if form is not None:
            yield form


def _found(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_FORMS`, which is asked only where a year may stand: most of a page has none."""
    start = end = 0
    for year in _YEARLIKE.finditer(text):
        if year.start() - _BEFORE_YEAR > end:
            yield from _FORMS.finditer(text, start, end)
            start = year.start() - _BEFORE_YEAR
        end = year.end() + _AFTER_YEAR
        start = max(start, 0)
    yield from _FORMS.finditer(text, start, end)


def order_of(texts: list[str]) -> Order | None:
    """In which order the entries of one column print day and month; None where no entry proves it."""
    first = second = 0
    for text in texts:
        for found in _found(text):
            if found["n1"] and found["sep"] != "–" and len(found["n1"]) <= 2 and len(found["n3"]) == 4:
                first += 12 < int(found["n1"]) <= 31 and int(found["n2"]) <= 12
                second += 12 < int(found["n2"]) <= 31 and int(found["n1"]) <= 12
    if first == second:
        return None
    return "dmy" if first > second else "mdy"


def _read(found: re.Match[str], text: str, order: Order | None) -> Form | None:
    if found["n1"]:
        return _numeric(found, text, order)
    if found["m2"]:
        day = _day(int(found["m3"]), _month(found["m2"]), 1)
        return Form(found.start(), found.end(), day, "month", sure=0.6) if day else None
    for key in "swefaj":
        if found[f"{key}1"]:
            day = _day(int(found[f"{key}3"]), _month(found[f"{key}2"]), int(found[f"{key}1"]))
            break
    else:
        return None
    if day is None:
        return None
    form = _dress(found.start(), found.end(), day, text, in_words=key == "w")
    if key == "s" and not (form.weekday or form.time):
        return None  # "12 05 2019" alone is as likely a telephone number
    if key == "j" and found["jz"].upper() in ("UTC", "GMT"):
        return _zone_java(form, found.group())
    return form


def _month(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    plain = fold(printed)
    return _MONTHS.get(plain) or _ENGLISH.get(plain[:3], 0)


def _zone_java(form: Form, printed: str) -> Form:
    hour = re.search(r"(\d\d):\d\d:\d\d", printed)
    late = hour is not None and int(hour[1]) >= 17
    day = form.day + timedelta(days=1) if late else form.day
    return Form(form.start, form.end, day, "minute", time="clock", time_after=True)


def _numeric(found: re.Match[str], text: str, order: Order | None) -> Form | None:
    first, second, third = found["n1"], found["n2"], found["n3"]
    start, end = found.start(), found.end()
    if _part_of_something(found, text):
        return None
    if len(first) == 4:
        day = _day(int(first), int(second), int(third)) if len(third) <= 2 else None
        if day is None:
            return None
        return _zoned(start, end, day, text) or _dress(start, end, day, text)
    if len(first) > 2:
        return None
    if len(third) == 2:
        return _short_year(found, text, order)
    if len(third) != 4:
        return None
    if order == "mdy" or (order is None and _SHAREPOINT.match(text, start) and not _labelled(text, start)):
        day = _day(int(third), int(first), int(second))
        if day is not None:
            return _dress(start, end, day, text, sure=0.9 if int(second) > 12 or order else 0.7)
    day = _day(int(third), int(second), int(first))
    return _dress(start, end, day, text) if day else None


def _labelled(text: str, start: int) -> bool:
    """Do Vietnamese words lead up to a date, so that no list view of an English server printed it?"""
    return re.search(r"[^\W\d_]\s?[,:|(–-]{0,2}\s?$", text[max(0, start - 8) : start]) is not None


def _short_year(found: re.Match[str], text: str, order: Order | None) -> Form | None:
    before = fold(text[max(0, found.start() - 8) : found.start()])
    if found["sep"] != "/" or found["gap"] or not re.search(r"ngay\s?:?\s?$", before):
        return None
    first, second = int(found["n1"]), int(found["n2"])
    if order == "mdy":
        first, second = second, first
    day = _day(2000 + int(found["n3"]), second, first)
    return _dress(found.start(), found.end(), day, text, sure=0.7) if day else None


def _part_of_something(found: re.Match[str], text: str) -> bool:
    """Is this a piece of a file name, an address, a document number, a version, a longer row of numbers?"""
    start, end = found.start(), found.end()
    before, after = text[max(0, start - 12) : start], text[end : end + 8]
    glued = before[-1:].isalpha() or before[-1:] == "_"
    if glued and not fold(before).endswith(("ngay", "luc")):
        return True
    if before[-1:] in ("-", "–", "—") and not _TIME_BEFORE.search(before) and not _SPAN_BEFORE.search(before):
        if not re.search(r"[^\W\d_]{3}\s?-$", before) or len(found["n1"]) == 4:
            return True
        if re.search(r"\w-\w+-$|\w-$", before) and found["sep"] == "-":
            return True
    if re.search(r"\d[/.]\d{1,2}\s?[–-]\s?$", before) and not re.search(r"[/.]\d{4}\s?[–-]\s?$", before):
        return True  # "26/9-2/10/2022": a range whose first day bears no year
    if re.match(r"[/\\]\s?\w|[_]|\.\d|-\d{3}|\.[a-z]{2,4}\b(?!\.)", after, re.I):
        return True
    if found["sep"] == "." and found["gap"]:
        return True
    return re.search(r"(?:phien ban|version|ver\.?|\bv\.?|\bip)\s?:?\s?$", fold(before)) is not None


def _zoned(start: int, end: int, day: date, text: str) -> Form | None:
    """A stamp of ISO 8601 with its zone: the day that it was in Việt Nam."""
    found = _ZONED.match(text, end)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        return None
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
    if found[4]:
        moment = moment.replace(tzinfo=UTC)
    elif found[5]:
        offset = timedelta(hours=int(found[6]), minutes=int(found[7] or 0))
        if offset > timedelta(hours=14):
            return None
        moment = moment.replace(tzinfo=timezone(-offset if found[5] == "-" else offset))
    try:
        local = moment.astimezone(VIETNAM).date()
    except OverflowError:
        return None
    return Form(start, found.end(), local, "minute", time="clock", time_after=True)


def _dress(start: int, end: int, day: date, text: str, *, in_words: bool = False, sure: float = 1.0) -> Form:
    """Add to a day what stands around it: the weekday, the time of day."""
    before = text[max(0, start - 30) : start]
    plain = fold(before)
    time: Literal["", "clock", "words"] = ""
    after = _TIME_AFTER.match(text, end)
    stamp = after or _TIME_BEFORE.search(re.sub(r"(?i)[\s,|(–-]*ngày\s?:?\s?$", " ", before))
    if stamp is None:
        weekday = _WEEKDAY.search(plain)
        if weekday:
            stamp = _TIME_BEFORE.search(before[: weekday.start()])
    if stamp:
        time = "clock" if ":" in stamp["time"] else "words"
    return Form(
        start,
        after.end() if after else end,
        day,
        "minute" if time else "day",
        weekday=_WEEKDAY.search(plain) is not None,
        time=time,
        time_after=after is not None,
        in_words=in_words,
        sure=sure,
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
