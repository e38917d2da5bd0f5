"""Where on a page things stand: menus, side columns, header, footer, and the main part."""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from crawler.read.html import MAX_ELEMENTS, Tree
from crawler.read.names import NOTHING, Name, name_of, words_of

Zone = Literal["main", "menu", "side", "header", "footer", "crumb", "hidden"]


_WIDTH = re.compile(r"(?:^|[;\s])width\s*:\s*([\d.]+)\s*(%|px)", re.IGNORECASE)
_GRID = re.compile(r"(?:^|[\s-])(?:col|span|grid|large|medium|small)-?(?:xs|sm|md|lg|xl)?-?(\d{1,2})\b")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENU_SHARE = 0.6  # a menu that nothing names holds less of a page's text than this
_CHROME_SHARE = 0.6  # what holds more of a page's text than this is no frame around it
_NAV_SHARE = 0.97
_COLUMN_LEAST = 0.02
_SECTIONING = frozenset(("nav", "header", "footer", "aside", "main"))
_PAGER = 600  # characters of the largest block that turns pages
_OVER_THE_PAGE = frozenset(("modal", "popup", "dialog", "lightbox", "tooltip", "overlay", "loading", "item"))
_BEFORE_MENU = 300  # a menu without a name stands before the text of the page
LINES = frozenset(
    "p div li tr td th br h1 h2 h3 h4 h5 h6 table ul ol dl dt dd section article summary caption".split()  # noqa: SIM905
)


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
    names: dict[int, Name]  # of the elements that have an id or a class
    marks: dict[int, frozenset[str]] = field(default_factory=dict)  # the words of these

    def shown(self, element: HtmlElement) -> bool:
        """Is `element` visible, or made visible by a press?"""
        at = self.index.get(element)
        return at is not None and not self.hidden[at]


def read_zones(tree: Tree) -> Zones:
    """Walk the page thrice: what is hidden, sizes from below, places from above."""
    elements = list(islice(tree.root.iter("*"), MAX_ELEMENTS))
    count = len(elements)
    index = dict(zip(elements, range(count), strict=True))
    parent, size, linked, crowd, shown = ([0] * count for _ in range(5))
    hidden = [False] * count
    names: dict[int, Name] = {}
    pressed = _shown_by_a_press(elements)
    for at, element in enumerate(elements):
        above = index.get(element.getparent(), 0) if at else 0
        parent[at] = above
        hides = hidden[above]
        if element.keys():
            name = name_of(element.get("id"), element.get("class"))
            if name is not NOTHING:
                names[at] = name
            hides = hides or (_hides(element, name) and element not in pressed)
        hidden[at] = hides
        text, tail = element.text, element.tail
        if text and not hides:
            size[at] += len(text.strip())
        if tail and at and not hidden[above]:
            size[above] += len(tail.strip())
    for at in range(count - 1, 0, -1):
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
        elements, index, parent, ["main"] * count, hidden, size, linked, crowd, shown, names,
        {at: name.words for at, name in names.items()},
    )  # fmt: skip
    _place(zones)
    return zones


def _place(zones: Zones) -> None:
    total = max(1, zones.size[0])
    columns: dict[int, Zone] = {}
    plain = 0  # characters of running text so far
    begun = False  # past the header: a column was seen
    turned = 0  # elements before this one stand in what turns pages: whatever it calls itself, no menu
    for at, element in enumerate(zones.elements):
        zone = zones.zone[zones.parent[at]]
        tag = element.tag
        if tag == "head":
            zone = "hidden"
        elif at >= turned and zone in ("main", "header", "side") and tag not in ("html", "body", "form"):
            name = zones.names.get(at, NOTHING)
            own = columns.get(at)
            if own is None and (name is not NOTHING or tag in _SECTIONING or element.keys()):
                own = _own_zone(zones, at, element, name, total)
                if own == "header" and begun and tag != "header":
                    own = None
                begun = (
                    begun or own == "side" or name.centre or tag == "main" or element.get("role") == "main"
                )
            if own is None and not begun and plain < _BEFORE_MENU and _is_bare_menu(zones, at):
                own = "menu"
            zone = own or zone
            if name.pages and zones.size[at] <= _PAGER and zone in ("main", "side"):
                turned = at + sum(1 for _ in element.iter("*"))
            if zone == "main" and zones.size[at] > total * 0.3:
                _columns(zones, element, columns, total)
        if zone == "main" and tag != "a" and element.text:
            plain += len(element.text.strip())
        zones.zone[at] = zone


def _is_bare_menu(zones: Zones, at: int) -> bool:
    """A row of short links with nothing said between them, in markup that names nothing."""
    crowd, size = zones.shown_links[at], zones.size[at]
    if crowd < 4 or zones.linked[at] < 0.9 * size or size > 32 * crowd or size > _MENU_SHARE * zones.size[0]:
        return False
    for inner in zones.elements[at].iter("*"):
        if inner.tag == "a" and str(inner.text_content()).strip().isdigit():
            return False
        named = zones.names.get(zones.index.get(inner, 0), NOTHING)
        if inner.tag in ("h1", "h2", "h3", "main", "article") or named.of_the_page:
            return False
    return True


def _shown_by_a_press(elements: list[HtmlElement]) -> frozenset[HtmlElement]:
    """What a style hides below a line of its own, twice or more alike: answers that open when pressed."""
    alike: dict[tuple[str, str], list[HtmlElement]] = {}
    for element in elements:
        kind = element.get("class")
        if not kind or not _HIDING.search(element.get("style") or "") or element.getprevious() is None:
            continue
        if words_of(kind).isdisjoint(_OVER_THE_PAGE):
            alike.setdefault((str(element.tag), kind), []).append(element)
    return frozenset(one for same in alike.values() if len(same) > 1 for one in same)


def _hides(element: HtmlElement, name: Name) -> bool:
    style = element.get("style")
    if style and _HIDING.search(style):
        return not name.shown_later and element.tag not in ("ul", "details")
    return name.hides or element.get("hidden") is not None


def _own_zone(zones: Zones, at: int, element: HtmlElement, name: Name, total: int) -> Zone | None:
    if name.pages:
        return None
    tag = str(element.tag)
    share = zones.size[at] / total
    role = element.get("role") or ""
    if name.crumb or "breadcrumb" in (element.get("aria-label") or "").lower():
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
    return _named_zone(zones, at, name, share) if name is not NOTHING else None


def _turns_pages(zones: Zones, at: int) -> bool:
    return any(zones.names.get(one, NOTHING).pages for one in range(at, at + 4))


def _named_zone(zones: Zones, at: int, name: Name, share: float) -> Zone | None:
    late = at > len(zones.elements) * 0.5
    if late and (name.foot or name.footer):
        return "footer"
    if name.menu and zones.crowd[at] >= 2 and zones.linked[at] >= 0.5 * zones.size[at]:
        return "menu"
    if name.side and share >= _COLUMN_LEAST:
        return "side" if _is_narrower(zones, at) else None
    if name.head and not late and share < 0.35:
        short = name.whole_head and zones.size[at] < 400
        return "header" if zones.crowd[at] >= 3 or short else None
    return None


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
    name = zones.names.get(at, NOTHING)
    if element.tag == "main" or element.get("role") == "main":
        return weight * 20
    if name.main:
        weight *= 3
    if name.side:
        weight /= 3
    if element.find(".//h1") is not None:
        weight *= 3
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
