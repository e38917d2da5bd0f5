"""What begins the entries of a list: links that are titles, lines that open documents or questions, files."""

import re
from dataclasses import dataclass

from crawler.read.anchors import Anchor
from crawler.read.documents import find_number
from crawler.read.files import is_file_url
from crawler.read.records import GENERIC
from crawler.read.roles import labelled
from crawler.read.surface import OPEN, TRAIL, Surface
from crawler.read.text import fold

_PAGES = re.compile(r"(?:trang|page) \d+ ?(?:/|cua|of|tren) ?\d+")
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


@dataclass(slots=True)
class Seed:
    """What begins an entry: a link, or a line. Neighbours with the same `key` belong to one entry."""

    at: int
    key: str
    label: str
    anchor: Anchor | None = None


def is_title(label: str) -> bool:
    """Is this long enough for a title, and no "Xem chi tiết"?"""
    plain = fold(label)
    if len(label) < 8 or _PAGES.fullmatch(plain) or GENERIC.fullmatch(plain) or _SAYS_MORE.match(plain):
        return False
    if len(label) >= _SHORTEST and len(label.split()) >= _FEW_WORDS:
        return True
    return any(char.isdigit() for char in label) and find_number(label) is not None


def title_links(page: Surface, pagers: frozenset[int]) -> list[Seed]:
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
        line = page.flow.first[anchor.at]  # past the last one where a picture ends the page
        if line < len(page.flow.lines) and TRAIL.match(page.flow.lines[line]):
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


def _in_prose(page: Surface, anchor: Anchor) -> bool:
    line = page.flow.first[anchor.at]
    if line >= len(page.flow.lines):
        return False
    text = page.flow.lines[line]
    at = text.find(anchor.label[:40])
    return at > _PROSE or (at > 25 and len(text) - at - len(anchor.label) > _PROSE)


def openings(page: Surface, _: frozenset[int]) -> list[Seed]:
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


def more_links(page: Surface, pagers: frozenset[int]) -> list[Seed]:
    """ "Xem chi tiết": its entry's title is what the entry prints first."""
    return [
        Seed(one.at, one.url, "", one)
        for one in page.anchors
        if one.zone in OPEN and one.url and one.at not in pagers and page.is_free(one.at)
        if GENERIC.fullmatch(fold(one.label)) and not is_file_url(one.url, one.label)
    ][:_MAX_SEEDS]


def file_links(page: Surface, _: frozenset[int]) -> list[Seed]:
    """Files offered one by one."""
    return [
        Seed(one.at, one.url, one.label if is_title(one.label) else "", one)
        for one in page.anchors
        if one.zone in OPEN and one.url and page.is_free(one.at) and is_file_url(one.url, one.label)
    ][:_MAX_SEEDS]
