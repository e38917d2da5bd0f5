"""The scoring rule, by example and by its properties."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.findings import Finding, Outcome
from crawler.facts import Outcome as Answer
from crawler.facts import PortalFacts, SectionFacts
from scoring.score import count, group_of, score
from tests.checks.samples import item, items, missing, portal, section
from tests.scoring.samples import finding, result

FLOOR = 0.7
WEIGHTS = {f"c{number}": float(number % 5 + 1) for number in range(12)}
SHARES = st.floats(0, 1, allow_nan=False)


@st.composite
def one_finding(draw: st.DrawFn, name: str) -> Finding:
    outcome = draw(st.sampled_from(list(Outcome)))
    if outcome is Outcome.PARTIAL:
        share = draw(SHARES)
        return finding(name, outcome, share, draw(st.floats(0, 1 - share)))
    return finding(name, outcome)


FINDINGS = st.tuples(*[one_finding(name) for name in WEIGHTS]).map(list)
PLACE = st.integers(0, len(WEIGHTS) - 1)


def test_points_earned_of_points_applicable() -> None:
    found = score(
        [finding("a", Outcome.PASS), finding("b", Outcome.PARTIAL, 0.5), finding("c", Outcome.FAIL)],
        {"a": 2, "b": 1, "c": 1},
        FLOOR,
    )
    assert (found.value, found.low, found.high, found.coverage, found.group) == (62.5, 62.5, 62.5, 1.0, "B")


def test_not_applicable_leaves_both_sides() -> None:
    found = score([finding("a", Outcome.PASS), finding("b", Outcome.NOT_APPLICABLE)], {"a": 1, "b": 9}, FLOOR)
    assert (found.value, found.coverage) == (100.0, 1.0)


@pytest.mark.parametrize("outcome", [Outcome.NOT_MEASURED, Outcome.NEEDS_REVIEW])
def test_what_was_not_measured_opens_the_interval(outcome: Outcome) -> None:
    found = score([finding("a", Outcome.PASS), finding("b", outcome)], {"a": 3, "b": 1}, FLOOR)
    assert (found.value, found.low, found.high, found.coverage) == (75.0, 75.0, 100.0, 0.75)


def test_what_was_partly_tried_opens_the_interval_by_its_part() -> None:
    found = score([finding("a", Outcome.PASS, 0.6, 0.4)], {"a": 1}, 0.5)
    assert (found.low, found.high, found.coverage) == (60.0, 100.0, 0.6)


def test_below_the_floor_there_is_no_number_and_no_group() -> None:
    found = score([finding("a", Outcome.PASS), finding("b", Outcome.NOT_MEASURED)], {"a": 69, "b": 31}, FLOOR)
    assert (found.value, found.group, found.rank) == (None, None, None)


def test_at_the_floor_there_is_a_number() -> None:
    found = score([finding("a", Outcome.PASS), finding("b", Outcome.NOT_MEASURED)], {"a": 70, "b": 30}, FLOOR)
    assert found.value == 70.0


def test_nothing_to_judge_gives_no_number() -> None:
    assert score([], {}, FLOOR).value is None


@pytest.mark.parametrize(
    ("low", "group"), [(100, "A"), (75, "A"), (74.9, "B"), (50, "B"), (25, "C"), (0, "D")]
)
def test_groups(low: float, group: str) -> None:
    assert group_of(low) == group


@given(FINDINGS, PLACE, st.sampled_from([Outcome.NOT_MEASURED, Outcome.NEEDS_REVIEW]))
def test_a_lost_measurement_never_raises_the_low_end(found: list[Finding], place: int, lost: Outcome) -> None:
    before = score(found, WEIGHTS, FLOOR)
    if found[place].outcome is not Outcome.NOT_APPLICABLE:
        found = [*found[:place], finding(found[place].criterion, lost), *found[place + 1 :]]
    after = score(found, WEIGHTS, FLOOR)
    assert after.low <= before.low
    assert after.high >= before.high
    assert after.coverage <= before.coverage
    assert (after.value or 0) <= (before.value or 0)


@given(FINDINGS, PLACE)
def test_mending_never_lowers_either_end(found: list[Finding], place: int) -> None:
    before = score(found, WEIGHTS, FLOOR)
    if found[place].outcome is not Outcome.NOT_APPLICABLE:
        found = [*found[:place], finding(found[place].criterion, Outcome.PASS), *found[place + 1 :]]
    after = score(found, WEIGHTS, FLOOR)
    assert after.low >= before.low
    assert after.high >= before.high


@given(FINDINGS, st.randoms())
def test_the_order_of_findings_does_not_matter(found: list[Finding], random: object) -> None:
    shuffled = sorted(found, key=lambda _: random.random())  # type: ignore[attr-defined]  # hypothesis' own Random
    assert score(shuffled, WEIGHTS, FLOOR) == score(found, WEIGHTS, FLOOR)


@given(FINDINGS, st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_the_scale_of_weights_does_not_matter(found: list[Finding], scale: float) -> None:
    one = count(found, WEIGHTS)
    other = count(found, {name: weight * scale for name, weight in WEIGHTS.items()})
    assert other.coverage == pytest.approx(one.coverage)
    if one.applicable:
        assert other.low / other.applicable == pytest.approx(one.low / one.applicable)
        assert other.high / other.applicable == pytest.approx(one.high / one.applicable)


@given(FINDINGS)
def test_the_interval_holds_the_headline(found: list[Finding]) -> None:
    one = score(found, WEIGHTS, FLOOR)
    assert 0 <= one.low <= one.high <= 100
    assert one.value in (None, one.low)


SECTIONS = ("planning", "legal_documents", "investment_incentives", "directives", "qa", "contact")


def worse(name: str, how: str) -> SectionFacts:
    if how == "few":
        return section(name, items=items(name, 2)) if name != "contact" else section(name)
    if how == "bare":
        return section(name, items=tuple(item(nth, name, files=(), published=None) for nth in range(9)))
    return missing(name, how) if how in ("absent", "shell") else section(name)


STATES = st.fixed_dictionaries(
    {name: st.sampled_from(["good", "few", "bare", "absent", "shell"]) for name in SECTIONS}
)


def facts_of(states: dict[str, str]) -> PortalFacts:
    return portal(*(worse(name, how) for name, how in states.items()))


@settings(deadline=None)
@given(STATES, st.sampled_from(SECTIONS))
def test_losing_sight_of_a_section_never_raises_a_portal(states: dict[str, str], name: str) -> None:
    facts = facts_of(states)
    lost = replace(facts, sections={**facts.sections, name: SectionFacts(name, "unknown", "timeout")})
    assert result(lost).score.low <= result(facts).score.low
    assert result(lost).score.high >= result(facts).score.high


@settings(deadline=None)
@given(STATES, st.sampled_from(SECTIONS))
def test_mending_a_section_never_lowers_a_portal(states: dict[str, str], name: str) -> None:
    assert result(facts_of({**states, name: "good"})).score.low >= result(facts_of(states)).score.low


@settings(deadline=None)
@given(st.lists(st.sampled_from([Answer.OK, Answer.NOT_FOUND]), min_size=4, max_size=8), st.integers(0, 3))
def test_a_file_lost_on_the_way_never_raises_a_portal(answers: list[Answer], place: int) -> None:
    def of(outcomes: list[Answer]) -> PortalFacts:
        return portal(
            section(
                items=tuple(
                    replace(entry, files=(replace(entry.files[0], outcome=outcome),))
                    for entry, outcome in zip(items(count=len(outcomes)), outcomes, strict=True)
                )
            )
        )

    lost = [*answers[:place], Answer.TIMEOUT, *answers[place + 1 :]]
    assert result(of(lost)).score.low <= result(of(answers)).score.low


def test_removing_https_never_pays() -> None:
    """A certificate that is bad is no reason to switch HTTPS off."""
    bad = portal(https_redirect=False)
    assert result(replace(bad, https=False, certificate=None)).score.low <= result(bad).score.low


def test_the_same_facts_give_the_same_result() -> None:
    assert result() == result()
