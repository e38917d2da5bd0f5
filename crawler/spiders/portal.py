"""The spider that visits portals: asks each `Visit` for its next `Fetch`, makes it, gives the `Answer` back.

Each portal has one outstanding request and Scrapy's scheduler decides nothing: requests go straight to the
downloader (`engine.download_async`). `scrapy crawl portal -a url=…` visits one portal.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response

from config.registry import Portal
from config.sections import core_sections
from crawler.facts import Answer, Fetch, PortalFacts, SectionFacts, to_json
from crawler.spiders.edge import Edge
from crawler.spiders.fetcher import Session, has_enough
from crawler.spiders.options import CrawlOptions, Progress, Stage
from crawler.spiders.pictures import with_pictures
from crawler.spiders.technique import with_technique
from crawler.visit import Budget, Visit
from crawler.warc import WarcWriter

log = logging.getLogger(__name__)


class AnyVisit(Protocol):
    """A visit as the spider sees it: `crawler.visit.Visit`."""

    def next(self) -> Fetch | None: ...  # noqa: D102
    def receive(self, answer: Answer) -> None: ...  # noqa: D102
    def facts(self) -> PortalFacts: ...  # noqa: D102


MakeVisit = Callable[[Portal, CrawlOptions], AnyVisit]


def new_visit(portal: Portal, options: CrawlOptions) -> AnyVisit:
    """The visit of `portal` as `options` want it."""
    return Visit(
        portal,
        as_of=options.as_of,
        wanted=options.wanted_of(portal.id),
        budget=Budget(pages=options.max_pages),
        render=options.render,
    )


class PortalSpider(Spider):
    """Visits a batch of portals, several at once, and hands over each one's facts when it is done."""

    name = "portal"

    def __init__(
        self,
        *,
        options: CrawlOptions,
        portals: Sequence[Portal],
        on_finished: Callable[[PortalFacts], None] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        make_visit: MakeVisit = new_visit,
    ) -> None:
        super().__init__()
        self.options = options
        self.portals = list(portals)
        self.interrupted = False
        self.failure: Exception | None = None  # what `on_finished` raised: the batch cannot go on
        self._on_finished = on_finished
        self._on_progress = on_progress
        self._make_visit = make_visit
        self._tasks: list[asyncio.Task[None]] = []
        self._done: asyncio.Queue[PortalFacts | Exception] = asyncio.Queue()
        self.edge: Edge

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "PortalSpider":
        """Scrapy's constructor. On the command line only `url` is needed."""
        if "options" not in kwargs:
            kwargs = _from_arguments(crawler, **kwargs)
        spider = cls(*args, **kwargs)
        spider._set_crawler(crawler)
        spider.edge = Edge(spider.download, spider.options)
        crawler.signals.connect(spider.piece_arrived, signals.bytes_received)
        crawler.signals.connect(spider.let_go, signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Visit all portals; yields the facts of each as an item where nobody else takes them."""
        waiting = iter(self.portals)
        self._tasks = [
            asyncio.create_task(self._work(waiting))
            for _ in range(min(self.options.concurrency, len(self.portals)))
        ]
        try:
            for _ in self.portals:
                done = await self._done.get()
                if isinstance(done, Exception):
                    self.failure = done
                    break
                if self._on_finished is None:
                    yield json.loads(to_json(done))
        except asyncio.CancelledError:
            self.interrupted = True
            raise
        finally:
            for task in self._tasks:
                task.cancel()
            self.edge.drop()

    async def download(self, request: Request) -> Response:
        """The one way out for plain requests."""
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("the crawl has ended")
        response: Response = await engine.download_async(request)
        return response

    def piece_arrived(self, data: bytes, request: Request) -> None:
        """Stop where only the first bytes are wanted."""
        if has_enough(request, data):
            raise StopDownload(fail=False)

    async def let_go(self) -> None:
        """At the end, however it came: nothing stays behind."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.edge.close()

    async def _work(self, waiting: Iterator[Portal]) -> None:
        for portal in waiting:
            try:
                facts = await self._visit(portal)
                self._tell(portal, "finished", len(facts.visited), facts)
                if self._on_finished is not None:
                    self._on_finished(facts)
            except Exception as error:  # the caller's own: crawl() raises it
                self._done.put_nowait(error)
                return
            self._done.put_nowait(facts)

    async def _visit(self, portal: Portal) -> PortalFacts:
        """One portal from first to last. An error in it is its own and no other portal's."""
        self._tell(portal, "started", 0)
        started = datetime.now(UTC)
        session = self.edge.session(portal.id)
        try:
            with self._archive(portal) as warc:
                return await self._walk(portal, session, warc)
        except Exception as error:  # whatever goes wrong in one portal must not stop the others
            log.exception("portal %s", portal.id)
            return _broken(portal, self.options, started, error)
        finally:
            await self.edge.end(session)

    def _archive(self, portal: Portal) -> AbstractContextManager[WarcWriter | None]:
        return (
            WarcWriter(self.options.warc_dir / f"{portal.id}.warc.gz") if self.options.warc else nullcontext()
        )

    async def _walk(self, portal: Portal, session: Session, warc: WarcWriter | None) -> PortalFacts:
        visit = self._make_visit(portal, self.options)
        while (fetch := visit.next()) is not None:
            answer = await self.edge.answer(fetch, session)
            if warc is not None:
                warc.write(answer)
            visit.receive(answer)
            self._tell(portal, "visiting", session.requests)
        facts = await with_technique(visit.facts(), self.edge, session, self.options)
        return (
            await with_pictures(facts, self.edge, session, self.options) if self.options.pictures else facts
        )

    def _tell(self, portal: Portal, stage: Stage, requests: int, facts: PortalFacts | None = None) -> None:
        if self._on_progress is not None:
            status, reason = (facts.status, facts.status_reason) if facts else (None, None)
            self._on_progress(Progress(portal.id, portal.name, requests, stage, status, reason))


def _broken(portal: Portal, options: CrawlOptions, started: datetime, error: Exception) -> PortalFacts:
    """The facts of a portal whose visit broke: nothing is known, and why."""
    reason = f"internal_error: {type(error).__name__}"
    return PortalFacts(
        portal.id, portal.name, portal.url, portal.level, options.as_of, "incomplete", reason,
        started, datetime.now(UTC),
        {one: SectionFacts(one, "unknown", "internal_error") for one in options.wanted_of(portal.id)},
        (), None,
    )  # fmt: skip


def _from_arguments(crawler: Crawler, **given: str) -> dict[str, Any]:
    """Options and the one portal from `scrapy crawl portal -a name=value …` and the project's settings."""
    if "url" not in given:
        raise ValueError("which portal? scrapy crawl portal -a url=https://…")
    settings = crawler.settings
    host = urlsplit(given["url"]).hostname or "portal"
    as_of = given.get("as_of")
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    hosts = settings.get("CONGKHAI_HOSTS")
    options = CrawlOptions(
        as_of=date.fromisoformat(as_of) if as_of else today,
        wanted=core_sections(),
        out_dir=Path(given.get("out", ".")),
        max_pages=int(given.get("max_pages", "200")),
        delay=float(given.get("delay", "1")),
        allow_private=settings.getbool("CONGKHAI_ALLOW_PRIVATE"),
        allow_nets=tuple(settings.getlist("CONGKHAI_ALLOW_NETS")),
        hosts=Path(hosts) if hosts else None,
        pictures=given.get("pictures") == "1",
    )
    portal = Portal(given.get("id", host), given.get("name", host), given["url"], "other")
    return {"options": options, "portals": [portal]}
