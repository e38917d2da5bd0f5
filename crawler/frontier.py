"""Which link next: one heap per portal, best first; addresses that mean the same page count once. Pure."""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from w3lib.url import canonicalize_url

_SESSION_PATH = re.compile(r";(jsessionid|phpsessid|sid|cfid)=[^/?#]*", re.I)
_NOISE = re.compile(
    r"(utm_\w+|fbclid|gclid|zarsrc|phpsessid|jsessionid|aspsessionid\w*|p_p_state(_rcv)?|p_p_mode|p_auth|"
    r"(_\w+_)?redirect|returnurl|return_url|backurl|referer|_t|nocache|timestamp|sessionid)\Z",
    re.I,
)
_INDEX = re.compile(r"(/pages)?/(default|index|home|trang-?chu|welcome)\.(aspx?|html?|php|jsp|jspx)\Z", re.I)
_DIGITS = re.compile(r"\d+")
_CALENDAR = re.compile(
    r"xem-theo-ngay|calendar|/lich-?(tuan|thang)|[?&](tuan|week|ngay|date|day|thang|month|tungay|denngay)=",
    re.I,
)
_PRINT = re.compile(r"print\.aspx|/print/|[?&](print|in)=|/in-trang|[?&]format=pdf|tmpl=component", re.I)
_UNREADABLE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|mp[34]|avi|mov|wmv|flv|apk|exe|css|js|ico)\Z",
    re.I,
)
MAX_URL = 1500
T = TypeVar("T")


@lru_cache(maxsize=1 << 15)
def canonical(url: str) -> str:
    """The key under which `url` counts once: session ids, tracking, index pages and `www.` are dropped.

    Scheme and fragment do not tell pages apart, nor does the order of the query.
    """
    parts = urlsplit(canonicalize_url(_SESSION_PATH.sub("", url)))
    path = _INDEX.sub("/", parts.path)
    if path.lower().endswith((".aspx", ".asp")):
        path = path.lower()
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _NOISE.match(name)
    ]
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    if parts.path.lower().endswith("index.php") and query:
        path = parts.path
    return f"{host}{path.rstrip('/') or '/'}" + (f"?{urlencode(query)}" if query else "")


def without_session(url: str) -> str:
    """`url` without the session's id that Java and PHP servers write into it: the address to tell others."""
    return _SESSION_PATH.sub("", url)


def pattern(url: str) -> str:
    """The shape of an address: numbers and query values left out. Endless addresses share one shape."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    path = parts.path if len(parts.path) < 300 else re.sub(r"[^/]{40,}", "*", parts.path)
    return f"{parts.netloc.lower()}{_DIGITS.sub('#', path)}?{'&'.join(names)}"


def is_trap(url: str) -> bool:
    """Calendars, week pagers, print views and addresses beyond all measure: nothing of ours lies there."""
    return len(url) > MAX_URL or bool(_CALENDAR.search(unquote(url))) or bool(_PRINT.search(url))


def is_page_address(url: str) -> bool:
    """Could a page (not a file, a mail address, a script) be at this address?"""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not _UNREADABLE.search(parts.path)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something worth fetching: `promise` per section (0 to 1), and what the owner needs to fetch it."""

    key: str
    promise: Mapping[str, float]
    payload: T


@dataclass(slots=True)
class Frontier(Generic[T]):
    """Best-first queue of one portal. `per_pattern`: of one address shape no more than so many are taken."""

    per_pattern: int = 40
    _heap: list[tuple[float, int, Candidate[T]]] = field(default_factory=list)
    _best: dict[str, Candidate[T]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _patterns: Counter[str] = field(default_factory=Counter)
    _order: int = 0

    def push(self, candidate: Candidate[T], url: str) -> bool:
        """Add or improve a candidate; False where it is known at least as well, taken, or a trap."""
        known = self._best.get(candidate.key)
        if candidate.key in self._taken:
            return False
        if known is None:
            if is_trap(url) or self._patterns[pattern(url)] >= self.per_pattern:
                return False
            self._patterns[pattern(url)] += 1
        elif not _improves(candidate, known):
            return False
        else:
            merged = dict(known.promise)
            for section, score in candidate.promise.items():
                merged[section] = max(score, merged.get(section, 0.0))
            better = max(candidate.promise.values(), default=0) > max(known.promise.values(), default=0)
            candidate = Candidate(candidate.key, merged, candidate.payload if better else known.payload)
        self._best[candidate.key] = candidate
        self._order += 1
        best = max(candidate.promise.values(), default=0.0)
        heapq.heappush(self._heap, (-best - 1.0, self._order, candidate))
        return True

    def pop(self, gain: Callable[[Candidate[T]], float], least: float = 0.25) -> Candidate[T] | None:
        """Take the candidate of greatest gain, or None where none gains `least`.

        `gain` is asked again at every call, so that what is settled no longer counts; it may only fall.
        """
        while self._heap:
            stored, order, candidate = heapq.heappop(self._heap)
            if candidate.key in self._taken or self._best.get(candidate.key) is not candidate:
                continue
            now = gain(candidate)
            if now < least:
                continue
            if self._heap and -stored > now and -self._heap[0][0] > now:
                heapq.heappush(self._heap, (-now, order, candidate))
                continue
            self._taken.add(candidate.key)
            return candidate
        return None

    def take(self, key: str) -> None:
        """Mark a key as fetched by another way."""
        self._taken.add(key)

    def waiting(self) -> list[Candidate[T]]:
        """The candidates not taken yet."""
        return [one for key, one in self._best.items() if key not in self._taken]


def _improves(new: Candidate[T], known: Candidate[T]) -> bool:
    return any(score > known.promise.get(section, 0.0) for section, score in new.promise.items())
