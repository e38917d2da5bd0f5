"""What a visit knows while it is under way."""

import logging
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias, TypeVar

from crawler.facts import (
    Answer,
    Attempt,
    Certificate,
    Contact,
    Fetch,
    FileFacts,
    Item,
    Outcome,
    Page,
    Signal,
    TechnicalFacts,
    Visited,
)
from crawler.frontier import Frontier, canonical
from crawler.read.pages import read_page
from crawler.read.sections import Verdict
from crawler.read.technical import read_technical
from crawler.read.vocabulary import Matcher
from crawler.visit.hosts import HostRule

_LOG = logging.getLogger(__name__)
T = TypeVar("T")
Steps: TypeAlias = Generator[Fetch, Answer, T]
FoundBy = Literal["menu", "sitemap", "search", "content", "sister"]
Render = Literal["auto", "never", "always"]

_ABOVE = 0.3  # a page above another's is the section's, if it is not so much less sure

_TROUBLED = {"challenge": Outcome.BLOCKED, "login": Outcome.BLOCKED}


class Portal(Protocol):
    """What a visit must know of a portal; `config.registry.Portal` is one."""

    @property
    def id(self) -> str: ...  # noqa: D102 - the fields of the registry's own type
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Budget:
    """How much one visit may ask for. `pages` counts every page: home, sections, lists, items."""

    pages: int = 200
    files: int = 300
    renders: int = 60
    items: int = 60  # item pages opened per section


@dataclass(frozen=True, slots=True)
class Got:
    """What one request brought: the answer without its body, and the page read from it."""

    fetch: Fetch
    outcome: Outcome
    url: str
    page: Page | None = None
    at: datetime | None = None
    sha256: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    answer: Answer | None = None
    technical: TechnicalFacts | None = None  # of home pages, read while their bytes are at hand

    @property
    def key(self) -> str:
        """The canonical address where the answer came from."""
        return canonical(self.url)


@dataclass(frozen=True, slots=True)
class Lead:
    """How a page is reached: the labels pressed, by what way, and why it is promising."""

    fetch: Fetch
    path: tuple[str, ...]
    found_by: FoundBy
    depth: int
    signals: dict[str, tuple[Signal, ...]] = field(default_factory=dict)
    guessed: bool = False  # only the host's name speaks for it: unreadable, it says nothing
    explicit: bool = False  # a menu's own label: where it leads nowhere, that is a finding


@dataclass(frozen=True, slots=True)
class Lost:
    """A page that could not be read, and what its link promised."""

    promise: float
    outcome: Outcome
    elsewhere: bool  # on another host than the portal's own


@dataclass(slots=True)
class Accepted:
    """A page taken for a section's own."""

    got: Got
    verdict: Verdict
    path: tuple[str, ...]
    found_by: FoundBy
    promise: float
    parts: list["Accepted"] = field(default_factory=list)

    @property
    def rank(self) -> float:
        """What the best of several is chosen by."""
        return 0.6 * self.verdict.confidence + 0.4 * self.promise


@dataclass(slots=True)
class Found:
    """What is known of one section so far."""

    section: str
    attempts: list[Attempt] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    shells: list[tuple[float, Attempt, float]] = field(default_factory=list)  # promise, attempt, confidence
    lost: list[Lost] = field(default_factory=list)
    contact: Contact | None = None
    items: list[Item] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    total: int | None = None
    total_source: Literal["counted", "printed", "estimated"] | None = None

    @property
    def best(self) -> Accepted | None:
        """The best page accepted so far; where one above it was accepted, too, that one."""
        best = max(self.accepted, key=lambda one: one.rank, default=None)
        if best is None:
            return None
        above = [
            one
            for one in self.accepted
            if len(one.path) < len(best.path)
            and best.path[: len(one.path)] == one.path
            and one.rank >= best.rank - _ABOVE
        ]
        return min(above, key=lambda one: len(one.path), default=best)


@dataclass(frozen=True, slots=True)
class Schemes:
    """What was seen of http:// and https://; None where it could not be seen."""

    https: bool | None = None
    redirect: bool | None = None  # does the http:// address lead to https://?
    certificate: Certificate | None = None


