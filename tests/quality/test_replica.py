"""How well the whole line reads the replica province: measured against its truth, pinned, may only rise."""

from collections.abc import Iterator
from typing import Any

import pytest

from scoring.results import SectionResult
from tests.audit.province import Audited
from tests.quality.measure import Material, Share, keep

TARGET = 0.97
UNCOUNTED = ("contact",)
Pair = tuple[str, SectionResult, dict[str, Any]]


@pytest.fixture(scope="module")
def pairs(province: Audited) -> list[Pair]:
    """Each core section of each portal that can be seen: where, as found, as it is."""
    return list(_pairs(province))


@pytest.fixture(scope="module")
def measured(pairs: list[Pair]) -> dict[str, Share]:
    """Every share that is pinned."""
    there = [(found, truth) for _, found, truth in pairs if truth["state"] == "present"]
    told = [truth for _, found, truth in pairs if found.state == "present"]
    counted = [(found, truth) for found, truth in there if found.documents is not None or truth["documents"]]
    return {
        "present sections found": Share.among(found.state == "present" for found, _ in there),
        "sections called present that are": Share.among(truth["state"] == "present" for truth in told),
        "states": Share.among(found.state == truth["state"] for _, found, truth in pairs),
        "addresses": Share.among(found.url in truth["urls"] for found, truth in there),
        "newest": Share.among(_day(found) == truth["newest"] for found, truth in there),
        "counts": Share.among(found.documents == truth["documents"] for found, truth in counted),
    }


def test_core_sections_are_found_and_only_those_that_are_there(measured: dict[str, Share]) -> None:
    assert measured["present sections found"].value >= TARGET, measured
    assert measured["sections called present that are"].value >= TARGET, measured


def test_the_newest_day_is_exact(measured: dict[str, Share], pairs: list[Pair]) -> None:
    wrong = [
        (where, _day(found), truth["newest"])
        for where, found, truth in pairs
        if _day(found) != truth["newest"]
    ]
    assert measured["newest"].value >= TARGET, wrong


def test_no_empty_shell_passes(pairs: list[Pair]) -> None:
    shells = [(where, found.state) for where, found, truth in pairs if truth["state"] == "shell"]
    assert shells
    assert [where for where, state in shells if state == "present"] == []


def test_no_near_miss_is_taken_for_a_section(province: Audited) -> None:
    decoys = {decoy["url"] for portal in province.truth["portals"] for decoy in portal["decoys"]}
    taken = [
        (portal.id, name, section.url)
        for portal in province.results.portals
        for name, section in portal.sections.items()
        if section.state == "present"
        and section.url in decoys
        and name in province.truth["portals"][0]["sections"]
    ]
    assert decoys
    assert taken == []


def test_every_portal_has_the_status_it_deserves(province: Audited) -> None:
    truth = {portal["id"]: portal["status"] for portal in province.truth["portals"]}
    wrong = {one.id: one.status for one in province.results.portals if one.status not in truth[one.id]}
    assert wrong == {}


def test_no_number_falls_below_its_pin(province: Audited, measured: dict[str, Share]) -> None:
    keep(Material("replica 2026-11", province.truth_sha256, (), ()), "whole line", measured)


def _pairs(province: Audited) -> Iterator[Pair]:
    results = {portal.id: portal for portal in province.results.portals}
    for portal in province.truth["portals"]:
        if portal["status"] != ["measured"]:
            continue
        for name, truth in portal["sections"].items():
            if truth["state"] != "unknown":
                yield f"{portal['id']}.{name}", results[portal["id"]].sections[name], truth


def _day(found: SectionResult) -> str | None:
    return found.newest.isoformat() if found.newest else None
