"""What a section must hold: kinds, links, fields, only documents, a way to complain, answers, periods."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.budget import last_due
from checks.findings import Finding, Outcome
from config.levels import Level
from crawler.facts import DateKind, Item, Link, PortalFacts, SectionFacts, TechnicalFacts
from tests.checks.samples import (
    AS_OF,
    HOME,
    findings,
    item,
    items,
    missing,
    portal,
    printed,
    section,
    without,
)

READ = TechnicalFacts(asked=("home",), links=())
NAMES = (
    "planning.kinds",
    "planning.complaints",
    "legal_documents.links",
    "directives.pure",
    "investment_incentives.projects",
    "qa.answer_time",
    "introduction.area",
    "procedures.national",
    "public_investment.fields",
    "public_investment.tenders",
    "budget.period",
    "budget.kinds",
    "draft_consultation.fields",
    "land.kinds",
    "disclosure_list.kinds",
    "digital_services_quality.kinds",
)


def of(criterion: str, facts: PortalFacts, as_of: date = AS_OF) -> Finding:
    return findings(facts, as_of)[criterion]


def province(*changed: SectionFacts, links: tuple[Link, ...] = (), **more: Any) -> PortalFacts:
    values: dict[str, Any] = {"level": "province", "name": "UBND tỉnh Trường Giang", "technical": READ} | more
    if links:
        values["technical"] = replace(READ, links=links)
    return portal(*changed, **values)


def titled(name: str, *titles: str, **more: Any) -> SectionFacts:
    entries = tuple(item(nth, name, title=title) for nth, title in enumerate(titles))
    return section(name, items=entries, **more)


def link(label: str, url: str = f"{HOME}/muc") -> Link:
    return Link(url, label, "menu")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_there_fails_and_what_was_not_seen_is_not_measured(name: str) -> None:
    own = name.partition(".")[0]
    assert of(name, province(missing(own))).reason == "absent"
    assert of(name, province(missing(own, "shell", "empty"))).reason == "shell"
    assert of(name, without(province(), [own])).outcome is Outcome.NOT_MEASURED
    blocked = province(status="blocked", status_reason="robots")
    assert of(name, blocked).outcome is Outcome.NOT_MEASURED


@pytest.mark.parametrize("name", ["planning.kinds", "planning.complaints", "legal_documents.links"])
def test_without_the_links_of_the_home_page_it_is_left_out(name: str) -> None:
    assert of(name, province(technical=None)).outcome is Outcome.NOT_APPLICABLE
    lost = TechnicalFacts(asked=("home",), troubles={"home": "needs_script"})
    assert of(name, province(technical=lost)).outcome is Outcome.NOT_MEASURED


# topics

PLANS = ("Kế hoạch phát triển kinh tế - xã hội năm 2026", "Quyết định phê duyệt quy hoạch chung đô thị")


def test_all_kinds_of_plans_named_by_entries_pass() -> None:
    assert of("planning.kinds", province(titled("planning", *PLANS))).outcome is Outcome.PASS


def test_a_kind_that_nothing_names_is_lacking_and_named() -> None:
    finding = of("planning.kinds", province(titled("planning", PLANS[1])))
    assert finding.outcome is Outcome.PARTIAL
    assert "kế hoạch phát triển kinh tế - xã hội" in finding.message
    assert finding.share == pytest.approx(1 / 3)


def test_a_link_of_the_home_page_names_a_kind_too() -> None:
    facts = province(titled("planning", PLANS[1]), links=(link("Kế hoạch phát triển KT-XH năm 2026"),))
    assert of("planning.kinds", facts).outcome is Outcome.PASS


def test_in_a_list_of_which_a_part_was_read_nothing_is_called_lacking() -> None:
    part = titled("planning", PLANS[1], total=40, total_source="printed")
    assert of("planning.kinds", province(part)).outcome is Outcome.NOT_MEASURED


def test_none_of_the_kinds_fails() -> None:
    assert of("planning.kinds", province(titled("planning", "Thông báo nghỉ lễ"))).outcome is Outcome.FAIL


def test_tone_marks_may_stand_on_either_vowel() -> None:
    facts = province(
        titled("introduction", "Điều kiện tự nhiên"),
        links=tuple(
            map(link, ("Bộ máy hành chính", "Bản đồ", "Văn hoá", "Di tích - Danh thắng", "Lãnh đạo UBND"))
        ),
    )
    assert of("introduction.area", facts).outcome is Outcome.PASS


def test_departments_are_asked_for_their_functions_not_for_their_monuments() -> None:
    found = findings(portal(section("introduction"), technical=READ))
    assert "introduction.area" not in found
    assert found["introduction.body"].outcome is Outcome.FAIL


# links to other systems


def test_links_to_the_legal_databases_inside_the_section_pass() -> None:
    out = (
        Link("https://vbpl.vn/tinh", "CSDL", "content"),
        Link("https://congbao.x.gov.vn/", "CB", "sidebar"),
    )
    assert of("legal_documents.links", province(section(links=out))).outcome is Outcome.PASS


def test_links_on_the_home_page_only_earn_half() -> None:
    out = (link("CSDL quốc gia", "https://vbpl.vn/"), link("Công báo", "https://congbao.x.gov.vn/"))
    finding = of("legal_documents.links", province(links=out))
    assert (finding.outcome, finding.share) == (Outcome.PARTIAL, 0.5)


def test_no_link_at_all_fails_and_names_the_systems() -> None:
    finding = of("legal_documents.links", province())
    assert finding.outcome is Outcome.FAIL
    assert "Cơ sở dữ liệu quốc gia" in finding.message


def test_a_section_that_stands_on_the_system_itself_needs_no_link() -> None:
    own = section("procedures", url="https://dichvucong.gov.vn/tinh-x")
    assert of("procedures.national", province(own)).outcome is Outcome.PASS


def test_a_host_that_only_ends_alike_is_another() -> None:
    out = (Link("https://xvbpl.vn/", "CSDL", "content"), Link("https://congbaox.vn/", "CB", "content"))
    assert of("legal_documents.links", province(section(links=out))).outcome is Outcome.FAIL


# fields

FIELDS = ("Mục tiêu", "Lĩnh vực", "Thời gian thực hiện", "Tổng mức đầu tư", "Chủ đầu tư", "Tình trạng")


def test_a_table_with_all_columns_passes() -> None:
    facts = province(section("public_investment", columns=("STT", "Tên dự án", *FIELDS)))
    assert of("public_investment.fields", facts).outcome is Outcome.PASS


def test_entries_that_print_few_fields_are_partial() -> None:
    entries = tuple(replace(one, fields=FIELDS[:2]) for one in items("public_investment"))
    finding = of("public_investment.fields", province(section("public_investment", items=entries)))
    assert finding.outcome is Outcome.PARTIAL
    assert "không mục nào có kinh phí" in finding.message


def test_columns_alone_are_not_all_that_an_entry_may_hold() -> None:
    columns = ("STT", "Tên dự án", "Ngày đăng")
    entries = tuple(replace(one, fields=columns) for one in items("public_investment"))
    facts = province(section("public_investment", items=entries, columns=columns))
    assert of("public_investment.fields", facts).reason == "no_fields"


def test_a_list_of_titles_was_not_seen_to_lack_fields() -> None:
    finding = of("public_investment.fields", province(section("public_investment")))
    assert (finding.outcome, finding.reason) == (Outcome.NOT_MEASURED, "no_fields")


# only documents


def stories(count: int, of_all: int = 10) -> PortalFacts:
    plain = [
        replace(one, number=None, title="Lãnh đạo thăm và chúc Tết") for one in items("directives", count)
    ]
    return province(section("directives", items=(*plain, *items("directives", of_all)[count:])))


@pytest.mark.parametrize(("count", "outcome"), [(0, "pass"), (2, "pass"), (3, "partial"), (10, "fail")])
def test_stories_among_directives(count: int, outcome: str) -> None:
    assert of("directives.pure", stories(count)).outcome == outcome


def test_few_entries_say_nothing() -> None:
    assert of("directives.pure", stories(3, 4)).reason == "few_entries"


# complaints


def test_a_way_for_complaints_about_planning_passes() -> None:
    facts = province(links=(link("Phản ánh, kiến nghị về quy hoạch"),))
    assert of("planning.complaints", facts).outcome is Outcome.PASS


def test_a_general_way_earns_half() -> None:
    assert of("planning.complaints", province()).share == 0.5


def test_no_way_at_all_fails() -> None:
    assert of("planning.complaints", province(missing("qa"))).outcome is Outcome.FAIL


def test_whether_there_is_a_general_way_may_be_unknown() -> None:
    assert of("planning.complaints", without(province(), ["qa"])).outcome is Outcome.NOT_MEASURED


# answers


def answers(*waits: int) -> PortalFacts:
    asked = date(2026, 9, 7)  # a Monday
    entries = tuple(
        item(nth, "qa", asked=printed(asked, DateKind.ASKED), published=printed(asked + timedelta(days=wait)))
        for nth, wait in enumerate(waits)
    )
    return portal(section("qa", items=entries))


@pytest.mark.parametrize(
    ("waits", "outcome"),
    [((0, 7, 7), "pass"), ((21, 21, 21), "pass"), ((22, 22, 22), "partial"), ((70, 70, 70), "fail")],
)
def test_days_from_question_to_answer(waits: tuple[int, ...], outcome: str) -> None:
    assert of("qa.answer_time", answers(*waits)).outcome == outcome


def test_two_answers_say_nothing() -> None:
    assert of("qa.answer_time", answers(70, 70)).reason == "no_answer_days"


# budget


@pytest.mark.parametrize(
    ("as_of", "due"),
    [
        (date(2026, 11, 20), (3, date(2026, 9, 30))),
        (date(2026, 10, 10), (2, date(2026, 6, 30))),
        (date(2026, 10, 11), (3, date(2026, 9, 30))),
        (date(2027, 2, 1), (3, date(2026, 9, 30))),
        (date(2027, 4, 11), (1, date(2027, 3, 31))),
    ],
)
def test_the_last_period_whose_limit_has_passed(as_of: date, due: tuple[int, date]) -> None:
    assert last_due(as_of, 10) == due


def budget(*titles: str, level: Level = "province", **more: Any) -> Finding:
    return of("budget.period", province(titled("budget", *titles, **more), level=level))


@pytest.mark.parametrize(
    "title",
    [
        "Công khai tình hình thực hiện dự toán ngân sách quý III năm 2026",
        "Báo cáo thu chi Quý 3/2026",
        "Công khai ngân sách 9 tháng đầu năm 2026",
        "Năm 2026: thực hiện dự toán 09 tháng",
        "Thực hiện dự toán quý III",
    ],
)
def test_the_period_may_be_named_in_many_ways(title: str) -> None:
    assert budget(title, "Dự toán năm 2026").outcome is Outcome.PASS


@pytest.mark.parametrize(
    "title",
    [
        "Thực hiện dự toán quý II năm 2026",
        "Công khai ngân sách quý III năm 2025",
        "Công khai 6 tháng đầu năm 2026",
        "Công khai ngân sách quý I/2026",
    ],
)
def test_another_period_is_not_the_one_that_is_due(title: str) -> None:
    finding = budget(title)
    assert finding.outcome is Outcome.FAIL
    assert "quý III (9 tháng) năm 2026" in finding.message
    assert "10/10/2026" in finding.message


def test_titles_that_name_no_period_tell_nothing() -> None:
    assert budget("Quyết định công bố công khai ngân sách năm 2026").reason == "no_periods"


def test_old_entries_of_a_list_read_in_part_tell_nothing() -> None:
    old = Item("Quý I năm 2026", published=printed(date(2026, 4, 5)))
    part = section("budget", items=(old,), total=90, total_source="printed")
    assert of("budget.period", province(part)).reason == "partly_read"
