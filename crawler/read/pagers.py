"""How a list goes on: numbered pages, next, postbacks, "Xem thêm", printed totals."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawler.facts import Fetch, Pager
from crawler.read.anchors import Anchor
from crawler.read.forms import postback
from crawler.read.page_controls import read_controls
from crawler.read.surface import OPEN, Surface
from crawler.read.text import fold, nfc

_NUMBER = re.compile(r"(?:trang ?|page ?)?(\d{1,4})")
_NEXT = re.compile(
    r"(?:trang )?(?:sau|tiep(?: theo| tuc)?|ke(?: tiep)?|next(?: page)?)(?: ?(?:trang|[>»›→]))*"
    r"|[>›→]|››|»|trang (?:tiep|ke)"
)
_LAST = re.compile(r"(?:trang )?(?:cuoi(?: cung)?|last(?: page)?)(?: ?[>»›])*|>>|>\||\.\.\.|…")
_MORE = re.compile(
    r"(?:xem|tai|hien thi|load|view|show) ?(?:them|tiep|more)(?: (?:tin|bai|van ban|bai viet|noi dung"
    r"|ket qua|cau hoi|khac|cu hon))*"
    r"|(?:xem|tai) them .{0,20}"
)
_MARKS = frozenset(
    ("pager", "paging", "pagination", "paginator", "phantrang", "pagenavi", "rgpager", "rgnumpart", "pages",
     "pagelinks", "gridpager", "taglib", "pagelist", "trang", "numpages")
)  # fmt: skip
_PAGE_FIELDS = re.compile(
    r"page|p|pg|trang|pageindex|page_?no|pagenumber|currentpage|cur|_cur|paged|_page|start|limitstart"
    r"|offset|pageid_?|pn|.*_cur|.*page(?:index|no|num)?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:tong(?: so| cong)?|co(?: tat ca)?|tim thay|trong(?: tong)?(?: so)?|cua|/)(?: so)?(?: "
    r"[a-z]+){0,3}?\s?:?\s?(\d[\d.,]{0,8})"
    r" ?(?:ket qua|ban ghi|van ban|muc|tin bai|bai viet|tin|bai|cau hoi|tai lieu|du an|ho so|ban(?! hanh)"
    r"|records?|items?|results?|thu tuc|noi dung)"
    r"|tong(?: so)?(?: (?:ket qua|ban ghi|van ban|muc|tin bai|bai viet|tin|bai|cau hoi|tai lieu|du "
    r"an))?(?: tim thay)?\s?:\s?(\d[\d.,]{0,8})"
    r"|(?:ket qua|hien thi|showing)\s?:?\s?\d+\s?(?:-|–|den|to)\s?\d+\s?(?:/|cua|trong(?: tong)?(?: so)?"
    r"|of|tren(?: tong(?: so)?)?)\s?(\d[\d.,]{0,8})"
)
_OF_PAGES = re.compile(
    r"(?:trang|page)\s?:?\s?(\d{1,4})\s?(?:/|cua|of|tren)\s?(?:tong so\s)?(\d{1,5})"
    r"|/\s?(\d{1,5}) trang|(?:tong so|co) (\d{1,5}) trang"
)
_ONLY_PAGES = re.compile(r"(?:cac )?(?:trang|pages?)\W*\d{1,3}(?:\W+\d{1,3}){1,20}\W*")  # "Trang: [1] [2]"
_CLIMB = 7
_MAX_NEXT = 60


@dataclass(slots=True)
class Turner:
    """The part of a page that turns a list's pages."""

    first: int  # elements
    after: int
    pager: Pager
    anchors: list[int] = field(default_factory=list)


def page_number(anchor: Anchor) -> int | None:
    """The number that a numbered pager link prints."""
    found = _NUMBER.fullmatch(fold(anchor.label).strip("[]() .|"))
    return int(found[1]) if found and 0 < int(found[1]) < 5000 else None


