"""One document's, story's or question's own page: its data, and the days of the page itself."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote

from crawler.facts import DateKind, FileFacts, Item, Listing, ListingKind, PrintedDate
from crawler.read.dates import find_dates, parse_date
from crawler.read.documents import find_number
from crawler.read.entries import make_item
from crawler.read.html import Tree
from crawler.read.records import Record, address_day, clean_title, files_of, finish
from crawler.read.roles import DATES, DOCUMENT_ROLES, role_of
from crawler.read.surface import Surface
from crawler.read.text import fold, nfc, slug_words

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
_STAMP_LINES = 8
_LONG_TEXT = 350
_HEAD_LINES = 25
_OWN_LISTS = ("documents", "questions", "projects", "people")
_SAME = 0.55  # of the words of an address, in the headline
_SAID = 0.9  # the confidence of a day whose kind is said outright
_MAX_JSON = 200_000


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page calls its own content; `sure` where its address or title says the same."""

    text: str = ""
    sure: bool = False


def headline(page: Surface, headings: tuple[str, ...]) -> Headline:
    """What the page's address, its title or og:title repeats; else the longest of the first headings."""
    slug = set(slug_words(page.tree.url).split())
    lines = [
        page.flow.lines[line]
        for line in range(len(page.flow.lines))
        if page.flow.zone[line] == "main" and not page.taken[line]
    ][:_HEAD_LINES]
    candidates = [one for one in (*headings[:8], *lines) if 8 < len(one) <= 400]
    if len(slug) >= 3:
        best = max(candidates, key=lambda one: _overlap(one, slug), default="")
        if best and _overlap(best, slug) >= _SAME:
            return Headline(clean_title(best), sure=True)
    title, shared = fold(page.tree.title), fold(nfc(page.tree.meta.get("og:title", "")))
    for candidate in candidates:
        plain = fold(candidate)[:60]
        if len(plain) > 12 and (plain in title or plain in shared):
            return Headline(clean_title(candidate), sure=True)
    heads = [one for one in headings[:3] if len(one.split()) >= 5]
    return Headline(clean_title(max(heads, key=len, default="")))


def _overlap(text: str, slug: set[str]) -> float:
    """How far a text and the words of an address are the same words, 0 to 1."""
    words = set(re.findall(r"\w+", fold(text)))
    return len(words & slug) / max(1, len(words | slug))


def page_dates(page: Surface, title: str) -> tuple[PrintedDate, ...]:
    """The days of the page itself, best first: by the headline, JSON-LD, meta, <time>; clocks last."""
    printed = _stamps(page, title)
    stated = [*_json_ld(page.tree, page.as_of), *_meta(page.tree, page.as_of)]
    others = _labelled_lines(page)
    clocks = _clocks(page)
    path = address_day(page.tree.url, page.as_of)
    ordered = [*printed, *stated, *others, *([path] if path else []), *clocks]
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


def _stamps(page: Surface, title: str) -> list[PrintedDate]:
    """Days that stand just under (or over) the headline, or in an element that is named for them."""
    flow = page.flow
    found: list[PrintedDate] = []
    plain = fold(title)[:50]
    if plain:
        for line, text in enumerate(flow.lines):
            if flow.zone[line] == "main" and fold(text)[:50] == plain and not page.taken[line]:
                found += find_dates(text[len(title) :], page.as_of) if text.startswith(title) else []
                found += _stamp(
                    page, [*range(line + 1, line + 1 + _STAMP_LINES), *range(max(0, line - 3), line)]
                )
                if found:
                    break
    return found + _named_stamps(page) + _time_elements(page)


def _named_stamps(page: Surface) -> list[PrintedDate]:
    """Days in elements whose class or id says that they are the stamp."""
    flow = page.flow
    found: list[PrintedDate] = []
    for at, marks in page.zones.marks.items():
        if page.zones.zone[at] != "main" or page.zones.size[at] > 120 or page.zones.hidden[at]:
            continue
        if not any(_DATE_MARKS.search(mark) for mark in marks) or page.is_taken(flow.first[at], flow.end[at]):
            continue
        dated = parse_date(" ".join(flow.of(at)), page.as_of) if flow.end[at] > flow.first[at] else None
        if dated is not None and dated.kind in (DateKind.PUBLISHED, DateKind.UPDATED):
            found.append(dated)
    return found


