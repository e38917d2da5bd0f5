"""One document's, story's or question's own page: its data and its files."""

import re
from dataclasses import replace
from urllib.parse import unquote

from crawler.facts import DateKind, FileFacts, Item, Listing, ListingKind, PrintedDate
from crawler.read.documents import find_number
from crawler.read.entries import UNANSWERED, make_item
from crawler.read.headlines import Headline
from crawler.read.records import SAID, Record, files_of, finish, is_reference
from crawler.read.roles import DOCUMENT_ROLES, PROJECT_ROLES
from crawler.read.sheets import Sheet
from crawler.read.surface import TRAIL, Surface
from crawler.read.text import fold, nfc, slug_words

_LONG_TEXT = 350
_SHOWN = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)(?:$|[?#/])", re.IGNORECASE)
_ANSWER = 60  # characters below a question that are an answer
_PROJECT_LABELS = 3
_OF_QUESTIONS = re.compile(r"hoi|tra loi|faq|phan anh|kien nghi|question")
_OWN_LISTS = ("documents", "questions", "projects", "people")


def own_files(page: Surface, sheet: Sheet | None) -> tuple[FileFacts, ...]:
    """The files that the page's main part offers outside of its lists, viewers included."""
    sheet_lines = sheet.lines if sheet is not None else set()
    anchors = [
        one
        for one in page.anchors
        if one.zone == "main" and (page.is_free(one.at) or page.flow.first[one.at] in sheet_lines)
    ]
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
    sheet: Sheet | None,
    dates: tuple[PrintedDate, ...],
    files: tuple[FileFacts, ...],
    listings: tuple[Listing, ...],
) -> Item | None:
    """The page's own document, story or question; None where the page is a list, or nothing of its own."""
    own = [line for line in range(len(page.flow.lines)) if page.flow.zone[line] == "main"]
    lines = [page.flow.lines[line] for line in own if not page.taken[line]]
    record = Record(0, head.text or page.tree.title, page.tree.url, lines[:400])
    if sheet is not None:
        record.cells, record.dates, record.labels = dict(sheet.cells), list(sheet.dates), list(sheet.labels)
        if "title" in sheet.cells and (not head.sure or is_reference(head.text)):
            record.title = sheet.cells["title"]
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
    else:
        clocks = {one.day for one in dates if one.kind is DateKind.CLOCK}
        least = SAID if kind == "documents" else 0.0
        record.dates = [
            one for one in record.dates if one.confidence >= (SAID if one.day in clocks else least)
        ]
    item = make_item(record, kind, page.as_of)
    if kind == "news":
        item = replace(item, published=posted)
    elif kind == "documents" and item.published is None:
        issued = item.issued.day if item.issued else None
        stated = (one for one in dates if one.kind is DateKind.PUBLISHED and one.day != issued)
        item = replace(item, published=next(stated, None))
    elif kind == "projects":
        item = replace(item, published=item.published or posted)
    elif kind == "questions" and item.answered is None:
        item = replace(item, answered=sum(map(len, lines)) > len(record.title) + _ANSWER)
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
    own = [one for one in listings if one.place == "main" and one.kind != "links" and len(one.items) > 1]
    if _is_question(page, record) and not any(one.kind == "questions" for one in own):
        return "questions"
    roles = record.cells.keys()
    documentary = len(roles & DOCUMENT_ROLES)
    if (record.number is not None and documentary >= 2) or (
        documentary >= 4 and ("title" in roles or head.sure)
    ):
        return "documents"
    if len(roles & PROJECT_ROLES) >= _PROJECT_LABELS:
        return "projects"
    prose = sum(len(line) for line in record.lines if len(line) > 60)
    kept = [one for one in listings if one.place == "main" and one.kind in _OWN_LISTS]
    if any(one.columns or len(one.items) > 2 for one in kept) and prose < 3 * _LONG_TEXT and not files:
        return None
    return "news" if _is_story(page, head, dates, files, own, prose) else None


def _is_question(page: Surface, record: Record) -> bool:
    """One question's page: who asked or when, or a title that asks on a page of questions."""
    asked = any(one.kind is DateKind.ASKED for one in record.dates)
    if asked or record.asks or record.cells.keys() & {"asker", "asked"}:
        text = fold(" ".join(record.lines)[:4000])
        settled = record.answers is not None or "answer" in record.cells or UNANSWERED.search(text)
        return bool(settled) or record.title.rstrip().endswith("?")
    if not record.title.rstrip().endswith("?"):
        return False
    trail = [
        text
        for text, zone in zip(page.flow.lines, page.flow.zone, strict=True)
        if zone == "crumb" or TRAIL.match(text)
    ]
    return _OF_QUESTIONS.search(fold(" ".join(trail)) + " " + slug_words(page.tree.url)) is not None


def _is_story(
    page: Surface,
    head: Headline,
    dates: tuple[PrintedDate, ...],
    files: tuple[FileFacts, ...],
    own: list[Listing],
    prose: int,
) -> bool:
    entries = sum(len(one.items) for one in own)
    if not head.text:
        return False
    stated = "article" in page.tree.meta.get("og:type", "") or any(
        'Article"' in one for one in page.tree.json_ld
    )
    published = any(one.kind is DateKind.PUBLISHED and one.source != "url" for one in dates)
    posted = published or any(one.kind is DateKind.UPDATED for one in dates)
    if head.sure and prose >= _LONG_TEXT and not any(one.pager.next for one in own):
        return True
    told = head.sure and published and (prose > 0 or bool(files))
    if entries >= 2 and prose == 0 and not files:
        return False
    if not told and ((entries >= 3 and prose < _LONG_TEXT) or (entries >= 6 and prose < 3 * _LONG_TEXT)):
        return False
    if head.sure and (posted or files or stated) and len(head.text.split()) >= 4:
        return True
    if prose >= _LONG_TEXT and (posted or stated or entries == 0):
        return True
    return posted and entries < 3 and (bool(files) or prose > 80)
