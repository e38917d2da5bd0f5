"""Accuracy on real labels, by portal: those whose name hashes to an even byte are held back from tuning."""

import hashlib
import json
from pathlib import Path

import pytest

from crawler.read.vocabulary import Matcher, default_matcher

LABELS = Path(__file__).resolve().parents[5] / "shared" / "data" / "labels.jsonl"
FLOOR = {"tuned": 0.99, "held back": 0.98}  # reached; may only rise

pytestmark = pytest.mark.skipif(not LABELS.exists(), reason=f"real labels are not at {LABELS}")


def _held_back(portal: str) -> bool:
    return hashlib.sha256(portal.encode()).digest()[0] % 2 == 0


def _rows(part: str) -> list[tuple[str, str]]:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [
        (row["label"], row["section"]) for row in rows if _held_back(row["portal"]) == (part == "held back")
    ]


def _named(matcher: Matcher, label: str, known: set[str]) -> str:
    if matcher.is_sitemap(label) or matcher.is_search(label):
        return "sitemap_search"
    best = matcher.best(label)
    return best if best in known else "none"


@pytest.mark.parametrize("part", ["tuned", "held back"])
def test_micro_f1_on_real_labels(part: str) -> None:
    matcher = default_matcher()
    known = {section for name in ("tuned", "held back") for _, section in _rows(name)}
    seen = [(_named(matcher, label, known), section) for label, section in _rows(part)]
    right = sum(named == section != "none" for named, section in seen)
    told = sum(named != "none" for named, _ in seen)
    there = sum(section != "none" for _, section in seen)
    assert 2 * right / (told + there) >= FLOOR[part]
