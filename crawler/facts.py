"""What was seen on a portal: the types that the crawler brings home and everything after it reads.

Facts hold no judgement of law. Days are local days in Việt Nam (+07:00); moments carry their zone.
`to_json` and `from_json` turn any of these types into bytes and back without loss.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


class Outcome(StrEnum):
    """How one request ended; every way to fail has its own name, and none of them is a mark."""

    OK = "ok"
    NOT_FOUND = "not_found"  # 404, 410
    HTTP_ERROR = "http_error"  # any other 4xx
    SERVER_ERROR = "server_error"  # 5xx
    BLOCKED = "blocked"  # 401, 403, 429, a WAF page, a captcha
    ROBOTS = "robots"  # robots.txt forbids it, or could not be read
    PRIVATE_ADDRESS = "private_address"  # refused before connecting
    DNS = "dns"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    TLS = "tls"  # the handshake itself failed: nothing was read
    BAD_RESPONSE = "bad_response"  # broken framing, broken compression
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    NO_BROWSER = "no_browser"  # the page needs one and none is at hand
    BROWSER_ERROR = "browser_error"
    BUDGET = "budget"  # not asked for: the portal's budget was spent


Purpose = Literal["home", "section", "list", "item", "file", "sitemap", "search", "sister"]
Method = Literal["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request that a visit wants made."""

    url: str  # absolute; the fragment is kept only when `render`
    purpose: Purpose
    method: Method = "GET"
    form: tuple[tuple[str, str], ...] = ()  # the fields of a POST
    render: bool = False  # let a browser run the page's scripts
    clicks: tuple[str, ...] = ()  # labels to press, in order, once rendered ("Xem thêm")
    referer: str | None = None
    first_bytes: int | None = None  # a ranged GET: only so many bytes are wanted

    @property
    def key(self) -> str:
        """The same request has the same key: what replay and deduplication go by."""
        return "|".join([self.method, self.url, repr(self.form), str(self.render), repr(self.clicks)])


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate a host showed, and what is wrong with it (empty: nothing)."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    problems: tuple[str, ...] = ()  # expired, not_yet_valid, wrong_name, untrusted, self_signed


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a `Fetch`; `body` is empty unless `outcome` is OK, NOT_FOUND or an error page."""

    fetch: Fetch
    outcome: Outcome
    at: datetime
    url: str  # after redirects
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""
    redirects: tuple[str, ...] = ()
    certificate: Certificate | None = None
    seconds: float = 0.0
    sha256: str | None = None  # of the body
    detail: str | None = None  # what the client said, for a person


class DateKind(StrEnum):
    """What a printed date is the date of."""

    PUBLISHED = "published"
    UPDATED = "updated"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    EVENT = "event"
    DEADLINE = "deadline"
    ASKED = "asked"
    ANSWERED = "answered"
    CLOCK = "clock"  # "Hôm nay, …": the page's own clock
    OTHER = "other"


Precision = Literal["minute", "day", "month", "year"]
DateSource = Literal["meta", "json_ld", "time", "listing", "text", "url", "sitemap", "header", "first_seen"]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed. `day` is the first of the month (year) where only that is printed."""

    day: date
    kind: DateKind
    raw: str
    source: DateSource = "text"
    precision: Precision = "day"
    confidence: float = 1.0


