"""The page for the leadership as PDF, where a browser is at hand."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from audit import cli
from audit.printing import to_pdf_page
from audit.report import report
from audit.run import Order, audit
from crawler.browser.errors import NoBrowserError
from crawler.browser.find import find_browser
from tests.audit.fakes import FakeCrawl
from tests.reports.documents import poppler

Make = Callable[..., Order]


def program(folder: Path, script: str) -> Path:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_report_has_the_page_on_one_sheet_with_its_diacritics(order: Make) -> None:
    try:
        find_browser("")
    except NoBrowserError:
        pytest.skip("no browser: apt-get install chromium-headless-shell")
    audit(order(), crawl=FakeCrawl({}))
    pdf = order().out / "lanh-dao-2026-11-20.pdf"
    assert pdf in report(order().out)
    told = poppler("pdfinfo", str(pdf))
    assert "Pages:           1" in told
    assert "A4" in told
    assert "Năm việc cần thúc đẩy" in poppler("pdftotext", str(pdf), "-")


def test_without_a_browser_the_report_is_there_and_says_so(
    order: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audit(order(), crawl=FakeCrawl({}))
    stale = order().out / "lanh-dao-2026-11-20.pdf"
    stale.write_bytes(b"of before")
    monkeypatch.setenv("CONGKHAI_BROWSER", "/nowhere")
    assert cli.run(["report", str(order().out)]) == 0
    assert "Chưa có bản PDF" in capsys.readouterr().err
    assert (order().out / "site" / "index.html").is_file()
    assert not stale.exists()


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_browser_that_fails_leaves_no_half_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>x", encoding="utf-8")
    monkeypatch.setenv("CONGKHAI_BROWSER", str(program(tmp_path, script)))
    assert not to_pdf_page(page, tmp_path / "page.pdf")
    assert not list(tmp_path.glob("*.pdf"))
