"""What a label says: sections by their phrases, over Aho-Corasick on folded text, confirmed with accents."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick
from rapidfuzz import fuzz, process

from config.vocabulary import Phrase, Vocabulary, load_vocabulary
from crawler.read.text import fold, tone_normal
from crawler.read.words import WordCutter, Words, accented_words, plain_words

_YEAR = re.compile(r"(19|20)\d\d\Z")
_PLACES = frozenset(
    [
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "tp",
        "quận",
        "sở",
        "thị",
        "ubnd",
        "hđnd",
        "thành",
        "phố",
        "trấn",
        "vùng",
    ]
)
_LONG, _LONGEST = 9, 16  # words: above the first a label is probably a headline, above the second surely
_LEAST = 0.3
_SLUG_REST = 4  # words of an address beside the phrase
_TYPO_RATIO, _TYPO_WEIGHT = 91.0, 0.8


@dataclass(frozen=True, slots=True)
class Match:
    """A section that a label speaks of, how surely (0 to 1), and by which phrase."""

    section: str
    weight: float
    phrase: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """A phrase of the automaton; `section` None: a phrase that names no section."""

    section: str | None
    words: tuple[str, ...]  # folded
    accented: tuple[str, ...]
    phrase: Phrase
    needs: tuple[str, ...]
    forbids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int  # exclusive, in words
    entry: _Entry
    weight: float


class Matcher:
    """Finds the sections that labels speak of. One matcher serves any number of portals."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or load_vocabulary()
        general = self.vocabulary.general
        self._cutter = WordCutter(general.abbreviations)
        self._fillers = frozenset(word for text in general.fillers for word in plain_words(text))
        self._bodies = tuple(plain_words(text) for text in general.bodies)
        self._headline = _phrase_pattern(general.headline, plain_words)
        self._headline_accented = _phrase_pattern(general.headline, accented_words)
        self._places = frozenset(tone_normal(word) for word in _PLACES)
        self._plain_places = frozenset(fold(word) for word in _PLACES)
        self._parts = frozenset(" ".join(self.words(text).folded) for text in general.parts)
        self._sitemap = frozenset(" ".join(self.words(text).folded) for text in general.sitemap)
        self._search = frozenset(" ".join(self.words(text).folded) for text in general.search)
        self._automaton = ahocorasick.Automaton()
        self._slugs = ahocorasick.Automaton()
        self._whole: dict[str, list[_Entry]] = {}
        entries: dict[str, list[_Entry]] = {}
        slugs: dict[str, list[tuple[str, float]]] = {}
        for section, words in self.vocabulary.sections.items():
            for phrase in words.phrases:
                entry = self._entry(section, phrase)
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
        for key, found in entries.items():
            self._automaton.add_word(f" {key} ", found)
        for key, sections in slugs.items():
            self._slugs.add_word(f" {key} ", (len(key.split()), sections))
        self._automaton.make_automaton()
        self._slugs.make_automaton()
        self._whole = {key: found for key, found in entries.items() if len(key) >= 8}
        self._keys = list(self._whole)
        self._matched = lru_cache(maxsize=8192)(self._match)

    def match(self, label: str) -> list[Match]:
        """The sections that `label` speaks of, surest first; empty for headlines, bodies and other labels."""
        return list(self._matched(label))

    def best(self, label: str, least: float = 0.5) -> str | None:
        """The one section that `label` names, or None where none is named with weight `least`."""
        found = self._matched(label)
        return found[0].section if found and found[0].weight >= least else None

    def match_slug(self, slug: str) -> list[Match]:
        """The sections that the folded words of an address (`text.slug_words`) speak of."""
        best: dict[str, Match] = {}
        words = slug.split()
        for _, (length, sections) in self._slugs.iter(f" {slug} "):
            if len(words) - length > _SLUG_REST:  # the address of a story, named after its title
                continue
            for section, weight in sections:
                sure = weight * min(1.0, 0.55 + 0.5 * length / max(len(words), 1))
                if section not in best or best[section].weight < sure:
                    best[section] = Match(section, round(sure, 3), slug)
        return sorted(best.values(), key=lambda match: -match.weight)

    def is_part(self, label: str) -> bool:
        """Does the label name a part of a section's list ("Theo năm", "Văn bản của tỉnh", "2024")?"""
        words = self.words(label).folded
        return bool(words) and (
            " ".join(words) in self._parts
            or (len(words) <= 3 and bool(_YEAR.match(words[-1])) and words[0] in ("nam", words[-1], "quy"))
        )

    def is_sitemap(self, label: str) -> bool:
        """Does the label name the site map?"""
        return " ".join(self.words(label).folded) in self._sitemap

    def is_search(self, label: str) -> bool:
        """Does the label name the search?"""
        return " ".join(self.words(label).folded) in self._search

    def is_headline(self, label: str) -> bool:
        """Is the label a sentence or a title about something, rather than the name of a section?"""
        words = self.words(label)
        spans = self._spans(words)
        return self._headlined(words, spans) if spans else len(words.folded) > _LONG

    def words(self, label: str) -> Words:
        """`label` cut into words, counts "(12)" dropped and abbreviations written out."""
        return self._cutter.cut(label)

    def _entry(self, section: str | None, phrase: Phrase) -> _Entry:
        words = self.words(phrase.say)
        return _Entry(
            section,
            words.folded,
            words.accented,
            phrase,
            tuple(f" {' '.join(self.words(text).folded)} " for text in phrase.needs),
            tuple(f" {' '.join(self.words(text).folded)} " for text in phrase.forbids),
        )

    def _match(self, label: str) -> tuple[Match, ...]:
        if len(label) > 400:
            return ()
        words = self.words(label)
        if not words.folded:
            return ()
        spans = self._spans(words)
        if not spans:
            return self._misspelt(words)
        spans.sort(key=lambda span: span.start)
        if self._names_body(words, spans):
            return ()
        cover = self._coverage(words, [span for span in spans if span.entry.section])
        damp = 0.25 if self._headlined(words, spans) else 1.0
        best: dict[str, Match] = {}
        for span in spans:
            if span.entry.section is None:
                continue
            longer = min(1.0, 0.9 + 0.04 * (span.end - span.start))
            weight = round(span.weight * longer * min(1.0, 0.4 + 0.7 * cover) * damp, 3)
            section = span.entry.section
            if weight >= _LEAST and (section not in best or best[section].weight < weight):
                best[section] = Match(section, weight, span.entry.phrase.say)
        return tuple(sorted(best.values(), key=lambda match: -match.weight))

    def _spans(self, words: Words) -> list[_Span]:
        """The phrases in a label: confirmed, the longest of those that share words."""
        text = f" {' '.join(words.folded)} "
        starts: dict[int, int] = {}
        at = 0
        for index, word in enumerate(words.folded):
            starts[at] = index
            at += len(word) + 1
        found: list[_Span] = []
        for end, entries in self._automaton.iter(text):
            for entry in entries:
                size = len(entry.words)
                first = starts.get(end - len(" ".join(entry.words)) - 1)
                if first is None:
                    continue
                weight = self._confirmed(entry, words, first, text)
                if weight > 0:
                    found.append(_Span(first, first + size, entry, weight))
        found.sort(key=lambda span: (span.start - span.end, span.start))
        kept: list[_Span] = []
        for span in found:
            rivals = [other for other in kept if other.start < span.end and span.start < other.end]
            if all((other.start, other.end) == (span.start, span.end) for other in rivals):
                kept.append(span)
        return kept

    @staticmethod
    def _confirmed(entry: _Entry, words: Words, first: int, text: str) -> float:
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

    def _names_body(self, words: Words, spans: list[_Span]) -> bool:
        """Does the label begin with the name of a body, which the phrase belongs to?"""
        at_start = [span for span in spans if span.start == 0]
        length = max((span.end for span in at_start), default=0)
        for body in self._bodies:
            size = len(body)
            if words.folded[:size] == body and size > length:
                first = spans[0].start
                return not any(size <= mark <= first for mark in words.separated)
        return False

    def _coverage(self, words: Words, spans: list[_Span]) -> float:
        """Of the label's meaning words, the share that phrases cover; place names do not count."""
        covered = {index for span in spans for index in range(span.start, span.end)}
        tail = self._name_tail(words, covered)
        rest = 0
        named = 0
        for index, word in enumerate(words.folded):
            if index in covered:
                named = 0
            elif self._is_place(words, index):
                named = 4
            elif named > 0 and (words.written[index][:1].isupper() or index > tail):
                named -= 1
            elif word not in self._fillers and not (word.isdigit() and len(word) < 3):
                rest += 1
        return len(covered) / (len(covered) + rest) if covered else 0.0

    def _headlined(self, words: Words, spans: list[_Span]) -> bool:
        """Is the label a sentence about something? Verbs, years and length around the phrases tell."""
        covered = {index for span in spans for index in range(span.start, span.end)}
        tail = self._name_tail(words, covered)
        text = words.accented if words.has_accents else words.folded
        outside = " ".join("\n" if i in covered else word for i, word in enumerate(text))
        rest = sum(1 for i in range(tail) if i not in covered)
        if len(words.folded) > _LONGEST:
            return rest > 3
        if tail > _LONG and rest >= len(covered):
            return True
        verbs = self._headline_accented if words.has_accents else self._headline
        if rest > 1 and verbs.search(f" {outside} "):
            return True
        return rest > 2 and any(_YEAR.match(word) for word in words.folded)

    def _name_tail(self, words: Words, covered: set[int]) -> int:
        """Where the name of a body or place that closes the label begins ("… của Sở Giao thông vận tải")."""
        last = max(covered, default=-1)
        for index in range(last + 1, len(words.folded)):
            if self._is_place(words, index):
                return index
        return len(words.folded)

    def _is_place(self, words: Words, index: int) -> bool:
        """Is the word one that a place's or body's name follows ("tỉnh", "Sở")?"""
        if words.has_accents:
            return words.accented[index] in self._places
        return words.folded[index] in self._plain_places

    def _misspelt(self, words: Words) -> tuple[Match, ...]:
        """A label that is a phrase but for a letter ("Văn bản chỉ đạo điểu hànhh")."""
        kept = " ".join(words.folded)
        if not 9 <= len(kept) <= 60:
            return ()
        found = process.extractOne(kept, self._keys, scorer=fuzz.ratio, score_cutoff=_TYPO_RATIO)
        if found is None or abs(len(found[0]) - len(kept)) > 2 or len(found[0].split()) < 2:
            return ()
        entries = self._whole[found[0]]
        if any(entry.section is None for entry in entries):
            return ()
        return tuple(
            Match(entry.section, round(entry.phrase.weight * _TYPO_WEIGHT, 3), entry.phrase.say)
            for entry in entries
            if entry.section is not None and not entry.needs
        )


def _phrase_pattern(phrases: tuple[str, ...], cut: Callable[[str], tuple[str, ...]]) -> re.Pattern[str]:
    """Any of the phrases as whole words; one that ends in a number matches as a beginning ("năm 20")."""
    parts = []
    for phrase in phrases:
        words = " ".join(cut(phrase))
        parts.append(rf" {re.escape(words)}" + (r"\d" if words[-1].isdigit() else " "))
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


@cache
def default_matcher() -> Matcher:
    """The matcher over the committed vocabulary, made once."""
    return Matcher()
