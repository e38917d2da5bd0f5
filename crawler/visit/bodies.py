"""The bodies that a provincial portal links to: rows for a registry that a person confirms. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from config.levels import Level
from config.vocabulary import load_vocabulary
from crawler.facts import Link, Page
from crawler.frontier import canonical, without_session
from crawler.read.text import fold, nfc
from crawler.read.vocabulary import default_matcher
from crawler.read.words import accented_words, plain_words

_ID = re.compile(r"[^a-z0-9._-]+")
_PORTAL_OF = re.compile(r"^(?:cổng|cong|trang) (?:thông tin điện tử|thong tin dien tu)(?: của| cua)? ")
_PAGED = ("department", "district", "commune")  # bodies of these levels may have but a page of the province's
_PLACES = ("menu", "submenu", "quick", "content", "sidebar", "sitemap")
_SURE, _NAMED_ELSEWHERE, _PAGE, _UNNAMED = 0.95, 0.7, 0.5, 0.4
_LISTED = 0.05  # more where a list of bodies names it
_LONGEST = 16  # words of a body's name
_GOV = ".gov.vn"


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One proposed row. `seen`: the label and where it stands; `sisters`: its other sites with labels."""

    id: str
    name: str
    url: str
    level: Level
    parent: str | None
    confidence: float
    seen: str
    sisters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A link that makes no row, and why not, in Vietnamese."""

    url: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a provincial portal's links propose, the portal itself first."""

    rows: tuple[BodyRow, ...]
    duplicates: tuple[Left, ...]
    outsiders: tuple[Left, ...]


class Known(Protocol):
    """A row of a registry as it is."""

    @property
    def id(self) -> str: ...  # noqa: D102 - the fields of the registry's own type
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from a registry: bodies new, moved (row, address until now), gone."""

    new: tuple[BodyRow, ...]
    moved: tuple[tuple[BodyRow, str], ...]
    gone: tuple[str, ...]  # ids that no link leads to any more


@dataclass(slots=True)
class _Found:
    rows: dict[str, BodyRow] = field(default_factory=dict)  # by address
    names: dict[str, str] = field(default_factory=dict)  # folded name -> address
    sisters: list[tuple[str, str]] = field(default_factory=list)
    duplicates: dict[str, Left] = field(default_factory=dict)
    outsiders: dict[str, Left] = field(default_factory=dict)


def propose(pages: Sequence[Page], url: str, name: str) -> Proposal:
    """Rows from the links of `pages`, those of the provincial portal `name` at `url`, home page first."""
    host = host_of(url)
    base = _base(host)
    province = BodyRow(_short(host.split(".")[0]), name, url, "province", None, 1.0, url)
    found = _Found({canonical(url): province})
    own = {canonical(url), *(canonical(page.url) for page in pages[:1])}  # the way in may lead elsewhere
    for page in pages:
        for link in page.links:
            if (
                link.url.startswith(("http://", "https://"))
                and link.place not in ("item", "pager")
                and canonical(link.url) not in own
            ):
                _take(found, link, host, base, province.id)
    rows = [_with_sisters(row, found, base) for row in found.rows.values()]
    return Proposal(_unique(rows), tuple(found.duplicates.values()), tuple(found.outsiders.values()))


def body_level(label: str) -> Level | None:
    """The level of the body that a label names; None where it names none."""
    matcher = default_matcher()
    words = matcher.words(label)
    text = _PORTAL_OF.sub("", " ".join(words.accented if words.has_accents else words.folded)) + " "
    if (
        len(words.folded) > _LONGEST
        or matcher.is_headline(label)
        or text.startswith(_no_bodies(words.has_accents))
    ):
        return None
    for start, level in _starts(words.has_accents):
        if text.startswith(start) and (text != start or start.count(" ") > 1):
            return level
    return None


def changes(proposal: Proposal, registry: Iterable[Known]) -> Changes:
    """What the proposal changes in a registry; rows are the same by address, else by id or name.

    A body that is still linked at its own address has not moved, whoever else bears its name.
    """
    known = list(registry)
    by_address = {canonical(one.url): one for one in known}
    still = {canonical(row.url) for row in proposal.rows}
    lost = [one for one in known if canonical(one.url) not in still]
    by_name = {fold(one.name): one for one in lost} | {one.id: one for one in lost}
    new, moved, met = [], [], set()
    for row in proposal.rows:
        same = by_address.get(canonical(row.url))
        named = same or by_name.get(row.id) or by_name.get(fold(row.name))
        if named is None:
            new.append(row)
            continue
        met.add(named.id)
        if same is None:
            moved.append((row, named.url))
    return Changes(tuple(new), tuple(moved), tuple(one.id for one in known if one.id not in met))


def _take(found: _Found, link: Link, home: str, base: str, province: str) -> None:
    host, label = host_of(link.url), nfc(link.label)
    key = canonical(link.url)
    level = body_level(label)
    inside = host == base or host.endswith(f".{base}")
    if host == home:
        if level in _PAGED and urlsplit(link.url).path.strip("/") and link.place in _PLACES:
            _add(found, link, key, label, level, _PAGE, province)
        return
    first = host.removesuffix(base).strip(".").split(".")[0] if inside else host.split(".")[0]
    if first in load_vocabulary().general.internal_hosts:
        found.outsiders.setdefault(key, Left(link.url, label, "hệ thống làm việc nội bộ"))
    elif inside and first in load_vocabulary().general.sister_hosts:
        found.sisters.append((link.url, label))
    elif level is not None and (inside or host.endswith((_GOV, ".edu.vn"))):
        _add(found, link, key, label, level, _SURE if inside else _NAMED_ELSEWHERE, province)
    elif inside:
        _add(found, link, key, label or host, "other", _UNNAMED, province)
    else:
        reason = "tên miền ngoài của tỉnh" if host.endswith(_GOV) else "không phải cơ quan của tỉnh"
        found.outsiders.setdefault(key, Left(link.url, label, reason))


def _add(found: _Found, link: Link, key: str, label: str, level: Level, sure: float, province: str) -> None:
    """Add a row, or improve the one of the same address; a body named twice with two addresses is told."""
    above = " › ".join(link.parents)
    listed = any(_is_list(parent) for parent in link.parents)
    sure = round(min(0.99, sure + _LISTED * listed), 2)
    url = without_session(link.url)
    seen = f"{above} › {label}" if above else label
    row = BodyRow(_identity(url), label, url, level, province, sure, seen)
    known = found.rows.get(key)
    if known is not None:
        if known.level != "province" and (known.confidence, len(known.name)) < (sure, len(label)):
            found.rows[key] = row
        return
    name = fold(label)
    other = found.names.get(name)
    if other is not None and found.rows[other].confidence >= sure:
        reason = f"cùng tên với {found.rows[other].url}"
        found.duplicates.setdefault(key, Left(link.url, label, reason))
        return
    if other is not None:
        gone = found.rows.pop(other)
        found.duplicates.setdefault(other, Left(gone.url, gone.name, f"cùng tên với {link.url}"))
    found.rows[key] = row
    found.names[name] = key


def _with_sisters(row: BodyRow, found: _Found, base: str) -> BodyRow:
    """The row with the sites that belong to it: under its own host, else under the province's domain."""
    host = host_of(row.url)
    own = []
    for url, label in found.sisters:
        sister = host_of(url)
        owner = max(
            (host_of(one.url) for one in found.rows.values() if sister.endswith(f".{host_of(one.url)}")),
            key=len, default=base,
        )  # fmt: skip
        if owner == host or (row.level == "province" and owner == base):
            own.append((url, label))
    return replace(row, sisters=tuple(dict.fromkeys(own)))


