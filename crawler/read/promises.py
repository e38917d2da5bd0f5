"""What a link promises: the sections it may lead to, by label, place, address and what stands above."""

from dataclasses import dataclass
from functools import lru_cache

from crawler.facts import Link, LinkPlace, Signal
from crawler.read.text import slug_words
from crawler.read.vocabulary import Matcher

_PLACE = {
    "menu": 1.0, "submenu": 1.0, "quick": 0.95, "sitemap": 0.9, "footer": 0.8, "sidebar": 0.85,
    "content": 0.75, "breadcrumb": 0.6, "frame": 0.6, "item": 0.3, "pager": 0.0,
}  # fmt: skip
_PLACE_NAMES = {
    "menu": "thực đơn", "submenu": "thực đơn con", "quick": "khối truy cập nhanh", "sitemap": "sơ đồ trang",
    "footer": "chân trang", "sidebar": "cột bên", "content": "nội dung trang", "breadcrumb": "đường dẫn",
    "frame": "khung trang", "item": "danh sách tin", "pager": "phân trang",
}  # fmt: skip
_MENUS = ("menu", "submenu", "quick")
_FEEDS = ("rss", "atom", "xml")
_LABEL_WORDS = 10  # a link outside the menus that says more is a title, no label
_SHORT = 4  # words; a title that says more and names nothing has an address made of it
_LEAST = 0.2
LABELLED = 0.5  # a label or heading this sure names the section
_SLUG, _SLUG_OF_MORE = 0.55, 0.85  # what an address weighs beside no label, beside "Xem thêm"
_PARENT, _PARENT_OF_PART, _PARENT_OF_MORE = 0.55, 0.75, 0.85
_FARTHER = 0.8  # a heading further up says less


@dataclass(frozen=True, slots=True)
class Promise:
    """A section that a link may lead to, and how surely (0 to 1)."""

    section: str
    score: float
    signals: tuple[Signal, ...]


def promises(link: Link, matcher: Matcher, title: str = "") -> tuple[Promise, ...]:
    """The sections that `link` may lead to, best first: by label, menu parents, place and address.

    `title`: the title of the link's page, which says nothing of a menu below it.
    """
    if link.place == "pager" or not (link.url or link.postback):
        return ()
    parents = link.parents[1:] if link.parents[:1] == (title,) else link.parents
    url = link.url.partition(";")[0]  # a session's id, new on every page, says nothing
    return _promises(link.label.strip(), url, link.place, parents, matcher)


@lru_cache(maxsize=8192)
def _promises(
    label: str, url: str, at: LinkPlace, parents: tuple[str, ...], matcher: Matcher
) -> tuple[Promise, ...]:
    place = _PLACE.get(at, 0.5)
    if label.lower() in _FEEDS:
        return ()
    if at not in _MENUS and (len(label.split()) > _LABEL_WORDS or matcher.is_headline(label)):
        return ()
    scores: dict[str, float] = {}
    signals: dict[str, list[Signal]] = {}
    where = _PLACE_NAMES.get(at, at)
    matches = matcher.match(label)
    more = matcher.is_more(label)
    for match in matches:
        scores[match.section] = match.weight
        signals[match.section] = [Signal("label", match.weight, f"nhãn “{label}” ({where})")]
    told = bool(matches) or at in _MENUS or len(label.split()) <= _SHORT
    if url and told:
        for match in matcher.match_slug(slug_words(url)):
            known = scores.get(match.section, 0.0)
            if known:
                scores[match.section] = min(1.0, known + 0.05)
            elif not matches:
                scores[match.section] = (_SLUG_OF_MORE if more else _SLUG) * match.weight
            if known or not matches:
                signals.setdefault(match.section, []).append(Signal("url", 0.3, f"địa chỉ {url}"))
    part = matcher.is_part(label)
    if (not matches or matches[0].weight < LABELLED or part) and (at in _MENUS or part or more):
        _add_parents(parents, part, more, matcher, scores, signals)
    found = [
        Promise(section, round(score * place, 3), tuple(signals[section]))
        for section, score in scores.items()
    ]
    kept = (one for one in found if one.score >= _LEAST)
    return tuple(sorted(kept, key=lambda one: (-one.score, one.section)))


def _add_parents(
    above: tuple[str, ...],
    part: bool,
    more: bool,
    matcher: Matcher,
    scores: dict[str, float],
    signals: dict[str, list[Signal]],
) -> None:
    """What stands above a link speaks for it in a menu, and where its label says but "more" or "2024"."""
    share = _PARENT_OF_MORE if more else _PARENT_OF_PART if part else _PARENT
    parents = list(reversed(above if more else above[-2:]))
    for depth, parent in enumerate(parents):
        for match in matcher.match(parent):
            score = share * match.weight * (1.0 if more else _FARTHER**depth)
            if score > scores.get(match.section, 0.0):
                scores[match.section] = score
            signals.setdefault(match.section, []).append(Signal("parent", score, f"nằm dưới “{parent}”"))
        if more and matcher.best(parent):
            return
