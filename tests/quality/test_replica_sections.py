"""The core sections of the replica province against its truth: what was reached may only rise."""

from dataclasses import dataclass, field

import pytest

from tests.quality.province import NEEDS_SCRIPT, Web, newest, plain, portals, visit

LEAST = 0.97
MONTHS = ("2026-09", "2026-11")


@dataclass(slots=True)
class Tally:
    """Counts over all portals and core sections of a month."""

    there: int = 0
    told: int = 0
    right: int = 0
    states: int = 0
    states_right: int = 0
    dated: int = 0
    dated_right: int = 0
    counted: int = 0
    counted_right: int = 0
    wrong: list[str] = field(default_factory=list)
    passed_shells: list[str] = field(default_factory=list)
    near_misses: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=MONTHS)
def tally(request: pytest.FixtureRequest) -> Tally:
    web, made = Web(request.param), Tally()
    for portal in portals(request.param):
        if portal["family"] in NEEDS_SCRIPT:
            continue
        facts = visit(web, portal)
        decoys = {plain(one["url"]) for one in portal["decoys"]}
        for section, truth in portal["sections"].items():
            found = facts.sections[section]
            there, told = truth["state"] == "present", found.state == "present"
            name = f"{portal['id']} {section}: {found.state} {found.url}, not {truth['state']}"
            at_home = told and plain(found.url or "") in {plain(url) for url in truth["urls"] if url}
            made.states += 1
            made.states_right += found.state == truth["state"]
            made.there += there
            made.told += told
            made.right += there and at_home
            if found.state != truth["state"] or (told and not at_home):
                made.wrong.append(name)
            if told and truth["state"] == "shell" and found.confidence >= 0.6:
                made.passed_shells.append(name)
            if told and plain(found.url or "") in decoys:
                made.near_misses.append(name)
            if there and told and section != "contact":
                made.dated += 1
                made.dated_right += newest(found, web) == truth["newest"]
                made.counted += 1
                made.counted_right += found.total == truth["documents"]
    return made


def test_precision(tally: Tally) -> None:
    assert tally.right >= LEAST * tally.told, tally.wrong


def test_recall(tally: Tally) -> None:
    assert tally.right >= LEAST * tally.there, tally.wrong


def test_states(tally: Tally) -> None:
    assert tally.states_right >= LEAST * tally.states, tally.wrong


def test_no_shell_passes(tally: Tally) -> None:
    assert tally.passed_shells == []


def test_no_near_miss_is_counted(tally: Tally) -> None:
    assert tally.near_misses == []


def test_newest_day_is_exact(tally: Tally) -> None:
    assert tally.dated_right >= LEAST * tally.dated


def test_entries_are_counted(tally: Tally) -> None:
    assert tally.counted_right >= 0.93 * tally.counted
