"""The links of a page: what each says, where it stands, and what stands above it."""

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from crawler.facts import Link, LinkPlace
from crawler.read.anchors import Anchor, clean_label
from crawler.read.html import Tree, text_of
from crawler.read.tabs import read_tabs
from crawler.read.text import fold, nfc
from crawler.read.zones import Zone, Zones

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "legend", "caption", "dt", "summary"))
_PEERS = frozenset(("li", "td", "th", "a", "tbody", "thead", "option"))
_LONGEST = 110
_LOOK_BACK = 30
_MANY_BLOCKS = 7  # a part with so many blocks is no heading
_NO_PARENT = frozenset(
    ("menu", "toggle navigation", "main menu", "navigation", "danh muc", "close", "dong", "x", "home", "skip")
)
_QUICK_SAID = ("truy cap nhanh", "lien ket nhanh", "tien ich", "thong tin can biet", "quick link")
_PLACES: dict[Zone, LinkPlace] = {
    "main": "content", "menu": "menu", "header": "menu", "side": "sidebar", "footer": "footer",
    "crumb": "breadcrumb", "hidden": "content",
}  # fmt: skip
_TRAIL_SAID = re.compile(
    r"đang ở|^tổng số|^tìm thấy|\d{1,2}/\d{1,2}/(?:19|20)\d\d|^trang chủ\s*[>»›/]", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|aspx?|html?|php|jsp)$", re.IGNORECASE)
_RANK = {"menu": 0, "submenu": 0, "quick": 1, "sidebar": 2, "footer": 3}


