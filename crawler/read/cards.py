"""Lists printed in any markup but data tables: entries found by the links and words that begin them."""

from collections import Counter
from dataclasses import dataclass

from crawler.read.answers import answered
from crawler.read.dates import parse_date
from crawler.read.files import is_file_url
from crawler.read.groups import Group, groups_of
from crawler.read.records import GENERIC, Record, clean_title, files_of, finish, is_reference
from crawler.read.roles import labelled, role_of
from crawler.read.seeds import Seed, file_links, more_links, openings, title_links
from crawler.read.surface import Surface
from crawler.read.text import fold

_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRAYS = 6
_BLOCK_HEADS = frozenset(
    ("header", "heading", "head", "cattitle", "tieudechuyenmuc", "chuyenmuc", "cate", "category")
)
_HEAD_MARKS = frozenset(("title", "tieude", "othertitle", "heading", "header"))
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class CardList:
    """A list found in free markup: its entries, and the elements that bound it."""

    parent: int
    first: int
    after: int
    records: list[Record]


def read_cards(page: Surface, pagers: frozenset[int], *, with_openings: bool = True) -> list[CardList]:
    """The lists of the page outside of tables, in document order; their lines are marked as taken.

    `with_openings`: also those whose entries are no links, but begin as documents and questions do.
    """
    found: list[CardList] = []
    ways = (
        (title_links, openings, answered, more_links, file_links)
        if with_openings
        else (title_links, more_links, file_links)
    )
    for seeds in ways:
        found += _lists(page, seeds(page, pagers))
    return sorted(found, key=lambda one: one.first)


def _lists(page: Surface, seeds: list[Seed]) -> list[CardList]:
    found: list[CardList] = []
    for group in groups_of(page, seeds):
        read = _read(page, group)
        if read is not None:
            found.append(read)
            page.take(
                page.flow.first[read.first],
                page.flow.first[read.after] if read.after < len(page.flow.first) else len(page.flow.lines),
            )
    return found


def _heads_block(page: Surface, record: Record, records: list[Record | None]) -> bool:
    """Is the link the heading of the block that the others stand in: a name, and no more than that?"""
    if len(record.lines) > 1 or record.dates or record.number or record.files:
        return False
    others = [one for one in records if one is not None and one is not record]
    if record.url is None and any(one.url for one in others):
        return True
    fuller = sum(bool(one.dates) or len(one.lines) > 1 for one in others)
    if not others or fuller * 2 < len(others):
        return False
    at = page.zones.elements[record.at]
    named = [page.zones.index[one] for one in at.iter("*") if one in page.zones.index][:12]
    return any(not page.zones.marks.get(one, _NONE).isdisjoint(_BLOCK_HEADS) for one in named)


def _read(page: Surface, group: Group) -> CardList | None:
    zones, flow = page.zones, page.flow
    if len(group.roots) == 1:
        group = Group(group.parent, [(_lone(page, *group.roots[0]), group.roots[0][1])])
    spans = _spans(page, group)
    heads = _heads(page, spans)
    records = [
        _record(page, root, seed, span, heads) for (root, seed), span in zip(group.roots, spans, strict=True)
    ]
    kept = [
        (one, root)
        for one, root in zip(records, group.roots, strict=True)
        if one is not None and not _heads_block(page, one, records)
    ]
    if not kept or (len(kept) == 1 and not _stands_alone(page, *kept[0])):
        return None
    numbers = {one.number for one, _ in kept}
    if len(kept) > 1 and group.roots[0][1].anchor is None and len(numbers) == 1 and None not in numbers:
        return None
    last = group.roots[-1][0]
    end_line = spans[-1][1]
    after = flow.after[last]
    while (
        after < len(zones.elements) and flow.first[after] < end_line and zones.parent[after] == group.parent
    ):
        after = flow.after[after]
    return CardList(group.parent, group.first, after, [one for one, _ in kept])


def _lone(page: Surface, root: int, seed: Seed) -> int:
    """Of a single entry, the outermost element that is no more than one entry's size."""
    at = seed.at
    while at != root:
        above = page.zones.parent[at]
        first = page.flow.first[above]
        if page.flow.end[above] - first > _STRAYS:
            break
        if first < page.flow.first[seed.at] and _is_head(page, first):
            break
        at = above
    return at


def _bare(url: str) -> str:
    return url.split("#")[0].rstrip("/")


def _stands_alone(page: Surface, record: Record, begun: tuple[int, Seed]) -> bool:
    """One entry is a list where it is a page's link in the main part with a day or a number to it."""
    root, seed = begun
    if seed.anchor is None or not seed.anchor.url or page.zones.zone[root] != "main" or not seed.label:
        return False
    if _bare(seed.anchor.url) == _bare(page.tree.url):
        return False
    if len(record.lines) > _STRAYS or is_file_url(seed.anchor.url, seed.anchor.label):
        return False
    return bool(record.dates or record.number)


