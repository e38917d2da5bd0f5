"""Accuracy of the readers on real material: targets, and pins that may only rise."""

import pytest

from tests.quality.measure import Share, keep, load
from tests.quality.readers import MEASURES, PARTS, beside, others, our_day

TARGETS = {  # shares that both parts together must reach
    "dates.jsonl": {"the right day": 0.98, "no date where there is none": 1.0},
    "docs.jsonl": {"number": 0.98, "day of issue": 0.97},
    "contacts.jsonl": {"all fields together": 0.95},
}


@pytest.mark.parametrize("file", MEASURES)
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_read_worse_than_it_was(file: str, part: str) -> None:
    material = load(file)
    keep(material, part, MEASURES[file](getattr(material, part)))


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, targets in TARGETS.items() for name in targets]
)
def test_the_targets_are_reached(file: str, name: str) -> None:
    material = load(file)
    share = MEASURES[file](material.tuned + material.held_back)[name]
    assert share.value >= TARGETS[file][name], f"{file}, {name}: {share}"


def test_our_dates_are_better_than_those_of_other_readers() -> None:
    rows = load("dates.jsonl")
    every = rows.tuned + rows.held_back
    ours, ours_false, _ = beside(every, our_day)
    for name, read in others().items():
        theirs, theirs_false, _ = beside(every, read)
        assert ours.right > theirs.right, name
        assert ours_false < theirs_false, name


def test_wilsons_interval_is_wide_where_there_is_little_to_go_by() -> None:
    low, high = Share(5, 5).interval()
    assert (round(low, 3), high) == (0.566, 1.0)
    low, high = Share(90, 100).interval()
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)
    assert Share(0, 0).interval() == (0.0, 1.0)
