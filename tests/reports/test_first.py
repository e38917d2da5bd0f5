"""What to fix first, as the pages show it."""

from pathlib import Path

import pytest

from reports.dealings import Dealings, Reply
from reports.first import effect_of_target, of_all, of_body
from reports.overview import pushes
from reports.views import Board, board
from scoring.results import Results
from tests.checks.samples import AS_OF
from tests.reports.samples import results
from tests.reports.test_leaders import page_of, with_target
from tests.reports.test_site import built


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


def board_of(run: Results, dealings: Dealings | None = None) -> Board:
    return board(run, [], {one.id: one.id for one in run.portals}, dealings or Dealings())


def test_a_body_sees_first_what_brings_most_for_a_day_of_work(run: Results) -> None:
    body = next(one for one in board_of(run).bodies if one.portal.id == "sct")
    found = of_body(body, run.rubric)
    assert len(found) >= 4
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)


def test_what_was_answered_is_not_among_it(run: Results) -> None:
    reply = Reply("planning.present", "explained", "Ông A", AS_OF, text="lý do", accepted=True)
    whole = board_of(run, Dealings(replies={"sct": [reply]}))
    body = next(one for one in whole.bodies if one.portal.id == "sct")
    assert "planning.present" not in {one.finding.criterion for one in of_body(body, run.rubric)}


def test_a_rubric_that_is_gone_gives_no_list_and_breaks_nothing(run: Results, tmp_path: Path) -> None:
    gone = run.model_copy(update={"rubric": "tinh-khong-con.yaml"})
    assert of_all(board_of(gone)) == []
    assert all(push.work is None for push in pushes(board_of(gone)))
    assert "Nên làm trước" not in built(gone, tmp_path)["co-quan/sct.html"].text


def test_the_body_page_calls_the_work_an_assumption(run: Results, tmp_path: Path) -> None:
    text = built(run, tmp_path)["co-quan/sct.html"].text
    assert "Nên làm trước" in text
    assert "Ngày công là mức giả định" in text


def test_the_province_sees_the_effect_on_the_sub_index_as_an_assumption(run: Results, tmp_path: Path) -> None:
    pages = built(run, tmp_path)
    assert "chỉ số thành phần 3 “Tính minh bạch” ước tăng" in pages["co-quan/tinh.html"].text
    assert "Giả định: mỗi chỉ tiêu" in pages["co-quan/tinh.html"].text
    assert "ước tăng" not in pages["co-quan/sct.html"].text


def test_reaching_the_target_has_an_effect_only_while_it_is_not_reached(run: Results) -> None:
    quality = run.province.website_quality
    assert quality is not None
    effect = effect_of_target(board_of(with_target(run, quality.estimate + 10)))
    assert effect is not None
    assert effect.low < effect.change < effect.high
    assert effect_of_target(board_of(with_target(run, quality.estimate - 1))) is None


def test_the_leaders_five_are_in_order_of_worth_with_their_work(run: Results) -> None:
    found = pushes(board_of(run))
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    assert all("ngày công" in task.points for task in page_of(run).tasks)
