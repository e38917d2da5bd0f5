"""One entry of a list as it stands on the page, before it is known what kind of list it is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.facts import DateKind, FileFacts, Item, ListingKind, PrintedDate
from crawler.read.anchors import Anchor
from crawler.read.dates import find_dates, parse_date
from crawler.read.documents import authority, doc_type, find_number, issued_date
from crawler.read.files import is_file_url
from crawler.read.roles import (
    DATES,
    DOCUMENT_ROLES,
    PERSON_ROLES,
    PROJECT_ROLES,
    Role,
    labelled,
)  # fmt: skip
from crawler.read.text import fold

GENERIC = re.compile(
    r"(?:xem|doc|chi tiet|tai|download|read|view|more|detail|click|tiep|nghe|in|print|mo|click|an|bam|vao)\b"
    r"(?: (?:them|tiep|chi|tiet|ve|xuong|file|tep|tai lieu|van ban|day|day du|tai day|noi dung|toan van"
    r"|more|here|details?|dinh"
    r"|kem|bai|viet|tin|ban|nhanh|truoc|theo))*\W*(?:\.{2,}|…)?"
)
_ANSWERED = re.compile(
    r"(?:da|co) (?:duoc )?(?:tra loi|phan hoi|giai dap|xu ly|giai quyet)|hoan thanh"
    r"|answered"
)
_UNANSWERED = re.compile(
    r"chua (?:duoc )?(?:co )?(?:tra loi|phan hoi|giai dap|cau tra loi|xu ly)|dang "
    r"(?:xu ly|cho)|cho (?:tra loi|xu ly)"
)
_ASKS = re.compile(
    r"^\W*(?:cau hoi|hoi|noi dung (?:cau )?hoi|nguoi hoi|ban doc hoi|cong dan hoi"
    r"|question)\b(?: (?:so )?\d+)?\s*[:.\-)]"
)
_ANSWERS = re.compile(
    r"^\W*(?:noi dung |cau )?(?:tra loi|dap|giai dap|phan hoi)(?: cua [^:]{2,60}| cau hoi)?\s*[:.\-)]"
    r"|^\W*tra loi\W*$"
)
_TIME = re.compile(r"\d{1,2}\s?[:hg]\s?\d\d")
_DAY_PATH = re.compile(r"/((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})/")
_MAYBE_DATE = re.compile(r"\d|hom (?:nay|qua|kia)|vua |yesterday|today")
_LEADS = re.compile(
    r"\W*(?:(?:van ban|so|so ?[/,-]? ?(?:va )?ky hieu|ky hieu|so hieu|so van "
    r"ban)\s?:?\s?)?(?:so\s?:?\s?)?\d{1,6}[a-z]?\s?[/\\-]"
)
_STAMP = re.compile(
    r"\s*(?:[(\[|]\s*(?:(?:thứ [a-zà-ỹ]+|chủ nhật),?\s*)?(?:ngày "
    r")?\d{1,2}[./-]\d{1,2}[./-]\d{4}[^()\[\]]{0,14}[)\]]?"
    r"|(?:[-–|,]\s*)?(?:(?:thứ [a-zà-ỹ]+|chủ nhật),?\s*)?(?:ngày )?\d{1,2}[./ -]\d{1,2}[./ "
    r"-]\d{4},?\s+\d{1,2}\s?[:hg]\s?\d\d"
    r"(?::\d\d)?(?:\s?[ap]m)?|(?:19|20)\d\d-\d\d-\d\dT[\d:.]+Z?)\s*$",
    re.IGNORECASE,
)
_SUMMARY = 500
_TITLE = 500
_PLACES = re.compile(r"\.{3}\s*$|…\s*$")


@dataclass(slots=True)
class Record:
    """What is printed for one entry: all its lines, what columns or labels say, its links."""

    at: int
    title: str
    url: str | None = None
    lines: list[str] = field(default_factory=list)
    cells: dict[Role, str] = field(default_factory=dict)
    dates: list[PrintedDate] = field(default_factory=list)
    files: list[FileFacts] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pictured: bool = False
    number: str | None = None
    asks: bool = False
    answers: str | None = None


def clean_title(title: str) -> str:
    """A title without the posting stamp that is printed behind it."""
    cut = _STAMP.sub("", title)
    return cut if len(cut) >= 8 else title


def finish(record: Record, as_of: date) -> None:
    """Read labels, number and dates off the lines of a record."""
    rest = [left for line in record.lines if (left := _without(line, record.title))]
    for at, line in enumerate(rest):
        _read_line(record, line, rest[at + 1] if at + 1 < len(rest) else "")
    if record.number is None:
        if "number" in record.cells:
            record.number = number_in(record.cells["number"])
        if record.number is None:
            record.number = find_number(record.title) if _may_number(record.title) else None
            if record.number is None:
                record.number = next((seen for line in rest[:8] if (seen := _own_number(line))), None)
    record.dates += _line_dates(record, rest, as_of)


def number_in(cell: str) -> str | None:
    """The number in a cell that holds one."""
    return find_number(cell) or find_number(f"Số: {cell[:60]}") if any(map(str.isdigit, cell)) else None


def _may_number(line: str) -> bool:
    return any(char.isdigit() for char in line) and (
        "/" in line or "\\" in line or "-" in line or "ố" in line
    )


def _without(line: str, title: str) -> str:
    """What a line says beside the title: a title's own days and numbers are told apart from the entry's."""
    if line == title:
        return ""
    return line.replace(title, " ", 1).strip() if len(title) > 8 and title in line else line


def _own_number(line: str) -> str | None:
    """The number that a line begins with; one further on is cited, as a story's summary does."""
    if not _may_number(line):
        return None
    return find_number(line) if len(line) < 60 or _LEADS.match(fold(line)) else None


