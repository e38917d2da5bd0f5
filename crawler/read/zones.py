"""Where on a page things stand: menus, side columns, header, footer, and the main part."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from crawler.read.html import MAX_ELEMENTS, Tree

Zone = Literal["main", "menu", "side", "header", "footer", "crumb", "hidden"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_WIDTH = re.compile(r"(?:^|[;\s])width\s*:\s*([\d.]+)\s*(%|px)", re.IGNORECASE)
_GRID = re.compile(r"(?:^|[\s-])(?:col|span|grid|large|medium|small)-?(?:xs|sm|md|lg|xl)?-?(\d{1,2})\b")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_MENU_WORDS = _words(
    "menu menus nav navi navbar navigation topnav mainnav mainmenu topmenu submenu megamenu quicklaunch "
    "offcanvas dropdown topmenubar sitemenu"
)
_SIDE_WORDS = _words(
    "sidebar aside side left right cottrai cotphai colleft colright leftcol rightcol leftside rightside "
    "trai phai sidenav secondary widget-area rail benphai bentrai"
)
_CRUMB_WORDS = ("crumb", "duongdan", "sitemappath", "pathway", "linkpath", "urhere")
_FOOT_WORDS = _words("footer foot chantrang chan bottom copyright footerwrap ft")
_HEAD_WORDS = _words("header banner topbar top head masthead dautrang")
_NOT_CHROME = _words(
    "article entry post content title text float pull align margin padding border arrow img image icon "
    "card panel block box section portlet news tin table list item caption module noidung pager paging "
    "date page"
)
_SHOWN_LATER = _words(
    "tab tabs pane tabpane collapse accordion panel answer toggle children dropdown submenu menu sub more "
    "faq traloi spoiler tabcontent tabbed"
)
_HIDDEN_WORDS = frozenset(("hidden", "hide", "invisible"))
_MAIN_WORDS = _words("main content noidung center centre middle giua maincontent article primary")
_PAGE_TURNS = _words("pager paging pagination page-numbers pagenavi paginator phantrang")
_CENTRE_WORDS = _words("centre center middle giua maincontent contentmain noidungchinh")
_PAGE_WORDS = _MAIN_WORDS | _SIDE_WORDS
_MENU_SHARE = 0.6  # a menu that nothing names holds less of a page's text than this
_CHROME_SHARE = 0.6  # what holds more of a page's text than this is no frame around it
_NAV_SHARE = 0.97
_COLUMN_LEAST = 0.02
_BEFORE_MENU = 300  # a menu without a name stands before the text of the page
_NO_MARKS: frozenset[str] = frozenset()
LINES = _words("p div li tr td th br h1 h2 h3 h4 h5 h6 table ul ol dl dt dd section article summary caption")


@dataclass(slots=True)
class Zones:
    """The elements of a page in document order, and for each where it stands."""

    elements: list[HtmlElement]
    index: dict[HtmlElement, int]
    parent: list[int]
    zone: list[Zone]
    hidden: list[bool]
    size: list[int]  # characters of text that can be seen
    linked: list[int]  # of these, in links
    crowd: list[int]  # links, hidden ones too
    shown_links: list[int]
    marks: dict[int, frozenset[str]] = field(default_factory=dict)

    def of(self, element: HtmlElement) -> Zone:
        """The zone of `element`; "main" for what was not walked."""
        at = self.index.get(element)
        return "main" if at is None else self.zone[at]

    def shown(self, element: HtmlElement) -> bool:
        """Is `element` visible, or made visible by a press?"""
        at = self.index.get(element)
        return at is not None and not self.hidden[at]


@lru_cache(maxsize=20_000)
def words_of(name: str) -> frozenset[str]:
    """The words of an id or class, humps and dashes split: "snLeft" -> {sn, left, snleft}."""
    words: set[str] = set()
    for part in name.replace("_", "-").split()[:40]:
        for piece in part.split("-"):
            words.add(piece.lower())
            if not piece.islower():
                words.update(one.lower() for one in _HUMP.findall(piece))
    return frozenset(words)


def marks_of(element: HtmlElement) -> frozenset[str]:
    """The words of the element's id and classes."""
    name = f"{element.get('id') or ''} {element.get('class') or ''}"
    return words_of(name[:300]) if name != " " else frozenset()


