"""Months audited one after another by the real scheduler: what moved is what was planted."""

import itertools
from datetime import date
from pathlib import Path

import pytest

from audit.compare import Comparison, compare
from audit.store.engine import open_store, store_url
from audit.store.tracking import marks
from audit.tracking import follow
from tests.audit.months import Months, audited_months, day, exposed_by, planted

MONTHS = ("2026-08", "2026-09", "2026-10")
PORTALS = ("syt", "anphu", "hoathinh")
QUICK = ("--render", "never", "--max-pages", "80")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Months:
    return audited_months(tmp_path_factory.mktemp("months"), MONTHS, PORTALS, options=QUICK)


@pytest.fixture(scope="module")
def compared(months: Months) -> dict[str, Comparison]:
    return {
        after: compare(months.folder, day(before), day(after)) for before, after in itertools.pairwise(MONTHS)
    }


def test_every_month_was_audited_once(months: Months) -> None:
    assert months.turns == len(MONTHS)
    assert not [row for row in months.log if row["forbidden"] or row["trap"]]


def test_bodies_move_as_was_planted(months: Months, compared: dict[str, Comparison]) -> None:
    for month, found in compared.items():
        moved = {one.id: one.direction for one in found.moved}
        truth = planted(months.truths[month], PORTALS)
        assert {name for name, direction in moved.items() if direction == "rise"} == truth["up"], month
        assert {name for name, direction in moved.items() if direction == "fall"} == truth["down"], month


def test_a_faked_date_lifts_nobody_and_is_exposed(months: Months, compared: dict[str, Comparison]) -> None:
    faked = planted(months.truths["2026-10"], PORTALS)["unmoved"]
    assert faked == {"syt"}
    assert {one.id for one in compared["2026-10"].moved if one.direction == "same"} >= faked
    assert exposed_by(follow(months.folder)) == faked


def test_the_merged_bodys_history_is_whole_and_its_heir_is_named(
    months: Months, compared: dict[str, Comparison]
) -> None:
    assert compared["2026-09"].gone == {"hoathinh": ("anphu",)}
    engine = open_store(store_url(None, months.folder))
    with engine.connect() as connection:
        assert [when for when, _, _ in marks(connection, "hoathinh")] == [date(2026, 8, 20)]
        assert len(marks(connection, "anphu")) == len(MONTHS)
    engine.dispose()


def test_the_heat_map_has_a_column_for_each_month(months: Months) -> None:
    assert list(follow(months.folder).heat.columns) == list(MONTHS)


def test_each_run_kept_its_facts_and_answers(months: Months) -> None:
    for month in MONTHS:
        kept = {path.name.split(".")[0] for path in Path(months.folder / "warc" / day(month)).iterdir()}
        assert {"syt", "anphu"} <= kept <= set(PORTALS)