class Parents:
    """What stands above an element: the labels of the menus and blocks that it is in."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self._known: dict[int, tuple[str, ...]] = {0: ()}
        self._tabs = read_tabs(zones)

    def of(self, at: int) -> tuple[str, ...]:
        """The labels above element `at`, outermost first."""
        chain: list[int] = []
        while at not in self._known and len(chain) < 2_100:
            chain.append(at)
            at = self._zones.parent[at]
        above = self._known.get(at, ())
        for one in reversed(chain):
            label = self.label_before(one)
            if label and label not in above:
                above = (*above, label)[-4:]
            self._known[one] = above
        return above

    def label_before(self, at: int) -> str:
        """The heading that stands just before container `at` and is about it, or ""."""
        zones = self._zones
        element = zones.elements[at]
        if (
            element.tag in ("body", "head")
            or element.tag in _PEERS
            or (not zones.crowd[at] and not zones.size[at])
        ):
            return ""
        tab = self._tabs.get(at)
        if tab:
            return tab
        first = True
        looked = 0
        before = element.getprevious()
        while before is not None and looked < _LOOK_BACK:
            looked += 1
            other = zones.index.get(before)
            if other is not None and zones.size[other]:
                if zones.zone[other] == "header" and zones.zone[at] != "header":
                    return ""
                heading = before.tag in _HEADINGS
                if (heading or first) and self._heads(before, other, element, at):
                    return self._said(before)
                if heading:
                    return ""
                first = False
            before = before.getprevious()
        return self._said_in_parent(element) if first else ""

    def _heads(self, before: HtmlElement, other: int, element: HtmlElement, at: int) -> bool:
        zones = self._zones
        if zones.size[other] > _LONGEST or zones.crowd[other] > 2:
            return False
        if (
            sum(1 for _ in islice(before.iter("p", "div", "td", "li", "label", "input"), _MANY_BLOCKS))
            == _MANY_BLOCKS
        ):
            return False
        if before.tag in _HEADINGS:
            return element.tag not in _HEADINGS
        if element.tag in ("p", "span", "font", "b", "strong", "center", "img", "br", "i", "em"):
            return False
        if before.tag == element.tag and before.get("class") == element.get("class"):
            return zones.crowd[other] <= 1 < zones.crowd[at]
        if before.tag in ("a", "span", "button", "b", "strong", "label") or zones.crowd[other] <= 1:
            return zones.crowd[at] >= 1 or zones.size[at] > zones.size[other]
        return False

    def _said_in_parent(self, element: HtmlElement) -> str:
        """A label that is bare text: <li>Văn bản<ul>…"""
        above = element.getparent()
        if above is None or above.tag not in ("li", "dd") or element.tag not in ("ul", "ol", "div"):
            return ""
        return _usable(nfc(above.text or ""))

    @staticmethod
    def _said(element: HtmlElement) -> str:
        said = text_of(element)
        if not said:
            image = next(iter(element.iter("img")), None)
            said = nfc(image.get("alt") or "") if image is not None else ""
        return _usable(said)


def _usable(said: str) -> str:
    said = clean_label(said)
    if _TRAIL_SAID.search(said):
        return ""
    if _FILE_NAME.search(said) or said.lower().startswith("skip "):
        return ""
    if len(said) < 2 or len(said) > _LONGEST or fold(said) in _NO_PARENT:
        return ""
    return said if any(char.isalpha() for char in said) else ""


def read_links(
    tree: Tree,
    zones: Zones,
    anchors: Iterable[Anchor],
    parents: Parents,
    pagers: frozenset[int] = frozenset(),
) -> tuple[Link, ...]:
    """Every link once per place, frames, refreshes and drop-downs too; `pagers`: anchors that turn pages."""
    found: dict[tuple[str, str, int], Link] = {}
    for anchor in anchors:
        if not anchor.url and not anchor.postback and not _may_head(zones, anchor):
            continue
        above = tuple(one for one in parents.of(anchor.at) if one != anchor.label)
        place = "pager" if anchor.at in pagers else _place(zones, anchor, above)
        link = Link(anchor.url, anchor.label, place, above, anchor.postback)
        key = (link.url or repr(link.postback), fold(link.label), _RANK.get(place, 4))
        known = found.get(key)
        if known is None or (len(known.parents) < len(above) and _RANK.get(place, 4) == 0):
            found[key] = link
    return (*_refresh(tree), *_frames(tree, zones), *found.values(), *_options(tree))


def _may_head(zones: Zones, anchor: Anchor) -> bool:
    return bool(anchor.label) and zones.zone[anchor.at] in ("menu", "header", "side")


def _place(zones: Zones, anchor: Anchor, above: tuple[str, ...]) -> LinkPlace:
    place = _PLACES[anchor.zone]
    if place == "menu":
        return "submenu" if above and zones.zone[zones.parent[anchor.at]] == "menu" else "menu"
    if place in ("content", "sidebar"):
        said = fold(" ".join(above[-1:]))
        if any(one in said for one in _QUICK_SAID):
            return "quick"
        if anchor.pictured and len(anchor.label.split()) <= 10:
            return "quick"
        if len(anchor.label.split()) <= 8 and _is_quick(zones, anchor.at):
            return "quick"
    return place


def _is_quick(zones: Zones, at: int) -> bool:
    for _ in range(4):
        marks = zones.marks.get(at, frozenset())
        if "quick" in marks or "shortcut" in marks or "tienich" in marks:
            return True
        at = zones.parent[at]
    return False


def _frames(tree: Tree, zones: Zones) -> list[Link]:
    found: list[Link] = []
    for frame in tree.root.iter("iframe", "frame"):
        url = tree.join(frame.get("src") or frame.get("data-src") or "")
        if url and (zones.shown(frame) or frame.tag == "frame"):
            label = nfc(frame.get("title") or frame.get("name") or "")
            found.append(Link(url, label, "frame"))
    return found


def _refresh(tree: Tree) -> list[Link]:
    """The target of a <meta refresh> that leads to another page."""
    said = tree.meta.get("refresh", "")
    _, _, target = said.partition(";")
    name, equals, value = target.strip().partition("=")
    if not equals or name.strip().lower() != "url":
        return []
    url = tree.join(value.strip(" '\""))
    return [Link(url, "", "frame")] if url and url != tree.url else []


def _options(tree: Tree) -> list[Link]:
    return [
        Link(option.url, option.label, "sidebar", (option.heading,) if option.heading else ())
        for option in tree.options
    ]
