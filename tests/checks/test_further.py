"""Sections beside the core: judged where the visit was asked for them, left out where it was not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from checks.findings import Outcome
from config.levels import LEVELS, Level
from config.rubric import load_rubric, rubric_for, rubric_ids, wanted_sections
from config.sections import core_sections, load_sections
from crawler.facts import DateKind
from tests.checks.samples import AS_OF, findings, item, missing, portal, printed, section, without

FURTHER = tuple(name for name in load_sections() if name not in core_sections())
SCIENCE = "Sở Khoa học và Công nghệ"


@pytest.mark.parametrize("name", rubric_ids())
@pytest.mark.parametrize("level", LEVELS)
def test_the_core_is_wanted_first_of_every_level(name: str, level: Level) -> None:
    rubric = load_rubric(name)
    assert wanted_sections(rubric, level, rubric.valid_from)[:6] == core_sections()


def test_every_section_is_asked_of_somebody() -> None:
    asked = {one for level in LEVELS for one in wanted_sections(rubric_for(AS_OF), level, AS_OF)}
    assert asked == set(load_sections())


def test_what_belongs_to_one_department_is_not_wanted_of_another() -> None:
    rubric = rubric_for(AS_OF)
    assert "science" in wanted_sections(rubric, "department", AS_OF, SCIENCE)
    assert "science" not in wanted_sections(rubric, "department", AS_OF, "Sở Tài chính")
    assert "science" in wanted_sections(rubric, "province", AS_OF, "UBND tỉnh Trường Giang")


@pytest.mark.parametrize("level", ["province", "department", "commune"])
def test_a_section_the_visit_was_not_asked_for_is_left_out(level: Level) -> None:
    found = findings(portal(level=level))
    beside = {one.outcome for name, one in found.items() if name.partition(".")[0] in FURTHER}
    assert beside == {Outcome.NOT_APPLICABLE}
    assert all("{" not in one.message and one.how_to_fix is None for one in found.values())


@pytest.mark.parametrize("name", FURTHER)
@pytest.mark.parametrize("level", ["province", "department", "commune"])
def test_each_section_passes_fails_or_is_not_measured(name: str, level: Level) -> None:
    body = "Sở Nông nghiệp và Môi trường, Khoa học và Công nghệ" if level == "department" else "UBND X"
    asked = wanted_sections(rubric_for(AS_OF), level, AS_OF, body)
    if name not in asked:
        assert not any(one.startswith(f"{name}.") for one in findings(portal(level=level, name=body)))
        return
    axes = (f"{name}.present", f"{name}.timely")
    good = findings(portal(section(name), level=level, name=body))
    gone = findings(portal(missing(name), level=level, name=body))
    shell = findings(portal(missing(name, "shell", "empty"), level=level, name=body))
    lost = findings(without(portal(level=level, name=body), [name]))
    doubt = findings(portal(replace(section(name), confidence=0.3), level=level, name=body))
    for criterion in (axis for axis in axes if axis in good):
        assert good[criterion].outcome is Outcome.PASS
        assert (gone[criterion].outcome, gone[criterion].reason) == (Outcome.FAIL, "absent")
        assert (shell[criterion].outcome, shell[criterion].reason) == (Outcome.FAIL, "shell")
        assert (lost[criterion].outcome, lost[criterion].reason) == (Outcome.NOT_MEASURED, "timeout")
        assert doubt[criterion].outcome is Outcome.NEEDS_REVIEW


@pytest.mark.parametrize(("days", "outcome"), [(30, "pass"), (31, "partial"), (120, "fail")])
def test_news_grow_old(days: int, outcome: str) -> None:
    day = printed(AS_OF - timedelta(days=days))
    old = section("news", items=(item(1, "news", published=day, issued=None),))
    assert findings(portal(old))["news.timely"].outcome == outcome


def test_a_blocked_portal_is_not_measured_on_any_section() -> None:
    found = findings(portal(level="province", status="blocked", status_reason="robots"))
    outcomes = {one.outcome for name, one in found.items() if name.partition(".")[0] in load_sections()}
    assert outcomes == {Outcome.NOT_MEASURED}


def land(lag: int, title: str, level: Level) -> str:
    issued = date(2026, 10, 1)
    entries = tuple(
        item(
            nth,
            "land",
            title=title,
            number=f"{nth}/2026/QĐ-UBND",
            authority="UBND tỉnh X",
            issued=printed(issued, DateKind.ISSUED),
            published=printed(issued + timedelta(days=lag)),
        )
        for nth in range(4)
    )
    facts = portal(section("land", items=entries), level=level, name="UBND tỉnh X")
    return findings(facts)["land.timely"].reason


def test_land_use_plans_are_due_in_fifteen_calendar_days() -> None:
    plan = "Quyết định phê duyệt kế hoạch sử dụng đất năm 2026"
    assert land(15, plan, "province") == "ok"
    assert land(16, plan, "province") == "overdue"
    assert land(16, "Quyết định ban hành bảng giá đất", "province") == "ok"
    assert land(16, plan, "commune") == "ok"