def _time_elements(page: Surface) -> list[PrintedDate]:
    flow = page.flow
    found: list[PrintedDate] = []
    for element in page.tree.root.iter("time"):
        here = page.zones.index.get(element)
        if here is None or page.zones.zone[here] != "main":
            continue
        if page.is_taken(flow.first[here], flow.end[here]):
            continue
        said = element.get("datetime") or " ".join(flow.of(here))
        dated = parse_date(said, page.as_of, source="time")
        if dated is not None:
            found.append(dated)
    return found


def _stamp(page: Surface, lines: list[int]) -> list[PrintedDate]:
    found: list[PrintedDate] = []
    for line in lines:
        if line >= len(page.flow.lines) or page.flow.zone[line] not in ("main", "crumb") or page.taken[line]:
            continue
        text = page.flow.lines[line]
        if len(text) > 220 or not any(char.isdigit() for char in text):
            continue
        dated = [
            one for one in find_dates(text, page.as_of) if one.kind in (DateKind.PUBLISHED, DateKind.UPDATED)
        ]
        if not dated and len(text) < 80:
            one = parse_date(text, page.as_of)
            dated = [replace(one, kind=DateKind.PUBLISHED)] if one and one.kind is DateKind.CLOCK else []
        found += dated
    return found


def _labelled_lines(page: Surface) -> list[PrintedDate]:
    """Days in the page's own text outside lists that say what they are the days of."""
    found: list[PrintedDate] = []
    for line, text in enumerate(page.flow.lines):
        if page.flow.zone[line] != "main" or page.taken[line] or len(text) > 400:
            continue
        if any(char.isdigit() for char in text):
            found += [_in_text(one) for one in find_dates(text, page.as_of) if one.precision != "month"]
            if len(found) > 60:
                break
    return found


def _in_text(dated: PrintedDate) -> PrintedDate:
    """A day somewhere in the text is the page's posting day only where it says so."""
    if dated.kind in (DateKind.PUBLISHED, DateKind.UPDATED) and dated.confidence < _SAID:
        return replace(dated, kind=DateKind.OTHER)
    return dated


def _clocks(page: Surface) -> list[PrintedDate]:
    """Days in header, menus and side columns that stand alone: today, as the page's template has it."""
    found: list[PrintedDate] = []
    for line, text in enumerate(page.flow.lines):
        if page.flow.zone[line] not in ("header", "menu", "side", "crumb") or page.taken[line]:
            continue
        if len(text) < 100 and any(char.isdigit() for char in text):
            dated = [one for one in find_dates(text, page.as_of) if one.precision != "month"]
            found += [replace(one, kind=DateKind.CLOCK) for one in dated[:2]]
            if len(found) > 4:
                break
    return found


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


def own_files(page: Surface) -> tuple[FileFacts, ...]:
    """The files that the page's main part offers outside of its lists, viewers included."""
    anchors = [one for one in page.anchors if one.zone == "main" and page.is_free(one.at)]
    found = {file.url: file for file in files_of(anchors)}
    for element in page.tree.root.iter("iframe", "embed", "object"):
        said = element.get("src") or element.get("data") or ""
        url = page.tree.join(_viewed(said))
        if url and files_of_address(url):
            found.setdefault(url, FileFacts(url, nfc(element.get("title") or "")))
    return tuple(found.values())


def files_of_address(url: str) -> bool:
    """Does a frame show a file?"""
    return bool(re.search(r"\.(?:pdf|docx?|xlsx?|pptx?)(?:$|[?#/])", url, re.IGNORECASE))


def _viewed(address: str) -> str:
    """What a viewer in a frame shows: "…/viewer?file=/a.pdf", "https://docs.google.com/gview?url=…"."""
    found = re.search(r"[?&#](?:file|url|src)=([^&#]+)", address)
    if found:
        return unquote(found[1])
    bare = re.search(r"ViewerJS/#(.+)$", address)
    return bare[1] if bare else address


