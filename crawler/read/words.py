"""Labels cut into words, once folded and once with accents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.read.text import fold, nfc, tone_normal

_COUNT = re.compile(r"[\(\[]\s*\d[\d.,\s]*[\)\]]\s*$")
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[:|»>–—/]| - ")


@dataclass(frozen=True, slots=True)
class Words:
    """A label cut into words: folded, and with accents in one canonical spelling."""

    raw: str
    folded: tuple[str, ...]
    accented: tuple[str, ...]
    written: tuple[str, ...]  # as printed
    separated: frozenset[int]  # words before which a colon, bar or dash stands

    @property
    def has_accents(self) -> bool:
        """Is any word written with accents?"""
        return self.folded != self.accented


class WordCutter:
    """Cuts labels; abbreviations ("KT-XH") are written out."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._abbreviations = sorted(
            ((plain_words(short), long) for short, long in abbreviations.items()),
            key=lambda pair: -len(pair[0]),
        )
        self._by_first = {short[0]: True for short, _ in self._abbreviations}

    def cut(self, label: str) -> Words:
        """`label` cut into words, counts "(12)" dropped and abbreviations written out."""
        raw = _COUNT.sub("", nfc(label))
        written: list[str] = []
        separated: set[int] = set()
        end = 0
        for found in _WORD.finditer(raw):
            if _SEPARATOR.search(raw, end, found.start()):
                separated.add(len(written))
            written.append(found.group())
            end = found.end()
        accented = [tone_normal(word.lower()) for word in written]
        folded = [fold(word) for word in accented]
        if not self._by_first.keys().isdisjoint(folded):
            self._expand(folded, accented, written)
        return Words(raw, tuple(folded), tuple(accented), tuple(written), frozenset(separated))

    def _expand(self, folded: list[str], accented: list[str], written: list[str]) -> None:
        at = 0
        while at < len(folded):
            for short, long in self._abbreviations:
                if tuple(folded[at : at + len(short)]) == short:
                    words = [tone_normal(word.lower()) for word in long.split()]
                    folded[at : at + len(short)] = [fold(word) for word in words]
                    accented[at : at + len(short)] = words
                    written[at : at + len(short)] = long.split()
                    at += len(words) - 1
                    break
            at += 1


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(fold(word) for word in _WORD.findall(nfc(text)))


def accented_words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, accents in one canonical place."""
    return tuple(tone_normal(word.lower()) for word in _WORD.findall(nfc(text)))
