"""All that the readers of lists and pages stand on: tree, zones, lines, links to press, what is taken."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date

from crawler.read.anchors import Anchor, read_anchors
from crawler.read.flow import Flow, read_flow
from crawler.read.html import MAX_ELEMENTS, Tree
from crawler.read.links import Parents
from crawler.read.zones import Zone, Zones, read_zones

TRAIL = re.compile(
    r"\W*(?:(?:bạn|quý vị) đang (?:ở|xem)\s?:?\s?)?(?:trang chủ|trang nhất|home)\s*[>»›/|→][^.]{2,150}$",
    re.IGNORECASE,
)  # a breadcrumb that nothing names
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_LOOK_BACK = 60  # elements
OPEN: frozenset[Zone] = frozenset(("main", "side"))  # where lists may stand


@dataclass(slots=True)
class Surface:
    """One page made ready for reading. `taken` marks the lines that a list has used."""

    tree: Tree
    zones: Zones
    flow: Flow
    anchors: list[Anchor]
    parents: Parents
    as_of: date
    taken: bytearray
    _ats: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, tree: Tree, as_of: date) -> "Surface":
        """Walk the page."""
        zones = read_zones(tree)
        if len(zones.elements) >= MAX_ELEMENTS and "truncated" not in tree.troubles:
            tree.troubles = (*tree.troubles, "truncated")
        flow = read_flow(zones)
        anchors = read_anchors(tree, zones)
        return cls(
            tree, zones, flow, anchors, Parents(zones), as_of, bytearray(len(flow.lines) + 1),
            [anchor.at for anchor in anchors],
        )  # fmt: skip

    def inside(self, first: int, after: int) -> list[Anchor]:
        """The anchors among elements first … after-1."""
        return self.anchors[bisect_left(self._ats, first) : bisect_left(self._ats, after)]

    def of_element(self, at: int) -> list[Anchor]:
        """The anchors in element `at`."""
        return self.inside(at, self.flow.after[at])

    def take(self, first: int, end: int) -> None:
        """Mark lines as used by a list."""
        for line in range(first, min(end, len(self.taken))):
            self.taken[line] = 1

    def is_taken(self, first: int, end: int) -> bool:
        """Are lines first … end-1 used already, at least one of them?"""
        return any(self.taken[first:end])

    def is_free(self, at: int) -> bool:
        """Has no list used what element `at` prints, or, where it prints nothing, what it stands in?"""
        while at and self.flow.end[at] == self.flow.first[at]:
            at = self.zones.parent[at]
        return not self.is_taken(self.flow.first[at], self.flow.end[at])

    def heading(self, at: int) -> str | None:
        """The heading that element `at` stands under."""
        above = self.parents.of(at)
        if above:
            return above[-1]
        for before in range(at - 1, max(0, at - _LOOK_BACK), -1):
            if (
                self.zones.elements[before].tag in _HEADINGS
                and self.zones.zone[before] == self.zones.zone[at]
            ):
                said = " ".join(self.flow.of(before))
                return said[:200] or None
        return None
