"""Lists printed in any markup but data tables: entries found by the links and words that begin them."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from crawler.read.anchors import Anchor
from crawler.read.dates import parse_date
from crawler.read.documents import find_number
from crawler.read.files import is_file_url
from crawler.read.records import GENERIC, Record, clean_title, files_of, finish, is_reference
from crawler.read.roles import labelled, role_of
from crawler.read.surface import OPEN, TRAIL, Surface
from crawler.read.text import fold
from crawler.read.zones import Zone

_SAYS_MORE = re.compile(r"(?:doc|xem) (?:them|tiep|chi tiet)\b|read more|skip ")
_SHORTEST = 12
_LONGEST_QUESTION = 400
_LONGEST_NAME = 60
_FEW_WORDS = 3
_PROSE = 60  # characters around an inline link that make it part of running text
_MAX_SEEDS = 2_000
_OPENING = re.compile(
    r"^\W*(?:\d{1,3}\s?[.)/-]\s*)?(?:(?:van ban|so|so (?:/ )?ky hieu|quyet dinh|nghi quyet|thong bao|ke "
    r"hoach|cong van|chi thi|bao cao"
    r"|huong dan|thong tu|nghi dinh|to trinh|ket luan|quy che|chuong trinh|luat|cong dien|de "
    r"an)\b)[^.;]{0,20}?(?:so\s?:?\s?)?\d{1,6}\s?[/\\]"
)
_QUESTION = re.compile(
    r"^\W*(?:cau hoi|hoi|noi dung (?:cau )?hoi|ban doc hoi|cong dan hoi)\b(?: (?:so "
    r")?\d+)?\s*[:.\-)]"
)
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRAYS = 6
_MOST_LINES = 80  # of one entry
_BLOCK_HEADS = frozenset(
    ("header", "heading", "head", "cattitle", "tieudechuyenmuc", "chuyenmuc", "cate", "category")
)
_HEAD_MARKS = frozenset(("title", "tieude", "othertitle", "heading", "header"))
_NONE: frozenset[str] = frozenset()
_OF_ENTRIES = frozenset(
    ("entry", "post", "article", "item", "news", "card", "media", "list", "content", "h3", "h2")
)


@dataclass(slots=True)
class Seed:
    """What begins an entry: a link, or a line. Neighbours with the same `key` belong to one entry."""

    at: int
    key: str
    label: str
    anchor: Anchor | None = None


@dataclass(slots=True)
class Group:
    """Entries that stand beside each other."""

    parent: int
    roots: list[tuple[int, Seed]]  # the element that holds an entry alone, and what began it

    @property
    def first(self) -> int:
        """Where the first entry begins."""
        return self.roots[0][0]


@dataclass(slots=True)
class CardList:
    """A list found in free markup: its entries, and the elements that bound it."""

    parent: int
    first: int
    after: int
    records: list[Record]


def read_cards(page: Surface, pagers: frozenset[int], *, openings: bool = True) -> list[CardList]:
    """The lists of the page outside of tables, in document order; their lines are marked as taken.

    `openings`: also those whose entries are no links, but begin as documents and questions do.
    """
    found: list[CardList] = []
    for seeds in (_links, _openings, _generic, _files) if openings else (_links, _generic, _files):
        found += _lists(page, seeds(page, pagers))
    return sorted(found, key=lambda one: one.first)


def _lists(page: Surface, seeds: list[Seed]) -> list[CardList]:
    found: list[CardList] = []
    for group in _joined(page, _groups(page, seeds)):
        read = _read(page, group)
        if read is not None:
            found.append(read)
            page.take(
                page.flow.first[read.first],
                page.flow.first[read.after] if read.after < len(page.flow.first) else len(page.flow.lines),
            )
    return found


def is_title(label: str) -> bool:
    """Is this long enough for a title, and no "Xem chi tiết"?"""
    plain = fold(label)
    if len(label) < 8 or GENERIC.fullmatch(plain) or _SAYS_MORE.match(plain):
        return False
    if len(label) >= _SHORTEST and len(label.split()) >= _FEW_WORDS:
        return True
    return any(char.isdigit() for char in label) and find_number(label) is not None


def _links(page: Surface, pagers: frozenset[int]) -> list[Seed]:
    """Links to pages whose labels are titles; of those in running text only what a line begins with."""
    chosen: list[Anchor] = []
    menu = {one.url for one in page.anchors if one.zone in ("menu", "header", "crumb")}
    here, title = page.tree.url, fold(page.tree.title)
    repeats: dict[str, set[int]] = {}
    for anchor in page.anchors:
        if anchor.zone not in OPEN or anchor.at in pagers or not page.is_free(anchor.at):
            continue
        if not is_title(anchor.label) or (anchor.url and is_file_url(anchor.url, "")):
            continue
        if anchor.url and (anchor.url in menu or (anchor.url == here and fold(anchor.label) in title)):
            continue
        if TRAIL.match(page.flow.lines[page.flow.first[anchor.at]]):
            continue
        if _in_prose(page, anchor):
            continue
        chosen.append(anchor)
        repeats.setdefault(anchor.url + "|" + fold(anchor.label), set()).add(anchor.at)
        if len(chosen) >= _MAX_SEEDS:
            break
    return [
        Seed(one.at, one.url or one.label, one.label, one)
        for one in chosen
        if not one.url or len(repeats[one.url + "|" + fold(one.label)]) < 4
    ]


def _bare(url: str) -> str:
    return url.split("#")[0].rstrip("/")


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


def _in_prose(page: Surface, anchor: Anchor) -> bool:
    line = page.flow.first[anchor.at]
    if line >= len(page.flow.lines):
        return False
    text = page.flow.lines[line]
    at = text.find(anchor.label[:40])
    return at > _PROSE or (at > 25 and len(text) - at - len(anchor.label) > _PROSE)


def _openings(page: Surface, _: frozenset[int]) -> list[Seed]:
    """Lines that begin as documents and questions do where they are no links."""
    seeds: list[Seed] = []
    for line, text in enumerate(page.flow.lines):
        if page.taken[line] or page.flow.zone[line] not in OPEN or len(text) < 8:
            continue
        begun = _begun(page, line, text)
        if begun is not None:
            at, label = begun
            seeds.append(Seed(page.flow.at[at], f"{at}", label[:1000]))
            if len(seeds) >= _MAX_SEEDS:
                break
    return seeds


def _begun(page: Surface, line: int, text: str) -> tuple[int, str] | None:
    """The line on which an entry begins and its title, where `line` shows that one does."""
    plain = fold(text[:120])
    question = _QUESTION.match(plain)
    if question:
        below = page.flow.lines[line + 1] if line + 1 < len(page.flow.lines) else ""
        return line, text[question.end() :].strip() or below
    if _OPENING.match(plain) or (text.endswith("?") and _SHORTEST < len(text) < _LONGEST_QUESTION):
        return line, text
    told = labelled(text)
    if told is not None and told[1] == "position" and line and not page.taken[line - 1]:
        name = page.flow.lines[line - 1]
        return (line - 1, name) if len(name) < _LONGEST_NAME and labelled(name) is None else None
    return None


def _generic(page: Surface, pagers: frozenset[int]) -> list[Seed]:
    """ "Xem chi tiết": its entry's title is what the entry prints first."""
    return [
        Seed(one.at, one.url, "", one)
        for one in page.anchors
        if one.zone in OPEN and one.url and one.at not in pagers and page.is_free(one.at)
        if GENERIC.fullmatch(fold(one.label)) and not is_file_url(one.url, one.label)
    ][:_MAX_SEEDS]


def _files(page: Surface, _: frozenset[int]) -> list[Seed]:
    """Files offered one by one."""
    return [
        Seed(one.at, one.url, one.label if is_title(one.label) else "", one)
        for one in page.anchors
        if one.zone in OPEN and one.url and page.is_free(one.at) and is_file_url(one.url, one.label)
    ][:_MAX_SEEDS]


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
        if end - first > _MOST_LINES or any(zone != zones.zone[at] for zone in flow.zone[first:end]):
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