def read_turners(page: Surface) -> list[Turner]:
    """The pagers of the page, in document order."""
    found: list[Turner] = []
    groups: dict[int, list[tuple[Anchor, int]]] = {}
    for anchor in page.anchors:
        if anchor.zone not in OPEN or len(anchor.label) > 20:
            continue
        if _is_off(page, anchor):
            continue
        number = page_number(anchor)
        plain = fold(anchor.label).strip()
        if number is None and not (_NEXT.fullmatch(plain) or _LAST.fullmatch(plain)):
            continue
        groups.setdefault(_container(page, anchor), []).append((anchor, number or 0))
    for at, group in groups.items():
        turner = _turner(page, at, [one for one, _ in group])
        if turner is not None:
            found.append(turner)
    found += [Turner(at, page.flow.after[at], pager) for at, pager in read_controls(page)]
    return _distinct(found)


def _is_off(page: Surface, anchor: Anchor) -> bool:
    """Is the link switched off, as "Tiếp theo" is on the last page?"""
    ats = (anchor.at, page.zones.parent[anchor.at])
    return any(
        "disabled" in page.zones.marks.get(at, frozenset())
        or page.zones.elements[at].get("aria-disabled") == "true"
        for at in ats
    )


def _container(page: Surface, anchor: Anchor) -> int:
    """The outermost small element around a pager link that holds little else but pager links."""
    zones, at = page.zones, anchor.at
    best = zones.parent[at]
    for _ in range(_CLIMB):
        at = zones.parent[at]
        if at == 0 or zones.size[at] > 14 * (zones.crowd[at] + 4) + 60:
            break
        best = at
        if not zones.marks.get(at, frozenset()).isdisjoint(_MARKS):
            return at
    return best


def _turner(page: Surface, at: int, anchors: list[Anchor]) -> Turner | None:
    marks = page.zones.marks.get(at, frozenset())
    marked = not marks.isdisjoint(_MARKS) or any("pag" in mark for mark in marks)
    numbers = [page_number(one) for one in anchors]
    counted = sorted({number for number in numbers if number is not None})
    turning = [one for one in anchors if _turns(one) and (counted or _is_next(one))]
    if len(counted) < 2 and not marked and not turning and not _ONLY_PAGES.fullmatch(_said(page, at)):
        return None
    if counted and len(counted) >= 2 and counted[0] > 40 and not marked:
        return None
    said = _said(page, at)
    current = _current(page, at, counted, said)
    pages = _OF_PAGES.search(said)
    total = max(counted, default=None)
    if pages:
        last = next(int(one) for one in (pages[2], pages[3], pages[4]) if one)
        total = max(total or 0, last)
        current = current or (int(pages[1]) if pages[1] else None)
    steps: dict[int, Fetch] = {}
    after: list[Fetch] = []
    for anchor, number in zip(anchors, numbers, strict=True):
        fetch = _fetch(page, anchor)
        if fetch is None:
            continue
        linked = _linked_number(anchor)
        if number is not None:
            if number > (current or 1):
                steps.setdefault(number, fetch)
        elif _is_next(anchor) or (counted and linked == counted[-1] + 1):  # "…": the next ten pages
            if linked is None or linked > (current or 0):
                after.append(fetch)
        elif linked is not None and marked:
            total = max(total or 0, linked)
    following = [steps[number] for number in sorted(steps)] + after
    ordered = tuple({fetch.key: fetch for fetch in following}.values())[:_MAX_NEXT]
    if not ordered and not counted and not pages:
        return None
    return Turner(
        at, page.flow.after[at], Pager(ordered, current, total, _total(said)), [one.at for one in anchors]
    )


def _is_next(anchor: Anchor) -> bool:
    return _NEXT.fullmatch(fold(anchor.label).strip()) is not None


def _turns(anchor: Anchor) -> bool:
    """Does the link's address speak of pages?"""
    if anchor.postback:
        return True
    parts = urlsplit(anchor.url)
    fields = parse_qsl(parts.query, max_num_fields=100) if len(parts.query) < 4000 else []
    return any(_PAGE_FIELDS.fullmatch(name) and value.isdigit() for name, value in fields) or bool(
        re.search(r"(?:page|trang|phantrang)[-/=]?\d+|/\d+/?$|-\d+\.html?$", parts.path, re.IGNORECASE)
    )


