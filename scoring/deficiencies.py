"""Who falls short, and of what: what goes into a notice, worst first, and what is only a recommendation."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from scoring.results import FindingResult, PortalResult

FOLLOWS = ("absent", "shell")  # on another axis than `present`: the section itself is the deficiency
BINDING = ("law", "plan")
PARTIAL_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Deficiency:
    """One thing to mend, and the points (of the portal's 100) that mending it brings."""

    finding: FindingResult
    gain: float
    due: date | None = None  # the deadline of an earlier notice that has not passed


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What one portal lacks, each list worst first."""

    by_body: tuple[Deficiency, ...]
    by_operator: tuple[Deficiency, ...]
    within_deadline: tuple[Deficiency, ...]  # "đang trong thời hạn": named, but no new notice
    recommendations: tuple[Deficiency, ...]

    @property
    def falls_short(self) -> bool:
        """Does the body get a new notice?"""
        return bool(self.by_body or self.by_operator)


def shortfall(
    portal: PortalResult,
    *,
    as_of: date,
    partial_threshold: float = PARTIAL_THRESHOLD,
    answered: Set[str] = frozenset(),
    deadlines: Mapping[str, date] | None = None,
) -> Shortfall:
    """Sort a portal's findings into deficiencies and recommendations.

    A deficiency is a confirmed `fail`, or a `partial` below `partial_threshold` of its points, whose basis
    is law or plan and that is not in `answered` (criteria with an accepted reply). One whose deadline of an
    earlier notice (`deadlines`, by criterion) is `as_of` or later is within its deadline. Where a section
    is not there at all, only that is listed, with the points of all its axes.
    """
    deadlines = deadlines or {}
    total = sum(finding.max for finding in portal.findings if finding.outcome != "not_applicable")
    body: list[Deficiency] = []
    operator: list[Deficiency] = []
    waiting: list[Deficiency] = []
    advice: list[Deficiency] = []
    for finding in portal.findings:
        if finding.outcome not in ("partial", "fail") or follows(finding) or finding.criterion in answered:
            continue
        item = Deficiency(finding, _gain(finding, portal.findings, total))
        small = finding.outcome == "partial" and (finding.points or 0) >= partial_threshold * finding.max
        if finding.basis not in BINDING or small:
            advice.append(item)
        elif (due := deadlines.get(finding.criterion)) is not None and due >= as_of:
            waiting.append(Deficiency(finding, item.gain, due))
        else:
            (operator if finding.fixed_by == "operator" else body).append(item)
    return Shortfall(*(tuple(sorted(items, key=_worst_first)) for items in (body, operator, waiting, advice)))


def needs_access(portal: PortalResult) -> bool:
    """Does the portal refuse the auditor, so that a letter asks for access?"""
    return portal.status == "blocked"


def follows(finding: FindingResult) -> bool:
    """Is it only another side of a section that is not there?"""
    return finding.axis != "present" and finding.reason in FOLLOWS


def counted(finding: FindingResult, findings: Sequence[FindingResult]) -> list[FindingResult]:
    """The findings whose points hang on one: itself, and of a section that is not there all its axes."""
    group = [finding]
    if finding.axis == "present" and finding.reason in FOLLOWS:
        group += [one for one in findings if one.section == finding.section and follows(one)]
    return group


def _gain(finding: FindingResult, findings: Sequence[FindingResult], total: float) -> float:
    """Points of 100 lost by a finding; by a section that is not there, those of all its axes."""
    lost = sum(one.max - (one.points or 0) for one in counted(finding, findings))
    return round(100 * lost / total, 1) if total else 0.0


def _worst_first(item: Deficiency) -> tuple[bool, float, str]:
    """What feeds an indicator of its own (not only 3.16) first, then by points lost."""
    return not any(pci != "3.16" for pci in item.finding.pci), -item.gain, item.finding.criterion