def _unique(rows: list[BodyRow]) -> tuple[BodyRow, ...]:
    """The rows with ids that no two share."""
    taken: set[str] = set()
    made = []
    for row in rows:
        name, number = row.id, 2
        while name in taken:
            name, number = f"{row.id}-{number}", number + 1
        taken.add(name)
        made.append(replace(row, id=name))
    return tuple(made)


def _identity(url: str) -> str:
    path = [part for part in urlsplit(f"//{canonical(url)}").path.split("/") if part]
    return _short(path[-1]) if path else _short(host_of(url).split(".")[0])


def _short(text: str) -> str:
    return _ID.sub("-", fold(text)).strip("-.")[:64]


def host_of(url: str) -> str:
    """The host of an address, lower case, without `www.`."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _base(host: str) -> str:
    labels = host.split(".")
    return host if labels[-1].isdigit() else ".".join(labels[-3 if labels[-2:-1] == ["gov"] else -2 :])


def _is_list(label: str) -> bool:
    return " ".join(plain_words(label)) in _lists()


@cache
def _lists() -> frozenset[str]:
    return frozenset(" ".join(plain_words(text)) for text in load_vocabulary().general.body_lists)


@cache
def _no_bodies(accents: bool) -> tuple[str, ...]:
    return tuple(_start(text, accents) for text in load_vocabulary().general.no_bodies)


@cache
def _starts(accents: bool) -> tuple[tuple[str, Level], ...]:
    """How names of bodies begin, the longest beginning first."""
    levels = load_vocabulary().general.levels
    found = [(_start(text, accents), level) for level, texts in levels.items() for text in texts]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _start(text: str, accents: bool) -> str:
    return " ".join(accented_words(text) if accents else plain_words(text)) + " "
