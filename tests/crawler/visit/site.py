"""A site made of facts: pages by address, no markup and no server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from crawler.facts import (
    Answer,
    Contact,
    DateKind,
    Fetch,
    FileFacts,
    Item,
    Link,
    LinkPlace,
    Listing,
    ListingKind,
    Outcome,
    Page,
    Pager,
    PortalFacts,
    PrintedDate,
)
from crawler.visit import Budget, Visit
from crawler.visit.state import Render

AS_OF = date(2026, 11, 20)
ROOT = "https://sotest.tinh.gov.vn"
CORE = ("planning", "legal_documents", "investment_incentives", "directives", "qa", "contact")
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Body:
    id: str = "so-test"
    name: str = "Sở Thử nghiệm"
    url: str = ROOT + "/"
    level: str = "department"


@dataclass
class Site:
    """Pages by address; `outcomes` for addresses that fail; every fetch is kept in `asked`."""

    pages: dict[str, Page]
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    rendered: dict[str, Page] = field(default_factory=dict)
    render_outcome: Outcome | None = None
    by_clicks: Callable[[Fetch], Page | None] = lambda _: None
    redirects: dict[str, str] = field(default_factory=dict)
    by_form: Callable[[Fetch], Page | None] = lambda _: None
    asked: list[Fetch] = field(default_factory=list)

    def answer(self, fetch: Fetch) -> Answer:
        self.asked.append(fetch)
        at = START + timedelta(seconds=len(self.asked))
        outcome = self.outcomes.get(fetch.url) or self._outcome(fetch)
        if fetch.render and self.render_outcome:
            outcome = self.render_outcome
        return Answer(
            fetch,
            outcome,
            at,
            self.redirects.get(fetch.url, fetch.url),
            body=b"x" if outcome is Outcome.OK else b"",
            sha256=f"{len(self.asked):064d}",
        )

    def _outcome(self, fetch: Fetch) -> Outcome:
        if fetch.purpose == "file":
            return Outcome.OK
        return Outcome.OK if self.page(fetch) else Outcome.NOT_FOUND

    def page(self, fetch: Fetch) -> Page | None:
        if fetch.clicks:
            return self.by_clicks(fetch)
        if fetch.render and fetch.url in self.rendered:
            return self.rendered[fetch.url]
        return self.by_form(fetch) if fetch.form else self.pages.get(fetch.url)

    def read_page(self, answer: Answer, as_of: date) -> Page:
        page = self.page(answer.fetch)
        assert as_of == AS_OF
        return page or Page(answer.url, "empty")

    def asked_for(self, purpose: str) -> list[str]:
        return [fetch.url for fetch in self.asked if fetch.purpose == purpose]


def run(
    site: Site, *, wanted: tuple[str, ...] = CORE, budget: Budget | None = None, render: Render = "auto"
) -> PortalFacts:
    visit = Visit(Body(), as_of=AS_OF, wanted=wanted, budget=budget, render=render)
    for _ in range(2000):
        fetch = visit.next()
        if fetch is None:
            return visit.facts()
        visit.receive(site.answer(fetch))
    raise AssertionError("the visit does not end")


def link(label: str, path: str = "", place: LinkPlace = "menu", *parents: str) -> Link:
    url = path if path.startswith("http") or not path else ROOT + path
    return Link(url, label, place, parents)


def page(path: str, *, links: tuple[Link, ...] = (), listings: tuple[Listing, ...] = (), **more: Any) -> Page:
    return replace(Page(ROOT + path, "html", links=links, listings=listings), **more)


def day(text: str, kind: DateKind = DateKind.ISSUED) -> PrintedDate:
    return PrintedDate(date.fromisoformat(text), kind, text)


def documents(
    titles: Mapping[str, str | None],
    *,
    first: int = 1,
    posted: bool = True,
    next_page: str | None = None,
    files: bool = True,
    **more: Any,
) -> Listing:
    """A list of documents: title to number, one a day."""
    items = tuple(
        Item(
            title,
            url=f"{ROOT}/van-ban/{first + i}",
            number=number,
            issued=day(f"2026-10-{1 + (first + i) % 27:02d}"),
            published=day(f"2026-10-{2 + (first + i) % 27:02d}", DateKind.PUBLISHED) if posted else None,
            files=(FileFacts(f"{ROOT}/tep/{first + i}.pdf", "Tải về"),) if files else (),
        )
        for i, (title, number) in enumerate(titles.items())
    )
    pager = Pager((Fetch(ROOT + next_page, "list"),)) if next_page else Pager()
    return replace(Listing("documents", items, pager=pager), **more)


def news(*titles: str, kind: ListingKind = "news") -> Listing:
    items = tuple(
        Item(title, url=f"{ROOT}/tin/{i}", published=day("2026-11-01", DateKind.PUBLISHED))
        for i, title in enumerate(titles)
    )
    return Listing(kind, items)


PLANS = documents(
    {
        "Quyết định phê duyệt quy hoạch chung đô thị Nam Hà": "120/QĐ-UBND",
        "Kế hoạch phát triển kinh tế - xã hội năm 2026": "15/KH-UBND",
        "Đồ án quy hoạch phân khu số 2": "98/QĐ-UBND",
    }
)
LAWS = documents(
    {
        "Quyết định ban hành quy định về quản lý chợ": "12/2026/QĐ-UBND",
        "Nghị quyết về phí và lệ phí": "05/2026/NQ-HĐND",
        "Nghị định quy định chi tiết": "224/2026/NĐ-CP",
    },
    first=11,
)
ORDERS = documents(
    {
        "Tăng cường phòng, chống thiên tai": "03/CT-UBND",
        "V/v triển khai nhiệm vụ quý IV": "456/UBND-KTTH",
        "Thông báo kết luận cuộc họp": "77/TB-UBND",
    },
    first=21,
)
PROJECTS = Listing(
    "projects",
    tuple(
        Item(
            f"Dự án kêu gọi đầu tư khu công nghiệp số {i}",
            url=f"{ROOT}/du-an/{i}",
            fields=("Tổng mức đầu tư",),
        )
        for i in range(4)
    ),
)
QUESTIONS = Listing(
    "questions",
    tuple(
        Item(
            f"Hồ sơ cấp phép thứ {i} gồm những gì?",
            url=f"{ROOT}/cau-hoi/{i}",
            answered=True,
            published=day("2026-10-05", DateKind.ANSWERED),
        )
        for i in range(5)
    ),
)
ADDRESS = Contact(
    "Số 1 đường Lê Lợi; 0200 123 456",
    "Số 1 đường Lê Lợi, phường A",
    ("0200123456",),
    emails=("so@tinh.gov.vn",),
)
MENU = (
    link("Trang chủ", "/"),
    link("Quy hoạch - Kế hoạch", "/quy-hoach"),
    link("Văn bản quy phạm pháp luật", "/vbqppl"),
    link("Ưu đãi đầu tư", "/dau-tu"),
    link("Văn bản chỉ đạo, điều hành", "/chi-dao"),
    link("Hỏi đáp", "/hoi-dap"),
    link("Liên hệ", "/lien-he"),
)


def good_site() -> Site:
    pages = [
        page("/", links=MENU),
        page("/quy-hoach", links=MENU, listings=(PLANS,)),
        page("/vbqppl", links=MENU, listings=(LAWS,)),
        page("/dau-tu", links=MENU, listings=(PROJECTS,)),
        page("/chi-dao", links=MENU, listings=(ORDERS,)),
        page("/hoi-dap", links=MENU, listings=(QUESTIONS,)),
        page("/lien-he", links=MENU, contacts=(ADDRESS,)),
    ]
    return Site({one.url: one for one in pages})
