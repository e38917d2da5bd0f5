"""Questions that nothing announces: what begins them is that each is followed by an answer that says so."""

import re
from collections import Counter

from crawler.read.seeds import Seed
from crawler.read.surface import OPEN, Surface
from crawler.read.text import fold

_ANSWER = re.compile(
    r"\W*(?:noi dung |cau )?(?:tra loi|dap|giai dap|phan hoi)(?: cua [^:]{2,60}| cau hoi)?\s*(?:[:\-]|\W*$)"
    r"|[^:.?]{2,60} tra loi(?: ?\([^)]{0,40}\))?\s?:"
)
_LEAST, _LONGEST = 8, 400  # letters of a question
_CLIMB = 6
_MOST = 500


def answered(page: Surface, _: frozenset[int]) -> list[Seed]:
    """The first lines of blocks that stand beside each other and each hold one answer."""
    flow = page.flow
    lines = [
        line
        for line, text in enumerate(flow.lines)
        if flow.zone[line] in OPEN and not page.taken[line] and _ANSWER.match(fold(text[:120]))
    ][:_MOST]
    if len(lines) < 2:
        return []
    held = Counter(at for line in lines for at in _above(page, line))
    blocks: dict[int, int] = {}  # the block of each answer, and its line
    for line in lines:
        alone = [at for at in _above(page, line) if held[at] == 1]
        if alone:
            blocks[alone[-1]] = line
    beside = Counter(page.zones.parent[at] for at in blocks)
    seeds: list[Seed] = []
    for at, line in blocks.items():
        first = flow.first[at]
        if beside[page.zones.parent[at]] < 2 or first >= line or page.is_taken(first, flow.end[at]):
            continue
        label = flow.lines[first]
        if _LEAST <= len(label) <= _LONGEST:
            seeds.append(Seed(flow.at[first], f"{first}", label))
    return seeds


def _above(page: Surface, line: int) -> list[int]:
    """The elements around a line, from the inside out."""
    at = page.flow.at[line]
    found = [at]
    for _ in range(_CLIMB):
        at = page.zones.parent[at]
        if at == 0:
            break
        found.append(at)
    return found
