"""What kind of list entries make, and each entry as a fact."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from crawler.facts import DateKind, Item, ListingKind, PrintedDate
from crawler.read.documents import authority, doc_type, issued_date
from crawler.read.records import SAID, Record, address_day
from crawler.read.roles import DATES, DOCUMENT_ROLES, PERSON_ROLES, PROJECT_ROLES, Role, labelled
from crawler.read.text import fold

_ANSWERED = re.compile(
    r"(?:da|co) (?:duoc )?(?:tra loi|phan hoi|giai dap|xu ly|giai quyet)|hoan thanh|answered"
)
UNANSWERED = re.compile(
    r"chua (?:duoc )?(?:co )?(?:tra loi|phan hoi|giai dap|cau tra loi|xu ly)|dang (?:xu ly|cho)"
    r"|cho (?:tra loi|xu ly)"
)
_STATUS = re.compile(
    r"(?:da|chua)(?: duoc| co)? (?:tra loi|giai dap|cau tra loi)|(?:dang )?cho (?:tra loi|giai dap)"
)
_TIME = re.compile(r"\d{1,2}\s?[:hg]\s?\d\d")
_QUESTIONS = re.compile(r"hoi\W{1,3}dap|cau hoi|hoi va tra loi")
_PROJECTS = re.compile(
    r"(?:danh muc|cac) du an|du an (?:dau tu|keu goi|moi goi|thu hut|dang|trong diem"
    r"|uu tien)"
)
_SUMMARY = 500
_TITLE = 500


def kind_of(
    records: list[Record], columns: tuple[Role | None, ...], heading: str, host: str | None
) -> ListingKind:
    """What kind of list these entries make, by columns, labels, numbers, files, titles and addresses."""
    roles = {role for role in columns if role}
    said: Counter[Role] = Counter(role for record in records for role in record.cells)
    known = roles | {role for role, count in said.items() if count * 2 >= len(records)}
    numbered = _share(records, lambda one: one.number is not None)
    asking = max(
        _share(records, lambda one: one.asks or one.answers is not None),
        _share(records, lambda one: one.title.rstrip().endswith("?")),
        _share(records, lambda one: any(map(_is_status, one.lines))),
    )
    if known & {"question", "asker", "asked", "answered", "answer"} or asking >= 0.5:
        return "questions"
    if (len(known & PROJECT_ROLES) >= 2 or "project" in known) and numbered < 0.5:
        return "projects"
    if len(known & PERSON_ROLES) >= 2 and numbered < 0.4 and "file" not in roles:
        return "people"
    documentary = len(known & DOCUMENT_ROLES)
    if documentary >= 2 or "number" in roles or numbered >= 0.5:
        return "documents"
    filed = _share(records, lambda one: bool(one.files))
    typed = _share(records, lambda one: doc_type(one.title) is not None)
    if numbered + typed >= 0.6 and (filed >= 0.5 or documentary or _are_drafts(records)):
        return "documents"
    return "files" if filed >= 0.6 else _plain_kind(records, bool(columns), fold(heading), numbered, host)


def _is_status(line: str) -> bool:
    """Does a line say whether a question was answered, and nothing else?"""
    return len(line) < 40 and _STATUS.fullmatch(fold(line).strip(" .:()[]")) is not None


def _share(records: list[Record], holds: Callable[[Record], bool]) -> float:
    return sum(map(holds, records)) / len(records)


def _plain_kind(
    records: list[Record], columned: bool, heading: str, numbered: float, host: str | None
) -> ListingKind:
    """The kind of a list whose entries bear neither numbers nor files nor labels."""
    long = sum(len(record.title.split()) for record in records) / len(records)
    if long >= 4 and _QUESTIONS.search(heading):
        return "questions"
    if _PROJECTS.search(heading) and numbered < 0.3:
        return "projects"
    dated = _share(records, lambda one: bool(one.dates))
    linked = _share(records, lambda one: one.url is not None)
    away = _share(records, lambda one: one.url is not None and urlsplit(one.url).hostname != host)
    if away >= 0.7 and dated < 0.4:
        return "links"
    pictured = _share(records, lambda one: one.pictured)
    if dated >= 0.4 or (long >= 6 and linked >= 0.5) or pictured >= 0.5:
        return "news" if linked >= 0.5 else "other"
    return "links" if linked >= 0.7 and not columned else "other"


def _are_drafts(records: list[Record]) -> bool:
    drafts = sum(fold(record.title[:20]).startswith("du thao") for record in records)
    return drafts * 2 >= len(records)


def make_item(record: Record, kind: ListingKind, as_of: date) -> Item:
    """The entry as a fact."""
    cells = record.cells
    dates = record.dates
    documentary = kind in ("documents", "files") or record.number is not None
    text = "\n".join(record.lines)
    number = record.number if kind != "people" else None
    item = Item(
        title=record.title[:_TITLE],
        url=record.url,
        number=number,
        doc_type=_type(record, number) if documentary or kind == "news" else None,
        authority=cells.get("authority") or (authority(number, text[:1500]) if number else None),
        signer=cells.get("signer"),
        effective=_first(dates, DateKind.EFFECTIVE),
        published=_first(dates, DateKind.PUBLISHED) or _first(dates, DateKind.UPDATED),
        issued=_first(dates, DateKind.ISSUED),
        summary=_summary(record),
        files=tuple(record.files),
        fields=tuple(dict.fromkeys(record.labels)),
    )
    item = _question(item, record) if kind == "questions" else _documentary(item, record, documentary, as_of)
    if item.published is None and kind != "questions":
        item = replace(item, published=address_day(record.url, as_of))
    return item


def _type(record: Record, number: str | None) -> str | None:
    said = record.cells.get("type")
    return (doc_type(said) if said else None) or doc_type(record.title, number) or (said or None)


def _first(dates: list[PrintedDate], kind: DateKind) -> PrintedDate | None:
    own = [one for one in dates if one.kind is kind]
    exact = [one for one in own if one.precision in ("day", "minute")]
    return next(iter(exact or own), None)


def _documentary(item: Item, record: Record, documentary: bool, as_of: date) -> Item:
    """A day that nothing names is a document's day of issue, unless a time of day is printed with it."""
    bare = item.published
    if documentary and item.issued is None and bare is not None and bare.confidence <= 0.85:
        labelled_as = {DATES.get(role) for role in record.cells}
        if not _TIME.search(bare.raw) and DateKind.PUBLISHED not in labelled_as and record.number is not None:
            other = next(
                (one for one in record.dates if one.kind is DateKind.PUBLISHED and one.day != bare.day), None
            )
            item = replace(item, issued=replace(bare, kind=DateKind.ISSUED), published=other)
    if documentary and item.issued is None and record.number is not None:
        item = replace(item, issued=issued_date("\n".join(record.lines)[:3000], as_of))
    if item.issued is None and documentary and record.number is not None:
        other = next((one for one in record.dates if one.kind is DateKind.OTHER), None)
        if other is not None:
            item = replace(item, issued=replace(other, kind=DateKind.ISSUED))
    if item.issued is not None and (not documentary or _is_posting(item.issued, item.published)):
        item = replace(item, issued=None)
    if item.published is None and item.issued is None and not documentary:
        other = next((one for one in record.dates if one.kind in (DateKind.OTHER, DateKind.CLOCK)), None)
        if other is not None and other.precision != "month":
            item = replace(item, published=replace(other, kind=DateKind.PUBLISHED))
    return item