def read_zones(tree: Tree) -> Zones:
    """Walk the page thrice: what is hidden, sizes from below, places from above."""
    elements = list(tree.root.iter("*"))[:MAX_ELEMENTS]
    index = {element: at for at, element in enumerate(elements)}
    parent = [0] * len(elements)
    size = [0] * len(elements)
    linked = [0] * len(elements)
    crowd = [0] * len(elements)
    shown = [0] * len(elements)
    hidden = [False] * len(elements)
    names: dict[int, frozenset[str]] = {}
    for at, element in enumerate(elements):
        above = index.get(element.getparent(), 0) if at else 0
        parent[at] = above
        marks = marks_of(element)
        if marks:
            names[at] = marks
        hidden[at] = hidden[above] or _hides(element, marks)
        text, tail = element.text, element.tail
        if text and not hidden[at]:
            size[at] += len(text.strip())
        if tail and at and not hidden[above]:
            size[above] += len(tail.strip())
    for at in range(len(elements) - 1, 0, -1):
        if elements[at].tag == "a":
            linked[at] = size[at]
            crowd[at] = 1
            shown[at] = not hidden[at]
        above = parent[at]
        size[above] += size[at]
        linked[above] += linked[at]
        crowd[above] += crowd[at]
        shown[above] += shown[at]
    zones = Zones(
        elements, index, parent, ["main"] * len(elements), hidden, size, linked, crowd, shown, names
    )
    _place(zones)
    return zones


def _place(zones: Zones) -> None:
    total = max(1, zones.size[0])
    columns: dict[int, Zone] = {}
    plain = 0  # characters of running text so far
    begun = False  # past the header: a column was seen
    for at, element in enumerate(zones.elements):
        above = zones.parent[at]
        zone = zones.zone[above]
        marks = zones.marks.get(at, _NO_MARKS)
        if element.tag in ("head", "title"):
            zone = "hidden"
        elif zone in ("main", "header", "side") and element.tag not in ("html", "body", "form"):
            own = columns.get(at) or _own_zone(zones, at, element, marks, total)
            if own == "header" and begun and element.tag != "header":
                own = None
            begun = begun or own == "side" or _is_main(element, marks)
            if own is None and not begun and plain < _BEFORE_MENU and _is_bare_menu(zones, at):
                own = "menu"
            zone = own or zone
            if zone == "main" and zones.size[at] > total * 0.3:
                _columns(zones, element, columns, total)
        if zone == "main" and element.text and element.tag != "a":
            plain += len(element.text.strip())
        zones.zone[at] = zone


def _is_main(element: HtmlElement, marks: frozenset[str]) -> bool:
    return element.tag == "main" or element.get("role") == "main" or not marks.isdisjoint(_CENTRE_WORDS)


def _is_bare_menu(zones: Zones, at: int) -> bool:
    """A row of short links with nothing said between them, in markup that names nothing."""
    crowd, size = zones.shown_links[at], zones.size[at]
    if crowd < 4 or zones.linked[at] < 0.9 * size or size > 32 * crowd or size > _MENU_SHARE * zones.size[0]:
        return False
    for inner in zones.elements[at].iter("*"):
        if inner.tag == "a" and str(inner.text_content()).strip().isdigit():
            return False
        marks = zones.marks.get(zones.index.get(inner, 0), _NO_MARKS)
        if inner.tag in ("h1", "h2", "h3", "main", "article") or not marks.isdisjoint(_PAGE_WORDS):
            return False
    return True


def _hides(element: HtmlElement, marks: frozenset[str]) -> bool:
    style = element.get("style")
    if style and _HIDING.search(style):
        return marks.isdisjoint(_SHOWN_LATER) and element.tag not in ("ul", "details")
    if marks:
        if not marks.isdisjoint(_HIDDEN_WORDS):
            return marks.isdisjoint(_SHOWN_LATER) and "xs" not in marks and "sm" not in marks
        if {"d", "none"} <= marks and "display" not in marks:
            return marks.isdisjoint({"block", "flex", "sm", "md", "lg", "xl", *_SHOWN_LATER})
    return element.get("hidden") is not None


def _own_zone(zones: Zones, at: int, element: HtmlElement, marks: frozenset[str], total: int) -> Zone | None:
    tag = str(element.tag)
    if not marks.isdisjoint(_PAGE_TURNS):
        return None
    share = zones.size[at] / total
    role = element.get("role") or ""
    if "breadcrumb" in (element.get("aria-label") or "").lower() or _is_crumb(marks):
        return "crumb" if zones.size[at] < 600 else None
    if (tag == "nav" or role in ("navigation", "menubar", "menu")) and share < _NAV_SHARE:
        return None if _turns_pages(zones, at) else "menu"
    if share > _CHROME_SHARE:
        return None
    if role == "contentinfo" or (tag == "footer" and not _inside(zones, at, "article")):
        return "footer"
    if role == "complementary" or tag == "aside":
        return None if _inside(zones, at, "article", "li") else "side"
    if (role == "banner" or tag == "header") and not _inside(zones, at, "article", "main", "section"):
        return "header"
    if marks:
        return _named_zone(zones, at, marks, share)
    return None


def _turns_pages(zones: Zones, at: int) -> bool:
    return any(not zones.marks.get(one, _NO_MARKS).isdisjoint(_PAGE_TURNS) for one in range(at, at + 4))


