"""A province's own rubric: what it changed is said, what was judged again by it is marked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from audit import cli
from audit.errors import InterruptedRunError
from audit.folder import AuditFolder
from audit.rejudge import judge_again
from audit.report import report
from audit.run import Order, audit
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from config import rubric as rubrics
from config.loading import ConfigError
from config.rubric import load_rubric
from tests.audit.fakes import FakeCrawl

Make = Callable[..., Order]
OWN = """
id: tinh-x-2026
title: "Bộ tiêu chí của tỉnh X"
base: nd224-2026
changes:
  planning.present: {weight: 20}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "tinh-x.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def forget() -> None:
    """As a new process: no rubric of a province is known."""
    rubrics._OWN.clear()


def page(out: Path, name: str) -> str:
    return (out / "site" / name).read_text(encoding="utf-8")


def test_a_run_under_it_says_what_changed_and_works_without_the_file(order: Make, own: Path) -> None:
    results = audit(order(rubric=str(own)), crawl=FakeCrawl({}))
    assert results.rubric == "tinh-x-2026"
    assert [line.endswith("→ 20.") for line in results.rubric_changes] == [True]
    out = order().out
    own.unlink()
    forget()
    report(out)
    assert "Bộ tiêu chí riêng, chép từ" in page(out, "index.html")
    assert results.rubric_changes[0] in page(out, "cach-cham.html")
    assert load_rubric("nd224-2026").criterion("planning.present").title in page(out, "co-quan/stc.html")
    assert judge_again(out).kept


def test_an_interrupted_run_is_resumed_under_it(order: Make, own: Path) -> None:
    with pytest.raises(InterruptedRunError, match="dừng giữa chừng"):
        audit(order(rubric=str(own)), crawl=FakeCrawl({}, stop_after=1))
    forget()
    assert audit(order(resume=True), crawl=FakeCrawl({})).rubric == "tinh-x-2026"


def test_a_run_judged_again_under_it_is_marked_and_leaves_history_alone(order: Make, own: Path) -> None:
    before = audit(order(), crawl=FakeCrawl({}))
    out = order().out
    judged = judge_again(out, rubric=str(own))
    assert not judged.kept
    assert judged.results.judged_again == before.rubric_title
    report(out)
    for name in ("index.html", "lanh-dao.html", "co-quan/stc.html"):
        assert f"khi kiểm tra đã đối chiếu theo {before.rubric_title}" in page(out, name)
    book = openpyxl.load_workbook(next(out.glob("bang-xep-hang-*.xlsx")))
    assert "Chấm lại dữ kiện đã lưu" in str(book.worksheets[0].cell(2, 1).value)
    engine = open_store(store_url(None, out))
    with engine.connect() as connection:
        assert [run.rubric for run in past_runs(connection, before=date(2027, 1, 1))] == [before.rubric]
    engine.dispose()


def test_the_programs_own_rubric_says_nothing_of_the_kind(order: Make) -> None:
    results = audit(order(), crawl=FakeCrawl({}))
    assert (results.rubric_base, results.rubric_changes, results.judged_again) == (None, [], None)


@pytest.mark.parametrize("name", ["nd224-2026", "../x", "Tỉnh X"])
def test_an_id_that_is_taken_or_unfit_is_refused(own: Path, name: str) -> None:
    own.write_text(OWN.replace("tinh-x-2026", f'"{name}"'), encoding="utf-8")
    with pytest.raises(ConfigError, match="đặt id riêng"):
        load_rubric(str(own))


def test_the_command_says_the_changes(order: Make, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    audit(order(), crawl=FakeCrawl({}))
    assert cli.run(["judge", str(order().out), "--rubric", str(own)]) == 0
    told: Any = capsys.readouterr().out
    assert "1 thay đổi" in told
    assert "→ 20." in told
    assert (AuditFolder(order().out).root / "bo-tieu-chi" / "tinh-x-2026.yaml").read_text("utf-8") == OWN
