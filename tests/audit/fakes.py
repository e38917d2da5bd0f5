"""Portals that answer from memory: a crawl that drives real visits without any network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from audit.crawling import OnFinished, OnProgress
from config.registry import Portal
from crawler.facts import Answer, Fetch, Outcome, PortalFacts
from crawler.spiders.options import CrawlOptions, Progress
from crawler.visit import Budget, Visit
from crawler.warc import WarcWriter

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
Pages = Mapping[str, str]  # html by address
Site = Mapping[str, Outcome] | Pages

HOME = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Sở Thử nghiệm</title></head><body>
<nav><ul><li><a href="/van-ban-qppl">Văn bản quy phạm pháp luật</a></li>
<li><a href="/chi-dao">Văn bản chỉ đạo, điều hành</a></li>
<li><a href="/quy-hoach">Quy hoạch, kế hoạch</a></li>
<li><a href="/lien-he">Liên hệ</a></li></ul></nav>
<main><h1>Sở Thử nghiệm</h1><p>Trang chủ.</p></main></body></html>"""


def documents(title: str, rows: Sequence[tuple[str, str, str]]) -> str:
    """A page with a table of documents: number, day of issue, abstract."""
    cells = "".join(
        f"<tr><td>{number}</td><td>{day}</td><td><a href='/vb/{nth}'>{text}</a></td></tr>"
        for nth, (number, day, text) in enumerate(rows)
    )
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<main><h1>{title}</h1><table><thead><tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th>"
        f"</tr></thead><tbody>{cells}</tbody></table></main></body></html>"
    )


LAWS = documents(
    "Văn bản quy phạm pháp luật",
    [
        ("12/2026/QĐ-UBND", "02/10/2026", "Quyết định ban hành quy định về quản lý chợ trên địa bàn tỉnh"),
        ("11/2026/QĐ-UBND", "15/09/2026", "Quyết định quy định mức thu phí thẩm định"),
        ("05/2026/NQ-HĐND", "01/08/2026", "Nghị quyết về chính sách hỗ trợ hợp tác xã"),
    ],
)
ORDERS = documents(
    "Văn bản chỉ đạo, điều hành",
    [
        ("03/CT-UBND", "12/11/2026", "Chỉ thị về tăng cường phòng, chống thiên tai"),
        ("456/UBND-KTTH", "03/11/2026", "V/v triển khai nhiệm vụ quý IV năm 2026"),
        ("77/TB-UBND", "20/10/2026", "Thông báo kết luận cuộc họp giao ban"),
    ],
)
GOOD: dict[str, str] = {"/": HOME, "/van-ban-qppl": LAWS, "/chi-dao": ORDERS}


class FakeCrawl:
    """Stands for the crawl: `sites` by portal id, each a map from path to HTML; None: the portal is down.

    `stop_after`: interrupted after so many portals. `down_first`: portals that answer only when tried again.
    """

    def __init__(
        self,
        sites: Mapping[str, Pages | None],
        *,
        stop_after: int | None = None,
        down_first: Sequence[str] = (),
        before: Callable[[Portal], None] = lambda _: None,
    ) -> None:
        self.sites, self.stop_after, self.before = sites, stop_after, before
        self.down_first = set(down_first)
        self.visited: list[str] = []
        self.options: list[CrawlOptions] = []

    def __call__(
        self,
        portals: Sequence[Portal],
        options: CrawlOptions,
        *,
        on_finished: OnFinished,
        on_progress: OnProgress | None = None,
    ) -> bool:
        self.options.append(options)
        for portal in portals:
            if self.stop_after is not None and len(self.visited) >= self.stop_after:
                return False
            self.before(portal)
            self.visited.append(portal.id)
            pages = self.sites.get(portal.id, GOOD)
            if portal.id in self.down_first:
                self.down_first.discard(portal.id)
                pages = None
            facts = visit(portal, pages, options)
            on_finished(facts)
            if on_progress is not None:
                on_progress(
                    Progress(
                        portal.id, portal.name, len(facts.visited), "finished", facts.status,
                        facts.status_reason,
                    )
                )  # fmt: skip
        return True


def visit(portal: Portal, pages: Pages | None, options: CrawlOptions) -> PortalFacts:
    """The facts of one portal, with its answers in a WARC as the real crawl leaves them."""
    wanted, budget = options.wanted_of(portal.id), Budget(pages=options.max_pages)
    journey = Visit(portal, as_of=options.as_of, wanted=wanted, budget=budget)
    count = 0
    with WarcWriter(options.out_dir / "warc" / options.as_of.isoformat() / f"{portal.id}.warc.gz") as warc:
        while (fetch := journey.next()) is not None:
            count += 1
            answer = replace(_answer(portal, pages, fetch), at=START + timedelta(seconds=count))
            warc.write(answer)
            journey.receive(answer)
    return journey.facts()


def _answer(portal: Portal, pages: Pages | None, fetch: Fetch) -> Answer:
    if pages is None:
        return Answer(fetch, Outcome.TIMEOUT, START, fetch.url)
    path = fetch.url.removeprefix(portal.url.rstrip("/")) or "/"
    page = pages.get(path)
    if page is None:
        return Answer(fetch, Outcome.NOT_FOUND, START, fetch.url, status=404)
    body = page.encode()
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer(
        fetch, Outcome.OK, START, fetch.url, 200, headers, body, seconds=0.1, sha256=sha256(body).hexdigest()
    )
