"""The estimate of PCI indicator 3.16, the quality of the province's website: a model's, never VCCI's mark.

The model is data (`config/pci/model.yaml`): a composite of what was measured, a declared prior in the
middle of the published values, a slope, and for each assumption the range that the interval covers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from statistics import mean

from checks.findings import Finding
from config.pci import QualityModel
from config.rubric import Criterion
from scoring.results import WebsiteQuality
from scoring.score import Points, count

LEAST_COVERAGE = 0.3  # of the composite: below it there is nothing to estimate from


@dataclass(frozen=True, slots=True)
class _Input:
    low: float  # 0-100
    high: float
    weight: tuple[float, float, float]  # declared, and the ends of its range


def estimate(
    findings: list[Finding],
    criteria: Mapping[str, Criterion],
    model: QualityModel,
    target: float | None = None,
) -> WebsiteQuality | None:
    """Estimate 3.16 (0-100) from a portal's findings; None where too little was measured to say anything.

    The estimate itself takes what was not measured as midway between failed and passed; the interval takes
    it as either, together with every end of every assumed range and the residual spread.
    """
    found: list[_Input] = []
    applicable = measured = 0.0
    for part in model.inputs.values():
        points = _points(findings, criteria, part.axes, part.sections)
        if not points.applicable:
            continue
        applicable += part.weight
        measured += part.weight * points.coverage
        found.append(
            _Input(
                100 * points.low / points.applicable,
                100 * points.high / points.applicable,
                (part.weight, part.low, part.high),
            )
        )
    if not applicable or measured / applicable < LEAST_COVERAGE:
        return None
    prior = mean(point.value for point in model.calibration)
    middle = _mix([(one.low + one.high) / 2 for one in found], [one.weight[0] for one in found])
    ends = list(product(*[one.weight[1:] for one in found]))
    lows = [_mix([one.low for one in found], list(weights)) for weights in ends]
    highs = [_mix([one.high for one in found], list(weights)) for weights in ends]
    corners = [
        prior + slope * (composite - reference)
        for composite in (min(lows), max(highs))
        for slope in (model.slope.low, model.slope.high)
        for reference in (model.reference.low, model.reference.high)
    ]
    return WebsiteQuality(
        estimate=_clip(prior + model.slope.value * (middle - model.reference.value)),
        low=_clip(min(corners) - model.residual),
        high=_clip(max(corners) + model.residual),
        model=model.id,
        target=target,
    )


def _points(
    findings: list[Finding],
    criteria: Mapping[str, Criterion],
    axes: tuple[str, ...],
    sections: tuple[str, ...],
) -> Points:
    own = [
        finding
        for finding in findings
        if criteria[finding.criterion].axis in axes
        and (criteria[finding.criterion].section is None or criteria[finding.criterion].section in sections)
    ]
    return count(own, {name: criterion.weight for name, criterion in criteria.items()})


def _mix(values: list[float], weights: list[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _clip(value: float) -> float:
    return round(min(100.0, max(0.0, value)), 1)