def _read_line(record: Record, line: str, below: str) -> None:
    plain = fold(line)
    if _ASKS.match(plain):
        record.asks = True
    if _ANSWERS.match(plain):
        said = line.partition(":")[2].strip() or below
        record.answers = (record.answers or said)[:2000]
    for part in line.split(" | ")[:6] if " | " in line else (line,):
        told = labelled(part)
        if told is None:
            continue
        label, role, value = told
        if not value and below and labelled(below) is None:
            value = below
        if value:
            record.cells.setdefault(role, value[:1000])
            record.labels.append(label)


def _line_dates(record: Record, rest: list[str], as_of: date) -> list[PrintedDate]:
    found: list[PrintedDate] = []
    for line in rest[:40]:
        plain = fold(line)
        if not _MAYBE_DATE.search(plain) or len(line) > 1500:
            continue
        found += find_dates(line, as_of)
    if not found and record.title and _MAYBE_DATE.search(fold(record.title)):
        stamp = parse_date(record.title, as_of)
        if stamp is not None and stamp.kind is DateKind.PUBLISHED:
            found.append(stamp)
    return found


def address_day(url: str | None, as_of: date) -> PrintedDate | None:
    """The day that stands in an address ("/2026/03/05/…", "/Pages/2026-3-5/…")."""
    seen = _DAY_PATH.search(url or "")
    if seen is None:
        return None
    try:
        day = date(int(seen[1]), int(seen[2]), int(seen[3]))
    except ValueError:
        return None
    if not day.year >= 1996 or day > as_of:
        return None
    return PrintedDate(day, DateKind.PUBLISHED, seen[0].strip("/"), "url", "day", 0.7)


def files_of(anchors: Iterable[Anchor], *, named: bool = False) -> list[FileFacts]:
    """The files among `anchors`, each address once; with `named` the column says that they are files."""
    found: dict[str, FileFacts] = {}
    for anchor in anchors:
        if anchor.url and anchor.url not in found and (named or is_file_url(anchor.url, anchor.label)):
            found[anchor.url] = FileFacts(anchor.url, anchor.label[:300])
    return list(found.values())


def kind_of(records: list[Record], columns: tuple[Role | None, ...], heading: str) -> ListingKind:
    """What kind of list these entries make, by columns, labels, numbers, files and titles."""
    roles = {role for role in columns if role}
    said: Counter[Role] = Counter(role for record in records for role in record.cells)
    often = {role for role, count in said.items() if count * 2 >= len(records)}
    known = roles | often
    total = len(records)

    def share(count: int) -> float:
        return count / total

    numbered = share(sum(record.number is not None for record in records))
    asking = share(sum(record.asks or record.answers is not None for record in records))
    if known & {"question", "asker", "asked", "answered", "answer"} or asking >= 0.5:
        return "questions"
    if share(sum(record.title.rstrip().endswith("?") for record in records)) >= 0.5:
        return "questions"
    if (len(known & PROJECT_ROLES) >= 2 or {"project"} & known) and numbered < 0.5:
        return "projects"
    if len(known & PERSON_ROLES) >= 2 and numbered < 0.4 and "file" not in roles:
        return "people"
    documentary = len(known & DOCUMENT_ROLES)
    if documentary >= 2 or "number" in roles or numbered >= 0.5:
        return "documents"
    filed = share(sum(bool(record.files) for record in records))
    typed = share(sum(doc_type(record.title) is not None for record in records))
    if numbered + typed >= 0.6 and (filed >= 0.5 or documentary):
        return "documents"
    if filed >= 0.6:
        return "files"
    dated = share(sum(bool(record.dates) for record in records))
    long = sum(len(record.title.split()) for record in records) / total
    asked = fold(heading)
    if long >= 4 and ("hoi dap" in asked or "hoi - dap" in asked or "cau hoi" in asked):
        return "questions"
    linked = share(sum(record.url is not None for record in records))
    if dated >= 0.4 or (long >= 6 and linked >= 0.5) or share(sum(one.pictured for one in records)) >= 0.5:
        return "news" if linked >= 0.5 else "other"
    return "links" if linked >= 0.7 and not columns else "other"


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
    if item.published is None and item.issued is None and not documentary:
        other = next((one for one in record.dates if one.kind in (DateKind.OTHER, DateKind.CLOCK)), None)
        if other is not None and other.precision != "month":
            item = replace(item, published=replace(other, kind=DateKind.PUBLISHED))
    return item


def _question(item: Item, record: Record) -> Item:
    dates = record.dates
    asked = _first(dates, DateKind.ASKED)
    answered_on = _first(dates, DateKind.ANSWERED)
    answered: bool | None = None
    said = fold(" ".join((record.cells.get("status", ""), record.cells.get("answer", ""))))
    text = fold(" ".join(record.lines)[-1500:])
    if _UNANSWERED.search(said) or _UNANSWERED.search(text):
        answered = False
    elif answered_on or record.answers or record.cells.get("answer") or _ANSWERED.search(f"{said} {text}"):
        answered = True
    elif "status" in record.cells and not record.cells["status"].strip():
        answered = False
    bare = item.published
    unsaid = bare is not None and asked is None and bare.confidence <= 0.85
    if answered_on is None and bare is not None and (answered is False or unsaid):
        asked, bare = asked or replace(bare, kind=DateKind.ASKED), None
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
