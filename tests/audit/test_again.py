"""Lost portals tried again as part of their run; those that fall short looked at again apart from history."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from audit import cli, errors
from audit.again import RECHECK, recheck, try_again
from audit.errors import InterruptedRunError, UserError
from audit.folder import AuditFolder
from audit.run import Manners, Order, audit
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from audit.store.letters import Letter, record_letter
from tests.audit.fakes import GOOD, FakeCrawl, documents
from tests.audit.test_run import without_names

Make = Callable[..., Order]
AS_OF = date(2026, 11, 20)
PLANS = documents(
    "Quy hoạch, kế hoạch",
    [
        ("31/KH-UBND", "02/11/2026", "Kế hoạch phát triển kinh tế - xã hội năm 2027"),
        ("28/KH-UBND", "15/10/2026", "Kế hoạch sử dụng đất năm 2027"),
        ("1205/QĐ-UBND", "01/09/2026", "Quyết định phê duyệt quy hoạch chi tiết khu đô thị mới"),
    ],
)
PLANNED = {**GOOD, "/quy-hoach": PLANS}


def test_a_portal_that_was_down_is_measured_at_another_hour_as_part_of_the_run(
    order: Make, tmp_path: Path
) -> None:
    night = audit(order(), crawl=FakeCrawl({"snv": None}))
    morning = FakeCrawl({})
    results = try_again(order().out, Manners(), crawl=morning)
    assert results is not None
    assert morning.visited == ["snv"]
    assert results.run_id == night.run_id
    assert without_names(results) == without_names(audit(order(out=tmp_path / "other"), crawl=FakeCrawl({})))
    engine = open_store(store_url(None, order().out))
    with engine.connect() as connection:
        assert len(past_runs(connection)) == 1


def test_where_nothing_was_lost_nothing_is_visited(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    crawl = FakeCrawl({})
    assert try_again(order().out, Manners(), crawl=crawl) is None
    assert crawl.visited == []


def test_a_portal_still_down_stays_unreachable(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({"snv": None}))
    results = try_again(order().out, Manners(), crawl=FakeCrawl({"snv": None}))
    assert results is not None
    assert [one.status for one in results.portals] == ["measured", "unreachable", "measured"]


def test_trying_again_can_be_interrupted_and_resumed(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({"snv": None}))
    with pytest.raises(InterruptedRunError):
        try_again(order().out, Manners(), crawl=FakeCrawl({}, stop_after=0))
    crawl = FakeCrawl({})
    results = audit(order(resume=True), crawl=crawl)
    assert crawl.visited == ["snv"]
    assert {one.status for one in results.portals} == {"measured"}


def test_a_run_with_issued_letters_stands(order: Make) -> None:
    run = audit(order(), crawl=FakeCrawl({"snv": None}))
    engine = open_store(store_url(None, order().out))
    with engine.begin() as connection:
        letter = Letter(run.run_id, AS_OF, "stc", "notice", "1", AS_OF, None, "f", "0" * 64)
        record_letter(connection, letter)
    with pytest.raises(UserError, match="đã phát hành"):
        try_again(order().out, Manners(), crawl=FakeCrawl({}))
    assert AuditFolder(order().out).record(AS_OF).finished is not None


def test_those_that_fall_short_are_looked_at_again_and_what_was_mended_is_told(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({"snv": None}))
    crawl = FakeCrawl({"stc": PLANNED})
    found = recheck(order().out, date(2026, 11, 27), Manners(), crawl=crawl)
    assert found is not None
    assert set(crawl.visited) == {"stc", "anphu"}, "what could not be measured is no deficiency"
    mended = {one.id: one.mended for one in found.movements}
    assert "planning.present" in mended["stc"]
    assert mended["anphu"] == ()


def test_looking_again_leaves_results_and_history_alone(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    before = (order().out / "results.json").read_bytes()
    recheck(order().out, date(2026, 11, 27), Manners(), crawl=FakeCrawl({}))
    assert (order().out / "results.json").read_bytes() == before
    assert (order().out / RECHECK / "results.json").exists()
    engine = open_store(store_url(None, order().out))
    with engine.connect() as connection:
        assert [run.as_of for run in past_runs(connection)] == [AS_OF]


def test_the_commands_say_when_there_is_nothing_to_do(
    order: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    audit(order(), crawl=FakeCrawl({}))
    assert cli.run(["again", str(order().out)]) == errors.OK
    assert "Không có cổng nào" in capsys.readouterr().err
