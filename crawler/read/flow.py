"""A page as lines of text in document order, and which lines each element holds."""

from dataclasses import dataclass, field

from crawler.read.text import nfc
from crawler.read.zones import LINES, Zone, Zones

_LONGEST = 4_000  # characters of one line that are kept


@dataclass(slots=True)
class Flow:
    """The visible text of a page: one line per block. Lines are normalised and never empty.

    `first[at]` and `end[at]` bound the lines of element `at` (end is exclusive); `after[at]` bounds its
    elements: those of its subtree are at … after[at]-1.
    """

    lines: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)  # the element in which each line begins
    zone: list[Zone] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)

    def text(self, zone: Zone, limit: int) -> str:
        """The lines of one zone, at most `limit` characters."""
        kept: list[str] = []
        size = 0
        for line, where in zip(self.lines, self.zone, strict=True):
            if where == zone:
                kept.append(line)
                size += len(line) + 1
                if size > limit:
                    break
        return "\n".join(kept)[:limit]

    def of(self, at: int) -> list[str]:
        """The lines of element `at`."""
        return self.lines[self.first[at] : self.end[at]]


class _Writer:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.parts: list[str] = []
        self.begun = 0
        self.place: Zone = "main"

    def write(self, text: str, at: int, zone: Zone) -> None:
        if not self.parts:
            if text.isspace():
                return
            self.begun, self.place = at, zone
        self.parts.append(text)

    def stop(self) -> None:
        if not self.parts:
            return
        line = nfc("".join(self.parts))[:_LONGEST]
        self.parts.clear()
        if line:
            self.flow.lines.append(line)
            self.flow.at.append(self.begun)
            self.flow.zone.append(self.place)


def read_flow(zones: Zones) -> Flow:
    """Write the page out as lines; hidden elements give none."""
    count = len(zones.elements)
    flow = Flow(first=[0] * count, end=[0] * count, after=[count] * count)
    writer = _Writer(flow)
    waiting: list[int] = []
    depth = [0] * count
    breaks = [False] * count
    for at, element in enumerate(zones.elements):
        above = zones.parent[at]
        depth[at] = depth[above] + 1 if at else 0
        while waiting and depth[waiting[-1]] >= depth[at]:
            _close(zones, flow, writer, waiting.pop(), at, breaks)
        breaks[at] = element.tag in LINES or (at > 0 and zones.zone[at] != zones.zone[above])
        if breaks[at]:
            writer.stop()
        flow.first[at] = len(flow.lines)
        if element.text and not zones.hidden[at] and zones.zone[at] != "hidden":
            writer.write(element.text, at, zones.zone[at])
        waiting.append(at)
    while waiting:
        _close(zones, flow, writer, waiting.pop(), count, breaks)
    writer.stop()
    flow.end = [min(one, len(flow.lines)) for one in flow.end]
    return flow


def _close(zones: Zones, flow: Flow, writer: _Writer, at: int, after: int, breaks: list[bool]) -> None:
    if breaks[at]:
        writer.stop()
    flow.after[at] = after
    # A line still open is the element's, too: "<b>Số:</b> 12" is one line for <b>.
    flow.end[at] = len(flow.lines) + bool(writer.parts)
    tail, above = zones.elements[at].tail, zones.parent[at]
    if at and tail and not zones.hidden[above] and zones.zone[above] != "hidden":
        writer.write(tail, above, zones.zone[above])
