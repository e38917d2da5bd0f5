"""`congkhai freshness`: the store's history as tables of sections and months."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from audit import cli, errors
from audit.run import Order, audit
from audit.tracking import follow
from tests.audit.fakes import GOOD, FakeCrawl, documents

Make = Callable[..., Order]
OCTOBER = date(2026, 10, 20)
OLD = documents(
    "Văn bản chỉ đạo, điều hành", [("03/CT-UBND", "12/09/2026", "Chỉ thị về phòng, chống thiên tai")]
)


@pytest.fixture
def two_months(order: Make) -> Path:
    stale = {**GOOD, "/chi-dao": OLD}
    audit(order(as_of=OCTOBER), crawl=FakeCrawl({"stc": stale}))
    audit(order(), crawl=FakeCrawl({"stc": stale}))
    return order().out


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_both_tables_are_written(two_months: Path) -> None:
    sections, heat = follow(two_months).written
    rows = {(row["id"], row["mục"]): row for row in read(sections)}
    old = rows["stc", "Văn bản chỉ đạo, điều hành"]
    assert (old["tình trạng"], old["mới nhất"]) == ("đang cũ đi", "12/09/2026")
    assert old["dự báo"].endswith("từ ngày 13/10/2026")
    months = {row["mục"]: row for row in read(heat)}
    assert months["Văn bản chỉ đạo, điều hành"]["2026-10"] == "67%"
    assert months["Văn bản chỉ đạo, điều hành"]["2026-11"] == "67%"


def test_what_is_behind_is_told_by_body(two_months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["freshness", str(two_months)]) == errors.OK
    told = capsys.readouterr()
    assert "stc Sở Tài chính: Văn bản chỉ đạo, điều hành; đang cũ đi; mới nhất 12/09/2026" in told.out
    assert "snv Sở Nội vụ: Văn bản chỉ đạo, điều hành" not in told.out


def test_one_body_is_shown_whole(two_months: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["freshness", str(two_months), "--portal", "snv"]) == errors.OK
    assert (
        "Văn bản chỉ đạo, điều hành; mới; mới nhất 12/11/2026; sẽ quá hạn ngày 13/12/2026"
        in capsys.readouterr().out
    )


def test_a_body_that_is_not_in_the_run_is_bad_input(two_months: Path) -> None:
    assert cli.run(["freshness", str(two_months), "--portal", "khong-co"]) == errors.BAD_INPUT
