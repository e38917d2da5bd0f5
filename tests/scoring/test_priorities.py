"""What to fix first: points for work, a missing section once, an operator's work once for all."""

from dataclasses import replace

from checks.judge import KINDS
from config.effort import effort_of, load_effort
from config.pci import load_model
from config.rubric import load_rubric
from crawler.facts import PortalFacts
from scoring.priorities import Priority, priorities, shared_priorities
from tests.checks.samples import certificate, items, missing, portal, section, without
from tests.scoring.samples import result

CRITERIA = {one.id: one for one in load_rubric("nd224-2026").criteria}


def first(facts: PortalFacts, name: str = "stc") -> list[Priority]:
    return priorities(result(facts, name=name), CRITERIA, load_model())


def test_every_kind_of_check_has_its_work() -> None:
    assert load_effort().keys() == KINDS.keys()
    assert all(days > 0 for rows in load_effort().values() for days in rows.values())


def test_a_reason_may_have_work_of_its_own() -> None:
    assert effort_of("section_present", "absent") > effort_of("section_present", "shell")
    assert effort_of("https_redirect", "no_redirect") < effort_of("https_redirect", "no_https")


def test_a_good_portal_has_nothing_to_mend() -> None:
    assert first(portal()) == []


def test_a_missing_section_is_one_thing_with_all_it_brings() -> None:
    whole = result(portal(missing("planning")))
    found = priorities(whole, CRITERIA, load_model())
    assert [one.finding.criterion for one in found] == ["planning.present"]
    assert round(found[0].gain, 1) == round(100 - whole.score.low, 1)


def test_the_best_worth_comes_first() -> None:
    facts = portal(missing("planning"), section("directives", items=items("directives", 3)), https=False)
    found = first(facts)
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    assert {one.finding.criterion for one in found} >= {"planning.present", "technical.https"}


def test_what_was_not_measured_is_not_to_be_mended() -> None:
    assert first(without(portal(), ["planning", "qa"])) == []


def test_an_operator_mends_once_for_all_a_body_for_itself() -> None:
    bad = portal(missing("qa"), certificate=certificate("expired"))
    rows = [*first(bad, "a"), *first(replace(bad, id="b"), "b")]
    shared = {one.criterion: one for one in shared_priorities(rows)}
    assert shared["technical.certificate"].effort == effort_of("certificate_valid", "bad_certificate")
    assert shared["qa.present"].effort == 2 * effort_of("section_present", "absent")
    assert shared["qa.present"].portals == ("a", "b")
    assert [one.worth for one in shared_priorities(rows)] == sorted(
        (one.worth for one in shared.values()), reverse=True
    )