def _spans(page: Surface, group: Group) -> list[tuple[int, int]]:
    """The lines of each entry: its root's, and those that stand loose up to the next."""
    flow, zones = page.flow, page.zones
    starts = [flow.first[root] for root, _ in group.roots]
    ends = [flow.end[root] for root, _ in group.roots]
    loose = [after - end for end, after in zip(ends, starts[1:], strict=False)]
    usual = max((one for one in loose if one <= _STRAYS), default=0)
    parents = [zones.parent[root] for root, _ in group.roots]
    room = flow.end[parents[-1]] - ends[-1]
    ahead = starts[0] - flow.first[group.parent] if parents[0] == group.parent else 0
    if usual and room < usual and ahead >= usual and _is_dated(page, range(starts[0] - usual, starts[0])):
        return [(start - usual, end) for start, end in zip(starts, ends, strict=True)]
    spans: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = number + 1 == len(starts)
        limit = min(flow.end[parents[number]], end + usual) if last else starts[number + 1]
        if not last and parents[number + 1] != parents[number]:
            limit = min(limit, max(end, min(flow.end[parents[number]], end + usual)))
        stop = end
        while stop < limit and stop - end < _STRAYS and not _is_head(page, stop) and not page.taken[stop]:
            stop += 1
        spans.append((start, stop))
    return spans


def _is_dated(page: Surface, lines: range) -> bool:
    return any(parse_date(page.flow.lines[line], page.as_of) is not None for line in lines if line >= 0)


def _is_head(page: Surface, line: int) -> bool:
    at = page.flow.at[line]
    for _ in range(3):
        if page.zones.elements[at].tag in _HEADS or not page.zones.marks.get(at, _NONE).isdisjoint(
            _HEAD_MARKS
        ):
            return True
        at = page.zones.parent[at]
    return False


def _heads(page: Surface, spans: list[tuple[int, int]]) -> frozenset[str]:
    """Lines that most entries print alike and that name what stands below them."""
    counts = Counter(
        line for start, end in spans for line in set(page.flow.lines[start:end]) if len(line) <= 45
    )
    often = max(2, 0.6 * len(spans))
    return frozenset(line for line, count in counts.items() if count >= often and role_of(line) is not None)


def _record(
    page: Surface, root: int, seed: Seed, span: tuple[int, int], heads: frozenset[str]
) -> Record | None:
    flow = page.flow
    lines = flow.lines[span[0] : span[1]]
    after = flow.after[root]
    while (
        after < len(flow.first)
        and flow.first[after] < span[1]
        and page.zones.parent[after] == page.zones.parent[root]
    ):
        after = flow.after[after]
    anchors = page.inside(root, after)
    title = clean_title(_full(page, seed) or _first_title(page, root, lines))
    if is_reference(title):
        title = next((line for line in lines if _tells(line)), title)
    if len(title) < 4:
        return None
    record = Record(root, title, seed.anchor.url or None if seed.anchor else None, lines)
    record.files = files_of(anchors)
    if seed.anchor is None:
        record.url = next((one.url for one in anchors if one.url and len(one.label) > 2), None)
    if record.url is None and record.files:
        record.url = record.files[0].url
    record.pictured = any(element.tag == "img" for element in page.zones.elements[root:after])
    _timed(page, record, root, after)
    finish(record, page.as_of, heads)
    return record


def _tells(line: str) -> bool:
    """Does a line say what a document is about?"""
    return (
        len(line) >= 25
        and not is_reference(line)
        and labelled(line) is None
        and not GENERIC.match(fold(line))
    )


def _full(page: Surface, seed: Seed) -> str:
    """The title in full where the label is cut short; its own line where the link holds a whole entry."""
    if seed.anchor is None:
        return seed.label
    if page.flow.end[seed.at] - page.flow.first[seed.at] > 1:
        return _first_title(page, seed.at, page.flow.of(seed.at))
    label, whole = seed.label, " ".join((seed.anchor.element.get("title") or "").split())
    cut = label.rstrip(" .…")
    if label != cut and len(whole) > len(cut) and fold(whole).startswith(fold(cut)[:30]):
        return whole
    return label


def _first_title(page: Surface, root: int, lines: list[str]) -> str:
    heads = [at for at in range(root, page.flow.after[root]) if page.zones.elements[at].tag in _HEADS]
    for at in heads:
        said = " ".join(page.flow.of(at))
        if len(said) >= 4:
            return said
    usable = [
        line for line in lines if len(line) >= 8 and not GENERIC.fullmatch(fold(line)) and not labelled(line)
    ]
    return next((line for line in usable if len(line) >= 25), usable[0] if usable else "")


def _timed(page: Surface, record: Record, first: int, after: int) -> None:
    """Days that only attributes give: <time datetime>, and `title` beside "8 giờ trước"."""
    for element in page.zones.elements[first:after]:
        said = element.get("datetime") if element.tag == "time" else None
        if said is None and element.tag in ("span", "abbr", "small", "i", "em") and element.get("title"):
            said = element.get("title") if any(map(str.isdigit, element.get("title") or "")) else None
        if said:
            dated = parse_date(said, page.as_of, source="time" if element.tag == "time" else "listing")
            if dated is not None:
                record.dates.append(dated)
