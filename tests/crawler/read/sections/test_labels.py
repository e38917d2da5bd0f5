"""Labels of every kind at once: nearly all must be read as a careful official reads them."""

from pathlib import Path

import pytest
import yaml

from config.sections import core_sections
from crawler.read.vocabulary import default_matcher

_ROWS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8")
)
LEAST = 0.98


@pytest.mark.parametrize("section", [section for section in _ROWS if section != "none"])
def test_labels_name_their_section(section: str) -> None:
    labels = _ROWS[section]
    wrong = [label for label in labels if default_matcher().best(label) != section]
    assert len(wrong) <= max(1, (1 - LEAST) * len(labels)), wrong


def test_labels_of_other_things_name_no_core_section() -> None:
    core = set(core_sections())
    wrong = [label for label in _ROWS["none"] if default_matcher().best(label) in core]
    assert len(wrong) <= (1 - 0.96) * len(_ROWS["none"]), wrong
