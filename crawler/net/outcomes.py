"""How a request ended, by name: from a status, from whatever the client raised, and when to come back."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet import error as tx
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseNeverReceived

from crawler.facts import Outcome
from crawler.net.addresses import PrivateAddressError
from crawler.net.names import DnsError
from crawler.net.urls import BadUrlError

_BLOCKED = (401, 403, 429)
_NOT_FOUND = (404, 410)
# Order matters: the first kind that is found among an exception and its causes gives the name.
_BY_KIND: tuple[tuple[type[BaseException], Outcome], ...] = (
    (PrivateAddressError, Outcome.PRIVATE_ADDRESS),
    (CannotResolveHostError, Outcome.DNS),
    (DnsError, Outcome.DNS),
    (tx.DNSLookupError, Outcome.DNS),
    (SSL.Error, Outcome.TLS),
    (DownloadTimeoutError, Outcome.TIMEOUT),
    (tx.TimeoutError, Outcome.TIMEOUT),
    (TimeoutError, Outcome.TIMEOUT),
    (DownloadConnectionRefusedError, Outcome.REFUSED),
    (tx.ConnectionRefusedError, Outcome.REFUSED),
    (ConnectionRefusedError, Outcome.REFUSED),
    (tx.NoRouteError, Outcome.REFUSED),
    (DownloadCancelledError, Outcome.TOO_LARGE),
    (IgnoreRequest, Outcome.TOO_LARGE),  # decompression beyond the limit
    (tx.ConnectionLost, Outcome.RESET),  # broken off, not just closed too early
    (ResponseDataLossError, Outcome.BAD_RESPONSE),
    (ParseError, Outcome.BAD_RESPONSE),
    (BadUrlError, Outcome.BAD_RESPONSE),
    (UnsupportedURLSchemeError, Outcome.BAD_RESPONSE),
    (zlib.error, Outcome.BAD_RESPONSE),
    (tx.ConnectionDone, Outcome.RESET),
    (ResponseNeverReceived, Outcome.RESET),
    (tx.ConnectError, Outcome.REFUSED),
    (ConnectionError, Outcome.RESET),
    (OSError, Outcome.BAD_RESPONSE),
    (ValueError, Outcome.BAD_RESPONSE),
)


def of_status(status: int, headers: Mapping[str, str]) -> Outcome:
    """The outcome of an answer that came whole; `headers` with names in lower case."""
    if status in _BLOCKED or "cf-mitigated" in headers:
        return Outcome.BLOCKED
    if status in _NOT_FOUND:
        return Outcome.NOT_FOUND
    if 200 <= status < 300:
        return Outcome.OK
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.HTTP_ERROR


def of_exception(exception: BaseException) -> Outcome:
    """The outcome of a request that raised; what has no other name is a bad response."""
    causes = tuple(_causes(exception))
    for kind, outcome in _BY_KIND:
        if any(isinstance(cause, kind) for cause in causes):
            return outcome
    return Outcome.BAD_RESPONSE


def describe(exception: BaseException) -> str:
    """What the client said, in one line."""
    last = list(_causes(exception))[-1]
    text = " ".join(str(last).split())
    return f"{type(last).__name__}: {text}"[:300]


def _causes(exception: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """`exception` and everything it was made from: causes, contexts, Twisted's lists of reasons."""
    yield exception
    if depth > 5:
        return
    for reason in getattr(exception, "reasons", None) or ():
        value = reason.value if isinstance(reason, Failure) else reason
        if isinstance(value, BaseException):
            yield from _causes(value, depth + 1)
    cause = exception.__cause__
    if cause is not None and cause is not exception:
        yield from _causes(cause, depth + 1)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a `Retry-After` header asks for, as number or date; None where it says nothing."""
    text = (value or "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
