"""The days of a page itself: when its content was posted, what else it is dated by, and its clock."""

import json
import re
from dataclasses import replace
from datetime import date

from crawler.facts import DateKind, PrintedDate
from crawler.read.dates import find_dates, parse_date
from crawler.read.html import Tree
from crawler.read.records import SAID, address_day, line_dates
from crawler.read.roles import DATES, role_of
from crawler.read.surface import Surface
from crawler.read.text import fold

_POSTED_META = (
    "article:published_time", "datepublished", "pubdate", "publishdate", "publish_date", "dc.date",
    "dc.date.issued", "dcterms.created", "dc.date.created", "date", "dcterms.date", "article.published",
    "og:article:published_time", "sailthru.date",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "datemodified", "og:updated_time", "lastmod", "dcterms.modified",
    "dc.date.modified",
)  # fmt: skip
_DATE_MARKS = re.compile(r"date|time|ngay|publish|post(?:ed|info|meta)|meta|thoigian|created|info")
_CLOCK = re.compile(r"^\W*(?:hom nay|bay gio|today)\b|^\W*(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b")
_BELOW, _ABOVE = 8, 3  # lines around the headline in which the stamp stands
_LONGEST_STAMP = 220
_MAX_JSON = 200_000
_POSTING = (DateKind.PUBLISHED, DateKind.UPDATED)


def page_dates(page: Surface, title: str) -> tuple[PrintedDate, ...]:
    """The days of the page itself, best first: by the headline, JSON-LD, meta, <time>; clocks last."""
    head = _head_line(page, title)
    clocks = _clock_lines(page, head)
    stated = [*_json_ld(page.tree, page.as_of), *_meta(page.tree, page.as_of)]
    path = address_day(page.tree.url, page.as_of)
    ordered = [
        *_by_headline(page, title, head, clocks),
        *_named(page, clocks),
        *_time_elements(page, clocks),
        *stated,
        *_in_lines(page, clocks),
        *([path] if path else []),
        *(replace(one, kind=DateKind.CLOCK) for line in sorted(clocks) for one in _all(page, line)[:2]),
    ]
    once: dict[tuple[date, bool], PrintedDate] = {}
    for one in sorted(ordered, key=_order):
        once.setdefault((one.day, one.kind is DateKind.CLOCK), one)
    return tuple(once.values())[:40]


def _order(printed: PrintedDate) -> int:
    if printed.kind is DateKind.CLOCK:
        return 3
    if printed.kind in (DateKind.PUBLISHED, DateKind.ANSWERED):
        return 0
    return 1 if printed.kind is DateKind.UPDATED else 2


def _all(page: Surface, line: int) -> list[PrintedDate]:
    return [one for one in _dated(page, line) if one.precision != "month"]


def _dated(page: Surface, line: int) -> list[PrintedDate]:
    """The days on a line; of a lone one the line above may say what day it is ("Ngày ban hành")."""
    dated = line_dates(page.flow.lines[line], page.as_of)
    role = role_of(page.flow.lines[line - 1]) if line and len(dated) == 1 else None
    if role not in DATES or not page.flow.lines[line].startswith(dated[0].raw):
        return dated
    return [replace(dated[0], kind=DATES[role], confidence=max(SAID, dated[0].confidence))]


def _head_line(page: Surface, title: str) -> int | None:
    plain = fold(title)[:50]
    if not plain:
        return None
    for line, text in enumerate(page.flow.lines):
        if page.flow.zone[line] == "main" and fold(text)[:50] == plain and not page.taken[line]:
            return line
    return None


def _clock_lines(page: Surface, head: int | None) -> set[int]:
    """Lines on which the template prints today: alone in header and columns, or with a weekday on top.

    Just above the headline such a line is the posting stamp, unless it is of the day of the visit.
    """
    found: set[int] = set()
    top = head if head is not None else len(page.flow.lines) // 2
    for line, text in enumerate(page.flow.lines):
        if page.taken[line] or len(text) > 100 or not any(map(str.isdigit, text)):
            continue
        zone = page.flow.zone[line]
        if zone == "footer" or (zone == "main" and not (line < top and _CLOCK.match(fold(text)))):
            continue
        days = _all(page, line)
        beside = zone == "main" and head is not None and head - line <= _ABOVE
        if days and not (beside and all(one.day != page.as_of for one in days)):
            found.add(line)
    return found


