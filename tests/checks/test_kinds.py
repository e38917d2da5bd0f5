"""Each kind of check: pass, partial, fail, near miss, blocked, empty."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from checks.findings import Finding, Outcome
from config.rubric import load_rubric
from crawler.facts import Attempt, DateKind, Link, PortalFacts, SectionFacts, SectionState, TechnicalFacts
from crawler.facts import Outcome as Answer
from tests.checks.samples import (
    AS_OF,
    HOME,
    certificate,
    contact,
    file,
    findings,
    item,
    items,
    missing,
    portal,
    printed,
    section,
    visited,
    without,
)

SECTIONS = ("planning", "legal_documents", "investment_incentives", "directives", "qa", "contact")


def of(criterion: str, facts: PortalFacts, as_of: date = AS_OF) -> Finding:
    return findings(facts, as_of)[criterion]


def said(finding: Finding) -> tuple[str, str]:
    return finding.outcome.value, finding.reason


def asked(found: dict[str, Finding]) -> dict[str, Finding]:
    """Without what the visit was not asked to look at."""
    return {name: one for name, one in found.items() if one.outcome is not Outcome.NOT_APPLICABLE}


def test_a_good_portal_passes_everything() -> None:
    found = asked(findings(portal()))
    assert {name: said(one) for name, one in found.items() if one.outcome is not Outcome.PASS} == {}
    assert all(one.how_to_fix is None and one.share == 1 for one in found.values())


def test_judging_twice_gives_the_same() -> None:
    assert findings(portal()) == findings(portal())


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("state", ["absent", "shell"])
def test_what_is_not_there_fails_on_every_axis(name: str, state: str) -> None:
    found = [
        one
        for one in findings(portal(missing(name, state, "empty"))).values()
        if one.criterion.startswith(f"{name}.")
    ]
    assert {said(one) for one in found} == {("fail", state)}
    assert all(one.how_to_fix for one in found)


@pytest.mark.parametrize("name", SECTIONS)
def test_what_could_not_be_seen_is_not_measured(name: str) -> None:
    found = [
        one
        for one in findings(without(portal(), [name], "timeout")).values()
        if one.criterion.startswith(f"{name}.")
    ]
    assert {said(one) for one in found} == {("not_measured", "timeout")}
    assert all(one.share is None and one.how_to_fix is None for one in found)


@pytest.mark.parametrize(("status", "reason"), [("blocked", "robots"), ("unreachable", "dns")])
def test_a_portal_that_was_not_read_is_never_marked(status: str, reason: str) -> None:
    facts = portal(status=status, status_reason=reason, https=None, https_redirect=None, certificate=None)
    assert {said(one) for one in findings(facts).values()} == {("not_measured", reason)}


def test_a_portal_without_facts_is_not_measured() -> None:
    facts = portal(sections={}, https=None, https_redirect=None, certificate=None)
    known = ("technical.portal_up", "technical.domain")  # told by the status and the address alone
    outcomes = {one.outcome for name, one in asked(findings(facts)).items() if name not in known}
    assert outcomes == {Outcome.NOT_MEASURED}


@pytest.mark.parametrize("state", ["present", "shell"])
def test_a_doubtful_section_needs_review(state: SectionState) -> None:
    facts = portal(replace(section("planning"), state=state, confidence=0.59))
    assert said(of("planning.present", facts)) == ("needs_review", "doubtful")


def test_the_reason_of_a_shell_is_told() -> None:
    finding = of(
        "directives.present", portal(missing("directives", "shell", "dead_target", url=f"{HOME}/cd"))
    )
    assert "liên kết dẫn đến trang không tồn tại" in finding.message
    assert finding.urls == (f"{HOME}/cd",)


def test_an_absent_section_shows_where_it_was_looked_for() -> None:
    tried = Attempt(f"{HOME}/qh", ("Quy hoạch",), Answer.OK, "other", "other_kind", sha256="ab")
    finding = of("planning.present", portal(missing("planning", attempts=(tried,))))
    assert (finding.urls, finding.evidence) == ((f"{HOME}/qh",), ("sha256:ab",))


# complete


def test_too_few_entries_are_partial() -> None:
    finding = of("legal_documents.complete", portal(section(items=items(count=4))))
    assert said(finding) == ("partial", "short")
    assert "mới có 4 mục" in finding.message


def test_just_enough_entries_pass() -> None:
    assert of("legal_documents.complete", portal(section(items=items(count=5)))).outcome is Outcome.PASS


def test_entries_without_number_are_partial() -> None:
    bare = tuple(replace(entry, number=None) for entry in items())
    finding = of("legal_documents.complete", portal(section(items=bare)))
    assert finding.outcome is Outcome.PARTIAL
    assert "không mục nào có số, ký hiệu" in finding.message


def test_unanswered_questions_are_partial() -> None:
    silent = tuple(item(number, "qa", answered=False) for number in range(5))
    assert of("qa.complete", portal(section("qa", items=silent))).outcome is Outcome.PARTIAL


def test_incentives_in_prose_are_complete() -> None:
    assert of("investment_incentives.complete", portal(section("investment_incentives", items=()))).share == 1


def test_a_list_of_which_nothing_was_read_is_not_measured() -> None:
    assert said(of("planning.complete", portal(section("planning", items=())))) == ("not_measured", "unread")


# timely


def aged(days: int, name: str = "directives") -> PortalFacts:
    day = AS_OF - timedelta(days=days)
    return portal(
        section(
            name, items=tuple(item(number, name, published=printed(day), issued=None) for number in range(5))
        )
    )


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(0, "pass"), (30, "pass"), (31, "partial"), (179, "partial"), (180, "fail"), (3000, "fail")],
)
def test_freshness_of_directives(days: int, outcome: str) -> None:
    assert of("directives.timely", aged(days)).outcome == outcome


def test_older_is_never_better() -> None:
    shares = [of("directives.timely", aged(days)).share or 0 for days in range(0, 200, 5)]
    assert shares == sorted(shares, reverse=True)


def test_undated_entries_are_not_measured() -> None:
    undated = tuple(item(number, issued=None, published=None) for number in range(9))
    assert said(of("legal_documents.timely", portal(section(items=undated)))) == ("not_measured", "no_dates")


def late(*lags: int, **more: Any) -> tuple[Any, ...]:
    issued = date(2026, 10, 1)
    fresh = item(99, number=None, issued=None, published=printed(AS_OF))
    return (
        fresh,
        *(
            item(
                number,
                issued=printed(issued, DateKind.ISSUED),
                published=printed(issued + timedelta(days=lag)),
                **more,
            )
            for number, lag in enumerate(lags)
        ),
    )


def test_posted_after_the_legal_limit_is_overdue() -> None:
    finding = of("legal_documents.timely", portal(section(items=late(1, 20, 20, 1))))
    assert said(finding) == ("partial", "overdue")
    assert finding.share == pytest.approx(0.5)
    assert "5 ngày làm việc" in finding.message


def test_a_document_of_before_the_law_is_not_held_against_it() -> None:
    """Law 01/2026 is in force since 2026-09-01: what was issued in August owes it nothing."""
    august = tuple(
        item(
            number,
            issued=printed(date(2026, 8, 10), DateKind.ISSUED),
            published=printed(date(2026, 9, 20)),
        )
        for number in range(4)
    )
    facts = portal(section(items=(*august, item(99, number=None, issued=None, published=printed(AS_OF)))))
    assert of("legal_documents.timely", facts).reason == "ok"
    assert of("legal_documents.timely", facts, date(2026, 9, 30)).reason == "ok"


def test_the_message_says_since_when_documents_were_judged() -> None:
    message = of("legal_documents.timely", portal(section(items=late(20, 20, 20)))).message
    assert "ban hành từ ngày 01/09/2026" in message


def test_on_the_last_day_of_the_limit_is_in_time() -> None:
    assert of("legal_documents.timely", portal(section(items=late(7, 7, 7)))).outcome is Outcome.PASS


def test_all_overdue_fails() -> None:
    assert said(of("legal_documents.timely", portal(section(items=late(20, 20, 20))))) == ("fail", "overdue")


def test_two_late_documents_are_no_habit() -> None:
    assert of("legal_documents.timely", portal(section(items=late(20, 20)))).outcome is Outcome.PASS


@pytest.mark.parametrize(
    "number", ["12/2026/NĐ-CP", "5/2026/TT-BTC", "7/2026/QH16", "9/QĐ-TTg", "3/2026/QĐ-UBND", None]
)
def test_documents_of_others_are_not_held_against_the_body(number: str | None) -> None:
    entries = late(30, 30, 30, 30, number=number)
    assert of("legal_documents.timely", portal(section(items=entries))).outcome is Outcome.PASS


def test_the_authority_printed_tells_whose_document_it_is() -> None:
    own = late(30, 30, 30, number="1/2026/QĐ-UBND", authority="UBND xã Bình An")
    facts = portal(section(items=own), level="commune", name="UBND xã Bình An")
    assert of("legal_documents.timely", facts).reason == "overdue"
    assert of("legal_documents.timely", replace(facts, name="UBND xã Bình Minh")).reason == "ok"


def test_years_whose_holidays_are_unknown_are_not_judged() -> None:
    issued = date(2023, 10, 2)
    old = tuple(
        item(number, issued=printed(issued, DateKind.ISSUED), published=printed(date(2023, 11, 10)))
        for number in range(5)
    )
    found = findings(portal(section(items=old)), date(2023, 11, 20), load_rubric("nd42-2022"))
    assert found["legal_documents.timely"].reason == "ok"


# convenient


def test_a_section_only_the_site_map_leads_to_suffers() -> None:
    facts = portal(replace(section(), found_by="sitemap"))
    assert of("legal_documents.present", facts).outcome is Outcome.PASS
    assert said(of("legal_documents.convenient", facts)) == ("partial", "short")


@pytest.mark.parametrize(("clicks", "outcome"), [(3, "pass"), (4, "partial")])
def test_clicks_from_the_home_page(clicks: int, outcome: str) -> None:
    facts = portal(replace(section(), path=tuple("abcdefg"[:clicks])))
    assert of("legal_documents.convenient", facts).outcome == outcome


def test_dead_files_are_counted_in_words() -> None:
    dead = tuple(item(number, files=(file("x", Answer.NOT_FOUND),)) for number in range(3))
    finding = of("legal_documents.convenient", portal(section(items=(*items(count=7), *dead))))
    assert finding.outcome is Outcome.PARTIAL
    assert "trong 10 mục đã thử mở, 3 mục không có tệp mở được" in finding.message


def test_files_lost_on_the_way_are_not_called_lacking() -> None:
    lost = tuple(item(number, files=(file("x", Answer.TIMEOUT),)) for number in range(3))
    finding = of("legal_documents.convenient", portal(section(items=(*items(count=7), *lost))))
    assert said(finding) == ("pass", "partly_tried")
    assert (finding.share or 0) < 1
    assert (finding.share or 0) + finding.untried == pytest.approx(1)


def test_files_never_asked_for_are_not_measured() -> None:
    unasked = tuple(item(number, files=(file("x", None, text=None),)) for number in range(9))
    assert of("legal_documents.convenient", portal(section(items=unasked))).outcome is Outcome.NOT_MEASURED


def test_scans_are_partial() -> None:
    scans = tuple(item(number, files=(file(f"{number}", text="scan"),)) for number in range(9))
    assert "bản chụp" in of("legal_documents.convenient", portal(section(items=scans))).message


def test_a_long_list_without_search_is_partial() -> None:
    facts = portal(section(items=items(count=21), has_search=False))
    assert "ô tìm kiếm" in of("legal_documents.convenient", facts).message
    assert (
        of("legal_documents.convenient", portal(section(items=items(count=20), has_search=False))).share == 1
    )


# reliable


def pages(*outcomes: Answer) -> PortalFacts:
    return portal(
        visited=tuple(
            visited(f"{HOME}/legal_documents/{number}", outcome) for number, outcome in enumerate(outcomes)
        )
    )


def test_dead_pages_are_partial() -> None:
    finding = of("legal_documents.reliable", pages(Answer.OK, Answer.NOT_FOUND, Answer.NOT_FOUND))
    assert said(finding) == ("partial", "short")
    assert "50% số trang" in finding.message


def test_pages_lost_on_the_way_are_not_dead() -> None:
    finding = of("legal_documents.reliable", pages(Answer.OK, Answer.TIMEOUT, Answer.SERVER_ERROR))
    assert said(finding) == ("pass", "partly_tried")


def test_a_label_that_leads_nowhere_counts() -> None:
    tried = Attempt(f"{HOME}/old", ("Văn bản",), Answer.NOT_FOUND, "unreadable", "dead_target")
    assert of("legal_documents.reliable", portal(section(attempts=(tried,)))).outcome is Outcome.PARTIAL


def test_dates_that_cannot_be_are_partial() -> None:
    ahead = item(50, published=printed(date(9999, 12, 31)))
    finding = of("legal_documents.reliable", portal(section(items=(*items(count=9), ahead))))
    assert "1 mục ghi ngày không thể có" in finding.message


# contact


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"address": None}, "thiếu địa chỉ"),
        ({"phones": (), "hotline": None}, "thiếu điện thoại"),
        ({"emails": ()}, "thiếu thư điện tử"),
    ],
)
def test_a_field_that_is_not_printed_is_named(lacking: dict[str, Any], words: str) -> None:
    finding = of("contact.complete", portal(section("contact", contact=contact(**lacking))))
    assert finding.outcome is Outcome.PARTIAL
    assert words in finding.message


def test_a_hotline_is_a_telephone() -> None:
    facts = portal(section("contact", contact=contact(phones=(), hotline="1022")))
    assert of("contact.complete", facts).outcome is Outcome.PASS


def test_a_link_of_the_home_page_may_name_the_hotline() -> None:
    bare = section("contact", contact=contact(hotline=None))
    assert of("contact.hotline", portal(bare)).outcome is Outcome.FAIL
    links = (Link(f"{HOME}/nong", "Đường dây nóng", "sidebar"),)
    found = of("contact.hotline", portal(bare, technical=TechnicalFacts(asked=("home",), links=links)))
    assert found.outcome is Outcome.PASS


def test_fax_was_asked_for_under_the_old_decree_only() -> None:
    facts = portal(section("contact", contact=contact(faxes=())))
    assert of("contact.complete", facts).outcome is Outcome.PASS
    assert of("contact.complete", facts, date(2026, 6, 20)).outcome is Outcome.PARTIAL


def test_a_contact_page_that_was_not_read_is_not_measured() -> None:
    assert said(of("contact.complete", portal(section("contact", contact=None)))) == (
        "not_measured",
        "unread",
    )


@pytest.mark.parametrize(
    ("mail", "outcome"),
    [
        ("a@stc.truonggiang.gov.vn", "pass"),
        ("A@TruongGiang.GOV.VN", "pass"),
        ("a@gmail.com", "partial"),
        ("a@gov.vn.example.com", "partial"),
        ("a@mygov.vn", "partial"),
    ],
)
def test_an_official_mailbox(mail: str, outcome: str) -> None:
    assert (
        of("contact.reliable", portal(section("contact", contact=contact(emails=(mail,))))).outcome == outcome
    )


# technical


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"https": False}, ("fail", "fail", "fail")),
        ({"https": None}, ("not_measured", "not_measured", "not_measured")),
        ({"certificate": None}, ("pass", "not_measured", "pass")),
        ({"certificate": certificate("expired")}, ("pass", "fail", "pass")),
        ({"https_redirect": False}, ("pass", "pass", "fail")),
        ({"https_redirect": None}, ("pass", "pass", "not_measured")),
    ],
)
def test_https(changed: dict[str, Any], expected: tuple[str, ...]) -> None:
    found = findings(portal(**changed))
    names = ("technical.https", "technical.certificate", "technical.https_redirect")
    assert tuple(found[name].outcome.value for name in names) == expected


def test_every_fault_of_a_certificate_is_named_in_vietnamese() -> None:
    message = of(
        "technical.certificate", portal(certificate=certificate("expired", "wrong_name", "odd"))
    ).message
    assert "đã hết hạn; cấp cho tên miền khác; không được trình duyệt chấp nhận" in message


@pytest.mark.parametrize(
    ("status", "reason", "outcome"),
    [
        ("measured", None, "pass"),
        ("incomplete", "budget", "pass"),
        ("unreachable", "server_error", "fail"),
        ("unreachable", "timeout", "not_measured"),
        ("blocked", "robots", "not_measured"),
    ],
)
def test_portal_up(status: str, reason: str | None, outcome: str) -> None:
    assert of("technical.portal_up", portal(status=status, status_reason=reason)).outcome == outcome


# messages


def test_every_message_is_whole() -> None:
    worst = (
        portal(),
        portal(*(missing(name) for name in SECTIONS), https=False),
        portal(*(missing(name, "shell", "under_construction") for name in SECTIONS), status="incomplete"),
        without(portal(), SECTIONS),
        aged(100),
        aged(9000),
        portal(section(items=late(20, 20, 20, 1))),
        portal(status="unreachable", status_reason="server_error"),
        portal(certificate=certificate("expired")),
        portal(*(replace(section(name), confidence=0.1) for name in SECTIONS), https_redirect=False),
        portal(SectionFacts("planning", "unknown", "a reason of tomorrow")),
    )
    for facts in worst:
        for day in (AS_OF, date(2026, 6, 20), date(2026, 8, 20)):
            for finding in findings(facts, day).values():
                for text in (finding.message, finding.how_to_fix or ""):
                    assert "{" not in text
                    assert "None" not in text
                    assert "  " not in text
                assert finding.message.endswith(".")


def test_hostile_titles_stay_text() -> None:
    entries = late(20, 20, 20, number="{0.__class__}/2026/QĐ-STC")
    assert "{0.__class__}" in of("legal_documents.timely", portal(section(items=entries))).message
