"""How well dates, documents and contacts are read on real material, beside other readers of dates.

`python -m tests.quality.readers` prints the tables of docs/accuracy.md.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from typing import Any

from crawler.facts import DateKind
from crawler.read.contacts import read_contact
from crawler.read.dates import find_dates, parse_date
from crawler.read.documents import doc_type, find_number, issued_date
from crawler.read.text import fold, nfc
from tests.quality.measure import Material, Row, Share, load

AS_OF = date(2026, 11, 21)
PARTS = ("tuned", "held_back")
Day = str | None
_KINDS = {  # what the material calls "other" holds several of our kinds
    "published": {DateKind.PUBLISHED, DateKind.UPDATED},
    "issued": {DateKind.ISSUED},
    "effective": {DateKind.EFFECTIVE},
    "event": {DateKind.EVENT},
    "other": {DateKind.OTHER, DateKind.DEADLINE, DateKind.CLOCK, DateKind.ASKED, DateKind.ANSWERED}
    | {DateKind.EVENT},
}
FIELDS = {
    "address": "address",
    "phone": "phones",
    "fax": "faxes",
    "email": "emails",
    "responsible_person": "responsible",
    "responsible_title": "responsible_title",
    "license": "licence",
}


def our_day(text: str) -> Day:
    """The day that the product takes the text to be dated with; months do not count."""
    dated = parse_date(text, AS_OF)
    return dated.day.isoformat() if dated and dated.precision in ("day", "minute") else None


def _any_day(text: str) -> bool:
    found = find_dates(text, AS_OF)
    return our_day(text) is not None or any(one.precision in ("day", "minute") for one in found)


def _kind_right(row: Row) -> bool:
    dated = parse_date(row["text"], AS_OF)
    return dated is not None and dated.kind in _KINDS[row["kind"]]


def dates(rows: Iterable[Row]) -> dict[str, Share]:
    """Right days of dates, strings without a date that give none, right kinds."""
    rows = list(rows)
    dated = [row for row in rows if row["date"]]
    return {
        "the right day": Share.among(our_day(row["text"]) == row["date"] for row in dated),
        "no date where there is none": Share.among(
            not _any_day(row["text"]) for row in rows if not row["date"]
        ),
        "what it is the date of": Share.among(map(_kind_right, dated)),
    }


def _bare(number: str | None) -> str:
    """A number without what spelling and mended slips change."""
    return re.sub(r"[^a-z0-9]", "", fold(number or "").replace("dd", "d"))


def _prints(text: str, day: str) -> bool:
    """Does the text itself bear the day? Some rows take theirs from a column that the text does not hold."""
    year, month, number = map(int, day.split("-"))
    numeric = rf"(?<!\d)0?{number}\s?[/.-]\s?0?{month}\s?[/.-]\s?{year}"
    return re.search(rf"{numeric}|(?<!\d)0?{number} tháng 0?{month},? năm {year}", nfc(text)) is not None


def _issued(row: Row) -> Day:
    dated = issued_date(row["text"], AS_OF)
    return dated.day.isoformat() if dated else None


def _effective(row: Row) -> Day:
    found = find_dates(row["text"], AS_OF)
    return next((one.day.isoformat() for one in found if one.kind is DateKind.EFFECTIVE), None)


def documents(rows: Iterable[Row]) -> dict[str, Share]:
    """Numbers, types, days of issue and of effect; what the text does not say must not be made up."""
    rows = list(rows)
    said = [row for row in rows if row["issued"] and _prints(row["text"], row["issued"])]
    unsaid = [row for row in rows if row not in said]
    return {
        "number": Share.among(_bare(find_number(row["text"])) == _bare(row["number"]) for row in rows),
        "type": Share.among(
            doc_type(row["text"], find_number(row["text"])) == row["doc_type"]
            for row in rows
            if row["doc_type"]
        ),
        "day of issue": Share.among(_issued(row) == row["issued"] for row in said),
        "no day of issue where none is printed": Share.among(_issued(row) is None for row in unsaid),
        "day of effect": Share.among(_effective(row) == row["effective"] for row in rows if row["effective"]),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return sorted(one.lower() if "@" in one else re.sub(r"\D", "", one) for one in value)
    return re.sub(r"[\W_]+", " ", fold(nfc(value or ""))).strip()


def _field_right(row: Row, name: str) -> bool:
    contact = read_contact(row["text"])
    read = getattr(contact, FIELDS[name]) if contact else None
    return bool(_plain(read or row[name][:0] if isinstance(row[name], list) else read) == _plain(row[name]))


def contacts(rows: Iterable[Row]) -> dict[str, Share]:
    """Each field, among the blocks that have it; and all fields that a block lacks."""
    rows = list(rows)
    filled = {
        name.replace("_", " "): Share.among(_field_right(row, name) for row in rows if row[name])
        for name in FIELDS
    }
    empty = Share.among(_field_right(row, name) for row in rows for name in FIELDS if not row[name])
    whole = Share(sum(one.right for one in filled.values()), sum(one.of for one in filled.values()))
    return {**filled, "all fields together": whole, "nothing where there is nothing": empty}


MEASURES: dict[str, Callable[[Iterable[Row]], dict[str, Share]]] = {
    "dates.jsonl": dates,
    "docs.jsonl": documents,
    "contacts.jsonl": contacts,
}


def others() -> dict[str, Callable[[str], Day]]:
    """Other readers of dates, as their documentation would have a Vietnamese page read; those installed."""
    parser, searcher, html = (_module(name) for name in ("dateparser", "dateparser.search", "htmldate"))
    strict = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "TIMEZONE": "Asia/Ho_Chi_Minh"}

    def parse(text: str) -> Day:
        found = parser.parse(text, languages=["vi"], settings=strict)
        return found.date().isoformat() if found else None

    def search(text: str) -> Day:
        found = searcher.search_dates(text, languages=["vi"], settings=strict)
        return found[0][1].date().isoformat() if found else None

    def htmldate(text: str) -> Day:
        page = f"<html><body><article><p>{text}</p></article></body></html>"
        return html.find_date(page, original_date=True, max_date=AS_OF.isoformat()) or None

    readers = {"dateparser.parse": (parser, parse), "dateparser.search_dates": (searcher, search)}
    readers["htmldate"] = (html, htmldate)
    return {name: read for name, (module, read) in readers.items() if module is not None}


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


def beside(rows: Iterable[Row], read: Callable[[str], Day]) -> tuple[Share, int, float]:
    """Right days, false dates (where there is none, or another), and microseconds a string."""
    rows = list(rows)
    begun = time.perf_counter()
    read_days = [read(row["text"]) for row in rows]
    spent = (time.perf_counter() - begun) / len(rows) * 1e6
    pairs = [(row["date"], day) for row, day in zip(rows, read_days, strict=True)]
    false = sum(day is not None and day != real for real, day in pairs)
    return Share.among(day == real for real, day in pairs if real), false, spent


def table(material: Material) -> list[str]:
    """A Markdown table of everything measured on one file."""
    measure = MEASURES[material.name]
    tuned, held_back = measure(material.tuned), measure(material.held_back)
    lines = ["| | seen while tuning | held back |", "|---|---|---|"]
    return lines + [f"| {name} | {tuned[name]} | {held_back[name]} |" for name in tuned]


def table_beside(material: Material) -> list[str]:
    """A Markdown table of ours and other readers of dates on the same strings, all of them."""
    rows = material.tuned + material.held_back
    lines = ["| | the right day | false dates | µs a string |", "|---|---|---|---|"]
    for name, read in {"crawler.read.dates": our_day, **others()}.items():
        share, false, spent = beside(rows, read)
        lines.append(f"| {name} | {share} | {false} of {len(rows)} | {spent:,.0f} |")
    return lines


if __name__ == "__main__":
    for file in MEASURES:
        sys.stdout.write("\n".join([f"\n{file}", *table(load(file))]) + "\n")
    sys.stdout.write("\n".join(["", *table_beside(load("dates.jsonl"))]) + "\n")