LinkPlace = Literal[
    "menu", "submenu", "quick", "breadcrumb", "content", "item", "sidebar", "footer", "pager", "frame",
    "sitemap",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A link, with what it says and where it stands."""

    url: str  # absolute; empty where the link leads nowhere ("#", "javascript:void(0)")
    label: str  # visible text, else alt, title or aria-label; NFC, single spaces
    place: LinkPlace
    parents: tuple[str, ...] = ()  # menu labels or headings above it, outermost first
    postback: tuple[str, str] | None = None  # target and argument of __doPostBack


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that a page offers, and what came when it was asked for (`outcome` None: never asked)."""

    url: str
    label: str
    outcome: Outcome | None = None
    kind: str | None = None  # by content: pdf, doc, docx, xls, xlsx, zip, rar, html, empty, other
    size: int | None = None
    text: Literal["text", "scan", "encrypted", "unknown"] | None = None
    sha256: str | None = None

    @property
    def opens(self) -> bool | None:
        """Does the file open as what it says it is? None: not known."""
        if self.outcome is None:
            return None
        if self.outcome in (Outcome.OK,):
            return self.kind not in ("html", "empty")
        if self.outcome in (Outcome.NOT_FOUND, Outcome.HTTP_ERROR):
            return False
        return None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: a document, a story, a project, a question, a person."""

    title: str
    url: str | None = None
    number: str | None = None  # số, ký hiệu, normalised: "12/2026/QĐ-UBND"
    doc_type: str | None = None  # "Quyết định", "Kế hoạch", …
    authority: str | None = None
    signer: str | None = None
    issued: PrintedDate | None = None
    effective: PrintedDate | None = None
    published: PrintedDate | None = None  # when it was put there; for a question, its answer's date
    asked: PrintedDate | None = None
    answered: bool | None = None  # questions only
    summary: str = ""
    files: tuple[FileFacts, ...] = ()
    fields: tuple[str, ...] = ()  # labels printed for it ("Chủ đầu tư", "Tổng mức đầu tư", …)
    first_seen: date | None = None  # put in by the audit from earlier runs


ListingKind = Literal["documents", "news", "questions", "projects", "people", "files", "links", "other"]


@dataclass(frozen=True, slots=True)
class Pager:
    """How a list goes on. `total_items` and `total_pages` only where printed or linked."""

    next: tuple[Fetch, ...] = ()  # the further pages that this page shows a way to, in order
    current: int | None = None
    total_pages: int | None = None
    total_items: int | None = None
    more_label: str | None = None  # a "Xem thêm" that only a script answers


@dataclass(frozen=True, slots=True)
class Listing:
    """A list on a page. `place` tells the page's own list from the blocks around it."""

    kind: ListingKind
    items: tuple[Item, ...]
    place: Literal["main", "sidebar", "footer"] = "main"
    heading: str | None = None
    pager: Pager = Pager()
    columns: tuple[str, ...] = ()  # header cells, as printed


@dataclass(frozen=True, slots=True)
class Contact:
    """A block of contact data, as printed; absent fields are None or empty."""

    text: str
    address: str | None = None
    phones: tuple[str, ...] = ()
    faxes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    hotline: str | None = None
    responsible: str | None = None  # người chịu trách nhiệm nội dung
    responsible_title: str | None = None
    licence: str | None = None
    place: Literal["main", "footer"] = "main"
    personal_emails: tuple[str, ...] = ()  # those of `emails` at free providers (Gmail, …)


@dataclass(frozen=True, slots=True)
class Form:
    """A form on a page; `purpose` is what it is for, as far as can be told."""

    action: str
    method: Method
    fields: tuple[tuple[str, str], ...]  # name, preset value; hidden ones too
    purpose: Literal["search", "question", "login", "filter", "state", "other"] = "other"
    query_field: str | None = None  # of a search


PageKind = Literal["html", "xml", "json", "file", "empty", "other"]
Trouble = Literal[
    "soft_404", "under_construction", "maintenance", "login", "challenge", "needs_script", "parked",
    "undecodable", "truncated",
]


@dataclass(frozen=True, slots=True)
class Page:
    """All that reading one page gives. Made by `crawler.read.pages.read_page`, pure."""

    url: str
    kind: PageKind
    title: str = ""
    headings: tuple[str, ...] = ()  # h1…h3 and headings by class, of the main part
    breadcrumb: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    listings: tuple[Listing, ...] = ()
    contacts: tuple[Contact, ...] = ()
    dates: tuple[PrintedDate, ...] = ()  # of the page itself, best first; clocks marked as such
    forms: tuple[Form, ...] = ()
    files: tuple[FileFacts, ...] = ()  # offered by the page's main part
    document: Item | None = None  # where the page is one document's, story's or question's own page
    text: str = ""  # main text, at most 20,000 characters
    text_hash: str = ""  # of the main text, normalised
    troubles: tuple[Trouble, ...] = ()
    encoding: str = ""
    language: str = ""  # as declared


SectionState = Literal["present", "shell", "absent", "unknown"]


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason for or against taking a page for a section, in words an official understands."""

    name: str  # label, url, title, heading, breadcrumb, list_kind, numbers, neighbours, …
    weight: float  # positive speaks for
    seen: str  # what was seen, as printed


@dataclass(frozen=True, slots=True)
class Attempt:
    """A page that was taken for a section's, and what came of it."""

    url: str
    path: tuple[str, ...]  # labels pressed from the home page
    outcome: Outcome
    verdict: Literal["accepted", "shell", "other", "unreadable"]
    reason: str  # a named reason: empty, under_construction, dead_target, other_kind, …
    signals: tuple[Signal, ...] = ()
    at: datetime | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What was found of one section. `unknown`: it could not be seen, and `reason` says why."""

    section: str
    state: SectionState
    reason: str  # found | empty | under_construction | dead_target | other_kind | no_label | blocked | …
    confidence: float = 0.0
    url: str | None = None
    path: tuple[str, ...] = ()
    found_by: Literal["menu", "sitemap", "search", "content", "sister"] | None = None
    pages: tuple[str, ...] = ()  # the pages read for it: the list, its parts and its further pages
    items: tuple[Item, ...] = ()  # every entry once
    total: int | None = None  # how many entries there are
    total_source: Literal["counted", "printed", "estimated"] | None = None
    columns: tuple[str, ...] = ()
    contact: Contact | None = None  # contact only: the best of the blocks seen, merged
    has_form: bool | None = None  # a form to ask, or to search this list
    has_search: bool | None = None
    links: tuple[Link, ...] = ()  # out of the section's own pages, to other hosts
    signals: tuple[Signal, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    picture: str | None = None  # a picture of the page: path below the output folder
    evidence: tuple[str, ...] = ()  # sha256 of the bodies it rests on


@dataclass(frozen=True, slots=True)
class Visited:
    """One request of a visit, for the record."""

    url: str
    final_url: str
    purpose: Purpose
    outcome: Outcome
    status: int | None
    at: datetime
    seconds: float
    bytes: int
    sha256: str | None
    title: str = ""
    detail: str | None = None


Measurement = Literal[
    "home", "sitemap_xml", "ipv6", "availability", "speed", "phone", "accessibility", "dead_links", "search",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpeedFacts:
    """How fast one page came in a browser: medians over `runs` loads, in seconds, on the stated machine."""

    url: str
    runs: int
    first_paint: float | None = None  # first contentful paint
    largest_paint: float | None = None  # largest contentful paint
    full_display: float | None = None
    blocking: float | None = None  # total blocking time
    machine: str = ""


@dataclass(frozen=True, slots=True)
class AccessibilityIssue:
    """One rule of axe-core that a page breaks."""

    rule: str
    impact: Literal["critical", "serious", "moderate", "minor"]
    nodes: int  # elements that break it
    help: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that answered 404 or 410. `days`: on how many different days, put together by the audit."""

    url: str
    page: str  # where it stands
    label: str = ""
    days: int = 1


@dataclass(frozen=True, slots=True)
class SearchTrial:
    """The site's own search, asked for a title that the visit had read on the portal."""

    query: str
    found: bool
    results: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class TechnicalFacts:
    """What was measured of the portal as a thing of technique.

    `asked` names what the run set out to measure. A field of a measurement that is not in it is None and
    says nothing; of one that is, None means that it could not be taken, and `troubles` says why (a named
    reason); it may also say why one was not asked. `home` covers the fields up to `links`.
    """

    asked: tuple[Measurement, ...] = ()
    troubles: dict[str, str] = field(default_factory=dict)
    title: str | None = None
    viewport: str | None = None  # of the home page's meta element; "" where there is none
    description: str | None = None
    metadata: tuple[str, ...] | None = None  # names of the meta elements that describe the page (dc., og:)
    print_view: bool | None = None  # a style for print, or a control that prints
    feeds: tuple[str, ...] | None = None  # RSS
    search_form: bool | None = None
    links: tuple[Link, ...] | None = None  # of the home page, at most 600
    sitemap_xml: bool | None = None
    ipv6: bool | None = None  # an AAAA record
    available: tuple[int, int] | None = None  # times it answered, times it was asked, over the last weeks
    overflow: int | None = None  # pixels that the home page is wider than a screen of 390
    speed: tuple[SpeedFacts, ...] | None = None
    accessibility: tuple[AccessibilityIssue, ...] | None = None
    dead_links: tuple[DeadLink, ...] | None = None
    links_tried: int | None = None
    search: SearchTrial | None = None


PortalStatus = Literal["measured", "unreachable", "blocked", "incomplete"]


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """Everything seen of one portal in one visit: the only thing that judging reads."""

    id: str
    name: str
    url: str
    level: str
    as_of: date
    status: PortalStatus
    status_reason: str | None
    started: datetime
    finished: datetime
    sections: dict[str, SectionFacts]
    visited: tuple[Visited, ...]
    home: Page | None  # without its links
    final_url: str | None = None  # where the home address led
    certificate: Certificate | None = None
    https: bool | None = None  # is the portal served over HTTPS at all?
    https_redirect: bool | None = None  # does its http:// address lead to https://?
    home_headers: dict[str, str] = field(default_factory=dict)
    home_picture: str | None = None  # as the pictures of the sections
    template_dates: tuple[date, ...] = ()  # the same stamp on every page: no update
    rendered: int = 0
    page_count: int = 0
    byte_count: int = 0
    seconds: float = 0.0
    errors: dict[str, int] = field(default_factory=dict)  # by outcome
    technical: TechnicalFacts | None = None
    schema: int = 1


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(facts: object) -> bytes:
    """Return `facts` as UTF-8 JSON; `from_json` with its type gives an equal object back."""
    return _adapter(type(facts)).dump_json(facts)


def from_json(kind: type[T], data: bytes) -> T:
    """Read what `to_json` wrote; raises `pydantic.ValidationError` where it does not fit `kind`."""
    read: T = _adapter(kind).validate_json(data)
    return read
