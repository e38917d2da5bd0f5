"""One document's, story's or question's own page: its data and its files."""

import re
from dataclasses import replace
from urllib.parse import unquote

from crawler.facts import DateKind, FileFacts, Item, Listing, ListingKind, PrintedDate
from crawler.read.dates import parse_date
from crawler.read.documents import find_number
from crawler.read.entries import make_item
from crawler.read.headlines import Headline
from crawler.read.records import Record, files_of, finish
from crawler.read.roles import DATES, DOCUMENT_ROLES, role_of
from crawler.read.surface import Surface
from crawler.read.text import nfc

_LONG_TEXT = 350
_SHOWN = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)(?:$|[?#/])", re.IGNORECASE)
_OWN_LISTS = ("documents", "questions", "projects", "people")


def own_files(page: Surface) -> tuple[FileFacts, ...]:
    """The files that the page's main part offers outside of its lists, viewers included."""
    anchors = [one for one in page.anchors if one.zone == "main" and page.is_free(one.at)]
    found = {file.url: file for file in files_of(anchors)}
    for element in page.tree.root.iter("iframe", "embed"):
        _add_viewed(page, found, element.get("src") or "", nfc(element.get("title") or ""))
    for address in page.tree.objects:
        _add_viewed(page, found, address, "")
    return tuple(found.values())


def _add_viewed(page: Surface, found: dict[str, FileFacts], address: str, label: str) -> None:
    url = page.tree.join(_viewed(address))
    if url and _SHOWN.search(url):
        found.setdefault(url, FileFacts(url, label))


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
    published = any(one.kind is DateKind.PUBLISHED and one.source != "url" for one in dates)
    posted = published or any(one.kind is DateKind.UPDATED for one in dates)
    own = head.sure and published and (prose > 0 or bool(files))
    if not head.text or (entries >= 3 and not own and prose < _LONG_TEXT):
        return None
    if entries >= 6 and prose < 3 * _LONG_TEXT and not own:
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
        if page.is_taken(flow.first[at], flow.end[at]):
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
