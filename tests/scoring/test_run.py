"""Ranks, sections, the estimate, who falls short, what moved."""

from dataclasses import replace
from datetime import date

import pytest

from config.pci import load_model
from crawler.facts import SectionFacts
from scoring.deficiencies import needs_access, shortfall
from scoring.movements import most_improved, movements
from scoring.ranking import ranked
from scoring.results import PortalResult, Results, Score
from tests.checks.samples import AS_OF, certificate, contact, items, missing, portal, section, without
from tests.scoring.samples import past, result, run

CORE = ("planning", "legal_documents", "investment_incentives", "directives", "qa", "contact")


def scored(
    name: str, low: float, high: float | None = None, level: str = "department", value: bool = True
) -> PortalResult:
    top = low if high is None else high
    mark = Score(value=low if value else None, low=low, high=top, coverage=1.0)
    return result(name=name).model_copy(update={"level": level, "score": mark})


def places(*portals: PortalResult) -> dict[str, tuple[int | None, bool]]:
    return {one.id: (one.score.rank, one.score.tied_with_next) for one in ranked(list(portals))}


# ranking


def test_ranks_go_by_the_low_end_and_equal_ones_share_the_better() -> None:
    found = places(scored("a", 50), scored("b", 80), scored("c", 80), scored("d", 20))
    assert {name: rank for name, (rank, _) in found.items()} == {"b": 1, "c": 1, "a": 3, "d": 4}


def test_each_level_has_its_own_ranks() -> None:
    found = places(scored("a", 50), scored("b", 80, level="commune"))
    assert [rank for rank, _ in found.values()] == [1, 1]


def test_without_a_number_there_is_no_rank() -> None:
    assert places(scored("a", 50), scored("b", 80, value=False)) == {"a": (1, False), "b": (None, False)}


def test_neighbours_whose_intervals_overlap_are_marked() -> None:
    found = places(scored("a", 80), scored("b", 70, 85), scored("c", 60, 65))
    assert found == {"a": (1, True), "b": (2, False), "c": (3, False)}


def test_the_order_of_the_registry_is_kept() -> None:
    assert list(places(scored("a", 1), scored("b", 2))) == ["a", "b"]


def test_an_empty_registry_ranks_nobody() -> None:
    assert ranked([]) == []


# sections


def test_a_good_portal_has_all_sections_pass() -> None:
    one = result()
    assert {name: found.outcome for name, found in one.sections.items()} == dict.fromkeys(CORE, "pass")
    assert (one.score.value, one.score.coverage, one.score.group) == (100.0, 1.0, "A")


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        (missing("legal_documents"), "fail"),
        (missing("legal_documents", "shell", "empty"), "fail"),
        (section(items=items(count=2)), "partial"),
        (section(confidence=0.3), "needs_review"),
        (SectionFacts("legal_documents", "unknown", "timeout"), "not_measured"),
    ],
)
def test_the_outcome_of_a_section(changed: SectionFacts, outcome: str) -> None:
    assert result(portal(changed)).sections["legal_documents"].outcome == outcome


def test_what_was_not_measured_has_no_score() -> None:
    assert result(without(portal(), ["qa"])).sections["qa"].score is None


def test_a_blocked_portal_shows_no_state() -> None:
    one = result(portal(status="blocked", status_reason="robots"))
    assert {found.state for found in one.sections.values()} == {"unknown"}
    assert {found.outcome for found in one.sections.values()} == {"not_measured"}
    assert one.score.value is None


def test_contact_shows_its_fields_and_no_counts() -> None:
    found = result(portal(section("contact", contact=contact(faxes=())))).sections["contact"]
    assert found.fields is not None
    assert (found.fields.phone, found.fields.fax, found.documents) == (["02001234567"], None, None)


def test_a_section_that_is_not_there_has_no_counts() -> None:
    found = result(portal(missing("planning"))).sections["planning"]
    assert (found.documents, found.newest, found.score) == (None, None, 0.0)


def test_a_section_the_rubric_does_not_ask_for_is_shown_and_not_judged() -> None:
    assert result(portal(section("gazette"))).sections["gazette"].outcome == "not_applicable"


# website quality


def test_the_estimate_rises_with_what_is_measured() -> None:
    good, bad = result().website_quality, result(portal(*(missing(name) for name in CORE))).website_quality
    assert good is not None
    assert bad is not None
    assert good.estimate > bad.estimate
    assert good.low <= good.estimate <= good.high
    assert bad.low <= bad.estimate <= bad.high


def test_what_was_not_measured_widens_the_estimate() -> None:
    sure, unsure = result().website_quality, result(without(portal(), ["planning"])).website_quality
    assert sure is not None
    assert unsure is not None
    assert unsure.high - unsure.low > sure.high - sure.low


def test_an_unread_portal_has_no_estimate() -> None:
    assert result(portal(status="unreachable", status_reason="dns")).website_quality is None


def test_a_portal_at_the_reference_is_worth_the_prior() -> None:
    model = load_model()
    prior = sum(point.value for point in model.calibration) / len(model.calibration)
    assert prior == pytest.approx(54.34)
    found = result().website_quality
    assert found is not None
    assert found.estimate == round(prior + model.slope.value * (100 - model.reference.value), 1)


def test_the_province_is_the_only_portal_of_its_level() -> None:
    own = result(name="tinh", level="province")
    assert run(own, result()).province.website_quality == own.website_quality
    assert run(own, result(name="khac", level="province")).province.website_quality is None


# who falls short


def test_a_good_portal_does_not_fall_short() -> None:
    assert not shortfall(result(), as_of=AS_OF).falls_short


