"""`congkhai diff`: two runs of the store side by side."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from audit import cli, errors
from audit.compare import compare, lines
from audit.errors import UserError
from audit.run import Order, audit
from tests.audit.fakes import GOOD, HOME, FakeCrawl

Make = Callable[..., Order]
OCTOBER = date(2026, 10, 20)
WORSE = {"/": HOME, "/van-ban-qppl": GOOD["/van-ban-qppl"]}
MERGED = """id,name,url,level,valid_from,valid_to,successor
cu,Sở Cũ,https://moi.tinh.gov.vn/,department,,2026-10-31,moi
khac,Sở Khác,https://khac.tinh.gov.vn/,department,,2026-10-31,moi
moi,Sở Mới,https://moi.tinh.gov.vn/,department,2026-11-01,,
"""


def two_runs(order: Make, before: FakeCrawl, after: FakeCrawl) -> Path:
    audit(order(as_of=OCTOBER), crawl=before)
    audit(order(), crawl=after)
    return order().out


def test_what_was_mended_and_what_is_new_is_told_by_body(order: Make) -> None:
    out = two_runs(order, FakeCrawl({"stc": WORSE}), FakeCrawl({"snv": WORSE}))
    moved = {one.id: one for one in compare(out, "2026-10-20", "2026-11-20").moved}
    assert "directives.present" in moved["stc"].mended
    assert moved["stc"].direction == "rise"
    assert "directives.present" in moved["snv"].new
    assert moved["snv"].direction == "fall"
    assert (moved["anphu"].mended, moved["anphu"].direction) == ((), "same")


def test_what_only_time_brings_is_new_too(order: Make) -> None:
    """A month without a posting, and a link that was dead on two days."""
    out = two_runs(order, FakeCrawl({}), FakeCrawl({}))
    moved = {one.id: one for one in compare(out, "2026-10-20", "2026-11-20").moved}
    assert moved["anphu"].new == ("directives.timely", "technical.dead_links")


def test_the_most_improved_come_first(order: Make) -> None:
    out = two_runs(order, FakeCrawl({"stc": WORSE}), FakeCrawl({}))
    told = lines(compare(out, "20/10/2026", "20/11/2026"))
    assert told[1].startswith("Tiến bộ nhất: Sở Tài chính (+")


def test_a_run_is_named_by_its_id_too_and_of_a_day_the_last_counts(order: Make) -> None:
    first = audit(order(as_of=OCTOBER), crawl=FakeCrawl({"stc": WORSE}))
    second = audit(order(as_of=OCTOBER), crawl=FakeCrawl({}))
    found = compare(order().out, first.run_id, "2026-10-20")
    assert found.after.run_id == second.run_id


def test_results_come_back_from_the_store_as_they_were(order: Make) -> None:
    out = two_runs(order, FakeCrawl({"stc": WORSE}), FakeCrawl({}))
    found = compare(out, "2026-10-20", "2026-11-20").after
    written = (out / "results.json").read_text("utf-8")
    assert all(f'"rank": {portal.score.rank}' in written for portal in found.portals)


def test_a_merged_body_is_compared_with_the_one_it_goes_on_from(order: Make, registry: Path) -> None:
    registry.write_text(MERGED, encoding="utf-8")
    out = two_runs(order, FakeCrawl({"cu": WORSE}), FakeCrawl({}))
    found = compare(out, "2026-10-20", "2026-11-20")
    [new] = found.moved
    assert (new.id, new.direction) == ("moi", "rise")
    assert "directives.present" in new.mended
    assert found.gone == {"cu": ("moi",), "khac": ("moi",)}
    assert lines(found)[-1].endswith("không còn trong kỳ sau, nay là Sở Mới")


def test_a_run_that_is_not_known_is_bad_input_and_names_those_that_are(order: Make) -> None:
    audit(order(), crawl=FakeCrawl({}))
    with pytest.raises(UserError, match="2026-11-20"):
        compare(order().out, "2026-09-20", "2026-11-20")


def test_the_command_prints_the_comparison(order: Make, capsys: pytest.CaptureFixture[str]) -> None:
    out = two_runs(order, FakeCrawl({"stc": WORSE}), FakeCrawl({}))
    assert cli.run(["diff", "2026-10-20", "2026-11-20", "--dir", str(out)]) == errors.OK
    assert "  đã khắc phục: " in capsys.readouterr().out
