"""Everything a batch of visits needs of the outside, put together once: doors, manners, browser."""

import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from crawler.browser import Browser
from crawler.browser.tab import Tab
from crawler.facts import Answer, Fetch
from crawler.net.addresses import AddressPolicy
from crawler.net.doors import Doors
from crawler.net.names import Names, read_hosts
from crawler.net.pace import Pace
from crawler.net.proxy import Proxy
from crawler.net.tls import Authorities, Certificates
from crawler.spiders.fetcher import Download, Fetcher, Session
from crawler.spiders.options import CrawlOptions
from crawler.spiders.rendering import Rendering


def make_doors(options: CrawlOptions) -> Doors:
    """The doors that `options` describe; raises `OSError`, `ValueError` (hosts file, networks)."""
    names = Names(read_hosts(options.hosts) if options.hosts else None)
    return Doors(names, AddressPolicy(allow_private=options.allow_private, allow_nets=options.allow_nets))


_HANDSHAKE = 15.0  # seconds


class Edge:
    """Makes any `Fetch`: plain ones through Scrapy's downloader, rendered ones in the browser."""

    def __init__(self, download: Download, options: CrawlOptions) -> None:
        """Raises `OSError` or `ValueError` where a named file or network cannot be used."""
        self._doors = make_doors(options)
        certificates = Certificates(
            self._doors, Authorities(options.ca_file), min(options.timeout, _HANDSHAKE)
        )
        self.fetcher = Fetcher(download, self._doors, Pace(options.delay), certificates, options.delay)
        self._proxy = Proxy(self._doors)
        self._browser = Browser(self._proxy.start, options.user_agent)
        self._rendering = Rendering(self.fetcher, self._doors, self._proxy, self._browser)
        self._seconds = options.portal_seconds

    def session(self, portal: str) -> Session:
        """A new portal's session: its own cookies, its own deadline."""
        return Session(portal, time.monotonic() + self._seconds)

    async def end(self, session: Session) -> None:
        """Drop what is kept for a session."""
        await self._browser.forget(session.portal)

    async def answer(self, fetch: Fetch, session: Session) -> Answer:
        """Make `fetch`; never raises but when cancelled."""
        if fetch.render:
            return await self._rendering.answer(fetch, session)
        return await self.fetcher.answer(fetch, session)

    async def picture(self, url: str, path: Path, session: Session) -> bool:
        """Store a JPEG of the page at `url`; False where that could not be done."""
        return await self._rendering.picture(url, path, session)

    def opened(
        self, url: str, session: Session, width: int | None = None
    ) -> AbstractAsyncContextManager[Tab]:
        """The page at `url` in the browser, to be measured; raises as `Rendering.opened`."""
        return self._rendering.opened(url, session, width)

    @property
    def browser(self) -> str:
        """The version of the browser that runs; empty where none does."""
        return self._browser.version

    async def ipv6(self, host: str) -> bool | None:
        """Has `host` an IPv6 address in the DNS? None: the DNS is not asked for it. Raises `DnsError`."""
        return await self._doors.names.ipv6(host)

    def drop(self) -> None:
        """Stop what goes on beside the portals' own tasks."""
        self.fetcher.drop()

    async def close(self) -> None:
        """Let browser, proxy and threads go."""
        await self._browser.close()
        await self._proxy.close()
        self._doors.names.close()
