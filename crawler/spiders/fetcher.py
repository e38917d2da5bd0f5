"""Makes one `Fetch` into one `Answer`, with manners: robots at every hop, turns, retries, named outcomes."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

from crawler.facts import Answer, Certificate, Fetch, Method, Outcome
from crawler.net import outcomes
from crawler.net.doors import Doors
from crawler.net.pace import OutOfTimeError, Pace
from crawler.net.robots import MAX_BYTES, MAX_REDIRECTS, Robots, RobotsAnswer
from crawler.net.tls import Certificates
from crawler.net.urls import BadUrlError, Site, clean_url, site_of

_HOPS = 10
_SAME_HOP = 2  # cookies may send a visitor back to where he was, once
_LONGEST_PAUSE = 120.0  # a Retry-After beyond it ends the request
_ROBOTS_SECONDS = 300.0
_RETRIES = {
    Outcome.TIMEOUT: 1, Outcome.RESET: 2, Outcome.REFUSED: 1, Outcome.BAD_RESPONSE: 1,
    Outcome.SERVER_ERROR: 1,
}  # fmt: skip
_NOBODY = (Outcome.TIMEOUT, Outcome.RESET, Outcome.REFUSED, Outcome.DNS, Outcome.TLS)
_TIRED = 3  # requests in a row that reached nobody: no more second tries
_ENOUGH = "stop_after"  # meta: so many bytes of the body are wanted

Download = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Session:
    """What one portal's visit carries from request to request. `deadline` by `time.monotonic`."""

    portal: str
    deadline: float
    jar: CookieJar | None = field(default_factory=CookieJar)
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """How one request, or a row of redirected ones, ended."""

    url: str
    outcome: Outcome
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    detail: str | None = None
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sent:
    url: str
    method: Method = "GET"
    form: tuple[tuple[str, str], ...] = ()
    referer: str | None = None
    first_bytes: int | None = None
    ranged: bool = True


