"""What a label says: the sections that its phrases name, unless it is a headline or the name of a body."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from config.vocabulary import Vocabulary, load_vocabulary
from crawler.read.phrases import PhraseFinder, Span
from crawler.read.text import fold, tone_normal
from crawler.read.words import Words, accented_words, plain_words

_YEAR = re.compile(r"(19|20)\d\d\Z")
# Words that the name of a place or of a body follows.
_PLACES = (
    "tỉnh", "huyện", "xã", "phường", "tp", "quận", "sở", "thị", "ubnd", "hđnd", "thành", "phố",
    "trấn", "vùng",
)  # fmt: skip
_PERIOD = re.compile(
    r"(?:(?:thoi ky|giai doan|tam nhin|den nam|nam|den) )*(?:19|20)\d\d(?: (?:19|20)\d\d)?(?= |\Z)"
)
_LONG, _LONGEST = 9, 16  # words: above the first a label is probably a headline, above the second surely
_LEAST = 0.3
_KEPT = 8192  # labels whose reading is remembered: a portal's menus stand on each of its pages
_TYPO_WEIGHT = 0.8
_OF, _ABOUT = "cua", "ve"  # after them stands whose or about what the section is, no section of its own
_LATER = 0.6  # the weight of what is named only behind them
_MODIFIER = 0.85  # the weight of what is named straight behind a plainly named section ("hỏi đáp thuế")
_PLAIN = 0.8
_PLAIN_WORDS = 3  # behind a dash, fewer belong to the body's name ("Phòng Tài chính - Kế hoạch")
_AFTER_COLON = 3  # words
_PLAIN_VERB = 5  # letters: without accents, shorter words of headlines are other words, too


@dataclass(frozen=True, slots=True)
class Match:
    """A section that a label speaks of, how surely (0 to 1), and by which phrase."""

    section: str
    weight: float
    phrase: str


class Matcher:
    """Finds the sections that labels speak of. One matcher serves any number of portals."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or load_vocabulary()
        general = self.vocabulary.general
        self._finder = PhraseFinder(self.vocabulary)
        self._cut = lru_cache(maxsize=_KEPT)(self._finder.words)
        self._fillers = frozenset(word for text in general.fillers for word in plain_words(text))
        self._bodies = tuple((plain_words(text), accented_words(text)) for text in general.bodies)
        self._headline = _phrase_pattern(general.headline, plain_words)
        self._headline_accented = _phrase_pattern(general.headline, accented_words)
        self._places = frozenset(tone_normal(word) for word in _PLACES)
        self._plain_places = frozenset(fold(word) for word in _PLACES)
        self._parts = self._folded_labels(general.parts)
        self._sitemap = self._folded_labels(general.sitemap)
        self._search = self._folded_labels(general.search)
        self._more = self._folded_labels(general.more)
        self._matched = lru_cache(maxsize=_KEPT)(self._match)
        self._spanned = lru_cache(maxsize=_KEPT)(self._find_spans)
        self._slugs = lru_cache(maxsize=_KEPT)(self._match_slug)

    def match(self, label: str) -> list[Match]:
        """The sections that `label` speaks of, surest first; empty for headlines, bodies and other labels."""
        return list(self._matched(label))

    def best(self, label: str, least: float = 0.5) -> str | None:
        """The one section that `label` names, or None where none is named with weight `least`."""
        found = self._matched(label)
        return found[0].section if found and found[0].weight >= least else None

    def match_slug(self, slug: str) -> list[Match]:
        """The sections that the folded words of an address (`text.slug_words`) speak of."""
        return list(self._slugs(slug))

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

    def is_more(self, label: str) -> bool:
        """Does the label lead on from a block to its section ("Xem thêm")?"""
        return " ".join(self.words(label).folded) in self._more

    def is_headline(self, label: str) -> bool:
        """Is the label a sentence or a title about something, rather than the name of a section?"""
        words, spans = self._spanned(label)
        return self._headlined(words, spans) if spans else len(words.folded) > _LONG

    def words(self, label: str) -> Words:
        """`label` cut into words, counts "(12)" dropped and abbreviations written out."""
        return self._cut(label)

    def _find_spans(self, label: str) -> tuple[Words, list[Span]]:
        words = self.words(label)
        return words, self._finder.spans(words)

    def _match_slug(self, slug: str) -> tuple[Match, ...]:
        best: dict[str, Match] = {}
        for section, sure in self._finder.slug_sections(slug):
            if section not in best or best[section].weight < sure:
                best[section] = Match(section, round(sure, 3), slug)
        return tuple(sorted(best.values(), key=lambda match: -match.weight))

    def _folded_labels(self, labels: tuple[str, ...]) -> frozenset[str]:
        return frozenset(" ".join(self.words(text).folded) for text in labels)

    def _match(self, label: str) -> tuple[Match, ...]:
        if len(label) > 400:
            return ()
        words, spans = self._spanned(label)
        if not words.folded:
            return ()
        if not spans:
            return tuple(
                Match(entry.section or "", round(entry.phrase.weight * _TYPO_WEIGHT, 3), entry.phrase.say)
                for entry in self._finder.misspelt(words)
            )
        if self._names_body(words, spans):
            return ()
        named = [span for span in spans if span.entry.section]
        cover = self._coverage(words, named)
        damp = 0.25 if self._headlined(words, spans) else 1.0
        best: dict[str, Match] = {}
        for span in named:
            longer = min(1.0, 0.9 + 0.04 * (span.end - span.start))
            place = _standing(words, named[0], span)
            weight = round(span.weight * longer * min(1.0, 0.4 + 0.7 * cover) * damp * place, 3)
            section = span.entry.section or ""
            if weight >= _LEAST and (section not in best or best[section].weight < weight):
                best[section] = Match(section, weight, span.entry.phrase.say)
        return tuple(sorted(best.values(), key=lambda match: -match.weight))

    def _names_body(self, words: Words, spans: list[Span]) -> bool:
        """Does the label begin with the name of a body, which the phrase belongs to?"""
        length = max((span.end for span in spans if span.start == 0), default=0)
        first = spans[0]
        for folded, accented in self._bodies:
            size = len(folded)
            if size <= length or words.folded[:size] != folded:
                continue
            if words.has_accents and words.accented[:size] != accented:
                continue
            marks = [mark for mark in words.separated if size <= mark <= first.start]
            plain = first.end - first.start >= _PLAIN_WORDS or first.start not in words.dashed
            return not (marks and plain)
        return False

    def _coverage(self, words: Words, spans: list[Span]) -> float:
        """Of the label's meaning words, the share that phrases cover.

        Names of places, whose the section is ("của …") and years do not count.
        """
        covered = {index for span in spans for index in range(span.start, span.end)}
        tail = self._name_tail(words, covered)
        periods = _periods(words)
        rest = named = 0
        owner = False
        for index, word in enumerate(words.folded):
            if index in covered:
                named, owner = 0, False
            elif self._is_place(words, index):
                named = 4
            elif word in (_OF, _ABOUT):
                owner = word == _OF and index > min(covered, default=0)
            elif owner or index in periods:
                continue
            elif named > 0 and (words.written[index][:1].isupper() or index > tail):
                named -= 1
            elif word not in self._fillers and not (word.isdigit() and len(word) < 3):
                rest += 1
        return len(covered) / (len(covered) + rest) if covered else 0.0

    def _headlined(self, words: Words, spans: list[Span]) -> bool:
        """Is the label a sentence about something? Verbs, years and length around the phrases tell."""
        covered = {index for span in spans for index in range(span.start, span.end)}
        periods = _periods(words)
        tail = self._name_tail(words, covered)
        text = words.accented if words.has_accents else words.folded
        outside = " ".join("\n" if i in covered or i in periods else word for i, word in enumerate(text))
        rest = sum(1 for i in range(tail) if i not in covered and i not in periods)
        if len(words.folded) - len(periods) > _LONGEST:
            return rest > 3
        if tail - len(periods) > _LONG and rest >= len(covered):
            return True
        if _has_subject(words, spans[0].start) or _goes_on(words, covered):
            return True
        verbs = self._headline_accented if words.has_accents else self._headline
        if rest > 1 and verbs.search(f" {outside} "):
            return True
        return rest > 2 and any(_YEAR.match(word) for word in words.folded)

    def _name_tail(self, words: Words, covered: set[int]) -> int:
        """Where whose or where the section is begins to be told ("… của Sở Giao thông vận tải")."""
        last = max(covered, default=-1)
        for index in range(last + 1, len(words.folded)):
            if self._is_place(words, index) or words.folded[index] == _OF:
                return index
        return len(words.folded)

    def _is_place(self, words: Words, index: int) -> bool:
        """Is the word one that a place's or body's name follows ("tỉnh", "Sở")?"""
        if words.has_accents:
            return words.accented[index] in self._places
        return words.folded[index] in self._plain_places


