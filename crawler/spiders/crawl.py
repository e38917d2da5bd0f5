"""The joint: visits a batch of portals, or one page, in this process. Blocking; once per process."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Protocol

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from config.registry import Portal
from crawler.facts import Answer, Fetch, PortalFacts
from crawler.net.tls import Authorities
from crawler.spiders.edge import make_doors
from crawler.spiders.options import CrawlOptions, Progress
from crawler.spiders.portal import MakeVisit, PortalSpider, new_visit

__all__ = ["CrawlOptions", "Progress", "Steps", "crawl", "fetch_page", "walk"]
_WALKED = "walked"  # the reason in the facts of a walk that came to its end


def crawl(
    portals: Sequence[Portal],
    options: CrawlOptions,
    *,
    on_finished: Callable[[PortalFacts], None],
    on_progress: Callable[[Progress], None] | None = None,
    make_visit: MakeVisit = new_visit,
) -> bool:
    """Visit `portals`; each one's facts go to `on_finished` as soon as it is done.

    True: all were visited. False: broken off by SIGINT or SIGTERM; the portals in hand are given up. An error
    in one portal makes it `incomplete` (`internal_error: …`) and stops no other; what `on_finished` raises
    ends the batch and is raised here. May be called once per process (Twisted's reactor).
    Raises `OSError` or `ValueError` where a hosts file, a network or a file of authorities cannot be used.
    """
    if not portals:
        return True
    make_doors(options).names.close()
    Authorities(options.ca_file)
    process = AsyncCrawlerProcess(_settings(options))
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # one line per request is for `scrapy crawl`
    crawler = process.create_crawler(PortalSpider)
    process.crawl(
        crawler,
        options=options,
        portals=portals,
        on_finished=on_finished,
        on_progress=on_progress,
        make_visit=make_visit,
    )
    process.start(install_signal_handlers=threading.current_thread() is threading.main_thread())
    spider = crawler.spider
    if not isinstance(spider, PortalSpider):
        raise RuntimeError("the crawl could not be started")
    if spider.failure is not None:
        raise spider.failure
    return not spider.interrupted


def fetch_page(url: str, options: CrawlOptions, render: bool = False) -> Answer:
    """The page at `url`, with the manners of a visit. Blocking; once per process, instead of `crawl`."""
    page = _OnePage(Fetch(url, "home", render=render))
    walk(page, url, options)
    if page.answer is None:
        raise RuntimeError("interrupted")
    return page.answer


class Steps(Protocol):
    """What asks for one fetch after another, sans-IO, and tells nothing of a portal's sections."""

    def next(self) -> Fetch | None: ...  # noqa: D102
    def receive(self, answer: Answer) -> None: ...  # noqa: D102


def walk(steps: Steps, url: str, options: CrawlOptions) -> None:
    """Make every fetch that `steps` asks for, with the manners of a visit; stores no answer and no picture.

    Blocking; once per process, instead of `crawl`. Raises `RuntimeError` where it was interrupted or
    broke, and what `crawl` raises.
    """
    portal = Portal("walk", url, url, "other")
    ended: list[PortalFacts] = []
    whole = crawl(
        [portal],
        replace(options, pictures=False, warc=False),
        on_finished=ended.append,
        make_visit=lambda *_: _Walk(steps, url, options.as_of),
    )
    if not whole or ended[0].status_reason != _WALKED:
        raise RuntimeError(ended[0].status_reason if whole else "interrupted")


class _Walk:
    """Steps as the spider takes a visit."""

    def __init__(self, steps: Steps, url: str, as_of: date) -> None:
        self.next, self.receive = steps.next, steps.receive
        self._url, self._as_of = url, as_of

    def facts(self) -> PortalFacts:
        """Nothing but that it was asked."""
        now, url = datetime.now(UTC), self._url
        return PortalFacts(
            "walk", url, url, "other", self._as_of, "incomplete", _WALKED, now, now, {}, (), None
        )


class _OnePage:
    """One request."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.answer: Answer | None = None

    def next(self) -> Fetch | None:
        """The one request, until it was answered."""
        return self._fetch if self.answer is None else None

    def receive(self, answer: Answer) -> None:
        """Keep the answer."""
        self.answer = answer


def _settings(options: CrawlOptions) -> Settings:
    settings = Settings()
    settings.setmodule(import_module("crawler.settings"), priority="project")
    settings.setdict(
        {
            "CONGKHAI_ALLOW_PRIVATE": options.allow_private,
            "CONGKHAI_ALLOW_NETS": list(options.allow_nets),
            "CONGKHAI_HOSTS": str(options.hosts) if options.hosts else None,
            "USER_AGENT": options.user_agent,
            "DOWNLOAD_TIMEOUT": options.timeout,
            "LOG_INSTALL_ROOT_HANDLER": False,
        },
        priority="cmdline",
    )
    return settings
