"""What a portal of the replica is made of: entries, nodes (pages), parts (what a plan says of a section)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["documents", "stories", "questions", "projects"]
FileState = Literal["ok", "scan", "dead", "empty", "html", "encrypted", "trap"]
OPEN_STATES: tuple[FileState, ...] = ("ok", "scan")
Mode = Literal[
    "list", "hub", "tabs", "framed",  # there: one list, pages of lists, lists side by side, a list in a frame
    "empty", "updating", "dead", "soft404", "nolink",  # a label with nothing behind it
    "stories", "other",  # a label over entries of another kind
    "static", "feature",  # plain pages; pages for use, as a map or a gallery
]  # fmt: skip
PRESENT_MODES: tuple[Mode, ...] = ("list", "hub", "tabs", "framed")
Place = Literal["menu", "quick", "block", "footer", "sitemap", "search"]
Trap = Literal["outside", "calendar", "endless", "session"]
Role = Literal["home", "list", "hub", "static", "contact", "sitemap", "search", "shell", "external", "tab"]
Scheme = Literal["http", "https"]
Fate = Literal["open", "robots_503", "waf_403", "silent"]
CORE = ("planning", "legal_documents", "investment_incentives", "directives", "qa", "contact")


@dataclass(frozen=True)
class Entry:
    """A document, story, project or question. `issued_as` is printed where the date is impossible."""

    id: int
    kind: Kind
    title: str
    posted: date
    number: str = ""
    doc_type: str = ""
    authority: str = ""
    signer: str = ""
    issued: date | None = None
    issued_as: str = ""
    effective: date | None = None
    body: tuple[str, ...] = ()
    file: FileState | None = None
    file_kind: Literal["pdf", "docx"] = "pdf"
    asker: str = ""
    asked: date | None = None
    answer: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """What a plan says of one menu entry, and how its list prints.

    `prints`: what the list shows of "issued", "effective", "posted"; `item_prints`: what the entry's own page
    shows besides. `months`: first and last month, inclusive. `place`: where its link stands.
    """

    label: str
    mode: Mode
    section: str = ""
    kind: Kind = "documents"
    topic: str = ""
    count: int = 0
    prints: tuple[str, ...] = ("issued",)
    item_prints: tuple[str, ...] = ("issued", "effective")
    last: date = date(2026, 11, 16)
    gap: int = 16  # mean days between two postings
    ascending: bool = False
    under: tuple[str, ...] = ()
    place: Place = "menu"
    children: tuple["Part", ...] = ()
    bad: tuple[FileState, ...] = ()
    no_files: bool = False
    odd: int = 0  # how many entries have an impossible date of issue
    unanswered: int = 0
    restamp_from: str = ""  # month from which old entries are posted again with new dates
    months: tuple[str, str] = ("2000-01", "2100-12")
    slug: str = ""
    host: str = ""  # the sister host it lives on
    forbidden: bool = False  # below a path that robots.txt closes
    decoy: bool = False  # reads like a section and is none
    dated_files: bool = True  # the day of issue stands in the files

    @property
    def hidden(self) -> bool:
        """Does no page lead to it, only the site's own search?"""
        return self.place == "search"


@dataclass(frozen=True)
class Contacts:
    """What a body says of how to reach it; `page` and `footer` tell where it is printed."""

    address: str
    phone: str
    email: str
    fax: str = ""
    responsible: str = ""
    title: str = ""
    page: Literal["full", "form", "updating", "none"] = "full"
    footer: bool = True
    label: str = "Liên hệ"


@dataclass(frozen=True)
class Plan:
    """One portal of the province."""

    id: str
    name: str
    level: str
    host: str
    family: str
    contacts: Contacts
    parts: tuple[Part, ...] = ()
    code: str = ""  # the body's letters in document numbers
    prefix: str = ""  # where a portal lives below another's host
    scheme: Scheme = "http"
    certificate: Literal["", "good", "expired", "wrong_name"] = ""
    fate: Fate = "open"
    parent: str = "truonggiang"
    months: tuple[str, str] = ("2000-01", "2100-12")
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""
    stamp_from: str = ""  # month from which every page says "Cập nhật: <today>"
    sector: str = "quản lý nhà nước"
    sister: bool = False  # a host of its own that the registry does not name
    traps: tuple[Trap, ...] = ()
    menu: Literal["text", "image", "numbered"] = "text"


@dataclass
class Node:
    """One page (or list of pages) of a portal."""

    key: str
    label: str
    role: Role
    part: Part | None = None
    entries: list[Entry] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None
    number: int = 0
