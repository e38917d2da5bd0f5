"""A province copies a rubric, changes it, and the program says what it changed."""

from datetime import date
from pathlib import Path

import pytest

from checks.judge import judge
from config.calendar import load_calendar
from config.differences import differences
from config.loading import ConfigError
from config.rubric import Rubric, load_rubric, read_rubric, rubric_ids
from tests.checks.samples import AS_OF, portal

MINE = """
id: tinh-x-2026
title: "Bộ tiêu chí của tỉnh X"
base: nd224-2026
coverage_floor: 0.6
without: [gazette.present, gazette.timely]
changes:
  planning.present: {weight: 8}
  qa.timely: {parameters: {fresh_days: 30, stale_days: 365}}
criteria:
  - id: contact.fax
    title: "Công bố số fax"
    section: contact
    axis: complete
    weight: 0.5
    basis: internal
    kind: contact_fields
    parameters: {fields: [fax]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Rubric:
    path = tmp_path / "tinh.yaml"
    path.write_text(MINE, encoding="utf-8")
    return load_rubric(str(path))


@pytest.mark.parametrize("name", rubric_ids())
def test_a_rubric_does_not_differ_from_itself(name: str) -> None:
    assert differences(load_rubric(name), load_rubric(name)) == []


def test_every_change_of_a_copy_is_told_in_words(mine: Rubric) -> None:
    assert differences(load_rubric("nd224-2026"), mine) == [
        "Bộ tiêu chí: mức đo được tối thiểu 0.7 → 0.6.",
        "Thêm tiêu chí “Công bố số fax” (contact.fax), trọng số 0.5.",
        "Bỏ tiêu chí “Có chuyên mục “Công báo”” (gazette.present), trọng số 0.5.",
        "Bỏ tiêu chí “Chuyên mục “Công báo” được cập nhật kịp thời” (gazette.timely), trọng số 0.25.",
        "“Có chuyên mục “Quy hoạch, kế hoạch”” (planning.present): trọng số 6 → 8.",
        "“Chuyên mục “Hỏi đáp; phản ánh, kiến nghị” được cập nhật kịp thời” (qa.timely): "
        "tham số fresh_days 60 → 30.",
    ]


def test_what_a_copy_does_not_say_is_its_bases(mine: Rubric) -> None:
    base = load_rubric("nd224-2026")
    assert (mine.base, mine.valid_from, mine.review_below) == (base.id, base.valid_from, base.review_below)
    assert mine.criterion("budget.period") == base.criterion("budget.period")


def test_the_same_facts_can_be_judged_again_under_the_copy(mine: Rubric) -> None:
    found = {one.criterion: one for one in judge(portal(), mine, AS_OF, load_calendar())}
    assert found["contact.fax"].outcome == "pass"
    assert "gazette.present" not in found


def test_two_rubrics_of_two_laws_differ_in_what_they_rest_on() -> None:
    said = differences(load_rubric("nd42-2022"), load_rubric("nd224-2026"))
    assert any("(planning.present): căn cứ" in one and "224/2026" in one for one in said)
    assert all("{" not in one and "None" not in one for one in said)


@pytest.mark.parametrize("row", ["changes: {no.such: {weight: 1}}", "without: [no.such]"])
def test_a_change_of_what_is_not_there_is_named(row: str, tmp_path: Path) -> None:
    path = tmp_path / "tinh.yaml"
    path.write_text(f"id: a\ntitle: A\nbase: nd224-2026\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"tinh\.yaml: nd224-2026 không có tiêu chí no\.such"):
        read_rubric(path)


def test_a_wrong_value_of_a_change_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tinh.yaml"
    path.write_text(
        "id: a\ntitle: A\nbase: nd224-2026\nchanges: {planning.present: {weight: -1}}\n", encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"tinh\.yaml: planning\.present: weight"):
        read_rubric(path)


def test_days_of_rubrics_follow_one_another() -> None:
    rubrics = sorted((load_rubric(name) for name in rubric_ids()), key=lambda one: one.valid_from)
    assert rubrics[0].valid_to == date(2026, 6, 30)
    assert rubrics[1].valid_from == date(2026, 7, 1)
