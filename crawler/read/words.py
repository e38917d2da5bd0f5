"""Labels cut into words, once folded and once with accents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from crawler.read.text import fold, nfc, tone_normal

_COUNT = re.compile(r"[\(\[]\s*\d[\d.,\s]*[\)\]]\s*$")
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[:|»>–—/]| - ")
_DASH = re.compile(r"[-–—]")
_COLON = re.compile(r":")


@dataclass(frozen=True, slots=True)
class Words:
    """A label cut into words: folded, and with accents in one canonical spelling."""

    raw: str
    folded: tuple[str, ...]
    accented: tuple[str, ...]
    written: tuple[str, ...]  # as printed
    separated: frozenset[int]  # words before which a colon, bar or dash stands
    broken: frozenset[int]  # words before which any mark but a space stands
    dashed: frozenset[int]  # words before which a dash stands
    colons: frozenset[int]  # words before which a colon stands

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
        marks: dict[int, str] = {}
        end = 0
        for found in _WORD.finditer(raw):
            if found.start() - end > 1 or (end and raw[end] != " "):
                marks[len(written)] = raw[end : found.start()]
            written.append(found.group())
            end = found.end()
        forms = [_forms(word) for word in written]
        accented = [form[0] for form in forms]
        folded = [form[1] for form in forms]
        if not self._by_first.keys().isdisjoint(folded):
            marks = self._expand(folded, accented, written, marks)

        if not marks:
            none = frozenset[int]()
            return Words(raw, tuple(folded), tuple(accented), tuple(written), none, none, none, none)

        def marked(pattern: re.Pattern[str]) -> frozenset[int]:
            return frozenset(at for at, mark in marks.items() if pattern.search(mark))

        return Words(
            raw, tuple(folded), tuple(accented), tuple(written),
            marked(_SEPARATOR), frozenset(marks), marked(_DASH), marked(_COLON),
        )  # fmt: skip

    def _expand(
        self, folded: list[str], accented: list[str], written: list[str], marks: dict[int, str]
    ) -> dict[int, str]:
        """Write abbreviations out in place; the marks at their new places."""
        at = 0
        while at < len(folded):
            for short, long in self._abbreviations:
                if tuple(folded[at : at + len(short)]) == short:
                    words = [tone_normal(word.lower()) for word in long.split()]
                    folded[at : at + len(short)] = [fold(word) for word in words]
                    accented[at : at + len(short)] = words
                    written[at : at + len(short)] = long.split()
                    end, grown = at + len(short), len(words) - len(short)
                    marks = {
                        (mark + grown if mark >= end else mark): text
                        for mark, text in marks.items()
                        if not at < mark < end
                    }
                    at += len(words) - 1
                    break
            at += 1
        return marks


@lru_cache(maxsize=32768)
def _forms(word: str) -> tuple[str, str]:
    """A word in lower case with its accents in one place, and folded."""
    accented = tone_normal(word.lower())
    return accented, fold(accented)


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(fold(word) for word in _WORD.findall(nfc(text)))


def accented_words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, accents in one canonical place."""
    return tuple(tone_normal(word.lower()) for word in _WORD.findall(nfc(text)))
