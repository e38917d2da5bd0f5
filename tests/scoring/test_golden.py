"""The same saved facts give exactly the pinned results, and cite only what is in force on the day."""

import re
from datetime import date

import pytest

from config.laws import load_laws
from tests.scoring.golden import DAYS, path_of, text_of, told


@pytest.mark.parametrize("day", DAYS)
def test_the_saved_facts_give_the_pinned_results(day: date) -> None:
    assert text_of(day) == path_of(day).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "rubric", "there", "not_there"),
    [
        (
            DAYS[0],
            "nd42-2022",
            ["42/2022/NĐ-CP", "104/2016/QH13", "73/2026/NĐ-CP"],
            ["224/2026", "01/2026/QH16"],
        ),
        (DAYS[1], "nd224-2026", ["224/2026/NĐ-CP", "104/2016/QH13"], ["42/2022", "01/2026/QH16"]),
        (DAYS[2], "nd224-2026", ["224/2026/NĐ-CP", "01/2026/QH16"], ["42/2022", "104/2016", "13/2018"]),
    ],
)
def test_each_day_cites_its_own_law(day: date, rubric: str, there: list[str], not_there: list[str]) -> None:
    found = told(day)
    assert {one["rubric"] for one in found.values()} == {rubric}
    cited = " ".join(text.split(" | ")[1] for one in found.values() for text in one["findings"].values())
    assert all(law in cited for law in there)
    assert not any(law in cited for law in not_there)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_cited_or_said_of_a_law_out_of_force(day: date) -> None:
    text = text_of(day)
    for law in load_laws().values():
        number = re.search(r"\d+/\d{4}/[\w-]+", law.short)
        if number is not None and not law.in_force(day):
            assert number.group() not in text


@pytest.mark.parametrize("day", DAYS)
def test_a_refused_portal_has_no_number_and_no_fault(day: date) -> None:
    found = told(day)["bixa"]
    assert found["score"][0] is None
    assert all(text.startswith("not_measured") for text in found["findings"].values())
