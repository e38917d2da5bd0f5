"""A portal of the replica province measured in the browser through the command line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from audit import cli, errors
from audit.folder import AuditFolder
from crawler.browser.errors import NoBrowserError
from crawler.browser.find import find_browser
from crawler.facts import TechnicalFacts
from tests.audit.province import results_in
from tests.replica.server import running

try:
    find_browser("")
except NoBrowserError as none:
    pytestmark = pytest.mark.skip(reason=f"no browser at hand: {none}")

PORTAL = "longhai"


@dataclass(frozen=True)
class Measured:
    """What was measured, what came of it by criterion, and what the province's servers were asked."""

    technical: TechnicalFacts
    outcomes: dict[str, str]
    log: tuple[dict[str, Any], ...]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    place = tmp_path_factory.mktemp("measured")
    with running("2026-11", place / "served") as served, pytest.MonkeyPatch.context() as patch:
        told = served.described
        patch.setenv("CONGKHAI_CA_FILE", told["ca"])
        with Path(told["registry"]).open(encoding="utf-8", newline="") as file:
            rows = [{**row, "parent": ""} for row in csv.DictReader(file) if row["id"] == PORTAL]
        registry = place / "one.csv"
        with registry.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        doors = ("--hosts", told["hosts"], "--allow-net", told["network"], "--delay", "0")
        out = place / "out"
        code = cli.run(
            ["audit", str(registry), "--out", str(out), "--as-of", "2026-11-20", "--max-pages", "25", *doors]
        )
        assert code == errors.OK
        folder = AuditFolder(out)
        technical = folder.read_facts(folder.days()[0], PORTAL).technical
        assert technical is not None
        (portal,) = results_in(out).portals
        outcomes = {one.criterion: str(one.outcome) for one in portal.findings}
        yield Measured(technical, outcomes, tuple(served.log()))


def test_speed_and_width_are_measured_by_default(measured: Measured) -> None:
    assert measured.technical.speed is not None, measured.technical.troubles
    assert all(one.full_display for one in measured.technical.speed)
    assert measured.technical.overflow is not None
    assert measured.outcomes["technical.speed"] != "not_applicable"


def test_barriers_of_the_template_are_found_and_count(measured: Measured) -> None:
    found = measured.technical.accessibility
    assert found is not None, measured.technical.troubles
    assert "link-name" in {one.rule for one in found}
    assert measured.outcomes["technical.accessibility"] in ("partial", "fail")


def test_measuring_leaves_traps_and_forbidden_paths_alone(measured: Measured) -> None:
    assert measured.log
    assert [one for one in measured.log if one["trap"] or one["forbidden"]] == []
