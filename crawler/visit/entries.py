"""The entries of a list, each once, however often and however fully it is printed."""

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from urllib.parse import urlsplit

from crawler.facts import Item, Listing
from crawler.frontier import canonical
from crawler.read.text import fold

Key = tuple[str, ...]
_SAID = 40  # letters of a title by which a document of the same number is known again


@dataclass(slots=True)
class Entries:
    """Gathers the entries of one section over pages."""

    _items: dict[Key, Item] = field(default_factory=dict)

    def add(self, listing: Listing, page_url: str) -> int:
        """Take the entries of `listing`, which stands on `page_url`; how many were new."""
        here = canonical(page_url)
        times = Counter(canonical(item.url) for item in listing.items if item.url)
        new = 0
        for item in listing.items:
            key = _key(item, here, times)
            known = self._items.get(key)
            new += known is None
            self._items[key] = item if known is None else merged(known, item)
        return new

    def all(self) -> list[Item]:
        """The entries in the order in which they were met."""
        return list(self._items.values())


def _key(item: Item, here: str, times: Counter[str]) -> Key:
    """What makes an entry the same one on another page: its own address, else its title, number and day."""
    url = canonical(item.url) if item.url else ""
    if url and url != here and times[url] == 1 and urlsplit(item.url or "").path not in ("", "/"):
        return (url,)
    printed = item.issued or (None if item.number else item.published)
    return (url, fold(item.title), item.number or "", printed.day.isoformat() if printed else "")


def merged(known: Item, other: Item) -> Item:
    """`known`, with what only `other` says of the same entry."""
    changes = {
        one.name: getattr(other, one.name)
        for one in fields(Item)
        if not getattr(known, one.name) and getattr(other, one.name)
    }
    files = {file.url: file for file in (*known.files, *other.files)}
    return replace(known, **changes | {"files": tuple(files.values())})


def distinct(items: list[Item]) -> tuple[Item, ...]:
    """Each entry once, also where only its own page told that it is the same: by number, day and title."""
    found: dict[Key, Item] = {}
    for item in items:
        day = item.issued.day.isoformat() if item.issued else ""
        key: Key = (item.number or "", day, fold(item.title)[:_SAID])
        if not item.number or not day:
            posted = item.published.day.isoformat() if item.published else ""
            key = (item.url or "", fold(item.title), posted, *key)
        found[key] = merged(found[key], item) if key in found else item
    return tuple(found.values())
