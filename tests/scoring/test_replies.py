"""The right of reply: decisions beside the measurement, dated, lapsing by themselves."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scoring.deficiencies import shortfall
from scoring.replies import Decision, Heard, accepted, heard
from scoring.results import PortalResult
from tests.checks.samples import AS_OF, missing, portal, section
from tests.scoring.samples import result

BAD = result(portal(missing("planning"), missing("qa")))
DOUBTFUL = result(portal(section("planning", confidence=0.3, evidence=("ab",))))


def decision(**more: Any) -> Decision:
    values: dict[str, Any] = {
        "kind": "reply",
        "portal": "stc",
        "criterion": "planning.present",
        "person": "Nguyễn Văn A, Phó Chánh Văn phòng",
        "decided": date(2026, 11, 1),
        "reason": "Quy hoạch của ngành do Sở Xây dựng công bố.",
        "outcome": "not_applicable",
        "expires": date(2026, 12, 31),
    }
    return Decision(**{**values, **more})


def of(*decisions: Decision, one: PortalResult = BAD, as_of: date = AS_OF) -> Heard:
    return heard(one, decisions, as_of=as_of, floor=0.7)


def test_without_decisions_nothing_changes() -> None:
    found = of()
    assert (found.score.low, found.score.high) == (BAD.score.low, BAD.score.high)
    assert (found.decided, found.lapsed) == ((), ())


def test_an_accepted_reply_takes_the_criterion_out_of_both_sides() -> None:
    found = of(decision())
    assert found.measured == BAD.score
    assert found.score.low > BAD.score.low
    assert [one.finding.outcome for one in found.decided] == ["fail"]


def test_an_override_earns_what_it_says() -> None:
    passed = decision(kind="override", outcome="pass")
    half = decision(kind="override", outcome="partial", share=0.5)
    assert of(passed).score.low > of(half).score.low > BAD.score.low


def test_an_override_may_go_against_the_body() -> None:
    good = result()
    failed = decision(kind="override", outcome="fail", reason="Trang chỉ mở được trong mạng nội bộ.")
    assert of(failed, one=good).score.low < good.score.low


@pytest.mark.parametrize(
    ("as_of", "holds"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_decision_holds_from_its_day_to_its_last(as_of: date, holds: bool) -> None:
    found = of(decision(), as_of=as_of)
    assert bool(found.decided) is holds
    assert bool(found.lapsed) is (not holds and as_of > date(2026, 12, 31))
    assert accepted([decision()], BAD, as_of) == (frozenset({"planning.present"}) if holds else frozenset())


def test_a_review_holds_until_the_page_changes() -> None:
    seen = decision(kind="review", outcome="pass", expires=None, evidence=("sha256:ab",))
    assert of(seen, one=DOUBTFUL).score.low > DOUBTFUL.score.low
    changed = result(portal(section("planning", confidence=0.3, evidence=("cd",))))
    assert of(seen, one=changed).lapsed == (seen,)


def test_the_latest_decision_on_a_finding_holds() -> None:
    later = decision(kind="override", outcome="fail", decided=date(2026, 11, 10))
    assert accepted([decision(), later], BAD, AS_OF) == frozenset()
    assert of(decision(), later).score.low == BAD.score.low


def test_decisions_on_other_portals_do_not_count() -> None:
    assert of(decision(portal="khac")).decided == ()


def test_an_accepted_reply_gives_no_notice_of_that_finding() -> None:
    names = accepted([decision()], BAD, AS_OF)
    found = shortfall(BAD, as_of=AS_OF, answered=names)
    assert "planning.present" not in {one.finding.criterion for one in found.by_body}
    assert "qa.present" in {one.finding.criterion for one in found.by_body}


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "pass"},
        {"expires": None},
        {"person": ""},
        {"reason": ""},
        {"kind": "review", "outcome": "pass"},
        {"kind": "override", "outcome": "partial"},
        {"kind": "override", "outcome": "pass", "share": 0.5},
    ],
)
def test_a_decision_without_its_reason_person_or_end_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decision(**wrong)


NAMES = [one.criterion for one in BAD.findings]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(NAMES), max_size=6), st.randoms(use_true_random=False))
def test_decisions_never_touch_what_was_measured(names: list[str], random: Any) -> None:
    outcomes = ["pass", "fail", "not_applicable"]
    made = [decision(kind="override", criterion=name, outcome=random.choice(outcomes)) for name in names]
    before = BAD.model_copy(deep=True)
    found = of(*made)
    assert before == BAD
    assert found.measured == BAD.score
    assert 0 <= found.score.low <= found.score.high <= 100
    assert of(*reversed(made)).score.coverage == found.score.coverage or len(set(names)) < len(names)
