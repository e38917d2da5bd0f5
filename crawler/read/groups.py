"""Which entries stand beside each other: the outermost element of each, and those of one parent."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from crawler.read.seeds import Seed
from crawler.read.surface import Surface
from crawler.read.zones import Zone

MOST_LINES = 80  # of one entry


@dataclass(slots=True)
class Group:
    """Entries that stand beside each other."""

    parent: int
    roots: list[tuple[int, Seed]]  # the element that holds an entry alone, and what began it

    @property
    def first(self) -> int:
        """Where the first entry begins."""
        return self.roots[0][0]


def groups_of(page: Surface, seeds: list[Seed]) -> list[Group]:
    """The groups that `seeds` make, in document order; rows of one grid are one group."""
    return _joined(page, _groups(page, seeds))


def _groups(page: Surface, seeds: list[Seed]) -> list[Group]:
    """Climb from each seed to the outermost element that holds no other; those of one parent make a group."""
    ats: list[int] = []
    runs: list[int] = []
    run = -1
    previous = ""
    for seed in seeds:
        if seed.key != previous:
            run += 1
            previous = seed.key
        ats.append(seed.at)
        runs.append(run)
    groups: dict[tuple[int, Zone], Group] = {}
    done: set[int] = set()
    for number, seed in enumerate(seeds):
        if runs[number] in done:
            continue
        done.add(runs[number])
        root = _climb(page, seed.at, ats, runs, runs[number])
        parent = page.zones.parent[root]
        longest = max(
            (
                one
                for one, of in zip(seeds[number : number + 4], runs[number : number + 4], strict=True)
                if of == runs[number]
            ),
            key=lambda one: len(one.label),
        )
        groups.setdefault((parent, page.zones.zone[root]), Group(parent, [])).roots.append((root, longest))
    return list(groups.values())


def _climb(page: Surface, at: int, ats: list[int], runs: list[int], run: int) -> int:
    zones, flow = page.zones, page.flow
    while at:
        above = zones.parent[at]
        if (
            above == 0
            or zones.elements[above].tag in ("body", "form", "html")
            or zones.zone[above] != zones.zone[at]
        ):
            return at
        first, end = flow.first[above], flow.end[above]
        if end - first > MOST_LINES or any(zone != zones.zone[at] for zone in flow.zone[first:end]):
            return at
        low = bisect_left(ats, above)
        high = bisect_left(ats, flow.after[above])
        if runs[low] != run or runs[high - 1] != run or page.is_taken(first, end):
            return at
        at = above
    return at


def _joined(page: Surface, groups: list[Group]) -> list[Group]:
    """Rows of one grid, and the story that opens a list in larger print, belong to one list."""
    zones = page.zones
    groups.sort(key=lambda one: one.first)
    joined: list[Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before is not None and _continues(page, before, group):
            before.roots += group.roots
            continue
        joined.append(group)
    merged: list[Group] = []
    for group in joined:
        before = merged[-1] if merged else None
        if (
            before is not None
            and len(before.roots) <= 2
            and before.roots[-1][0] < group.first
            and len(group.roots) >= 2
            and zones.zone[before.first] == zones.zone[group.first]
            and _opens(page, before, group)
        ):
            merged[-1] = Group(group.parent, before.roots + group.roots)
            continue
        merged.append(group)
    return merged


def _signature(page: Surface, at: int) -> tuple[str, str]:
    element = page.zones.elements[at]
    return str(element.tag), re.sub(
        r"\d+|\b(?:first|last|active|odd|even|alt)\b", "", element.get("class") or ""
    )


def _continues(page: Surface, before: Group, group: Group) -> bool:
    """Are the parents of the two groups alike and beside each other, with no heading of their own?"""
    zones = page.zones
    one, two = before.parent, group.parent
    for _ in range(3):
        if zones.parent[one] == zones.parent[two]:
            same = _signature(page, one) == _signature(page, two)
            alike = zones.elements[before.first].tag == zones.elements[group.first].tag
            return same and alike and not _has_head(page, group) and not _between(page, before, group)
        one, two = zones.parent[one], zones.parent[two]
    return False


def _has_head(page: Surface, group: Group) -> bool:
    """Does the group's parent print something before its first entry?"""
    return page.flow.first[group.first] > page.flow.first[group.parent]


def _between(page: Surface, before: Group, group: Group) -> bool:
    return page.parents.of(before.parent) != page.parents.of(group.parent)


def _opens(page: Surface, before: Group, group: Group) -> bool:
    zones = page.zones
    at = group.parent
    for _ in range(3):
        if zones.parent[at] == before.parent or at == before.parent:
            return page.parents.of(before.first) == page.parents.of(group.parent)
        at = zones.parent[at]
    return False
