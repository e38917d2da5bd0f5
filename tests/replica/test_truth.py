"""The truth: complete, in the contract's words, and different from month to month as the plans say."""

import json
from datetime import date
from typing import Any

import pytest

from tests.replica.content import MONTHS, as_of
from tests.replica.model import CORE, Part
from tests.replica.plans import PLANS
from tests.replica.truth import truth

Facts = dict[str, Any]


def _portals(month: str) -> dict[str, Facts]:
    return {one["id"]: one for one in truth(month)["portals"]}


def _sections(month: str) -> list[tuple[str, str, Facts]]:
    return [
        (portal["id"], name, fact)
        for portal in truth(month)["portals"]
        for name, fact in portal["sections"].items()
    ]


def _parts(parts: tuple[Part, ...]) -> list[Part]:
    return [one for part in parts for one in (part, *_parts(part.children))]


@pytest.mark.parametrize("month", MONTHS)
def test_every_portal_has_every_core_section(month: str) -> None:
    for portal in truth(month)["portals"]:
        assert tuple(portal["sections"]) == CORE


@pytest.mark.parametrize("month", MONTHS)
def test_days_are_real_and_not_after_the_day_of_the_audit(month: str) -> None:
    for portal, section, fact in _sections(month):
        if fact["newest"]:
            assert fact["oldest"] <= fact["newest"] <= as_of(month).isoformat(), (portal, section)
            assert fact["newest_source"] in ("listing", "page", "document")
            assert date.fromisoformat(fact["newest"]).year <= 2026


@pytest.mark.parametrize("month", MONTHS)
def test_counts_go_with_states(month: str) -> None:
    for portal, section, fact in _sections(month):
        if section == "contact":
            continue
        assert (fact["documents"] > 0) == (fact["state"] == "present"), (portal, section)
        assert (fact["documents_open"] or 0) <= fact["documents"]
        assert (None in fact["urls"]) == (fact["state"] != "present")


def test_at_least_fourteen_portals_can_be_audited_and_three_cannot() -> None:
    seen = [one for one in truth("2026-11")["portals"] if one["status"] == ["measured"]]
    assert len(seen) >= 18
    assert {tuple(one["status"]) for one in truth("2026-11")["portals"] if one not in seen} == {
        ("blocked",), ("unreachable",),
    }  # fmt: skip


def test_portals_have_between_forty_and_two_hundred_pages() -> None:
    for month in MONTHS:
        for portal in truth(month)["portals"]:
            if portal["status"] == ["measured"]:
                assert 40 <= portal["pages"] <= 200, (month, portal["id"], portal["pages"])


def test_the_portals_that_can_be_seen_are_of_at_least_fourteen_families() -> None:
    assert len({plan.family for plan in PLANS if plan.fate == "open"}) >= 14


def test_sections_hide_in_at_least_ten_ways() -> None:
    parts = [part for plan in PLANS for part in _parts(plan.parts) if part.section in CORE]
    ways: set[tuple[str, str]] = {("place", part.place) for part in parts} | {
        ("mode", part.mode) for part in parts
    }
    ways |= {("menu", plan.menu) for plan in PLANS} | {
        ("under", "deep") for part in parts if len(part.under) > 1
    }
    ways |= {("sister", "host") for part in parts if part.host} | {
        ("robots", "closed") for part in parts if part.forbidden
    }
    assert len(ways - {("place", "menu"), ("mode", "list"), ("menu", "text")}) >= 16


def test_files_of_every_kind_of_fault_are_named() -> None:
    states = {file["state"] for portal in truth("2026-11")["portals"] for file in portal["files"]}
    assert states == {"dead", "empty", "html", "encrypted", "scan", "trap"}


def test_unanswered_questions_are_counted() -> None:
    portals = _portals("2026-11")
    assert portals["sxd"]["sections"]["qa"]["unanswered"] == 3
    assert (
        portals["vinhhoa"]["sections"]["qa"]["unanswered"]
        == portals["vinhhoa"]["sections"]["qa"]["documents"]
    )


def test_all_sources_of_the_newest_day_occur() -> None:
    assert {fact["newest_source"] for _, _, fact in _sections("2026-11")} >= {
        "listing",
        "page",
        "document",
        None,
    }


def test_a_day_of_posting_on_the_item_beats_the_day_of_issue_in_the_list() -> None:
    fact = _portals("2026-11")["stp"]["sections"]["directives"]
    assert (fact["newest"], fact["newest_source"]) == ("2026-11-16", "page")


def test_unseen_portals_have_unknown_sections() -> None:
    for portal in ("thanhson", "sdttg", "phuocloc"):
        assert {one["state"] for one in _portals("2026-11")[portal]["sections"].values()} == {"unknown"}


def test_a_section_that_robots_closes_is_unknown() -> None:
    assert _portals("2026-11")["vinhhoa"]["sections"]["directives"]["state"] == "unknown"


@pytest.mark.parametrize(
    ("month", "portal", "kind", "section"),
    [
        ("2026-08", "ttxtdt", "improves", "investment_incentives"),
        ("2026-09", "stc", "improves", "qa"),
        ("2026-09", "anphu", "improves", "investment_incentives"),
        ("2026-09", "hoathinh", "merges", None),
        ("2026-10", "stp", "decays", "qa"),
        ("2026-10", "syt", "fakes", "directives"),
        ("2026-10", "tanlap", "fakes", None),
        ("2026-11", "tayson", "improves", "planning"),
    ],
)
def test_planned_movements(month: str, portal: str, kind: str, section: str | None) -> None:
    rows = [one for one in truth(month)["movements"] if one["planned"]]
    assert (portal, kind, section) in {(one["id"], one["kind"], one["section"]) for one in rows}


def test_a_portal_that_fell_asleep_in_june_goes_stale_in_september() -> None:
    rows = truth("2026-09")["movements"]
    asleep = {one["section"] for one in rows if one["id"] == "snnmt" and one["kind"] == "decays"}
    assert asleep == {"planning", "legal_documents", "investment_incentives"}


def test_old_entries_posted_again_look_new_and_are_called_faked() -> None:
    before, after = (_portals(month)["syt"]["sections"]["directives"] for month in ("2026-09", "2026-10"))
    assert before["newest"] <= "2026-09-10"
    assert after["newest"] > "2026-10-10"
    assert after["documents"] == before["documents"]
    assert (before["faked"], after["faked"]) == (False, True)


def test_a_merged_body_is_gone_after_its_last_day() -> None:
    assert "hoathinh" in _portals("2026-08")
    assert "hoathinh" not in _portals("2026-09")


def test_no_decoy_is_a_page_of_a_section() -> None:
    for portal in truth("2026-11")["portals"]:
        pages = {url for fact in portal["sections"].values() for url in fact["urls"]}
        assert not pages & {one["url"] for one in portal["decoys"]}


def test_truth_is_plain_json_and_always_the_same() -> None:
    first = json.dumps(truth("2026-10"), ensure_ascii=False)
    truth.__globals__["_truth"].cache_clear()
    assert json.dumps(truth("2026-10"), ensure_ascii=False) == first
