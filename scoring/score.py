"""The scoring rule: findings and weights in; score, interval and coverage out. `docs/scoring.md` says it
in prose.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from checks.findings import MEASURED, Finding, Outcome
from scoring.results import FindingResult, Score

Group = Literal["A", "B", "C", "D"]
GROUPS: tuple[tuple[float, Group], ...] = ((75.0, "A"), (50.0, "B"), (25.0, "C"), (0.0, "D"))
DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Points:
    """Points as sums of weights. `low`: all that was not measured failed; `high`: it passed."""

    applicable: float
    low: float
    high: float
    measured: float

    @property
    def coverage(self) -> float:
        """The share of the applicable weight that was really measured, 0-1; 0 where nothing applies."""
        return self.measured / self.applicable if self.applicable else 0.0


def count(findings: Iterable[Finding], weights: Mapping[str, float]) -> Points:
    """Add up findings. Raises `KeyError` for a finding of a criterion without a weight."""
    applicable = low = high = measured = 0.0
    for finding in sorted(
        findings, key=lambda one: one.criterion
    ):  # the order of findings must not change a digit
        weight = weights[finding.criterion]
        if finding.outcome is Outcome.NOT_APPLICABLE:
            continue
        applicable += weight
        if finding.outcome in MEASURED and finding.share is not None:
            low += weight * finding.share
            high += weight * min(1.0, finding.share + finding.untried)
            measured += weight * (1 - finding.untried)
        else:
            high += weight
    return Points(applicable, low, high, measured)


def score(findings: Iterable[Finding], weights: Mapping[str, float], floor: float) -> Score:
    """The score of 100. `value` is `low`, and None where coverage is below `floor` (0-1); ranks come
    later.
    """
    points = count(findings, weights)
    if not points.applicable:
        return Score(value=None, low=0.0, high=0.0, coverage=0.0)
    low = round(100 * points.low / points.applicable, DECIMALS)
    high = round(100 * points.high / points.applicable, DECIMALS)
    enough = points.coverage >= floor - 1e-9
    return Score(
        value=low if enough else None,
        low=low,
        high=high,
        coverage=round(points.coverage, 3),
        group=group_of(low) if enough else None,
    )


def as_finding(result: FindingResult) -> Finding:
    """A finding as it was before it was written down, as far as counting goes."""
    share = None if result.points is None else result.points / result.max
    return Finding(
        result.criterion,
        Outcome(result.outcome),
        share,
        result.reason,
        result.message,
        evidence=tuple(result.evidence),
        untried=result.untried,
    )


def group_of(low: float) -> Group:
    """The group of a score: A from 75, B from 50, C from 25, else D."""
    return next(name for least, name in GROUPS if low >= least)
