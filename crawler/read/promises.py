"""What a link promises: the sections it may lead to, by label, place, address and what stands above."""

from dataclasses import dataclass

from crawler.facts import Link, Signal
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


def promises(link: Link, matcher: Matcher) -> list[Promise]:
    """The sections that `link` may lead to, best first: by label, menu parents, place and address."""
    place = _PLACE.get(link.place, 0.5)
    label = link.label.strip()
    if place == 0 or not (link.url or link.postback) or label.lower() in _FEEDS:
        return []
    if link.place not in _MENUS and (len(label.split()) > _LABEL_WORDS or matcher.is_headline(label)):
        return []
    scores: dict[str, float] = {}
    signals: dict[str, list[Signal]] = {}
    where = _PLACE_NAMES.get(link.place, link.place)
    matches = matcher.match(label)
    more = matcher.is_more(label)
    for match in matches:
        scores[match.section] = match.weight
        signals[match.section] = [Signal("label", match.weight, f"nhãn “{label}” ({where})")]
    if link.url:
        for match in matcher.match_slug(slug_words(link.url)):
            known = scores.get(match.section, 0.0)
            if known:
                scores[match.section] = min(1.0, known + 0.05)
            elif not matches:
                scores[match.section] = (_SLUG_OF_MORE if more else _SLUG) * match.weight
            if known or not matches:
                signals.setdefault(match.section, []).append(Signal("url", 0.3, f"địa chỉ {link.url}"))
    if not matches or matches[0].weight < LABELLED or matcher.is_part(label):
        _add_parents(link, matcher, scores, signals, more)
    found = [
        Promise(section, round(score * place, 3), tuple(signals[section]))
        for section, score in scores.items()
    ]
    return sorted((one for one in found if one.score >= _LEAST), key=lambda one: (-one.score, one.section))


def _add_parents(
    link: Link, matcher: Matcher, scores: dict[str, float], signals: dict[str, list[Signal]], more: bool
) -> None:
    """What stands above a link speaks for it in a menu, and where its label says but "more" or "2024"."""
    part = matcher.is_part(link.label)
    if not (link.place in _MENUS or part or more):
        return
    share = _PARENT_OF_MORE if more else _PARENT_OF_PART if part else _PARENT
    parents = list(reversed(link.parents if more else link.parents[-2:]))
    for depth, parent in enumerate(parents):
        for match in matcher.match(parent):
            score = share * match.weight * (1.0 if more else _FARTHER**depth)
            if score > scores.get(match.section, 0.0):
                scores[match.section] = score
            signals.setdefault(match.section, []).append(Signal("parent", score, f"nằm dưới “{parent}”"))
        if more and matcher.best(parent):
            return
