"""Dates as Vietnamese portals print them.

A wrong date in an official letter is worse than none: what may be a document's number, a term, a telephone,
a street or the page's own clock is no date, day and month are never swapped, what cannot be true is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from crawler.facts import DateKind, DateSource, PrintedDate
from crawler.read.date_forms import Form, Order, scan
from crawler.read.date_forms import order_of as _order_of
from crawler.read.date_relative import find_relative, machine_stamp
from crawler.read.date_words import Around
from crawler.read.text import fold, nfc

_PAST_ONLY = frozenset(
    {DateKind.PUBLISHED, DateKind.UPDATED, DateKind.ASKED, DateKind.ANSWERED, DateKind.ISSUED}
)
_EARLIEST = {
    DateKind.PUBLISHED: 1996,
    DateKind.UPDATED: 1996,
    DateKind.ASKED: 1996,
    DateKind.ANSWERED: 1996,
    DateKind.ISSUED: 1945,
    DateKind.EFFECTIVE: 1945,
    DateKind.DEADLINE: 1996,
}
_CELL = 600  # characters; what is longer is no cell
_BEFORE, _AFTER = 72, 48
_RANGE = re.compile(r"\s?\)?\s?(?:[–—-]|den(?: het)?)\s?(?:(?:den )?(?:ngay)?\s?:?)?\s?")
_RANGE_LENGTH = 30  # characters; more than the words of a range take
_BARE = re.compile(r"[\s()\[\]|,;:.*•»–—-]*")
_STAMP_WORDS = re.compile(
    r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|ngay|luc|gmt|gio)", re.I
)


@dataclass(frozen=True, slots=True)
class _Dated:
    form: Form
    kind: DateKind
    said: bool  # the kind is said outright
    confidence: float


def find_dates(text: str, as_of: date) -> list[PrintedDate]:
    """Every date printed in `text`, in order, each with what it is the date of.

    `as_of` is the day of the visit, on which "today" rests and what is still to come.
    Published, updated, asked and answered days after `as_of` or before 1996 are refused, issued ones after
    `as_of` or before 1945. Months without a day are given as such. Never raises; linear in the text.
    """
    text = nfc(text)
    return [dated for _, dated in locate_dates(text, as_of)] + find_relative(text, as_of)


def locate_dates(text: str, as_of: date) -> list[tuple[int, PrintedDate]]:
    """As `find_dates`, of a text that `nfc` has made, without relative ones, each with where it begins."""
    return [(dated.form.start, _printed(dated, text)) for dated in _read(text, as_of, None)]


def parse_date(
    text: str,
    as_of: date,
    kind: DateKind | None = None,
    *,
    order: Order | None = None,
    source: DateSource = "text",
) -> PrintedDate | None:
    """The one date of a cell, a stamp, a headline with its posting time, an attribute or a JSON value.

    `kind` is what the column or attribute says that the date is; a cell that says otherwise gives None.
    `order` is `order_of` the column. Of several dates the stamp wins over those in the headline.
    Never raises.
    """
    text = nfc(text[: 4 * _CELL])[:_CELL]
    if stamp := machine_stamp(text, as_of, kind is not None):
        return _accept(replace(stamp, kind=kind or stamp.kind, source=source), as_of)
    dated = [one for one in _read(text, as_of, order, wanted=kind) if kind is None or _fits(one, kind)]
    if dated:
        best = max(dated, key=lambda one: _rank(one, kind))
        printed = _printed(best, text)
    else:
        relative = find_relative(text, as_of)
        if not relative:
            return None
        printed = relative[0]
    if kind is not None and printed.kind is not kind and not _close(printed.kind, kind):
        printed = replace(printed, kind=kind)
    return _accept(replace(printed, source=source), as_of)


def order_of(texts: Sequence[str]) -> Order | None:
    """In which order a column's entries print day and month ("dmy", "mdy"); None where none proves it."""
    return _order_of([nfc(text[:_CELL]) for text in texts])


def _close(seen: DateKind, wanted: DateKind) -> bool:
    return {seen, wanted} == {DateKind.PUBLISHED, DateKind.UPDATED}


def _fits(one: _Dated, wanted: DateKind) -> bool:
    return not one.said or one.kind is wanted or _close(one.kind, wanted) or one.kind is DateKind.CLOCK


def _rank(one: _Dated, wanted: DateKind | None) -> tuple[bool, bool, bool, bool, int]:
    form = one.form
    posted = one.kind in (DateKind.PUBLISHED, DateKind.UPDATED)
    return (
        form.precision != "month",
        wanted is not None and one.said and one.kind is wanted,
        posted and (one.said or form.time == "clock"),
        posted,
        -form.start,
    )