@dataclass(slots=True)
class Trip:
    """The state of one visit: what is wanted, what was asked, what was found."""

    portal: Portal
    as_of: date
    wanted: tuple[str, ...]
    budget: Budget
    render: Render
    matcher: Matcher
    rendering: bool = False  # the portal lives by scripts: every page is rendered
    no_browser: Outcome | None = None  # why pages could not be rendered though they had to be
    home: Got | None = None
    schemes: Schemes = Schemes()
    rule: HostRule = field(init=False)
    roots: list[tuple[Got, tuple[str, ...]]] = field(default_factory=list)  # home, frames, past a splash
    failed: tuple[Literal["unreachable", "blocked"], str] | None = None
    finished: bool = False
    found: dict[str, Found] = field(default_factory=dict)
    frontier: Frontier[Lead] = field(default_factory=Frontier)
    visited: list[Visited] = field(default_factory=list)
    pages: dict[str, Got] = field(default_factory=dict)
    files: dict[str, FileFacts] = field(default_factory=dict)
    dead_labels: dict[str, list[tuple[float, tuple[str, ...]]]] = field(default_factory=dict)
    page_count: int = 0
    file_count: int = 0
    rendered: int = 0
    byte_count: int = 0
    seconds: float = 0.0
    spent: bool = False  # the page budget ran out

    def __post_init__(self) -> None:
        self.rule = HostRule(self.portal.url, self.portal.url)

    def pages_left(self) -> int:
        """How many more pages may be asked for."""
        return max(0, self.budget.pages - self.page_count)

    def page_fetch(self, fetch: Fetch) -> Fetch:
        """`fetch` as this portal needs it: rendered where the portal lives by scripts."""
        return replace(fetch, render=True) if self.rendering and fetch.method == "GET" else fetch

    def ask(self, fetch: Fetch) -> Steps[Got]:
        """Ask for a page once; the same page asked again costs nothing. Never raises."""
        fetch = self.page_fetch(fetch)
        key = _ask_key(fetch)
        known = self.pages.get(key)
        if known is not None and (known.outcome is Outcome.OK or known.fetch.url == fetch.url):
            return known
        if self.pages_left() == 0:
            self.spent = True
            return Got(fetch, Outcome.BUDGET, fetch.url)
        if fetch.render and self.rendered >= self.budget.renders:
            return Got(fetch, Outcome.BUDGET, fetch.url)
        answer = yield fetch
        self.page_count += 1
        self.rendered += fetch.render
        got = self._read(fetch, answer)
        self.pages[key] = got
        if got.outcome is Outcome.OK and fetch.method == "GET" and not fetch.clicks:
            self.pages.setdefault(_ask_key(replace(fetch, url=got.url)), got)
        return got

    def forget(self, fetch: Fetch) -> None:
        """Let the next page that counts as the same as `fetch` be asked for, too."""
        self.pages.pop(_ask_key(self.page_fetch(fetch)), None)

    def ask_file(self, fetch: Fetch) -> Steps[Answer | None]:
        """Ask for the first bytes of a file; None where the budget is spent."""
        if self.file_count >= self.budget.files:
            return None
        answer = yield fetch
        self.file_count += 1
        self._record(fetch, answer, "")
        return answer

    def ask_apart(self, fetch: Fetch) -> Steps[Answer]:
        """Ask for something beside the visit's own road: it costs no budget and is not read for sections."""
        answer = yield fetch
        self._record(fetch, answer, "")
        return answer

    def _read(self, fetch: Fetch, answer: Answer) -> Got:
        page = None
        outcome = answer.outcome
        if outcome is Outcome.OK or (outcome is Outcome.NOT_FOUND and answer.body):
            page, outcome = self._page(fetch, answer)
        if outcome is Outcome.OK and page is not None:
            outcome = next((_TROUBLED[one] for one in page.troubles if one in _TROUBLED), outcome)
        self._record(fetch, replace(answer, outcome=outcome), page.title if page else "")
        return Got(
            fetch, outcome, answer.url, page, answer.at, answer.sha256, answer.headers,
            replace(answer, body=b""),
            read_technical(page, answer.body, answer.headers.get("content-type"))
            if fetch.purpose == "home" and page is not None
            else None,
        )  # fmt: skip

    def _page(self, fetch: Fetch, answer: Answer) -> tuple[Page | None, Outcome]:
        try:
            return read_page(answer, self.as_of), answer.outcome
        except Exception:  # the last defence: one page that a reader stumbles over must not lose the rest
            if fetch.purpose == "home":
                raise
            _LOG.exception("portal %s: not read: %s", self.portal.id, answer.url)
            return None, Outcome.BAD_RESPONSE

    def _record(self, fetch: Fetch, answer: Answer, title: str) -> None:
        self.byte_count += len(answer.body)
        self.seconds += answer.seconds
        self.visited.append(
            Visited(
                fetch.url, answer.url, fetch.purpose, answer.outcome, answer.status, answer.at,
                answer.seconds,
                len(answer.body), answer.sha256, title[:300], answer.detail,
            )
        )  # fmt: skip


def _ask_key(fetch: Fetch) -> str:
    fragment = fetch.url.partition("#")[2] if fetch.render else ""
    return f"{fetch.method}|{canonical(fetch.url)}|{fetch.form!r}|{fetch.render}|{fetch.clicks!r}|{fragment}"
