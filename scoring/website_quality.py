"""The estimate of PCI indicator 3.16, the quality of the province's website: a model's, never VCCI's mark.

The model is data (`config/pci/model.yaml`): a composite of what was measured, a declared prior in the
middle of the published values, a slope, and for each assumption the range that the interval covers. Published
values beside which a portal was measured in the same year narrow those ranges; nothing else does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from statistics import mean

from checks.findings import Finding
from config.pci import Assumed, QualityModel
from config.rubric import Criterion
from scoring.results import WebsiteQuality
from scoring.score import Points, count

LEAST_COVERAGE = 0.3  # of the composite: below it there is nothing to estimate from
STEPS = 9  # values tried of each assumed range, its ends among them
Line = tuple[float, float]  # slope, reference


@dataclass(frozen=True, slots=True)
class _Input:
    low: float  # 0-100
    high: float
    weight: tuple[float, float, float]  # declared, and the ends of its range


@dataclass(frozen=True, slots=True)
class Composite:
    """What the estimate reads of a portal, 0-100: at best guess, and the ends of what was not measured and of
    the assumed weights.
    """

    middle: float
    low: float
    high: float


def estimate(
    findings: list[Finding],
    criteria: Mapping[str, Criterion],
    model: QualityModel,
    target: float | None = None,
) -> WebsiteQuality | None:
    """Estimate 3.16 (0-100) from a portal's findings; None where too little was measured to say anything.

    The estimate itself takes what was not measured as midway between failed and passed; the interval takes
    it as either, together with every slope and reference that the calibration points allow and the residual
    spread.
    """
    found = composite(findings, criteria, model)
    if found is None:
        return None
    lines = admissible(model)
    corners = [at(model, line, end) for line in lines for end in (found.low, found.high)]
    return WebsiteQuality(
        estimate=_clip(at(model, best_line(model), found.middle)),
        low=_clip(min(corners) - model.residual),
        high=_clip(max(corners) + model.residual),
        model=model.id,
        target=target,
    )


def composite(
    findings: list[Finding], criteria: Mapping[str, Criterion], model: QualityModel
) -> Composite | None:
    """The composite of a portal; None where less than `LEAST_COVERAGE` of it was measured."""
    found: list[_Input] = []
    applicable = measured = 0.0
    for part in model.inputs.values():
        points = _points(findings, criteria, part.axes, part.sections)
        if not points.applicable:
            continue
        applicable += part.weight
        measured += part.weight * points.coverage
        low, high = (100 * end / points.applicable for end in (points.low, points.high))
        found.append(_Input(low, high, (part.weight, part.low, part.high)))
    if not applicable or measured / applicable < LEAST_COVERAGE:
        return None
    ends = [list(weights) for weights in product(*[one.weight[1:] for one in found])]
    return Composite(
        middle=_mix([(one.low + one.high) / 2 for one in found], [one.weight[0] for one in found]),
        low=min(_mix([one.low for one in found], weights) for weights in ends),
        high=max(_mix([one.high for one in found], weights) for weights in ends),
    )


def admissible(model: QualityModel) -> list[Line]:
    """The slopes and references of the assumed ranges that miss no measured calibration point by more than
    the residual; where every one does, those that miss least. A further point that one of them fits never
    adds a line.
    """
    lines = list(product(_steps(model.slope), _steps(model.reference)))
    misses = [_worst_miss(model, line) for line in lines]
    most = max(model.residual, min(misses))
    return [line for line, miss in zip(lines, misses, strict=True) if miss <= most + 1e-9]


def best_line(model: QualityModel) -> Line:
    """The declared slope and reference; once points were measured, the middle of those that they allow."""
    if not any(point.composite is not None for point in model.calibration):
        return model.slope.value, model.reference.value
    lines = admissible(model)
    return mean(slope for slope, _ in lines), mean(reference for _, reference in lines)


def at(model: QualityModel, line: Line, value: float) -> float:
    """3.16 at a composite of `value`, by one slope and reference."""
    slope, reference = line
    return prior(model) + slope * (value - reference)


def prior(model: QualityModel) -> float:
    """The middle of the published values of provinces that were not measured; of all, where all were."""
    unmeasured = [point.value for point in model.calibration if point.composite is None]
    return mean(unmeasured or [point.value for point in model.calibration])


def _worst_miss(model: QualityModel, line: Line) -> float:
    return max(
        (
            abs(at(model, line, point.composite) - point.value)
            for point in model.calibration
            if point.composite is not None
        ),
        default=0.0,
    )


def _steps(assumed: Assumed) -> list[float]:
    return [assumed.low + (assumed.high - assumed.low) * step / (STEPS - 1) for step in range(STEPS)]


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
