"""63 provinces before 1 July 2025, 34 since: who existed when, and who came after whom."""

import csv
from datetime import date
from pathlib import Path

import pytest

from config.loading import CONFIG
from config.registry import Portal, existing_on, read_registry
from scoring.lineage import Lineage

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "provinces.csv"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def provinces() -> list[Portal]:
    accepted, rejected = read_registry(CONFIG / "registries" / "provinces-2025.csv")
    assert rejected == []
    return accepted


def test_there_were_63_and_there_are_34(provinces: list[Portal]) -> None:
    assert len(existing_on(provinces, BEFORE)) == 63
    assert len(existing_on(provinces, AFTER)) == 34


def test_those_of_today_are_those_of_the_registry_of_today(provinces: list[Portal]) -> None:
    today, _ = read_registry(CONFIG / "registries" / "provinces.csv")
    assert {(one.id, one.name, one.url) for one in existing_on(provinces, AFTER)} == {
        (one.id, one.name, one.url) for one in today
    }


def test_every_province_that_ended_has_an_heir_that_exists(provinces: list[Portal]) -> None:
    lineage = Lineage(provinces)
    today = {one.id for one in existing_on(provinces, AFTER)}
    for one in existing_on(provinces, BEFORE):
        assert set(lineage.heirs(one.id, AFTER)) <= today
        assert lineage.heirs(one.id, AFTER)


def test_results_go_on_where_the_portal_was_kept(provinces: list[Portal]) -> None:
    lineage = Lineage(provinces)
    assert lineage.continued("angiang") == "angiang-cu"
    assert lineage.predecessors("angiang") == ("kiengiang", "angiang-cu")
    assert lineage.heirs("daknong", AFTER) == ("lamdong",)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared list of provinces is not here")
def test_the_registry_says_what_the_list_of_provinces_says(provinces: list[Portal]) -> None:
    lineage = Lineage(provinces)
    domains = {one.url.removeprefix("https://"): one.id for one in existing_on(provinces, date(2024, 12, 1))}
    by_id = {one.id: one for one in provinces}
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            old = domains.get(row["old_domain"])
            assert old is not None, row
            [heir] = lineage.heirs(old, AFTER)
            assert by_id[heir].url == f"https://{row['new_domain']}"
            assert row["old_province"].removeprefix("Thành phố ") in by_id[old].name