def _linked_number(anchor: Anchor) -> int | None:
    """The page number in a link's address, in units of pages."""
    if anchor.postback:
        found = re.search(r"(\d+)$", anchor.postback[1])
        return int(found[1]) if found else None
    parts = urlsplit(anchor.url)
    if len(parts.query) < 4000:
        for name, value in parse_qsl(parts.query, max_num_fields=100):
            plain = name.lower()
            if value.isdigit() and _PAGE_FIELDS.fullmatch(name) and not plain.endswith(("start", "offset")):
                return int(value) if int(value) < 5000 else None
    found = re.search(r"(?:page|trang)[-/](\d{1,4})(?:/|\.|$)", parts.path, re.IGNORECASE)
    return int(found[1]) if found else None


def _said(page: Surface, at: int) -> str:
    """The text in element `at`, folded, each piece apart: numbers in a row are not one number."""
    return " ".join(" ".join(fold(nfc(piece)) for piece in page.zones.elements[at].itertext()).split())


def _current(page: Surface, at: int, counted: list[int], said: str) -> int | None:
    """The number that is printed among the others and is no link, else the one marked as current."""
    zones = page.zones
    for one in range(at, page.flow.after[at]):
        marks = zones.marks.get(one, frozenset())
        if not marks.isdisjoint({"active", "current", "selected", "rgcurrentpage", "on"}) or zones.elements[
            one
        ].get("aria-current"):
            number = _NUMBER.search(_said(page, one))
            if number and zones.size[one] <= 16:
                return int(number[1])
    plain = [int(one) for one in re.findall(r"(?<![\d/.-])\d{1,4}(?![\d/.-])", said) if int(one) < 5000]
    missing = [one for one in plain if one not in counted]
    if counted and missing and (missing[0] + 1 in counted or missing[0] - 1 in counted):
        return missing[0]
    return None


def _total(said: str) -> int | None:
    found = _TOTAL.search(said)
    if found is None:
        return None
    digits = re.sub(r"\D", "", next(one for one in found.groups() if one))
    return int(digits) if digits and int(digits) < 1_000_000 else None


def _fetch(page: Surface, anchor: Anchor) -> Fetch | None:
    if anchor.postback is not None:
        return postback(page.tree.forms, *anchor.postback, "list", page.tree.url)
    if anchor.url:
        return Fetch(anchor.url, "list", referer=page.tree.url) if _same_host(page, anchor.url) else None
    if anchor.pressable:
        return Fetch(page.tree.url, "list", render=True, clicks=(anchor.label,), referer=page.tree.url)
    return None


def _same_host(page: Surface, url: str) -> bool:
    return urlsplit(url).hostname == urlsplit(page.tree.url).hostname


def _distinct(turners: list[Turner]) -> list[Turner]:
    return sorted(turners, key=lambda one: one.first)


def read_more(page: Surface, first: int, after: int) -> str | None:
    """The label of a "Xem thêm" among elements first … after-1 that only a script answers."""
    for at in range(first, min(after, len(page.zones.elements))):
        element = page.zones.elements[at]
        pressed = element.tag == "button" or (
            element.tag == "a" and not page.tree.join(element.get("href") or "")
        )
        pressed = pressed or bool(element.get("onclick")) or element.get("role") == "button"
        if not pressed or page.zones.size[at] > 40 or page.zones.hidden[at]:
            continue
        label = " ".join(page.flow.of(at))
        if label and _MORE.fullmatch(fold(label).strip(" .…>»+↓⌄")):
            return label
    return None


def printed_total(lines: list[str]) -> int | None:
    """How many entries a list has, where that is printed in one of `lines`."""
    for line in lines:
        if len(line) < 160 and any(char.isdigit() for char in line):
            total = _total(fold(line))
            if total is not None:
                return total
    return None
