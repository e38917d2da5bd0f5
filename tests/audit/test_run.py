"""An audit from registry to results, its second tries, its resuming, its lock."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from audit.due import round_and_letters
from audit.errors import InterruptedRunError, UserError
from audit.folder import AuditFolder
from audit.rejudge import judge_again
from audit.report import load_round
from audit.run import Order, audit
from audit.schema import PATH, schema_text
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from audit.store.letters import Letter, record_letter
from config.rubric import RubricError, load_rubric
from config.sections import core_sections
from scoring.results import Results
from tests.audit.fakes import GOOD, HOME, FakeCrawl, documents

Make = Callable[..., Order]


def without_names(results: Results) -> dict[str, Any]:
    """Results without what may differ between two audits of the same state."""
    told: dict[str, Any] = json.loads(results.model_dump_json())
    return {key: value for key, value in told.items() if key not in ("run_id", "started", "finished")}


def test_results_are_written_and_fit_the_committed_schema(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    written = json.loads((order().out / "results.json").read_text("utf-8"))
    jsonschema.validate(
        written, json.loads(PATH.read_text("utf-8")), format_checker=jsonschema.FormatChecker()
    )
    assert [portal["id"] for portal in written["portals"]] == ["stc", "snv", "anphu"]
    assert written["portals"][0]["sections"]["legal_documents"]["newest"] == "2026-10-02"


def test_the_committed_schema_is_that_of_the_types() -> None:
    assert PATH.read_text("utf-8") == schema_text()


def test_two_audits_of_the_same_state_are_identical(order: Make, tmp_path: Path) -> None:
    first = audit(order(), crawl=FakeCrawl({}))
    second = audit(order(out=tmp_path / "other"), crawl=FakeCrawl({}))
    again = audit(order(), crawl=FakeCrawl({}))
    assert without_names(first) == without_names(second) == without_names(again)


def test_an_unreachable_portal_is_tried_again_at_the_end(order: Make) -> None:
    crawl = FakeCrawl({}, down_first=["stc"])
    results = audit(order(), crawl=crawl)
    assert crawl.visited == ["stc", "snv", "anphu", "stc"]
    assert [portal.status for portal in results.portals] == ["measured"] * 3


def test_a_portal_that_stays_down_is_not_measured_and_has_no_mark(order: Make) -> None:
    results = audit(order(), crawl=FakeCrawl({"snv": None}))
    down = results.portals[1]
    assert (down.status, down.status_reason) == ("unreachable", "timeout")
    assert down.score.value is None
    assert not [finding for finding in down.findings if finding.outcome in ("fail", "partial")]


def test_an_interrupted_run_keeps_what_was_finished_and_writes_no_results(order: Make) -> None:
    with pytest.raises(InterruptedRunError, match="--resume"):
        audit(order(), crawl=FakeCrawl({}, stop_after=2))
    assert not (order().out / "results.json").exists()
    assert AuditFolder(order().out).record(date(2026, 11, 20)).finished is None


def test_resuming_repeats_no_finished_portal_and_ends_with_the_same_results(
    order: Make, tmp_path: Path
) -> None:
    with pytest.raises(InterruptedRunError):
        audit(order(), crawl=FakeCrawl({}, stop_after=2))
    begun = AuditFolder(order().out).record(date(2026, 11, 20)).run_id
    rest = FakeCrawl({})
    resumed = audit(order(resume=True), crawl=rest)
    assert rest.visited == ["anphu"]
    assert resumed.run_id == begun
    undisturbed = audit(order(out=tmp_path / "other"), crawl=FakeCrawl({}))
    assert without_names(resumed) == without_names(undisturbed)


def test_a_portal_that_was_down_when_the_run_stopped_is_visited_when_resumed(order: Make) -> None:
    with pytest.raises(InterruptedRunError):
        audit(order(), crawl=FakeCrawl({"stc": None}, stop_after=2))
    rest = FakeCrawl({})
    results = audit(order(resume=True), crawl=rest)
    assert rest.visited == ["stc", "anphu"]
    assert results.portals[0].status == "measured"


def test_resume_goes_on_with_the_day_and_rubric_of_the_interrupted_run(order: Make) -> None:
    with pytest.raises(InterruptedRunError):
        audit(order(rubric="nd42-2022"), crawl=FakeCrawl({}, stop_after=1))
    later = order(resume=True, as_of=date(2026, 11, 25), rubric=None)
    results = audit(later, crawl=FakeCrawl({}))
    assert (results.as_of, results.rubric) == (date(2026, 11, 20), "nd42-2022")


def test_without_resume_a_new_run_begins(order: Make) -> None:
    with pytest.raises(InterruptedRunError):
        audit(order(), crawl=FakeCrawl({}, stop_after=2))
    crawl = FakeCrawl({})
    audit(order(), crawl=crawl)
    assert crawl.visited == ["stc", "snv", "anphu"]


def test_a_second_audit_of_the_same_folder_is_refused_while_one_is_at_work(order: Make) -> None:
    seen: list[str] = []

    def second(_: object) -> None:
        with pytest.raises(UserError, match="đang làm việc"):
            audit(order(), crawl=FakeCrawl({}))
        seen.append("refused")

    audit(order(), crawl=FakeCrawl({}, before=second))
    assert seen == ["refused"] * 3


def test_an_error_while_keeping_a_portal_ends_the_run_and_loses_nothing_before_it(
    order: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = AuditFolder.write_facts

    def full(folder: AuditFolder, facts: Any) -> None:
        if facts.id == "anphu":
            raise OSError(28, "No space left on device")
        written(folder, facts)

    monkeypatch.setattr(AuditFolder, "write_facts", full)
    with pytest.raises(OSError, match="No space"):
        audit(order(), crawl=FakeCrawl({}))
    monkeypatch.undo()
    rest = FakeCrawl({})
    audit(order(resume=True), crawl=rest)
    assert rest.visited == ["anphu"]


def test_bodies_that_do_not_exist_on_the_day_are_left_out(order: Make, registry: Path) -> None:
    registry.write_text(
        "id,name,url,level,valid_from,valid_to\n"
        "cu,Sở Cũ,https://cu.tinh.gov.vn/,department,,2026-06-30\n"
        "moi,Sở Mới,https://moi.tinh.gov.vn/,department,2026-07-01,\n",
        encoding="utf-8",
    )
    results = audit(order(), crawl=FakeCrawl({}))
    assert [portal.id for portal in results.portals] == ["moi"]


MERGED = """id,name,url,level,valid_from,valid_to,successor
cu,Sở Cũ,https://moi.tinh.gov.vn/,department,,2026-10-31,moi
khac,Sở Khác,https://khac.tinh.gov.vn/,department,,2026-10-31,moi
moi,Sở Mới,https://moi.tinh.gov.vn/,department,2026-11-01,,
"""


def test_after_a_merger_history_and_deadlines_follow_the_successor(order: Make, registry: Path) -> None:
    registry.write_text(MERGED, encoding="utf-8")
    october = audit(order(as_of=date(2026, 10, 20)), crawl=FakeCrawl({}))
    asked = Letter(
        "r", date(2026, 10, 20), "khac", "notice", "1", date(2026, 10, 25), date(2026, 12, 1), "f", "0" * 64,
        ("planning.present",),
    )  # fmt: skip
    engine = open_store(store_url(None, order().out))
    with engine.begin() as connection:
        record_letter(connection, asked)
    audit(order(), crawl=FakeCrawl({}))
    found = load_round(AuditFolder(order().out), engine)
    before = next(portal for portal in found.history[0].portals if portal.id == "moi")
    assert before.low == next(portal for portal in october.portals if portal.id == "cu").score.low
    assert found.dealings.deadlines == {"moi": {"planning.present": date(2026, 12, 1)}}
    [letter] = round_and_letters(order().out, date(2026, 11, 20), db=None, sender=None)[1]
    assert (letter.portal, letter.name) == ("moi", "Sở Mới")


def test_a_day_without_a_rubric_names_those_that_can_be_forced(order: Make) -> None:
    with pytest.raises(RubricError, match=r"nd224-2026.*nd42-2022"):
        audit(order(as_of=date(2019, 9, 1)), crawl=FakeCrawl({}))
    forced = audit(order(as_of=date(2019, 9, 1), rubric="nd42-2022"), crawl=FakeCrawl({}))
    assert forced.rubric_in_force is False


def test_judging_again_gives_the_very_same_file(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    before = (order().out / "results.json").read_bytes()
    assert judge_again(order().out).kept
    assert (order().out / "results.json").read_bytes() == before


def test_judging_again_needs_no_database(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    before = (order().out / "results.json").read_bytes()
    for path in order().out.glob("congkhai.db*"):
        path.unlink()
    judge_again(order().out)
    assert (order().out / "results.json").read_bytes() == before


def test_reading_the_stored_answers_again_gives_the_same_results(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({"snv": None}))
    before = (order().out / "results.json").read_bytes()
    judged = judge_again(order().out, reread=True)
    assert judged.reread == 3
    assert (order().out / "results.json").read_bytes() == before


def test_reading_again_mends_damaged_facts(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    before = (order().out / "results.json").read_bytes()
    (order().out / "facts" / "2026-11-20" / "stc.json.gz").write_bytes(b"\x1f\x8bbroken")
    with pytest.raises(UserError, match="--reread"):
        judge_again(order().out)
    judge_again(order().out, reread=True)
    assert (order().out / "results.json").read_bytes() == before


def test_judging_under_another_rubric_is_a_trial_that_history_does_not_follow(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    trial = judge_again(order().out, rubric="nd42-2022")
    assert not trial.kept
    assert trial.results.rubric_in_force is False
    assert trial.results.run_id != judge_again(order().out).results.run_id
    engine = open_store(store_url(None, order().out))
    with engine.connect() as connection:
        assert [run.rubric for run in past_runs(connection)] == ["nd224-2026"]


def test_an_earlier_day_of_the_folder_can_be_judged_again(order: Make) -> None:
    october = audit(order(as_of=date(2026, 10, 20)), crawl=FakeCrawl({}))
    audit(order(), crawl=FakeCrawl({}))
    assert judge_again(order().out, as_of=date(2026, 10, 20)).results == october
    assert judge_again(order().out).results.as_of == date(2026, 11, 20)


def test_entries_get_the_day_on_which_they_were_first_seen(order: Make) -> None:
    more = documents(
        "Văn bản quy phạm pháp luật",
        [
            ("", "", "Quyết định ban hành quy định về quản lý chợ trên địa bàn tỉnh"),
            ("", "", "Quyết định quy định mức thu phí thẩm định"),
        ],
    )
    older = more.replace("Quyết định quy định mức thu phí thẩm định", "Nghị quyết về hỗ trợ hợp tác xã")
    audit(order(as_of=date(2026, 10, 20)), crawl=FakeCrawl({"stc": {"/": HOME, "/van-ban-qppl": older}}))
    audit(order(), crawl=FakeCrawl({"stc": {"/": HOME, "/van-ban-qppl": more}}))
    facts = AuditFolder(order().out).read_facts(date(2026, 11, 20), "stc")
    days = {item.title: item.first_seen for item in facts.sections["legal_documents"].items}
    assert set(days.values()) == {date(2026, 10, 20), date(2026, 11, 20)}


def test_history_gives_later_reports_one_run_a_day(order: Make) -> None:
    audit(order(as_of=date(2026, 10, 20)), crawl=FakeCrawl({"stc": {"/": HOME}}))
    audit(order(as_of=date(2026, 10, 20)), crawl=FakeCrawl({}))
    audit(order(), crawl=FakeCrawl({}))
    engine = open_store(store_url(None, order().out))
    with engine.connect() as connection:
        runs = past_runs(connection, before=date(2026, 11, 20))
    assert [run.as_of for run in runs] == [date(2026, 10, 20)]
    stc = next(portal for portal in runs[0].portals if portal.id == "stc")
    assert stc.states["legal_documents"] == "present"
    assert stc.newest["legal_documents"] == date(2026, 10, 2)
    assert "planning.present" in stc.failing


def test_each_portal_is_looked_through_for_what_its_level_is_asked(order: Make) -> None:
    crawl = FakeCrawl({})
    results = audit(order(), crawl=crawl)
    asked = crawl.options[0].wanted_by
    rubric, core = load_rubric(results.rubric), set(core_sections())
    assert asked.keys() == {"stc", "snv", "anphu"}
    for portal in results.portals:
        applicable = {one.section for one in rubric.applicable(portal.level, results.as_of, portal.name)}
        assert set(asked[portal.id]) == (applicable | core) - {None}
        assert list(portal.sections) == list(asked[portal.id])
    assert set(asked["anphu"]) != set(asked["stc"])


def test_pages_asked_for_stay_within_the_order(order: Make) -> None:
    base = order()
    crawl = FakeCrawl({"stc": GOOD})
    audit(replace(base, manners=replace(base.manners, max_pages=2)), crawl=crawl)
    assert crawl.options[0].max_pages == 2
    assert "investment_incentives" in crawl.options[0].wanted
