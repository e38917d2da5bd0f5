"""The whole line on the replica province: manners, the form of what comes out, the same twice, papers."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit import notices
from audit.notices import draft
from audit.rejudge import judge_again
from audit.report import report
from audit.schema import PATH
from tests.audit.province import AGAIN, Audited, results_in


def test_nothing_forbidden_and_no_private_address_was_ever_asked_for(province: Audited) -> None:
    assert len(province.log) > 500
    assert [row for row in province.log if row["forbidden"] or row["trap"]] == []


def test_every_request_names_the_auditor(province: Audited) -> None:
    strange = Counter(row["agent"] for row in province.log if "CongKhai/" not in row["agent"])
    assert strange == {}


def test_results_fit_the_schema_and_hold_every_portal_of_the_truth(province: Audited) -> None:
    written = json.loads((province.folder / "results.json").read_text("utf-8"))
    jsonschema.validate(
        written, json.loads(PATH.read_text("utf-8")), format_checker=jsonschema.FormatChecker()
    )
    assert [portal["id"] for portal in written["portals"]] == [one["id"] for one in province.truth["portals"]]


def test_portals_that_cannot_be_seen_have_no_mark_and_no_deficiency(province: Audited) -> None:
    lost = [one for one in province.results.portals if one.status in ("unreachable", "blocked")]
    assert lost
    for portal in lost:
        assert portal.score.value is None
        assert not [one.criterion for one in portal.findings if one.outcome in ("fail", "partial")]


def test_a_second_audit_gives_identical_results(province: Audited) -> None:
    first = {portal.id: portal for portal in province.results.portals}
    for again in results_in(province.again).portals:
        assert _told(again.model_dump()) == _told(first[again.id].model_dump())
    assert {portal.id for portal in results_in(province.again).portals} == set(AGAIN)


def test_judging_the_stored_facts_again_gives_the_same_file(province: Audited, tmp_path: Path) -> None:
    folder = _copy(province, tmp_path, "facts")
    before = (folder / "results.json").read_bytes()
    judge_again(folder)
    assert (folder / "results.json").read_bytes() == before


def test_reading_the_stored_answers_again_gives_the_same_results(province: Audited, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    shutil.copytree(province.again, folder)
    judge_again(folder, reread=True)
    read = [_told(one.model_dump()) for one in results_in(folder).portals]
    assert read == [_told(one.model_dump()) for one in results_in(province.again).portals]


def test_report_and_letters_come_of_it(
    province: Audited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "to_pdf", lambda documents: [])  # noqa: ARG005
    folder = _copy(province, tmp_path, "facts", "pictures")
    site, *_ = report(folder)
    pages = {path.stem for path in (site.parent / "co-quan").glob("*.html")}
    assert pages == {portal.id for portal in province.results.portals}
    kinds = Counter(path.name.rpartition("-2026")[0] for path in draft(folder).written)
    short = {name.removeprefix("cong-van-") for name in kinds if name.startswith("cong-van-")}
    blocked = {portal.id for portal in province.results.portals if portal.status == "blocked"}
    assert short
    assert not short & blocked
    assert {name.removeprefix("de-nghi-truy-cap-") for name in kinds if "truy-cap" in name} == blocked


def _copy(province: Audited, target: Path, *parts: str) -> Path:
    folder = target / "out"
    folder.mkdir()
    shutil.copy(province.folder / "results.json", folder)
    for part in parts:
        if (province.folder / part).is_dir():
            shutil.copytree(province.folder / part, folder / part)
    return folder


def _told(portal: dict[str, Any]) -> dict[str, Any]:
    """A portal's result without its place among the others and without times."""
    score = {key: value for key, value in portal["score"].items() if key not in ("rank", "tied_with_next")}
    crawl = {key: value for key, value in portal["crawl"].items() if key != "seconds"}
    return {**portal, "score": score, "crawl": crawl}