def _is_posting(issued: PrintedDate, published: PrintedDate | None) -> bool:
    """Is the day of issue no more than the day of posting, read twice?"""
    return published is not None and issued.day == published.day and issued.confidence < SAID


def _question(item: Item, record: Record) -> Item:
    dates = record.dates
    asked = _first(dates, DateKind.ASKED)
    answered_on = _first(dates, DateKind.ANSWERED)
    answered: bool | None = None
    said = fold(" ".join((record.cells.get("status", ""), record.cells.get("answer", ""))))
    text = fold(" ".join(record.lines)[-1500:])
    if UNANSWERED.search(said) or UNANSWERED.search(text):
        answered = False
    elif answered_on or record.answers or record.cells.get("answer") or _ANSWERED.search(f"{said} {text}"):
        answered = True
    elif "status" in record.cells and not record.cells["status"].strip():
        answered = False
    bare = item.published
    unsaid = bare is not None and asked is None and bare.confidence <= 0.85
    if answered_on is None and bare is not None and (answered is False or unsaid):
        asked, bare = asked or replace(bare, kind=DateKind.ASKED), None
    elif answered_on and bare and asked is None and bare.confidence <= 0.85 and bare.day <= answered_on.day:
        asked = replace(bare, kind=DateKind.ASKED)
    published = answered_on or bare
    return replace(item, asked=asked, published=published, answered=answered, issued=None, number=None)


def _summary(record: Record) -> str:
    said = record.cells.get("summary") or record.cells.get("answer") or record.answers
    if said and said != record.title:
        return said[:_SUMMARY]
    kept: list[str] = []
    for line in record.lines:
        if line == record.title or len(line) < 25 or labelled(line) or line in record.title:
            continue
        kept.append(line)
    return " ".join(kept)[:_SUMMARY]