def read_document(
    page: Surface,
    head: Headline,
    dates: tuple[PrintedDate, ...],
    files: tuple[FileFacts, ...],
    listings: tuple[Listing, ...],
) -> Item | None:
    """The page's own document, story or question; None where the page is a list, or nothing of its own."""
    own = [line for line in range(len(page.flow.lines)) if page.flow.zone[line] == "main"]
    lines = [page.flow.lines[line] for line in own if not page.taken[line]]
    record = Record(0, head.text or page.tree.title, page.tree.url, lines[:400])
    _sheet(page, record)
    finish(record, page.as_of)
    kind = _kind(page, head, record, dates, files, listings)
    if kind is None:
        return None
    posted = next((one for one in dates if one.kind is DateKind.PUBLISHED), None) or next(
        (one for one in dates if one.kind is DateKind.UPDATED), None
    )
    if kind == "news":
        record.number = find_number(head.text)
        record.dates = [one for one in dates if one.kind is not DateKind.CLOCK]
    item = make_item(record, kind, page.as_of)
    if kind == "news":
        item = replace(item, published=posted)
    elif kind == "documents" and item.published is None:
        issued = item.issued.day if item.issued else None
        stated = (one for one in dates if one.kind is DateKind.PUBLISHED and one.day != issued)
        item = replace(item, published=next(stated, None))
    return replace(item, files=files, url=page.tree.url)


def _kind(
    page: Surface,
    head: Headline,
    record: Record,
    dates: tuple[PrintedDate, ...],
    files: tuple[FileFacts, ...],
    listings: tuple[Listing, ...],
) -> ListingKind | None:
    """What the page's own content is; None where its lists are what it is for."""
    entries = sum(
        len(one.items)
        for one in listings
        if one.place == "main" and one.kind != "links" and len(one.items) > 1
    )
    if record.asks and record.answers is not None and entries < 2:
        return "questions"
    if (
        len(record.cells.keys() & DOCUMENT_ROLES) >= 2
        and record.number is not None
        and len(record.labels) < 40
    ):
        return "documents"
    prose = sum(len(line) for line in record.lines if len(line) > 60)
    kept = [one for one in listings if one.place == "main" and one.kind in _OWN_LISTS and len(one.items) > 2]
    if kept and prose < 3 * _LONG_TEXT and not files:
        return None
    stated = "article" in page.tree.meta.get("og:type", "") or any(
        'Article"' in one for one in page.tree.json_ld
    )
    posted = any(one.kind in (DateKind.PUBLISHED, DateKind.UPDATED) and one.source != "url" for one in dates)
    if not head.text or (entries >= 6 and prose < 3 * _LONG_TEXT and not (head.sure and posted)):
        return None
    if head.sure and (posted or files or stated) and len(head.text.split()) >= 4:
        return "news"
    if prose >= _LONG_TEXT and (posted or stated or entries == 0):
        return "news"
    return "news" if posted and entries < 3 and (bool(files) or prose > 80) else None


def _sheet(page: Surface, record: Record) -> None:
    """Rows of label and value, as the data sheet of a document has them."""
    zones, flow = page.zones, page.flow
    for at, element in enumerate(zones.elements):
        if element.tag not in ("tr", "dt") or zones.zone[at] != "main" or zones.hidden[at]:
            continue
        if element.tag == "dt":
            value = element.getnext()
            pair = (
                [at, zones.index[value]]
                if value is not None and value.tag == "dd" and value in zones.index
                else []
            )
        else:
            pair = [zones.index[cell] for cell in element if cell.tag in ("td", "th") and cell in zones.index]
        if len(pair) not in (2, 4) or zones.size[at] > 1500:
            continue
        for label, value_at in zip(pair[::2], pair[1::2], strict=True):
            said = " ".join(flow.of(label))
            role = role_of(said)
            value_text = " ".join(flow.of(value_at))
            if role is None or not value_text:
                continue
            record.cells.setdefault(role, value_text[:1000])
            record.labels.append(said.strip(" :"))
            if role in DATES:
                dated = parse_date(value_text, page.as_of, DATES[role])
                if dated is not None:
                    record.dates.append(dated)
