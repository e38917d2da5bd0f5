"""The estimate of 3.16: it narrows only with measured points, covers the truth, and says what moves it."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.pci import CalibrationPoint, QualityModel, load_model, load_sub_index
from config.rubric import load_rubric
from scoring.priorities import effect_on_sub_index, moves_most, priorities
from scoring.score import as_finding
from scoring.website_quality import STEPS, admissible, at, best_line, composite, estimate
from tests.checks.samples import missing, portal, section
from tests.scoring.samples import result

MODEL = load_model()
CRITERIA = {one.id: one for one in load_rubric("nd224-2026").criteria}
PORTAL = result(portal(missing("planning"), section("qa", items=())))
FINDINGS = [as_finding(one) for one in PORTAL.findings]


def with_points(*points: tuple[float, float]) -> QualityModel:
    more = tuple(
        CalibrationPoint(province="X", year=2026, value=value, composite=place) for place, value in points
    )
    return MODEL.model_copy(update={"calibration": (*MODEL.calibration, *more)})


def width(model: QualityModel) -> float:
    found = estimate(FINDINGS, CRITERIA, model)
    assert found is not None
    return found.high - found.low


def truth(random: Random) -> tuple[float, float]:
    steps = range(STEPS)
    slope, reference = (
        one.low + (one.high - one.low) * random.choice(steps) / (STEPS - 1)
        for one in (MODEL.slope, MODEL.reference)
    )
    return slope, reference


@settings(deadline=None, max_examples=40)
@given(st.randoms(use_true_random=False))
def test_each_measured_point_narrows_or_leaves_the_interval_and_the_truth_stays_in(random: Random) -> None:
    line = truth(random)
    points: list[tuple[float, float]] = []
    widths = [width(MODEL)]
    for _ in range(5):
        place = random.uniform(0, 100)
        noise = random.uniform(-MODEL.residual, MODEL.residual)
        points.append((place, min(100.0, max(0.0, at(MODEL, line, place) + noise))))
        model = with_points(*points)
        widths.append(width(model))
        found, seen = estimate(FINDINGS, CRITERIA, model), composite(FINDINGS, CRITERIA, model)
        assert found is not None
        assert seen is not None
        assert found.low - 0.1 <= at(MODEL, line, seen.middle) <= found.high + 0.1
    assert all(after <= before + 1e-9 for before, after in pairwise(widths))


def test_far_points_narrow_it_for_good() -> None:
    line = (0.4, 60.0)
    points = [(place, at(MODEL, line, place)) for place in (0.0, 100.0)]
    assert width(with_points(*points)) < 0.7 * width(MODEL)


def test_a_published_value_without_a_measured_portal_does_not_narrow() -> None:
    more = CalibrationPoint(province="X", year=2023, value=54.34)
    model = MODEL.model_copy(update={"calibration": (*MODEL.calibration, more)})
    assert width(model) == pytest.approx(width(MODEL))


def test_points_that_no_line_fits_leave_the_lines_that_miss_least() -> None:
    model = with_points((50.0, 0.0), (50.0, 100.0))
    assert admissible(model)
    assert width(model) > 0


def test_without_measured_points_the_declared_numbers_hold() -> None:
    assert best_line(MODEL) == (MODEL.slope.value, MODEL.reference.value)


def test_with_measured_points_the_line_moves_towards_them() -> None:
    steep = with_points(*[(place, at(MODEL, (0.6, 60.0), place)) for place in (0.0, 30.0, 100.0)])
    assert best_line(steep)[0] > MODEL.slope.value


def test_what_moves_the_estimate_most_is_what_it_reads_most_of() -> None:
    found = moves_most(priorities(PORTAL, CRITERIA, MODEL))
    assert found[0].finding.criterion == "planning.present"
    assert all(one.quality > 0 for one in found)
    assert [one.quality for one in found] == sorted((one.quality for one in found), reverse=True)


def test_mending_it_moves_the_estimate_by_as_much_as_was_said() -> None:
    said = next(
        one for one in priorities(PORTAL, CRITERIA, MODEL) if one.finding.criterion == "planning.present"
    )
    mended = result(portal(section("qa", items=()))).website_quality
    assert mended is not None
    assert PORTAL.website_quality is not None
    assert said.quality == pytest.approx(mended.estimate - PORTAL.website_quality.estimate, abs=0.11)


def test_the_effect_on_the_sub_index_is_an_assumption_with_a_range() -> None:
    effect = effect_on_sub_index(5.0, load_sub_index())
    assert effect.low < effect.change < effect.high
    assert effect.change == pytest.approx(9 * 5 / 45 * 0.06)
    assert "Giả định" in effect.assumption
    down = effect_on_sub_index(-5.0, load_sub_index())
    assert (down.low, down.high) == (-effect.high, -effect.low)
    assert effect_on_sub_index(0.0, load_sub_index()).high == 0
