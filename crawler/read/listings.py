"""The lists of a page, in any family's markup."""

import re
from dataclasses import replace
from typing import Literal
from urllib.parse import urlsplit

from crawler.facts import Listing, ListingKind, Pager
from crawler.read.cards import read_cards
from crawler.read.entries import kind_of, make_item
from crawler.read.pagers import Turner, printed_total, read_more
from crawler.read.records import Record
from crawler.read.roles import Role
from crawler.read.surface import Surface
from crawler.read.tables import read_tables
from crawler.read.text import fold

Place = Literal["main", "sidebar", "footer"]

_BESIDE = re.compile(
    r"(?:cac |nhung )?(?:tin|bai|bai viet|van ban|tai lieu|thong tin|cau hoi|noi dung|du an|thong "
    r"bao)(?: [a-z]+){0,2}"
    r" (?:khac|lien quan|cung (?:chuyen muc|loai|the loai|linh vuc|chu de|muc|co quan|nguoi ky)|cu hon"
    r"|moi hon|moi nhat|doc nhieu"
    r"|xem nhieu|noi bat|da dua|tiep theo"
    r"|da dang|truoc do|moi)|xem nhieu(?: nhat)?|doc nhieu(?: nhat)?|lien quan|xem them|tin moi|bai moi"
    r"|co the ban quan tam|tin cung muc"
    r"|doc nhieu nhat|nhieu nguoi doc|related|other news|tieu diem|tin noi bat|lien ket(?: website| "
    r"web)?|cung chuyen muc|thong ke truy cap"
    r"|cac tin khac|cac bai khac|tin khac|bai khac"
)
_EMPTY = Pager()


def read_listings(page: Surface, turners: list[Turner], *, one: bool = False) -> tuple[Listing, ...]:
    """Every list of the page in document order, with its place, heading, columns and pager.

    `one`: the page is about one thing, and lines that begin as documents do are its own text.
    """
    found: list[tuple[int, int, Listing]] = []
    for table in read_tables(page):
        listing = _listing(page, table.at, table.records, table.columns, table.roles)
        found.append((table.at, page.flow.after[table.at], listing))
    pagers = frozenset(at for turner in turners for at in turner.anchors)
    for cards in read_cards(page, pagers, with_openings=not one):
        listing = _listing(page, cards.first, cards.records, (), (), parent=cards.parent)
        found.append((cards.first, cards.after, listing))
    found.sort(key=lambda one: one[0])
    return tuple(listing for _, _, listing in _paged(page, found, turners))


def _listing(
    page: Surface, at: int, records: list[Record], columns: tuple[str, ...], roles: tuple[Role | None, ...],
    parent: int | None = None,
) -> Listing:  # fmt: skip
    heading = page.heading(at if parent is None else parent) or page.heading(at)
    kind: ListingKind = (
        kind_of(records, roles, heading or "", urlsplit(page.tree.url).hostname)
        if records
        else _empty_kind(roles)
    )
    items = tuple(make_item(record, kind, page.as_of) for record in records)
    return Listing(
        kind, items, _place(page, at, heading), heading, _EMPTY, tuple(one for one in columns if one)
    )


def _empty_kind(roles: tuple[Role | None, ...]) -> ListingKind:
    known = set(roles)
    if known & {"question", "asker", "answer"}:
        return "questions"
    return "documents" if known & {"number", "issued"} else "other"


def _place(page: Surface, at: int, heading: str | None) -> Place:
    zone = page.zones.zone[at]
    if zone == "footer":
        return "footer"
    if zone != "main":
        return "sidebar"
    return "sidebar" if heading and _BESIDE.fullmatch(fold(heading).strip(" .:»>-")) else "main"


def _paged(
    page: Surface, found: list[tuple[int, int, Listing]], turners: list[Turner]
) -> list[tuple[int, int, Listing]]:
    """Give each pager to the list that it follows, or that follows it."""
    given: dict[int, Pager] = {}
    for turner in turners:
        owner = _owner(found, turner)
        if owner is not None:
            given[owner] = _merged(given.get(owner), turner.pager)
    paged: list[tuple[int, int, Listing]] = []
    for number, (first, after, listing) in enumerate(found):
        pager = given.get(number, _EMPTY)
        following = found[number + 1][0] if number + 1 < len(found) else len(page.zones.elements)
        if listing.place == "main":
            pager = _told(page, pager, first, after, following, number == 0)
        paged.append((first, after, replace(listing, pager=pager)))
    return paged


def _told(page: Surface, pager: Pager, first: int, after: int, following: int, opening: bool) -> Pager:
    if not pager.next:
        more = read_more(page, after, following)
        pager = replace(pager, more_label=more) if more else pager
    if pager.total_items is None:
        flow = page.flow
        start = flow.first[first]
        lines = flow.lines[max(0, start - 4) : start] if opening else []
        end = flow.first[after] if after < len(flow.first) else len(flow.lines)
        total = printed_total(lines + flow.lines[end : end + 6])
        pager = replace(pager, total_items=total) if total else pager
    return pager


def _owner(found: list[tuple[int, int, Listing]], turner: Turner) -> int | None:
    best: int | None = None
    for number, (first, after, listing) in enumerate(found):
        if first <= turner.first < after or after <= turner.first:
            if listing.kind != "links" or best is None:
                best = number
        elif best is None and turner.first < first:
            return number
    return best


def _merged(known: Pager | None, pager: Pager) -> Pager:
    if known is None:
        return pager
    return Pager(
        known.next or pager.next, known.current or pager.current, known.total_pages or pager.total_pages,
        known.total_items or pager.total_items,
    )  # fmt: skip