def _standing(words: Words, first: Span, span: Span) -> float:
    """What a phrase weighs by its place: the first is the head, what hangs on it says less."""
    if span.start <= first.start:
        return 1.0
    between = words.folded[first.end : span.start]
    if _OF in between or _ABOUT in between:
        return _LATER
    straight = span.start not in words.broken and not between
    return _MODIFIER if straight and first.weight >= _PLAIN else 1.0


def _periods(words: Words) -> frozenset[int]:
    """The words that tell a period ("thời kỳ 2021-2030, tầm nhìn đến năm 2050")."""
    text = " ".join(words.folded)
    found: set[int] = set()
    for match in _PERIOD.finditer(text):
        if match.start() and text[match.start() - 1] != " ":
            continue
        first = text.count(" ", 0, match.start())
        found.update(range(first, first + match.group().count(" ") + 1))
    return frozenset(found)


def _has_subject(words: Words, start: int) -> bool:
    """Does somebody's name stand before the phrase, as in "Quảng Ninh công bố quy hoạch …"?"""
    before = words.written[:start]
    return (
        len(before) >= 2
        and words.written[start][:1].islower()
        and all(word[:1].isupper() and not word.isupper() for word in before)
        and start not in words.broken
    )


def _goes_on(words: Words, covered: set[int]) -> bool:
    """Does a sentence follow a colon, as in "Thu hút đầu tư: điểm sáng của tỉnh"?"""
    return any(
        mark > 0
        and min(covered) < mark
        and covered.isdisjoint(range(mark, len(words.folded)))
        and len(words.folded) - mark > _AFTER_COLON
        for mark in words.colons
    )


def _phrase_pattern(phrases: tuple[str, ...], cut: Callable[[str], tuple[str, ...]]) -> re.Pattern[str]:
    """Any of the phrases as whole words; one that ends in a number matches as a beginning ("năm 20")."""
    parts = []
    for phrase in phrases:
        words = " ".join(cut(phrase))
        if cut is plain_words and len(words) < _PLAIN_VERB:
            continue
        parts.append(rf" {re.escape(words)}" + (r"\d" if words[-1].isdigit() else " "))
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


@cache
def default_matcher() -> Matcher:
    """The matcher over the committed vocabulary, made once."""
    return Matcher()
