"""The crawl in a process of its own.

A Scrapy reactor runs once per process, and a run tries portals a second time; a portal that brings the
process down (memory, a broken parser) must not take the others with it.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from audit.apart import Send, run_apart
from audit.clock import now
from audit.errors import InterruptedRunError
from config.registry import Portal
from crawler.facts import Answer, PortalFacts, SectionFacts, from_json, to_json
from crawler.spiders.options import CrawlOptions, Progress
from crawler.visit.bodies import Proposal
from crawler.visit.discover import Discovery

LOG = logging.getLogger(__name__)
STRIKES = 2  # a portal in hand at so many deaths of the process is given up
OnFinished = Callable[[PortalFacts], None]
OnProgress = Callable[[Progress], None]


class Crawl(Protocol):
    """`crawler.spiders.crawl.crawl`, or what stands for it. True: all visited, False: interrupted."""

    def __call__(  # noqa: D102
        self,
        portals: Sequence[Portal],
        options: CrawlOptions,
        *,
        on_finished: OnFinished,
        on_progress: OnProgress | None = None,
    ) -> bool: ...


@dataclass(slots=True)
class _Batch:
    """What is heard of one crawling process."""

    on_finished: OnFinished
    on_progress: OnProgress
    in_hand: set[str] = field(default_factory=set)
    whole: bool | None = None  # None: it never said how it ended
    error: Exception | None = None

    def hear(self, message: Any) -> None:
        """Take one message of the process."""
        if isinstance(message, bool):
            self.whole = message
        elif isinstance(message, Exception):
            self.error = message
        elif isinstance(message, bytes):
            facts = from_json(PortalFacts, message)
            self.on_finished(facts)
            self.in_hand.discard(facts.id)
        elif isinstance(message, Progress):
            if message.stage == "started":
                self.in_hand.add(message.portal_id)
            self.on_progress(message)


def crawl_apart(
    portals: Sequence[Portal],
    options: CrawlOptions,
    *,
    on_finished: OnFinished,
    on_progress: OnProgress | None = None,
) -> bool:
    """Crawl in a process of its own; as `crawler.spiders.crawl.crawl`, and may be called again.

    A process that dies is started again without the portals finished; a portal in hand when it died twice is
    given up as `incomplete`. Raises `RuntimeError` where the process dies with no portal in hand, and what
    the crawl itself raises.
    """
    left = {portal.id: portal for portal in portals}
    strikes = Counter[str]()

    def finished(facts: PortalFacts) -> None:
        on_finished(facts)
        left.pop(facts.id, None)

    while left:
        batch = _Batch(finished, on_progress or (lambda _: None))
        child = run_apart(_crawl_here, list(left.values()), options, on_message=batch.hear)
        if batch.error is not None:
            raise batch.error
        if child.stopped or batch.whole is not None:
            return bool(batch.whole)
        LOG.error("the crawling process died (exit code %s)", child.code)
        hurt = batch.in_hand & left.keys()
        if not hurt:
            raise RuntimeError(f"the crawling process died (exit code {child.code})")
        strikes.update(hurt)
        for name in [name for name in hurt if strikes[name] >= STRIKES]:
            finished(_given_up(left[name], options, now()))
    return True


def fetch_apart(url: str, options: CrawlOptions, render: bool) -> Answer:
    """One page, with the manners of a visit; raises `InterruptedRunError`, or what the fetch raises."""
    heard: list[Any] = []
    child = run_apart(_fetch_here, url, options, render, on_message=heard.append)
    if heard and isinstance(heard[0], Answer):
        return heard[0]
    if child.stopped:
        raise InterruptedRunError("Đã dừng theo yêu cầu.")
    raise heard[0] if heard else RuntimeError(f"the fetching process died (exit code {child.code})")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look through a portal for bodies brought home; `failure`: the answer where nothing was read."""

    proposal: Proposal
    pages: tuple[str, ...]
    failure: Answer | None


def discover_apart(url: str, name: str, options: CrawlOptions) -> Looked:
    """A provincial portal looked through for the bodies it links to, at most `options.max_pages` pages.

    `name`: of the portal, else its own title. Raises as `fetch_apart`.
    """
    heard: list[Any] = []
    child = run_apart(_discover_here, url, name, options, on_message=heard.append)
    if heard and isinstance(heard[0], Looked):
        return heard[0]
    if child.stopped:
        raise InterruptedRunError("Đã dừng theo yêu cầu.")
    raise heard[0] if heard else RuntimeError(f"the looking process died (exit code {child.code})")


def _crawl_here(send: Send, portals: list[Portal], options: CrawlOptions) -> None:
    from crawler.spiders.crawl import crawl  # only the child needs Scrapy

    try:
        whole = crawl(portals, options, on_finished=lambda facts: send(to_json(facts)), on_progress=send)
    except (OSError, ValueError) as error:  # options that cannot be used
        send(error)
        return
    send(whole)


def _fetch_here(send: Send, url: str, options: CrawlOptions, render: bool) -> None:
    from crawler.spiders.crawl import fetch_page

    try:
        send(fetch_page(url, options, render))
    except (OSError, ValueError) as error:
        send(error)


def _discover_here(send: Send, url: str, name: str, options: CrawlOptions) -> None:
    from crawler.spiders.crawl import walk

    found = Discovery(url, name, options.as_of, options.max_pages)
    try:
        walk(found, url, options)
    except (OSError, ValueError) as error:
        send(error)
        return
    send(Looked(found.proposal(), found.pages, None if found.reached else found.failure))


def _given_up(portal: Portal, options: CrawlOptions, at: datetime) -> PortalFacts:
    return PortalFacts(
        id=portal.id,
        name=portal.name,
        url=portal.url,
        level=portal.level,
        as_of=options.as_of,
        status="incomplete",
        status_reason="internal_error: crash",
        started=at,
        finished=at,
        sections={
            name: SectionFacts(name, "unknown", "internal_error") for name in options.wanted_of(portal.id)
        },
        visited=(),
        home=None,
    )