def _by_headline(page: Surface, title: str, head: int | None, clocks: set[int]) -> list[PrintedDate]:
    """Days that stand just under (or over) the headline, or behind it."""
    if head is None:
        return []
    text = page.flow.lines[head]
    found = _posting(find_dates(text[len(title) :], page.as_of)) if text.startswith(title) else []
    for line in (*range(head + 1, head + 1 + _BELOW), *range(max(0, head - _ABOVE), head)):
        if line < len(page.flow.lines) and line not in clocks:
            found += _stamp(page, line)
    return found


def _stamp(page: Surface, line: int) -> list[PrintedDate]:
    text = page.flow.lines[line]
    if page.flow.zone[line] not in ("main", "crumb") or page.taken[line] or len(text) > _LONGEST_STAMP:
        return []
    if not any(map(str.isdigit, text)):
        return []
    dated = _dated(page, line)
    clock = len(text) < 80 and len(dated) == 1 and dated[0].kind is DateKind.CLOCK
    return [replace(dated[0], kind=DateKind.PUBLISHED)] if clock else _posting(dated)


def _posting(dated: list[PrintedDate]) -> list[PrintedDate]:
    return [one for one in dated if one.kind in _POSTING and one.precision != "month"]


def _named(page: Surface, clocks: set[int]) -> list[PrintedDate]:
    """Days in elements whose class or id says that they are the stamp."""
    flow = page.flow
    found: list[PrintedDate] = []
    for at, marks in page.zones.marks.items():
        if page.zones.zone[at] != "main" or page.zones.size[at] > 120 or page.zones.hidden[at]:
            continue
        if not any(_DATE_MARKS.search(mark) for mark in marks) or page.is_taken(flow.first[at], flow.end[at]):
            continue
        if flow.end[at] == flow.first[at] or not clocks.isdisjoint(range(flow.first[at], flow.end[at])):
            continue
        dated = parse_date(" ".join(flow.of(at)), page.as_of)
        found += _posting([dated]) if dated is not None else []
    return found


def _time_elements(page: Surface, clocks: set[int]) -> list[PrintedDate]:
    flow = page.flow
    found: list[PrintedDate] = []
    for element in page.tree.root.iter("time"):
        at = page.zones.index.get(element)
        if at is None or page.zones.zone[at] != "main" or page.is_taken(flow.first[at], flow.end[at]):
            continue
        if not clocks.isdisjoint(range(flow.first[at], flow.end[at])):
            continue
        said = element.get("datetime") or " ".join(flow.of(at))
        dated = parse_date(said, page.as_of, source="time")
        found += [dated] if dated is not None else []
    return found


def _in_lines(page: Surface, clocks: set[int]) -> list[PrintedDate]:
    """Days in the page's own text outside lists; the posting day only where they say so."""
    found: list[PrintedDate] = []
    for line, text in enumerate(page.flow.lines):
        if page.flow.zone[line] != "main" or page.taken[line] or line in clocks or len(text) > 400:
            continue
        if any(map(str.isdigit, text)):
            found += [_in_text(one) for one in _all(page, line)]
            if len(found) > 60:
                break
    return found


def _in_text(dated: PrintedDate) -> PrintedDate:
    if dated.kind in _POSTING and dated.confidence < SAID:
        return replace(dated, kind=DateKind.OTHER)
    return dated


def _meta(tree: Tree, as_of: date) -> list[PrintedDate]:
    found: list[PrintedDate] = []
    for names, kind in ((_POSTED_META, DateKind.PUBLISHED), (_UPDATED_META, DateKind.UPDATED)):
        for name in names:
            said = tree.meta.get(name)
            dated = parse_date(said, as_of, kind, source="meta") if said else None
            if dated is not None:
                found.append(dated)
    return found


def _json_ld(tree: Tree, as_of: date) -> list[PrintedDate]:
    found: list[PrintedDate] = []
    for block in tree.json_ld[:10]:
        for node in _nodes(block):
            for name, kind in (("datePublished", DateKind.PUBLISHED), ("dateModified", DateKind.UPDATED)):
                said = node.get(name)
                dated = parse_date(said, as_of, kind, source="json_ld") if isinstance(said, str) else None
                if dated is not None:
                    found.append(dated)
    return found


def _nodes(block: str) -> list[dict[str, object]]:
    try:
        data = json.loads(block[:_MAX_JSON])
    except (ValueError, RecursionError):
        return []
    waiting: list[object] = [data]
    found: list[dict[str, object]] = []
    while waiting and len(found) < 200:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:50]
        elif isinstance(one, dict):
            found.append(one)
            waiting += [
                value
                for key, value in one.items()
                if key in ("@graph", "mainEntity", "itemListElement", "mainEntityOfPage")
            ]
    return found
