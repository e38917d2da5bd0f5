"""What a list or a page of text holds, seen from one section: do its entries belong there?"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.vocabulary import Content
from crawler.facts import Item, Listing, Page
from crawler.read.documents import is_normative
from crawler.read.text import fold

if TYPE_CHECKING:
    from crawler.read.vocabulary import Matcher

_SPACES = re.compile(r"\W+")
_LETTERS = re.compile(r"[^\W\d_]+")
_TIMES = re.compile(r"[\(\[]?\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b( \d{1,2}:\d{2})?[\)\]]?|\d+")
_TRIAL_WORDS = 8  # a longer title that holds "test" is about tests
_TITLE, _LINES = 30, 400  # letters of a line that can be a title; lines looked at
_PROSE = 250  # letters: a shorter text is enough only where little has to be said
_DOCUMENT_KINDS = ("documents", "files")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well one list fits a section: entries, those that belong, and how sure that is (0 to 1)."""

    listing: Listing
    entries: int
    belonging: int
    sure: float
    own_kind: bool
    unclear: int = 0  # documents that bear neither number nor type: they may belong

    @property
    def share(self) -> float:
        """Of the entries, the share that belongs to the section."""
        return self.belonging / self.entries if self.entries else 0.0


class ContentReader:
    """Judges entries against the `content` of one section."""

    def __init__(self, section: str, matcher: "Matcher") -> None:
        self.section = section
        self.content: Content = matcher.vocabulary.sections[section].content
        self._words = _pattern(self.content.words)
        self._starts = _pattern((*matcher.vocabulary.general.starts, *self.content.words))
        self._question = "?" in self.content.words
        self._trial = _pattern(matcher.vocabulary.general.trial)
        self._types = tuple(fold(name) for name in self.content.types)

    def fit(self, listing: Listing, names: frozenset[str] = frozenset()) -> Fit:
        """Count the entries of `listing` that belong to the section.

        `names`: what the page calls itself (`plain_name`): what says no more is a heading or a trial.
        """
        items = [item for item in listing.items if item.url or plain_name(item.title) not in names]
        belonging = sum(self.belongs(item, listing) and not self._is_trial(item, names) for item in items)
        own = listing.kind in self.content.kinds
        entries = len(items)
        share = belonging / entries if entries else 0.0
        enough = min(1.0, 0.7 + 0.1 * belonging)
        sure = min(1.0, share / max(self.content.share, 0.05)) * enough if belonging else 0.0
        if not own:
            sure *= 0.85
        unclear = sum(
            item.number is None and item.doc_type is None and not self._is_trial(item, names)
            for item in items
        )
        return Fit(listing, entries, belonging, round(sure, 3), own, unclear)

    def belongs(self, item: Item, listing: Listing) -> bool:
        """Is `item`, an entry of `listing`, what the section is for?"""
        numbers = self.content.numbers
        if numbers == "normative":
            return self._is_normative(item, listing)
        if numbers == "directive":
            return self._is_directive(item, listing)
        title = _folded(item.title)
        if self.section == "qa":
            return (
                listing.kind == "questions" or item.answered is not None or item.title.rstrip().endswith("?")
            )
        if listing.kind in self.content.alone:
            return True
        named = bool(self._words.search(title))
        if not named and item.summary and listing.kind != "news":
            named = bool(self._words.search(_folded(item.summary[:300])))
        typed = self._is_typed(item)
        if listing.kind not in self.content.kinds:
            carries = bool(item.number or item.files) or bool(self._starts.match(title))
            return named and carries
        return named or typed

    def _is_trial(self, item: Item, names: frozenset[str]) -> bool:
        """Was the entry only put in to try the system out ("test", "123", "hỏi đáp 1" under "Hỏi đáp")?"""
        name = plain_name(item.title)
        if item.number is not None:
            return False
        if not name or name in names:
            return True
        return name.count(" ") < _TRIAL_WORDS and bool(self._trial.search(f" {name} "))

    def _is_normative(self, item: Item, listing: Listing) -> bool:
        normative: bool | None = is_normative(item.number, item.doc_type)
        if normative is not None:
            return normative
        return self._is_typed(item) and listing.kind in _DOCUMENT_KINDS

    def _is_directive(self, item: Item, listing: Listing) -> bool:
        if item.number is not None:
            return is_normative(item.number, item.doc_type) is not True
        if item.doc_type is not None:
            return self._is_typed(item) and (listing.kind in _DOCUMENT_KINDS or self._says_type(item))
        if listing.kind not in _DOCUMENT_KINDS and not item.files:
            return False
        return bool(self._words.search(_folded(item.title)))

    def _is_typed(self, item: Item) -> bool:
        """Is it a document of a type that belongs to the section ("Thông báo kết luận" is a "Thông báo")?"""
        return item.doc_type is not None and bool(self._types) and fold(item.doc_type).startswith(self._types)

    @staticmethod
    def _says_type(item: Item) -> bool:
        """Does the entry's title begin with its type, as a document's does ("Thông báo kết luận …")?"""
        return bool(item.files) or _folded(item.title).startswith(f" {fold(item.doc_type or '')} ")

    def titles(self, page: Page) -> int:
        """How many lines of the page's text read like titles of the section's documents."""
        if "documents" not in self.content.kinds or page.document is not None:
            return 0
        lines = (line for line in page.text.splitlines()[:_LINES] if len(line) >= _TITLE)
        folded = map(_folded, lines)
        return sum(bool(self._starts.match(line)) and bool(self._words.search(line)) for line in folded)

    def prose(self, page: Page) -> float:
        """How far the page's own text is what the section is for, 0 to 1 (0 where it must be a list)."""
        if not self.content.prose or len(page.text) < self.content.least:
            return 0.0
        found = {match.group() for match in self._words.finditer(_folded(page.text[:8000]))}
        return min(1.0, len(found) / (3 if self.content.least >= _PROSE else 1))


def plain_name(text: str) -> str:
    """`text` folded, without numbers, dates and signs: what a heading and its trial entries share."""
    return " ".join(_LETTERS.findall(fold(_TIMES.sub(" ", text))))


def _folded(text: str) -> str:
    return f" {_SPACES.sub(' ', fold(text))} "


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    folded = {_folded(word) for word in words} - {"  ", " "}
    ordered = sorted((re.escape(word) for word in folded), key=len, reverse=True)
    if not ordered:
        return re.compile(r"(?!)")
    # A look-ahead for the closing space: two neighbouring words may share it.
    parts = [word.removesuffix(r"\ ") + r"(?=\ )" for word in ordered]
    return re.compile("|".join(parts))
