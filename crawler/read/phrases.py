"""The phrases of the vocabulary in a label: Aho-Corasick on folded text, confirmed with accents."""

from dataclasses import dataclass

import ahocorasick
from rapidfuzz import fuzz, process

from config.vocabulary import Phrase, Vocabulary
from crawler.read.words import WordCutter, Words, plain_words

_SLUG_REST = 4  # words of an address beside the phrase
_BEHIND = 5  # words
_SLIPS = 2  # letters too many or too few
_TYPO_RATIO = 91.0
_SHORTEST, _LONGEST = 9, 60  # letters of a label in which a slip of the pen is looked for


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of the vocabulary; `section` None: a phrase that names no section."""

    section: str | None
    words: tuple[str, ...]  # folded
    accented: tuple[str, ...]
    phrase: Phrase
    needs: tuple[str, ...]
    forbids: tuple[str, ...]
    never_behind: tuple[str, ...]  # of the section: none of these may stand shortly behind the phrase


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase at its place in a label."""

    start: int
    end: int  # exclusive, in words
    entry: Entry
    weight: float


class PhraseFinder:
    """All phrases of one vocabulary, in one automaton."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        general = vocabulary.general
        self._cutter = WordCutter(general.abbreviations)
        entries: dict[str, list[Entry]] = {}
        slugs: dict[str, list[tuple[str, float]]] = {}
        for section, words in vocabulary.sections.items():
            for phrase in words.phrases:
                entry = self._entry(section, phrase, words.forbids)
                key = " ".join(entry.words)
                entries.setdefault(key, []).append(entry)
                if phrase.weight >= 0.8 and len(entry.words) > 1:
                    slugs.setdefault(key, []).append((section, phrase.weight))
                    slugs.setdefault("".join(entry.words), []).append((section, phrase.weight))
            for slug in words.slugs:
                slugs.setdefault(" ".join(plain_words(slug)), []).append((section, 1.0))
        for text in (*general.nothing, *general.sitemap, *general.search):
            entry = self._entry(None, Phrase(say=text))
            entries.setdefault(" ".join(entry.words), []).append(entry)
        self._automaton = ahocorasick.Automaton()
        for key, found in entries.items():
            self._automaton.add_word(f" {key} ", found)
        self._automaton.make_automaton()
        self._slugs = ahocorasick.Automaton()
        for key, sections in slugs.items():
            self._slugs.add_word(f" {key} ", (len(key.split()), sections))
        self._slugs.make_automaton()
        self._whole = {key: found for key, found in entries.items() if len(key) >= _SHORTEST - 1}
        self._by_length: dict[int, list[str]] = {}
        for key in self._whole:
            if " " in key:
                self._by_length.setdefault(len(key), []).append(key)

    def words(self, label: str) -> Words:
        """`label` cut into words, counts "(12)" dropped and abbreviations written out."""
        return self._cutter.cut(label)

    def spans(self, words: Words) -> list[Span]:
        """The phrases in a label, in order: confirmed, the longest of those that share words."""
        text = f" {' '.join(words.folded)} "
        starts: dict[int, int] = {}
        at = 0
        for index, word in enumerate(words.folded):
            starts[at] = index
            at += len(word) + 1
        found: list[Span] = []
        for end, entries in self._automaton.iter(text):
            for entry in entries:
                first = starts.get(end - len(" ".join(entry.words)) - 1)
                if first is None:
                    continue
                weight = _confirmed(entry, words, first, text)
                if weight > 0:
                    found.append(Span(first, first + len(entry.words), entry, weight))
        found.sort(key=lambda span: (span.start - span.end, span.start))
        kept: list[Span] = []
        for span in found:
            rivals = [other for other in kept if other.start < span.end and span.start < other.end]
            if all((other.start, other.end) == (span.start, span.end) for other in rivals):
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)

    def slug_sections(self, slug: str) -> list[tuple[str, float]]:
        """The sections that the folded words of an address speak of, and how surely."""
        found: list[tuple[str, float]] = []
        words = slug.split()
        for _, (length, sections) in self._slugs.iter(f" {slug} "):
            if len(words) - length > _SLUG_REST:  # the address of a story, named after its title
                continue
            share = min(1.0, 0.55 + 0.5 * length / max(len(words), 1))
            found.extend((section, weight * share) for section, weight in sections)
        return found

    def misspelt(self, words: Words) -> list[Entry]:
        """The phrases that a label is but for a letter ("Văn bản chỉ đạo điểu hànhh"); mostly none."""
        kept = " ".join(words.folded)
        if not _SHORTEST <= len(kept) <= _LONGEST:
            return []
        near = [
            key
            for length in range(len(kept) - _SLIPS, len(kept) + _SLIPS + 1)
            for key in self._by_length.get(length, ())
        ]
        found = process.extractOne(kept, near, scorer=fuzz.ratio, score_cutoff=_TYPO_RATIO)
        if found is None:
            return []
        entries = self._whole[found[0]]
        return [] if any(entry.section is None or entry.needs for entry in entries) else entries

    def _entry(self, section: str | None, phrase: Phrase, forbids: tuple[str, ...] = ()) -> Entry:
        words = self.words(phrase.say)
        return Entry(
            section,
            words.folded,
            words.accented,
            phrase,
            tuple(f" {' '.join(self.words(text).folded)} " for text in phrase.needs),
            tuple(f" {' '.join(self.words(text).folded)} " for text in phrase.forbids),
            tuple(f" {' '.join(self.words(text).folded)} " for text in forbids),
        )


def _confirmed(entry: Entry, words: Words, first: int, text: str) -> float:
    """The weight of a phrase at this place in the label; 0 where the label does not mean it."""
    size = len(entry.words)
    phrase = entry.phrase
    if phrase.whole and size != len(words.folded):
        return 0.0
    if phrase.at == "start" and first != 0:
        return 0.0
    if entry.needs and not any(need in text for need in entry.needs):
        return 0.0
    if any(forbidden in text for forbidden in entry.forbids):
        return 0.0
    behind = f" {' '.join(words.folded[first + size : first + size + _BEHIND])} "
    if any(forbidden in behind for forbidden in entry.never_behind):
        return 0.0
    weight = phrase.weight
    if words.has_accents:
        wrong = sum(
            seen not in (right, folded)
            for seen, right, folded in zip(
                words.accented[first : first + size], entry.accented, entry.words, strict=True
            )
        )
        if wrong > (1 if size > 2 else 0):
            return 0.0
        weight *= 0.85 if wrong else 1.0
    return weight
