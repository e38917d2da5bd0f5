"""One entry of a list as it stands on the page, before it is known what kind of list it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from crawler.facts import DateKind, FileFacts, PrintedDate
from crawler.read.anchors import Anchor
from crawler.read.date_forms import Order
from crawler.read.dates import find_dates, parse_date
from crawler.read.documents import find_number
from crawler.read.files import is_file_url
from crawler.read.roles import DATES, Role, labelled, role_of
from crawler.read.text import fold

GENERIC = re.compile(
    r"(?:xem|doc|chi tiet|tai|download|read|view|more|detail|click|tiep|nghe|in|print|mo|click|an|bam|vao)\b"
    r"(?: (?:them|tiep|chi|tiet|ve|xuong|file|tep|tai lieu|van ban|day|day du|tai day|noi dung|toan van"
    r"|more|here|details?|dinh"
    r"|kem|bai|viet|tin|ban|nhanh|truoc|theo))*"
    r"(?:\W{1,3}(?:pdf|docx?|xlsx?|zip|rar|[\d.,]{1,9} ?[km]?b(?:ytes?)?)){0,3}\W*(?:\.{2,}|…)?"
)
_ASKS = re.compile(
    r"^\W*(?:cau hoi|hoi|noi dung (?:cau )?hoi|nguoi hoi|ban doc hoi|cong dan hoi"
    r"|question)\b(?: (?:so )?\d+)?\s*[:.\-)]"
)
_ANSWERS = re.compile(
    r"^\W*(?:noi dung |cau )?(?:tra loi|dap|giai dap|phan hoi)(?: cua [^:]{2,60}| cau hoi)?\s*[:.\-)]"
    r"|^\W*tra loi\W*$"
)
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
_POSTING = re.compile(r"^\W*(?:duoc |bai )?(?:dang|posted|submitted|xuat ban|nguoi dang|tac gia)\b(?! ky)")
SAID = 0.9  # the confidence of a day whose kind is said outright
_PLAIN = 0.7  # below it the day itself is doubtful
_MOST_LINES = 60
_LONGEST_NAME = 80
_LONG_LINE = 1_500
_REFERENCE = re.compile(
    r"[a-z ]{0,40}?(?:so\s?:?\s?)?\d{1,6}[a-z]?\s?[/\\-]\s?(?=[\w/.&-]*[a-z])[\w/.&-]+(?: ngay "
    r"[\d/.-]+)?\W*"
)


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


def is_reference(label: str) -> bool:
    """Does a label only name a document ("Quyết định số 12/QĐ-UBND") and not say what it is about?"""
    return len(label) < 70 and _REFERENCE.fullmatch(fold(label)) is not None


def finish(record: Record, as_of: date, heads: frozenset[str] = frozenset()) -> None:
    """Read labels, number and days off the lines of a record.

    `heads` are lines that every entry of the list prints: "Ngày đăng" alone on a line is a label then.
    """
    rest = [left for line in record.lines if (left := _without(line, record.title))]
    used = False
    for at, line in enumerate(rest[:_MOST_LINES]):
        if used:
            used = False
            continue
        below = rest[at + 1] if at + 1 < len(rest) else ""
        used = _read_line(record, line, below, as_of, heads)
    if record.number is None and "number" in record.cells:
        record.number = number_in(record.cells["number"])
    if record.number is None and _may_number(record.title):
        record.number = find_number(record.title)
    if record.number is None:
        record.number = next((seen for line in rest[:8] if (seen := _own_number(line))), None)
    if not record.dates and _MAYBE_DATE.search(fold(record.title)):
        stamp = parse_date(record.title, as_of)
        if stamp is not None and stamp.kind is DateKind.PUBLISHED:
            record.dates.append(stamp)


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


def _read_line(record: Record, line: str, below: str, as_of: date, heads: frozenset[str]) -> bool:
    """Take what a line says; True where the line below is its value and is taken with it."""
    plain = fold(line)
    if _ASKS.match(plain):
        record.asks = True
    if _ANSWERS.match(plain):
        said = line.partition(":")[2].strip() or below
        if any(map(str.isalpha, said)):
            record.answers = (record.answers or said)[:2000]
    used = False
    for part in line.split(" | ")[:6] if " | " in line else (line,):
        label, role, value = labelled(part) or (part, role_of(part) if part in heads else None, "")
        if role is None:
            continue
        if not value and below and below not in heads and labelled(below) is None:
            value, used = below, True
        if value and not (role == "answer" and value.isdigit()):
            record.cells.setdefault(role, value[:1000])
            record.labels.append(label)
        if used and role in DATES:
            stamp = dated_as(role, below, as_of)
            record.dates += [stamp] if stamp is not None else []
    if not used and _MAYBE_DATE.search(plain) and len(line) <= _LONG_LINE:
        dated = line_dates(line, as_of)
        if role in DATES and len(dated) == 1 and line.startswith(label):
            dated = [replace(dated[0], kind=DATES[role], confidence=max(SAID, dated[0].confidence))]
        elif role is None and len(dated) == 1 and record.answers and _signs(line):
            dated = [replace(dated[0], kind=DateKind.ANSWERED)]
        record.dates += dated
    return used and role is not None and role in DATES


def _signs(line: str) -> bool:
    """Is the line no more than a name and a day ("Phòng Quản lý đô thị (12/03/2026 15:26)")?"""
    name = _STAMP.sub("", line)
    return name != line and len(name) <= _LONGEST_NAME and not any(map(str.isdigit, name))


def dated_as(role: Role, value: str, as_of: date, order: Order | None = None) -> PrintedDate | None:
    """The day in a cell or value whose column or label says what it is the day of."""
    dated = parse_date(value, as_of, DATES.get(role), order=order, source="listing")
    if dated is None or role not in DATES:
        return dated
    return replace(dated, confidence=max(dated.confidence, SAID)) if dated.confidence >= _PLAIN else dated


def line_dates(line: str, as_of: date) -> list[PrintedDate]:
    """The days on a line, those of a byline ("Được đăng bởi … vào …") as days of posting."""
    dated = find_dates(line, as_of)
    return [_posted(one) for one in dated] if dated and _POSTING.match(fold(line[:80])) else dated


def _posted(dated: PrintedDate) -> PrintedDate:
    """A day on a line that tells of posting ("Được đăng bởi … vào …"), where nothing else is said of it."""
    unsaid = dated.kind in (DateKind.EVENT, DateKind.OTHER) and dated.precision != "month"
    return replace(dated, kind=DateKind.PUBLISHED) if unsaid else dated


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