class Fetcher:
    """Makes requests for every portal of a batch. `download` is the one way out (Scrapy's downloader)."""

    def __init__(
        self, download: Download, doors: Doors, pace: Pace, certificates: Certificates, delay: float
    ) -> None:
        self._download = download
        self._doors = doors
        self.pace = pace
        self._certificates = certificates
        self._back_off = max(0.2, 2 * delay)
        self._last: dict[str, Reply] = {}
        self.robots = Robots(self._ask_robots)

    async def answer(self, fetch: Fetch, session: Session) -> Answer:
        """Make `fetch`. Never raises but when cancelled; every way to fail is an outcome."""
        started = time.monotonic()
        try:
            sent = _Sent(clean_url(fetch.url), fetch.method, fetch.form, fetch.referer, fetch.first_bytes)
            reply = await self._follow(sent, session)
        except BadUrlError as error:
            reply = Reply(fetch.url, Outcome.BAD_RESPONSE, detail=str(error))
        return await self.finish(fetch, reply, started)

    def drop(self) -> None:
        """Stop what is asked on behalf of several portals at once."""
        self.robots.drop()
        self._certificates.drop()

    async def finish(self, fetch: Fetch, reply: Reply, started: float) -> Answer:
        """The answer that `reply` makes, with the certificate of the host it came from."""
        return Answer(
            fetch=fetch,
            outcome=reply.outcome,
            at=datetime.now(UTC),
            url=reply.url,
            status=reply.status,
            headers=reply.headers,
            body=reply.body,
            redirects=reply.redirects,
            certificate=await self._certificate(reply),
            seconds=round(time.monotonic() - started, 3),
            sha256=hashlib.sha256(reply.body).hexdigest() if reply.status is not None else None,
            detail=reply.detail,
        )

    async def _certificate(self, reply: Reply) -> Certificate | None:
        if reply.status is None or not reply.url.startswith("https:"):
            return None
        site = site_of(reply.url)
        return await self._certificates.of(site.host, site.port)

    async def refusal(self, url: str) -> Reply | None:
        """Why `url` may not be fetched, by its host's robots.txt; None where it may."""
        rules = await self.robots.rules(url)
        self.pace.keep_crawl_delay(site_of(url).host, rules.crawl_delay)
        if rules.allows(url):
            return None
        return Reply(url, rules.closed or Outcome.ROBOTS, detail=rules.detail or "robots.txt forbids it")

    async def _follow(self, sent: _Sent, session: Session) -> Reply:
        hops: list[str] = []
        while True:
            reply = await self.refusal(sent.url) or await self._try(sent, session)
            reply = replace(reply, redirects=tuple(hops))
            location = reply.headers.get("location")
            if reply.status not in (301, 302, 303, 307, 308) or not location:
                return reply
            hops.append(sent.url)
            if len(hops) > _HOPS or hops.count(sent.url) > _SAME_HOP:
                return replace(reply, outcome=Outcome.REDIRECT_LOOP, redirects=tuple(hops))
            try:
                target = clean_url(location, base=sent.url)
            except BadUrlError as error:
                return replace(reply, outcome=Outcome.BAD_RESPONSE, detail=f"redirect: {error}")
            sent = replace(sent, url=target)
            if sent.method == "POST" and reply.status in (301, 302, 303):
                sent = replace(sent, method="GET", form=())

    async def _try(self, sent: _Sent, session: Session) -> Reply:
        """Send once, and again where the failure may pass."""
        host = site_of(sent.url).host
        last = self._last.get(host)
        if last and (self.pace.given_up(host) or self.pace.closed_for(host) > _LONGEST_PAUSE):
            detail = f"not asked again; last time: {last.outcome.value} {last.detail or ''}".strip()
            return Reply(sent.url, last.outcome, detail=detail)
        tries = 0
        while True:
            reply = await self._once(sent, session)
            if reply.status == 416 and sent.first_bytes and sent.ranged:
                sent = replace(sent, ranged=False)
                continue
            tries += 1
            if tries > self._retries(reply, sent, host):
                break
            await asyncio.sleep(self._back_off * 3 ** (tries - 1))
        self._last[host] = replace(reply, body=b"", headers={})
        return reply

    def _retries(self, reply: Reply, sent: _Sent, host: str) -> int:
        if self.pace.closed_for(host) > _LONGEST_PAUSE:
            return 0
        if sent.method == "POST":  # only a kept connection that was closed meanwhile is worth it
            return int(reply.outcome is Outcome.RESET)
        if reply.status in (429, 503):
            return 2
        return 0 if self.pace.unreached(host) >= _TIRED else _RETRIES.get(reply.outcome, 0)

    async def _once(self, sent: _Sent, session: Session) -> Reply:
        site = site_of(sent.url)
        try:
            address = (await self._doors.addresses(site.host))[0]
            async with self.pace.turn(site.host, address, session.deadline):
                session.requests += 1
                response = await self._download(_request(sent, session.jar))
        except OutOfTimeError:
            return Reply(sent.url, Outcome.BUDGET, detail="the portal's time is spent")
        except Exception as error:  # the client raises any kind; each becomes a named outcome
            reply = Reply(sent.url, outcomes.of_exception(error), detail=outcomes.describe(error))
            self.pace.reached(site.host, yes=reply.outcome not in _NOBODY)
            return reply
        return self._received(sent, session, site, response)

    def _received(self, sent: _Sent, session: Session, site: Site, response: Response) -> Reply:
        if session.jar is not None and response.request is not None:
            session.jar.extract_cookies(response, response.request)
        headers = {
            name.decode("latin-1").lower(): ", ".join(value.decode("utf-8", "replace") for value in values)
            for name, values in response.headers.items()
        }
        if response.status in (429, 503):
            pause = outcomes.retry_after(headers.get("retry-after"), datetime.now(UTC))
            self.pace.complain(site.host, pause)
        outcome = outcomes.of_status(response.status, headers)
        self.pace.reached(site.host, yes=outcome is not Outcome.BLOCKED)  # turned away is not let in
        body = response.body[: sent.first_bytes] if sent.first_bytes else response.body
        return Reply(sent.url, outcome, response.status, headers, body)

    async def _ask_robots(self, url: str) -> RobotsAnswer:
        session = Session("robots.txt", time.monotonic() + _ROBOTS_SECONDS, jar=None)
        for _ in range(MAX_REDIRECTS + 1):
            reply = await self._try(_Sent(url, first_bytes=MAX_BYTES, ranged=False), session)
            location = reply.headers.get("location")
            if reply.status not in (301, 302, 303, 307, 308) or not location:
                return RobotsAnswer(reply.outcome, reply.status, reply.body)
            try:
                url = clean_url(location, base=url)
            except BadUrlError:
                return RobotsAnswer(Outcome.BAD_RESPONSE)
        return RobotsAnswer(Outcome.REDIRECT_LOOP)


def _request(sent: _Sent, jar: CookieJar | None) -> Request:
    headers: dict[str, str] = {}
    if sent.referer:
        headers["Referer"] = sent.referer
    if sent.method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    if sent.first_bytes:
        headers["Accept-Encoding"] = "identity"
        if sent.ranged:
            headers["Range"] = f"bytes=0-{sent.first_bytes - 1}"
    request = Request(
        sent.url,
        method=sent.method,
        headers=headers,
        body=urlencode(sent.form) if sent.method == "POST" else "",
        meta={_ENOUGH: sent.first_bytes} if sent.first_bytes else {},
        dont_filter=True,
    )
    if jar is not None:
        jar.add_cookie_header(request)
    return request


def has_enough(request: Request, arrived: bytes) -> bool:
    """Has as much of the body arrived as was wanted? Called with every piece."""
    wanted = request.meta.get(_ENOUGH)
    if wanted is None:
        return False
    request.meta["arrived"] = request.meta.get("arrived", 0) + len(arrived)
    return bool(request.meta["arrived"] >= wanted)
