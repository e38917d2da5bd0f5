"""The province without a network: hands a visit its answers straight from the pages."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urljoin, urlsplit

from crawler.facts import Answer, Certificate, Fetch, Outcome
from tests.replica.addresses import METADATA, TRAP, TRAP_HOST, Ports
from tests.replica.content import as_of
from tests.replica.model import Plan
from tests.replica.province import ADDRESSES, Province

_CLOSED = {TRAP, TRAP_HOST, METADATA, "127.0.0.1", "localhost"}
_HOPS = 8
_OUTCOMES = {404: Outcome.NOT_FOUND, 410: Outcome.NOT_FOUND, 403: Outcome.BLOCKED, 401: Outcome.BLOCKED}


def answering(month: str, ports: Ports | None = None) -> Callable[[Fetch], Answer]:
    """A function that answers every fetch as a polite client would report it.

    Redirects are followed, robots.txt is kept, private addresses are refused; there is no browser.
    """
    province = Province(month, ports or Ports())
    at = datetime.combine(as_of(month), time(2), UTC)

    def answer(fetch: Fetch) -> Answer:
        return _answer(province, fetch, at)

    return answer


def _answer(province: Province, fetch: Fetch, at: datetime) -> Answer:
    url = fetch.url.partition("#")[0]
    hops: list[str] = []
    if fetch.render:
        return Answer(fetch, Outcome.NO_BROWSER, at, url)
    for _ in range(_HOPS):
        parts = urlsplit(url)
        host, path = parts.hostname or "", (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        outcome = _refused(province, host, path)
        if outcome is not None:
            return Answer(fetch, outcome, at, url, redirects=tuple(hops))
        method = "GET" if hops and fetch.method == "POST" else fetch.method
        reply = province.answer(parts.scheme, host, method, path, dict(fetch.form))
        if reply is None:
            return Answer(fetch, Outcome.TIMEOUT, at, url, redirects=tuple(hops))
        headers = {name.lower(): value for name, value in reply.headers}
        if reply.status in (301, 302, 303, 307, 308):
            hops.append(url)
            url = urljoin(url, headers["location"])
            continue
        outcome = Outcome.OK if reply.status < 300 else _OUTCOMES.get(reply.status, Outcome.SERVER_ERROR)
        headers |= {"content-type": reply.content_type, "content-length": str(len(reply.body))}
        body = b"" if fetch.method == "HEAD" else reply.body
        status = reply.status
        if fetch.first_bytes is not None and outcome is Outcome.OK and len(body) > fetch.first_bytes:
            headers["content-range"] = f"bytes 0-{fetch.first_bytes - 1}/{len(body)}"
            body, status = body[: fetch.first_bytes], 206
        certificate = _certificate(province, host, at) if parts.scheme == "https" else None
        return Answer(
            fetch, outcome, at, url, status, headers, body, tuple(hops), certificate, 0.01,
            hashlib.sha256(body).hexdigest(),
        )  # fmt: skip
    return Answer(fetch, Outcome.REDIRECT_LOOP, at, url, redirects=tuple(hops))


def _refused(province: Province, host: str, path: str) -> Outcome | None:
    """Why a polite client would not even ask."""
    if host in _CLOSED:
        return Outcome.PRIVATE_ADDRESS
    if host not in ADDRESSES or province.family_at(host, path) is None:
        return Outcome.DNS
    return Outcome.ROBOTS if province.is_forbidden(host, path) else None


def _certificate(province: Province, host: str, at: datetime) -> Certificate | None:
    plan: Plan | None = next((one for one in province.plans if one.host == host and one.certificate), None)
    if plan is None:
        return None
    problems = {"expired": ("expired",), "wrong_name": ("wrong_name",)}.get(plan.certificate, ())
    end = at + timedelta(days=-300 if plan.certificate == "expired" else 300)
    return Certificate(host, "Trường Giang Test CA", end - timedelta(days=365), end, problems)
