"""The page for the leadership: one printed page, with the estimate against its target and what to push."""

import shutil
import subprocess
from pathlib import Path

import pytest

from reports.dealings import Dealings
from reports.leaders import LeaderPage, leader_page
from reports.site import build_site
from reports.views import board
from scoring.results import Results
from tests.reports.documents import poppler
from tests.reports.samples import history, registry, results
from tests.reports.test_site import Page

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


def page_of(run: Results) -> LeaderPage:
    names = {one.id: one.id for one in run.portals}
    return leader_page(board(run, history(run), names, Dealings()))


def with_target(run: Results, target: float) -> Results:
    quality = run.province.website_quality
    assert quality is not None
    changed = quality.model_copy(update={"target": target})
    return run.model_copy(update={"province": run.province.model_copy(update={"website_quality": changed})})


def shown(run: Results, folder: Path) -> str:
    build_site(run, history(run), registry(), folder)
    return Page((folder / "lanh-dao.html").read_text(encoding="utf-8")).text


def test_five_things_at_most_each_with_who_why_and_how_much(run: Results) -> None:
    tasks = page_of(run).tasks
    assert 0 < len(tasks) <= 5
    assert tasks[0].what == "Mở, đăng đủ nội dung chuyên mục “Quy hoạch, kế hoạch”"
    assert tasks[0].where == "2 cơ quan: Sở Công Thương, UBND xã Đại Lâm"
    assert tasks[0].why.startswith("chỉ tiêu PCI 3.1 ")


def test_who_rose_and_who_fell(run: Results) -> None:
    page = page_of(run)
    assert [body.portal.id for body in page.rose] == ["stc", "sxd", "xa-dai-lam"]
    assert [body.portal.id for body in page.fell] == ["sct"]


def test_nobody_is_both_first_and_last(run: Results) -> None:
    for level in page_of(run).levels:
        assert not {body.portal.id for body in level.first} & {body.portal.id for body in level.last}


def test_a_target_within_the_interval_is_not_called_reached(run: Results, tmp_path: Path) -> None:
    quality = run.province.website_quality
    assert quality is not None
    inside, above, below = (quality.low + quality.estimate) / 2, quality.high + 1, quality.low - 1
    assert "chưa thể kết luận đạt hay không" in shown(with_target(run, inside), tmp_path / "a")
    assert ": chưa đạt." in shown(with_target(run, above), tmp_path / "b")
    assert ": đạt." in shown(with_target(run, below), tmp_path / "c")


def test_the_estimate_is_never_called_a_mark_of_vcci(run: Results, tmp_path: Path) -> None:
    assert "không phải điểm của VCCI" in shown(run, tmp_path)


def test_it_is_printed_on_one_page(run: Results, tmp_path: Path) -> None:
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no browser: apt-get install chromium-headless-shell")
    many = [
        one.model_copy(update={"id": f"{one.id}-{nth}", "name": f"{one.name} khu vực số {nth}"})
        for nth in range(12)
        for one in run.portals
    ]
    shown(with_target(run.model_copy(update={"portals": many}), 57.0), tmp_path)
    pdf = tmp_path / "lanh-dao.pdf"
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    command += ["--no-pdf-header-footer", f"--print-to-pdf={pdf}", (tmp_path / "lanh-dao.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "Pages:           1" in poppler("pdfinfo", str(pdf))