def _printed(one: _Dated, text: str) -> PrintedDate:
    form = one.form
    raw = text[form.start : form.end].strip(" ,|(-–")
    return PrintedDate(form.day, one.kind, raw, "text", form.precision, round(one.confidence * form.sure, 2))


def _accept(printed: PrintedDate, as_of: date) -> PrintedDate | None:
    return printed if _possible(printed.day, printed.kind, as_of) else None


def _possible(day: date, kind: DateKind, as_of: date) -> bool:
    if kind in _PAST_ONLY and day > as_of:
        return False
    return _EARLIEST.get(kind, 1900) <= day.year <= as_of.year + 30


def _read(text: str, as_of: date, order: Order | None, wanted: DateKind | None = None) -> list[_Dated]:
    forms = list(scan(text, order))
    dated: list[_Dated] = []
    skip: set[int] = set()
    ends = _ranges(forms, text, as_of, skip)
    last, asks = 0, False
    for index, form in enumerate(forms):
        around = Around.of(
            text[max(last, form.start - _BEFORE) : form.start], text[form.end : form.end + _AFTER]
        )
        last = form.end
        if index in skip or around.is_no_date():
            continue
        if ends.get(index) == "end" and asks:
            one = _Dated(form, DateKind.DEADLINE, said=False, confidence=0.8)
        else:
            one = _judge(form, text, around, as_of, index in ends)
        asks = ends.get(index) == "begin" and around.asks_for_answers()
        asked = wanted if wanted is not None and not one.said else one.kind
        if _possible(form.day, asked, as_of):
            dated.append(one)
    return dated


def _ranges(forms: list[Form], text: str, as_of: date, skip: set[int]) -> dict[int, Literal["begin", "end"]]:
    """The dates that begin or end a span of days; `skip` gets anniversaries and impossible spans."""
    spans: dict[int, Literal["begin", "end"]] = {}
    for index, (one, two) in enumerate(pairwise(forms)):
        if two.start - one.end > _RANGE_LENGTH or not _RANGE.fullmatch(fold(text[one.end : two.start])):
            continue
        same_day = (one.day.day, one.day.month) == (two.day.day, two.day.month)
        if (same_day and one.day.year != two.day.year) or one.day.year > as_of.year + 30:
            skip.update((index, index + 1))
        elif one.day < two.day:
            spans |= {index: "begin", index + 1: "end"}
    return spans


def _judge(form: Form, text: str, around: Around, as_of: date, span: bool) -> _Dated:
    words = around.kind()
    if words is not None and words[1]:
        return _Dated(form, words[0], said=True, confidence=0.95)
    if form.precision == "month":
        return _Dated(form, DateKind.EVENT if words is None else words[0], said=False, confidence=0.6)
    if span:
        return _Dated(form, DateKind.EVENT, said=False, confidence=0.8)
    alone = _alone(form, text)
    if form.weekday and words is None:
        today = form.day == as_of and not alone
        if today or (not form.time and around.ends_with_day()):
            return _Dated(form, DateKind.CLOCK, said=False, confidence=0.6)
    if form.time == "clock" and (words is None or words[0] is not DateKind.ISSUED):
        prose = words is not None and not form.time_after
        return _Dated(form, DateKind.EVENT if prose else DateKind.PUBLISHED, said=False, confidence=0.85)
    if words is not None:
        return _Dated(form, words[0], said=False, confidence=0.7)
    if form.in_words and around.is_place_line():
        return _Dated(form, DateKind.ISSUED, said=False, confidence=0.85)
    if alone:
        return _Dated(form, DateKind.PUBLISHED, said=False, confidence=0.8)
    closing = text[form.start - 1 : form.start] == "(" and _BARE.fullmatch(text, form.end)
    if closing or form.weekday:
        return _Dated(form, DateKind.PUBLISHED, said=False, confidence=0.6)
    prose = around.ends_with_day() or form.in_words
    return _Dated(form, DateKind.EVENT if prose else DateKind.OTHER, said=False, confidence=0.5)


def _alone(form: Form, text: str) -> bool:
    """Is the date, with its weekday and time, all that the text says?"""
    if form.start > 40 or len(text) - form.end > 20:
        return False
    rest = fold(text[: form.start]) + " " + fold(text[form.end :])
    rest = re.sub(r"\d{1,2}\s?[:hg]\s?\d{0,2}(?::\d\d)?(?: [ap]m| sa| ch)?", " ", rest)
    return _BARE.fullmatch(_STAMP_WORDS.sub(" ", rest)) is not None
