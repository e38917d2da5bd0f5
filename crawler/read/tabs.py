"""Tabs: parts of a page that stand side by side, each shown when its label is pressed."""

from lxml.html import HtmlElement

from crawler.read.html import text_of
from crawler.read.zones import Zones

_POINTS = ("data-bs-target", "data-target", "href", "aria-controls", "data-tab", "rel")
_LONGEST = 110
_LEAST = 2  # parts beside each other; a lone target is where a link skips to


def read_tabs(zones: Zones) -> dict[int, str]:
    """The label of each part that a tab shows, by the number of the part's element."""
    named = {name: at for at, one in enumerate(zones.elements) if (name := one.get("id"))}
    labels: dict[int, str] = {}
    for element in zones.elements:
        if element.tag not in ("a", "button", "li", "span", "div") or not named:
            continue
        at = _target(element, named)
        if at is None or zones.size[zones.index[element]] > _LONGEST or at in labels:
            continue
        said = text_of(element)
        if said:
            labels[at] = said
    beside: dict[int, int] = {}
    for at in labels:
        beside[zones.parent[at]] = beside.get(zones.parent[at], 0) + 1
    return {at: label for at, label in labels.items() if beside[zones.parent[at]] >= _LEAST}


def _target(element: HtmlElement, named: dict[str, int]) -> int | None:
    """The element that pressing `element` shows."""
    for attribute in _POINTS:
        said = (element.get(attribute) or "").strip()
        points = said.startswith("#") or attribute in ("aria-controls", "data-tab", "rel")
        if points and said.lstrip("#") in named:
            return named[said.lstrip("#")]
    return None
