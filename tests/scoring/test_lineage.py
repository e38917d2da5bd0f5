"""Bodies in time: mergers, splits, changes of name and address, chains of them."""

from datetime import date
from typing import Any

import pytest

from config.registry import Portal
from scoring.history import PastPortal, PastRun
from scoring.lineage import Lineage

END, BEGIN = date(2025, 6, 30), date(2025, 7, 1)
BEFORE, AFTER = date(2025, 6, 20), date(2025, 7, 20)


def body(name: str, successor: str | None = None, host: str = "", **more: Any) -> Portal:
    ended = {"valid_to": END, "successor": successor} if successor is not None else {}
    return Portal(name, name, f"https://{host or name}.gov.vn/", "department", **{**ended, **more})


def past(**low: float) -> PastRun:
    portals = [
        PastPortal(id=name, value=mark, low=mark, high=mark, coverage=1.0, rank=nth + 1)
        for nth, (name, mark) in enumerate(low.items())
    ]
    return PastRun(run_id="r", as_of=BEFORE, rubric="nd42-2022", portals=portals)


def marks(run: PastRun) -> dict[str, float]:
    return {one.id: one.low for one in run.portals}


MERGED = Lineage([
    body("sttt", "skhcn"), body("skhcn-cu", "skhcn", "skhcn"), body("skhcn", valid_from=BEGIN),
])  # fmt: skip
SPLIT = Lineage([body("a", "b;c", "a"), body("b", host="a", valid_from=BEGIN), body("c", valid_from=BEGIN)])
RENAMED = Lineage([body("cu", "moi"), body("moi", valid_from=BEGIN)])
NEW_PORTAL = Lineage([body("x", "z"), body("y", "z"), body("z", valid_from=BEGIN)])


def test_a_body_stands_for_itself_while_it_exists_and_its_heir_afterwards() -> None:
    assert MERGED.heirs("sttt", BEFORE) == ("sttt",)
    assert MERGED.heirs("sttt", AFTER) == ("skhcn",)
    assert MERGED.heirs("unknown", AFTER) == ("unknown",)


def test_a_split_body_has_several_heirs() -> None:
    assert SPLIT.heirs("a", AFTER) == ("b", "c")


def test_a_dissolved_body_has_none() -> None:
    assert Lineage([body("huyen", "")]).heirs("huyen", AFTER) == ()


def test_heirs_are_followed_through_several_changes() -> None:
    chain = Lineage([
        body("a", "b"),
        body("b", valid_from=BEGIN, valid_to=date(2026, 1, 1), successor="c"),
        body("c", valid_from=date(2026, 1, 2)),
    ])  # fmt: skip
    assert chain.heirs("a", AFTER) == ("b",)
    assert chain.heirs("a", date(2026, 2, 1)) == ("c",)
    assert marks(chain.follow(past(a=50.0), date(2026, 2, 1))) == {"c": 50.0}


def test_a_circle_of_successors_ends() -> None:
    circle = Lineage([body("a", "b"), body("b", "a")])
    assert circle.heirs("a", AFTER) == ()
    assert marks(circle.follow(past(a=1.0), AFTER)) in ({"a": 1.0}, {"b": 1.0})


def test_after_a_merger_results_go_on_from_the_body_whose_portal_was_kept() -> None:
    assert MERGED.predecessors("skhcn") == ("sttt", "skhcn-cu")
    assert MERGED.continued("skhcn") == "skhcn-cu"
    assert marks(MERGED.follow(past(**{"sttt": 80.0, "skhcn-cu": 60.0}), AFTER)) == {
        "sttt": 80.0,
        "skhcn": 60.0,
    }


def test_before_the_merger_nothing_is_moved() -> None:
    assert marks(MERGED.follow(past(**{"sttt": 80.0, "skhcn-cu": 60.0}), BEFORE)) == {
        "sttt": 80.0,
        "skhcn-cu": 60.0,
    }


def test_a_body_that_absorbs_another_keeps_its_own_results() -> None:
    absorbed = Lineage([body("a", "b"), body("b")])
    assert marks(absorbed.follow(past(a=80.0, b=60.0), AFTER)) == {"a": 80.0, "b": 60.0}


def test_a_merger_on_a_new_portal_begins_anew() -> None:
    assert NEW_PORTAL.continued("z") is None
    assert marks(NEW_PORTAL.follow(past(x=1.0, y=2.0), AFTER)) == {"x": 1.0, "y": 2.0}


def test_a_new_name_and_address_with_one_predecessor_goes_on() -> None:
    assert marks(RENAMED.follow(past(cu=42.0), AFTER)) == {"moi": 42.0}


def test_after_a_split_results_go_on_where_the_portal_was_kept() -> None:
    assert marks(SPLIT.follow(past(a=42.0), AFTER)) == {"b": 42.0}
    assert SPLIT.continued("c") is None


@pytest.mark.parametrize(("name", "heirs"), [("sttt", {"skhcn"}), ("skhcn-cu", {"skhcn"})])
def test_deadlines_bind_the_heir(name: str, heirs: set[str]) -> None:
    due = {name: {"planning.present": date(2025, 8, 1)}}
    assert MERGED.inherited(due, AFTER).keys() == heirs
    assert MERGED.inherited(due, BEFORE) == due


def test_of_two_inherited_deadlines_the_later_binds() -> None:
    due = {"sttt": {"qa.present": date(2025, 8, 1)}, "skhcn-cu": {"qa.present": date(2025, 9, 1)}}
    assert MERGED.inherited(due, AFTER) == {"skhcn": {"qa.present": date(2025, 9, 1)}}


def test_what_was_asked_of_a_dissolved_body_stays_with_it() -> None:
    due = {"huyen": {"qa.present": date(2025, 8, 1)}}
    assert Lineage([body("huyen", "")]).inherited(due, AFTER) == due
