"""Days said by their distance from today ("3 giờ trước", "hôm qua"), and stamps that machines write."""

import re
from datetime import UTC, date, datetime, timedelta

from crawler.facts import DateKind, Precision, PrintedDate
from crawler.read.date_forms import VIETNAM
from crawler.read.text import fold

_SHORT = 60  # characters; in longer texts "hôm qua" is a story's, not a stamp
_AGO = re.compile(
    r"(?<![\w.,])(?:khoang )?(\d{1,3}|mot|an?) ?(giay|phut|gio|tieng|ngay|tuan|thang|nam|seconds?"
    r"|minutes?|hours?|days?"
    r"|weeks?|months?|years?) ?(?:truoc|ago)(?![a-z])"
)
_NAMED = re.compile(
    r"(?<![a-z])(hom (?:nay|qua|kia)|vua xong|vua moi|yesterday|today|just now)(?![a-z])"
    r"(?=(?:[\s,]*(?:luc|at))?[\s,–|-]*(?:(?:[01]?\d|2[0-3])\s?[:h]\s?\d{0,2}(?:\s?[ap]m)?)?[\s).]*$)"
)
_DAYS_BACK = {
    "hom nay": 0,
    "hom qua": 1,
    "hom kia": 2,
    "vua xong": 0,
    "vua moi": 0,
    "yesterday": 1,
    "today": 0,
}
_UNIT_DAYS = {"ngay": 1, "day": 1, "tuan": 7, "week": 7, "thang": 30, "month": 30, "nam": 365, "year": 365}
_COUNTER = re.compile(r"truy cap|luot|truc tuyen|online|thong ke|visitor")
_LABEL = re.compile(
    r"(?:dang|cap nhat|tra loi|gui|hoi|xuat ban|luc|updated|posted)\s?(?:luc|vao|ngay)?\s?:?\s?$"
)

_NET_DATE = re.compile(r"\\?/Date\((-?\d{9,14})(?:[+-]\d{4})?\)\\?/")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{2,6}Z?)?")
_YEAR_MONTH = re.compile(r"(?:(?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d))")
_YEAR = re.compile(r"(?:nam )?((?:19|20)\d\d)")


def find_relative(text: str, as_of: date) -> list[PrintedDate]:
    """The days that `text` (NFC) says by their distance from `as_of`; in long texts only after a label.

    Hours are counted from the end of `as_of`. Weeks, months and years are rough: their confidence says so.
    """
    if len(text) > 20 * _SHORT:
        return []
    plain = fold(text)
    if _COUNTER.search(plain):
        return []
    found = [
        _ago(match, as_of)
        for match in _AGO.finditer(plain)
        if len(plain) <= _SHORT or _LABEL.search(plain[max(0, match.start() - 24) : match.start()])
    ]
    if len(plain) <= _SHORT and not found:
        for match in _NAMED.finditer(plain):
            day = as_of - timedelta(days=_DAYS_BACK.get(match[1], 0))
            found.append(PrintedDate(day, DateKind.PUBLISHED, match[1], "text", "day", 0.8))
    return found


def _ago(match: re.Match[str], as_of: date) -> PrintedDate:
    count = int(match[1]) if match[1].isdigit() else 1
    unit = match[2].rstrip("s")
    kind = DateKind.PUBLISHED
    if unit in _UNIT_DAYS:
        precision: Precision = "day" if unit in ("ngay", "day") else "month"
        confidence = {"ngay": 0.85, "day": 0.85, "tuan": 0.6, "week": 0.6}.get(unit, 0.4)
        days = min(count * _UNIT_DAYS[unit], 20_000)
        return PrintedDate(as_of - timedelta(days=days), kind, match.group(), "text", precision, confidence)
    hours = count if unit in ("gio", "tieng", "hour") else 0
    day = as_of - timedelta(days=hours // 24)
    return PrintedDate(day, kind, match.group(), "text", "day", 0.8 if hours < 12 else 0.6)


def machine_stamp(text: str, as_of: date, sure: bool) -> PrintedDate | None:
    """A whole value as machines write it: "/Date(1565000000000)/", 20190805, 1565000000, 2019-08, 2019.

    Bare numbers count only where `sure`, that is where the attribute or column says that it holds dates.
    """
    kind = DateKind.PUBLISHED
    if net := _NET_DATE.fullmatch(text):
        return _moment(int(net[1]) / 1000, text)
    if month := _YEAR_MONTH.fullmatch(text):
        number, year = int(month["m"] or month["m2"]), int(month["y"] or month["y2"])
        if 1 <= number <= 12 and year <= as_of.year + 30:
            return PrintedDate(date(year, number, 1), kind, text, "text", "month", 0.6)
        return None
    if not sure:
        return None
    if _EPOCH.fullmatch(text):
        return _moment(int(text[:10]), text)
    if compact := _COMPACT.fullmatch(text):
        try:
            day = date(int(compact[1]), int(compact[2]), int(compact[3]))
        except ValueError:
            return None
        return PrintedDate(day, kind, text, "text", "day", 0.9)
    if year_only := _YEAR.fullmatch(fold(text)):
        return PrintedDate(date(int(year_only[1]), 1, 1), kind, text, "text", "year", 0.5)
    return None


def _moment(seconds: float, text: str) -> PrintedDate | None:
    try:
        day = datetime.fromtimestamp(seconds, UTC).astimezone(VIETNAM).date()
    except (OverflowError, ValueError, OSError):
        return None
    return PrintedDate(day, DateKind.PUBLISHED, text, "text", "minute", 0.95)
