"""How well labels are read: the program beside a keyword matcher and a fuzzy matcher, on real labels.

`python -m tests.quality.labels` prints the table of docs/accuracy.md. The labels are cut in two by portal:
where the first byte of the SHA-256 of the portal's name is even, its labels are held back: nobody looks at
them while tuning.
"""

import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz, process

from config.vocabulary import load_vocabulary
from crawler.read.text import fold
from crawler.read.vocabulary import default_matcher
from crawler.read.words import plain_words

LABELS = Path(__file__).resolve().parents[3] / "shared" / "data" / "labels.jsonl"
NONE, WAYS = "none", "sitemap_search"
FUZZY_CUT = 84.0  # the cut that did best on the labels not held back

Reader = Callable[[str], str]


@dataclass(slots=True)
class Score:
    """Counts of one section, or of all: told (by the program), there (by the reader), right (both)."""

    told: int = 0
    there: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.there) if self.told + self.there else 1.0


@dataclass(slots=True)
class Table:
    """Scores by section, and over all of them."""

    sections: dict[str, Score] = field(default_factory=dict)

    @property
    def micro(self) -> Score:
        every = self.sections.values()
        return Score(sum(s.told for s in every), sum(s.there for s in every), sum(s.right for s in every))


def held_back(portal: str) -> bool:
    return hashlib.sha256(portal.encode()).digest()[0] % 2 == 0


def rows(part: str) -> list[tuple[str, str]]:
    """Label and section of the `held back`, of the `open` or of `all` labels."""
    found = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [
        (row["label"], row["section"])
        for row in found
        if part == "all" or held_back(row["portal"]) == (part == "held back")
    ]


def measure(part: str, read: Reader) -> Table:
    known = {section for _, section in rows("all")}
    told, there, right = Counter[str](), Counter[str](), Counter[str]()
    for label, section in rows(part):
        named = read(label)
        named = named if named in known else NONE
        told[named] += 1
        there[section] += 1
        right[section] += named == section
    every = sorted((set(told) | set(there)) - {NONE})
    return Table({one: Score(told[one], there[one], right[one]) for one in every})


def program(label: str) -> str:
    matcher = default_matcher()
    if matcher.is_sitemap(label) or matcher.is_search(label):
        return WAYS
    return matcher.best(label) or NONE


def keyword(label: str) -> str:
    """The section of the longest phrase of the vocabulary that stands in the label, accents aside."""
    text = f" {' '.join(plain_words(label))} "
    return next((section for phrase, section in _phrases() if f" {phrase} " in text), NONE)


def fuzzy(label: str) -> str:
    """The section of the phrase of the vocabulary most like the label (RapidFuzz)."""
    phrases = dict(_phrases())
    found = process.extractOne(
        fold(label), list(phrases), scorer=fuzz.token_sort_ratio, score_cutoff=FUZZY_CUT
    )
    return phrases[found[0]] if found else NONE


def _phrases() -> list[tuple[str, str]]:
    vocabulary = load_vocabulary()
    found = [
        (" ".join(plain_words(phrase.say)), section)
        for section, words in vocabulary.sections.items()
        for phrase in words.phrases
        if phrase.weight >= 0.5
    ]
    found += [
        (" ".join(plain_words(text)), WAYS)
        for text in (*vocabulary.general.sitemap, *vocabulary.general.search)
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate."""
    if of == 0:
        return 0.0, 1.0
    z, rate = 1.96, right / of
    middle = rate + z * z / (2 * of)
    half = z * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    below = 1 + z * z / of
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def _rate(right: int, of: int) -> str:
    if of < 10:
        return f"{right}/{of}"
    low, high = wilson(right, of)
    return f"{right}/{of} = {right / of:.2f} [{low:.2f}–{high:.2f}]"


def table_lines() -> list[str]:
    """The table of docs/accuracy.md."""
    tables = {name: measure("held back", read) for name, read in READERS.items()}
    lines = [
        "| section | precision | recall | keyword matcher: P, R | fuzzy matcher: P, R |",
        "|---|---|---|---|---|",
    ]
    for section in sorted({name for table in tables.values() for name in table.sections}):
        own, *others = (table.sections.get(section, Score()) for table in tables.values())
        beside = " | ".join(f"{s.right}/{s.told}, {s.right}/{s.there}" for s in others)
        lines.append(
            f"| {section} | {_rate(own.right, own.told)} | {_rate(own.right, own.there)} | {beside} |"
        )
    for part in ("held back", "open"):
        micro = [measure(part, read).micro for read in READERS.values()]
        own = micro[0]
        beside = " | ".join(f"F1 {s.f1:.3f} ({s.right}/{s.told}, {s.right}/{s.there})" for s in micro[1:])
        lines.append(
            f"| **all, {part}: F1 {own.f1:.3f}** | {_rate(own.right, own.told)} "
            f"| {_rate(own.right, own.there)} | {beside} |"
        )
    return lines


READERS: dict[str, Reader] = {"program": program, "keyword": keyword, "fuzzy": fuzzy}

if __name__ == "__main__":
    sys.stdout.write("\n".join(table_lines()) + "\n")
