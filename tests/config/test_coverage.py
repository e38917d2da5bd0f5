"""docs/coverage.md names every criterion, and no row of it is left without an answer."""

import re
from fnmatch import fnmatch

import pytest

from config.loading import CONFIG
from config.rubric import load_rubric, rubric_ids

TEXT = (CONFIG.parent / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = [
    line
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith(("| article", "| seed,"))
]
IDS = {one.id for name in rubric_ids() for one in load_rubric(name).criteria}
NAMED = {name for row in ROWS for name in re.findall(r"`([a-z_]+\.[a-z_0-9*]+)`", row)}


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_a_criterion_or_says_why_not(row: str) -> None:
    answered = "not visible from outside" in row or "not judged" in row
    assert answered or re.search(r"`[a-z_]+\.[a-z_0-9*]+`", row)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_id_is_a_criterion(name: str) -> None:
    assert any(fnmatch(one, name) for one in IDS)


@pytest.mark.parametrize("criterion", sorted(IDS))
def test_every_criterion_is_named(criterion: str) -> None:
    assert any(fnmatch(criterion, name) for name in NAMED)


@pytest.mark.parametrize("point", list("abcdđeghiklmnopqrstuv"))
def test_every_point_of_the_list_of_the_new_law_has_a_row(point: str) -> None:
    cells = [row.split("|")[1].strip() for row in ROWS]
    listed = [cell.removeprefix("17.1 ") for cell in cells if cell.startswith("17.1 ")]
    assert point in {one for cell in listed for one in re.split(r", ", cell)}


@pytest.mark.parametrize(
    "point", ["1a", "1b", "1c", "1d", "1đ", "1e", "1g", "1h", "1i", "1k", "1l", "2", "3"]
)
def test_every_point_of_the_appendix_has_a_row(point: str) -> None:
    cells = [row.split("|")[1] for row in ROWS if "002 PL" in row]
    assert any(re.search(rf"\b{point}\b", cell) for cell in cells)