def _is_crumb(marks: frozenset[str]) -> bool:
    return any(word in mark for mark in marks for word in _CRUMB_WORDS)


def _named_zone(zones: Zones, at: int, marks: frozenset[str], share: float) -> Zone | None:
    plain = marks.isdisjoint(_NOT_CHROME)
    late = at > len(zones.elements) * 0.5
    if late and not marks.isdisjoint(_FOOT_WORDS) and (plain or "footer" in marks):
        return "footer"
    if any("footer" in mark for mark in marks) and late:
        return "footer"
    if _is_menu(marks) and zones.crowd[at] >= 2 and zones.linked[at] >= 0.5 * zones.size[at]:
        return "menu"
    if not marks.isdisjoint(_SIDE_WORDS) and share >= _COLUMN_LEAST:
        return "side" if _is_narrower(zones, at) else None
    early = at < len(zones.elements) * 0.5
    if early and share < 0.35 and plain and not marks.isdisjoint(_HEAD_WORDS):
        names = zones.elements[at].get("id"), *(zones.elements[at].get("class") or "").split()
        whole = any(name and name.lower() in _HEAD_WORDS for name in names)
        return "header" if zones.crowd[at] >= 3 or (whole and zones.size[at] < 400) else None
    return None


def _is_menu(marks: frozenset[str]) -> bool:
    return not marks.isdisjoint(_MENU_WORDS) or any("menu" in mark for mark in marks)


def _inside(zones: Zones, at: int, *tags: str) -> bool:
    while at:
        at = zones.parent[at]
        if zones.elements[at].tag in tags:
            return True
    return False


def _is_narrower(zones: Zones, at: int) -> bool:
    """Is there a sibling, of the element or of one above it, that holds more of the page's own text?"""
    weight = _weight(zones, at)
    for _ in range(3):
        above = zones.elements[zones.parent[at]]
        for sibling in above:
            other = zones.index.get(sibling)
            if other is not None and other != at and _weight(zones, other) > weight:
                return True
        if len(above) > 1 or above.tag in ("body", "form"):
            return False
        at = zones.parent[at]
    return False


def _weight(zones: Zones, at: int) -> float:
    """How much like a page's own part something looks: its plain text, and a name that says so."""
    element = zones.elements[at]
    weight = zones.size[at] - 0.5 * zones.linked[at]
    marks = marks_of(element)
    if element.tag == "main" or element.get("role") == "main":
        return weight * 20
    if not marks.isdisjoint(_MAIN_WORDS):
        weight *= 3
    if not marks.isdisjoint(_SIDE_WORDS):
        weight /= 3
    return weight * _wide(element) ** 3


def _wide(element: HtmlElement) -> float:
    """The width that markup gives a column, as a share of its row; 0.5 where it gives none."""
    width = element.get("width") or ""
    found = _WIDTH.search(element.get("style") or "")
    number, unit = (found.group(1), found.group(2)) if found else (width.rstrip("%px "), "")
    if not found and width.endswith("%"):
        unit = "%"
    try:
        value = float(number) if number else 0.0
    except ValueError:
        value = 0.0
    if value:
        return min(1.0, value / 100 if unit == "%" else value / 1000)
    grid = [int(one) for one in _GRID.findall(element.get("class") or "")]
    grid = [one for one in grid if 1 <= one <= 24]
    if not grid:
        return 0.5
    above = element.getparent()
    row = (
        [int(one) for child in above for one in _GRID.findall(child.get("class") or "")]
        if above is not None
        else []
    )
    return grid[-1] / (24 if max(row, default=0) > 12 else 12)


def _columns(zones: Zones, element: HtmlElement, columns: dict[int, Zone], total: int) -> None:
    """Of the columns that `element` lays side by side, note which are beside the main one."""
    children = [
        zones.index[child]
        for child in element
        if child in zones.index and zones.size[zones.index[child]] > total * _COLUMN_LEAST
    ]
    if not 2 <= len(children) <= 4 or not _side_by_side(zones, element, children):
        return
    best = max(children, key=lambda child: _weight(zones, child))
    for child in children:
        if child != best and zones.crowd[child] >= 2 and _weight(zones, child) < 0.8 * _weight(zones, best):
            columns[child] = "side"


def _side_by_side(zones: Zones, element: HtmlElement, children: list[int]) -> bool:
    if element.tag == "tr":
        inner = (zones.elements[child].find(".//table") is not None for child in children)
        blocks = (zones.crowd[child] > 5 or zones.size[child] > 400 for child in children)
        return any(inner) or sum(blocks) >= 2
    widths = {_wide(zones.elements[child]) for child in children}
    floats = sum("float" in (zones.elements[child].get("style") or "") for child in children)
    return len(widths) > 1 or floats >= 2