def test_an_absent_section_is_listed_once_with_all_its_points() -> None:
    one = result(portal(missing("planning")))
    found = shortfall(one, as_of=AS_OF)
    assert [item.finding.criterion for item in found.by_body] == ["planning.present"]
    assert found.by_body[0].gain == round(100 - one.score.low, 1)


def test_internal_standards_are_recommendations() -> None:
    found = shortfall(result(portal(section("directives", items=items("directives", 2)))), as_of=AS_OF)
    assert found.by_body == ()
    assert [item.finding.criterion for item in found.recommendations] == ["directives.complete"]


def test_a_bad_certificate_is_the_operators_and_a_recommendation() -> None:
    found = shortfall(result(portal(certificate=certificate("expired"))), as_of=AS_OF)
    assert [item.finding.fixed_by for item in found.recommendations] == ["operator"]
    assert not found.falls_short


def test_a_partial_counts_only_under_the_threshold() -> None:
    one = result(portal(section("contact", contact=contact(emails=()))))
    assert not shortfall(one, as_of=AS_OF, partial_threshold=0.5).falls_short
    assert shortfall(one, as_of=AS_OF, partial_threshold=0.7).falls_short


def test_what_was_not_measured_is_never_a_deficiency() -> None:
    found = shortfall(result(without(portal(), CORE)), as_of=AS_OF)
    assert (found.by_body, found.by_operator, found.recommendations) == ((), (), ())


def test_an_answered_deficiency_gives_no_notice() -> None:
    one = result(portal(missing("planning")))
    assert not shortfall(one, as_of=AS_OF, answered={"planning.present"}).falls_short


@pytest.mark.parametrize(("due", "waits"), [(AS_OF, True), (date(2026, 11, 19), False)])
def test_a_deadline_that_runs_gives_no_new_notice(due: date, waits: bool) -> None:
    found = shortfall(result(portal(missing("planning"))), as_of=AS_OF, deadlines={"planning.present": due})
    assert found.falls_short is not waits
    assert [item.due for item in found.within_deadline] == ([due] if waits else [])


def test_worst_of_those_that_feed_pci_come_first() -> None:
    found = shortfall(result(portal(missing("qa"), missing("planning"))), as_of=AS_OF)
    assert [item.finding.criterion for item in found.by_body] == ["planning.present", "qa.present"]


def test_a_portal_that_refuses_gets_its_own_letter() -> None:
    one = result(portal(status="blocked", status_reason="blocked"))
    assert needs_access(one)
    assert not shortfall(one, as_of=AS_OF).falls_short


# movements


def test_without_an_earlier_run_everything_is_new() -> None:
    assert [one.direction for one in movements(run(result()), None)] == ["new"]


def test_an_unchanged_portal_does_not_move() -> None:
    one = result(portal(missing("planning")))
    found = movements(run(one), past([one]))[0]
    assert (found.direction, found.change, found.mended, found.new, found.worse) == ("same", 0.0, (), (), ())


def test_mending_is_a_rise_and_named() -> None:
    found = movements(run(result()), past([result(portal(missing("planning")))]))[0]
    assert found.direction == "rise"
    assert found.mended == ("planning.present",)


def test_losing_a_section_is_a_fall_and_named() -> None:
    found = movements(run(result(portal(missing("qa")))), past([result()]))[0]
    assert found.direction == "fall"
    assert found.new == ("qa.present",)


def test_within_the_interval_nothing_moved() -> None:
    before = result(without(portal(), ["qa"]))
    found = movements(run(result()), past([before]))[0]
    assert (found.direction, (found.change or 0) > 0) == ("same", True)


def test_noise_is_no_movement() -> None:
    found = movements(run(scored("a", 61.9)), past([scored("a", 61.0)]))
    assert found[0].direction == "same"


def test_another_rubric_is_not_compared() -> None:
    found = movements(run(result()), past([result(portal(missing("qa")))], rubric="nd42-2022"))[0]
    assert (found.direction, found.change) == ("other_rubric", None)


def test_what_was_not_measured_did_not_move() -> None:
    blocked = result(portal(status="blocked", status_reason="robots"))
    assert movements(run(blocked), past([result()]))[0].direction == "unmeasured"


def test_what_got_worse_is_told_apart_from_what_is_new() -> None:
    before = result(portal(section("contact", contact=contact(emails=()))))
    now = result(
        portal(section("contact", contact=contact(address=None, phones=(), hotline=None, emails=())))
    )
    assert "contact.complete" in movements(run(now), past([before]))[0].worse


def test_the_most_improved_come_first() -> None:
    old = [scored("a", 10), scored("b", 10), scored("c", 10)]
    found = most_improved(movements(run(scored("a", 30), scored("b", 50), scored("c", 10)), past(old)))
    assert [one.id for one in found] == ["b", "a"]


# the whole run


def test_results_survive_being_written_and_read() -> None:
    done = run(result(), result(portal(missing("qa")), name="b"))
    assert Results.model_validate_json(done.model_dump_json()) == done


def test_the_rubric_says_whether_it_is_in_force() -> None:
    assert run(result()).rubric_in_force


def test_points_and_basis_of_a_finding_are_the_rubrics() -> None:
    facts = replace(portal(missing("planning")), as_of=date(2026, 8, 20))
    one = next(
        item
        for item in result(facts, as_of=date(2026, 8, 20)).findings
        if item.criterion == "planning.present"
    )
    assert (one.points, one.max, one.basis) == (0.0, 6.0, "law")
    assert any("104/2016/QH13" in text for text in one.legal_basis)
