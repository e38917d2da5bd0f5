"""What a page calls its own content."""

import re
from dataclasses import dataclass

from crawler.read.records import clean_title
from crawler.read.surface import Surface
from crawler.read.text import fold, nfc, slug_words

_HEAD_LINES = 25
_SAME = 0.55  # of the words of an address, in the headline


@dataclass(frozen=True, slots=True)
class Headline:
    """What the page calls its own content; `sure` where its address or title says the same."""

    text: str = ""
    sure: bool = False


def headline(page: Surface, headings: tuple[str, ...]) -> Headline:
    """What the page's address, its title or og:title repeats; else the longest of the first headings."""
    slug = set(slug_words(page.tree.url).split())
    lines = [
        page.flow.lines[line]
        for line in range(len(page.flow.lines))
        if page.flow.zone[line] == "main" and not page.taken[line]
    ][:_HEAD_LINES]
    candidates = [one for one in (*headings[:8], *lines) if 8 < len(one) <= 400]
    if len(slug) >= 3:
        best = max(candidates, key=lambda one: _overlap(one, slug), default="")
        if best and _overlap(best, slug) >= _SAME:
            return Headline(clean_title(best), sure=True)
    title, shared = fold(page.tree.title), fold(nfc(page.tree.meta.get("og:title", "")))
    for candidate in candidates:
        plain = fold(candidate)[:60]
        if len(plain) > 12 and (plain in title or plain in shared):
            return Headline(clean_title(candidate), sure=True)
    heads = [one for one in headings[:3] if len(one.split()) >= 5]
    return Headline(clean_title(max(heads, key=len, default="")))


def _overlap(text: str, slug: set[str]) -> float:
    """How far a text and the words of an address are the same words, 0 to 1."""
    words = set(re.findall(r"\w+", fold(text)))
    return len(words & slug) / max(1, len(words | slug))
