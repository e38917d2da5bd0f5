"""What to fix first: shortcomings in the order of points gained for the work, per body and per province."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from checks.findings import Outcome
from config.effort import effort_of
from config.pci import QualityModel, SubIndex
from config.rubric import Criterion
from scoring.deficiencies import FOLLOWS, follows
from scoring.results import FindingResult, PortalResult
from scoring.score import as_finding
from scoring.website_quality import best_line, composite


@dataclass(frozen=True, slots=True)
class Priority:
    """One thing to mend at one body. `gain`: points of its 100; `quality`: points of the estimate of 3.16;
    `effort`: days of one person, an assumption.
    """

    portal: str
    finding: FindingResult
    gain: float
    quality: float
    effort: float

    @property
    def worth(self) -> float:
        """Points for a day of work."""
        return self.gain / self.effort


@dataclass(frozen=True, slots=True)
class SharedPriority:
    """One criterion over all bodies. What the operator of a shared platform mends is mended once for all."""

    criterion: str
    fixed_by: str
    portals: tuple[str, ...]
    gain: float  # sum of the bodies' gains
    effort: float

    @property
    def worth(self) -> float:
        """Points, added up over the bodies, for a day of work."""
        return self.gain / self.effort


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of 3.16 is thought to bring to a sub-index: an assumption, with the ends of its range."""

    change: float
    low: float
    high: float
    assumption: str


def priorities(
    portal: PortalResult, criteria: Mapping[str, Criterion], model: QualityModel
) -> list[Priority]:
    """What this body can mend, best worth first; a section that is not there is one thing to mend.

    Raises `KeyError` where a finding belongs to none of the criteria.
    """
    total = sum(finding.max for finding in portal.findings if finding.outcome != "not_applicable")
    before = _quality(portal.findings, criteria, model)
    found = []
    for finding in portal.findings:
        if finding.outcome not in ("partial", "fail") or follows(finding):
            continue
        group = [finding, *_followers(finding, portal.findings)]
        lost = sum(one.max - (one.points or 0) for one in group)
        mended = {one.criterion for one in group}
        after = _quality(portal.findings, criteria, model, mended)
        effort = effort_of(criteria[finding.criterion].kind, finding.reason)
        found.append(
            Priority(
                portal.id,
                finding,
                gain=round(100 * lost / total, 2),
                quality=round(after - before, 2) if before is not None and after is not None else 0.0,
                effort=effort,
            )
        )
    return sorted(found, key=lambda one: (-one.worth, one.finding.criterion))


def shared_priorities(found: list[Priority]) -> list[SharedPriority]:
    """The same over many bodies, best worth first."""
    groups: dict[str, list[Priority]] = {}
    for one in found:
        groups.setdefault(one.finding.criterion, []).append(one)
    shared = []
    for criterion, rows in groups.items():
        once = rows[0].finding.fixed_by == "operator"
        efforts = [row.effort for row in rows]
        shared.append(
            SharedPriority(
                criterion,
                rows[0].finding.fixed_by,
                tuple(row.portal for row in rows),
                gain=round(sum(row.gain for row in rows), 2),
                effort=max(efforts) if once else sum(efforts),
            )
        )
    return sorted(shared, key=lambda one: (-one.worth, one.criterion))


def moves_most(found: list[Priority], count: int = 5) -> list[Priority]:
    """What would move the estimate of 3.16 most, first to last; nothing that would not move it."""
    moving = [one for one in found if one.quality > 0]
    return sorted(moving, key=lambda one: (-one.quality, one.finding.criterion))[:count]


def effect_on_sub_index(change: float, rule: SubIndex) -> Effect:
    """What `change` points of 3.16 bring to sub-index 3, by the normalisation that PCI is thought to use."""
    ends = [
        rule.scale * change / spread * weight
        for spread in (rule.spread.low, rule.spread.high)
        for weight in (rule.weight.low, rule.weight.high)
    ]
    middle = rule.scale * change / rule.spread.value * rule.weight.value
    return Effect(round(middle, 3), round(min(ends), 3), round(max(ends), 3), rule.note)


def _followers(finding: FindingResult, findings: list[FindingResult]) -> list[FindingResult]:
    if finding.reason not in FOLLOWS:
        return []
    return [one for one in findings if one.section == finding.section and follows(one)]


def _quality(
    findings: list[FindingResult],
    criteria: Mapping[str, Criterion],
    model: QualityModel,
    mended: Set[str] = frozenset(),
) -> float | None:
    """The estimate, before it is rounded, with some criteria mended."""
    rows = [
        replace(one, outcome=Outcome.PASS, share=1.0, untried=0.0) if one.criterion in mended else one
        for one in map(as_finding, findings)
    ]
    found = composite(rows, criteria, model)
    if found is None:
        return None
    slope, reference = best_line(model)
    return slope * (found.middle - reference)
