"""Which entries of a list are those that earlier runs saw, although addresses and days may have changed.

Two entries are one where number and title agree and nothing else tells them apart: not the day of issue,
and not address and day of posting both. So an entry posted again under a new day stays itself (its address or
its day of issue does), a portal that moves to a new platform does not become fresh by it (the days stay), and
next month's notice of the same title is another.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from crawler.facts import Item
from crawler.read.text import fold

TITLE = 500  # characters kept


class Seen(Protocol):
    """A row of an entry that was seen."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def number(self) -> str | None: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def issued(self) -> date | None: ...  # noqa: D102
    @property
    def published(self) -> date | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Look:
    """What an entry is told by."""

    name: str
    url: str | None
    issued: date | None
    published: date | None

    def likeness(self, other: "_Look") -> int:
        """How sure it is the same, of two of one name: 3 by day of issue or address, 2 by day of posting, 1
        where nothing tells them apart, 0 where it is another.
        """
        if self.issued is not None and other.issued is not None:
            return 3 if self.issued == other.issued else 0
        if self.url and self.url == other.url:
            return 3
        if self.published is not None and other.published is not None:
            return 2 if self.published == other.published else 0
        return 1


def identify(items: Sequence[Item], seen: Iterable[Seen]) -> list[str]:
    """The key of each item: that of the entry it is, or a new one. No two items have the same key."""
    known: dict[str, dict[str, list[_Look]]] = defaultdict(lambda: defaultdict(list))
    taken: set[str] = set()
    for row in seen:
        look = _look(row.title, row.number, row.url, row.issued, row.published)
        known[look.name][row.key].append(look)
        taken.add(row.key)
    looks = [_look_of(item) for item in items]
    keys: dict[int, str] = {}
    for least in (3, 2, 1):
        for nth, look in enumerate(looks):
            if nth in keys:
                continue
            for key, before in known[look.name].items():
                if max(look.likeness(one) for one in before) >= least:
                    keys[nth] = key
                    del known[look.name][key]
                    break
    for nth, look in enumerate(looks):
        if nth not in keys:
            keys[nth] = _new_key(look, taken)
            taken.add(keys[nth])
    return [keys[nth] for nth in range(len(items))]


def _look_of(item: Item) -> _Look:
    issued = item.issued.day if item.issued else None
    return _look(item.title, item.number, item.url, issued, item.published.day if item.published else None)


def _look(
    title: str, number: str | None, url: str | None, issued: date | None, published: date | None
) -> _Look:
    return _Look(f"{fold(number or '')}|{fold(title[:TITLE])}", url, issued, published)


def _new_key(look: _Look, taken: set[str]) -> str:
    nth = 0
    while True:
        told = f"{look.name}|{look.url}|{look.issued}|{look.published}|{nth}"
        key = hashlib.sha256(told.encode()).hexdigest()[:24]
        if key not in taken:
            return key
        nth += 1
