"""Puts together what a run has to say: each portal's result, the ranks, the province."""

from collections.abc import Iterable
from datetime import date, datetime

from checks.findings import Finding
from config.differences import copied_from, differences
from config.pci import QualityModel, load_model, quality_target
from config.registry import Portal
from config.registry import RejectedRow as BadRow
from config.rubric import Criterion, Rubric
from crawler.facts import PortalFacts
from scoring.ranking import ranked
from scoring.results import CrawlResult, FindingResult, PortalResult, Province, RejectedRow, Results
from scoring.score import score
from scoring.sections import content_hash, section_results
from scoring.website_quality import estimate


def portal_result(
    portal: Portal,
    facts: PortalFacts,
    findings: list[Finding],
    rubric: Rubric,
    *,
    as_of: date | None = None,
    model: QualityModel | None = None,
) -> PortalResult:
    """One portal's result, without its rank. `as_of` is the facts' day unless they are judged as of another.

    Raises `KeyError` where a finding belongs to no criterion of the rubric.
    """
    day = as_of or facts.as_of
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    weights = {name: criterion.weight for name, criterion in criteria.items()}
    target = quality_target(portal.id, day.year) if portal.level == "province" else None
    return PortalResult(
        id=portal.id,
        name=portal.name,
        url=portal.url,
        level=portal.level,
        parent=portal.parent,
        status=facts.status,
        status_reason=facts.status_reason,
        score=score(findings, weights, rubric.coverage_floor),
        website_quality=estimate(findings, criteria, model or load_model(), target),
        sections=section_results(facts, findings, criteria, day),
        findings=[_finding(one, criteria[one.criterion], day, portal.level, facts) for one in findings],
        crawl=CrawlResult(
            requests=len(facts.visited),
            pages=facts.page_count,
            rendered=facts.rendered,
            bytes=facts.byte_count,
            seconds=round(facts.seconds, 1),
            errors=dict(sorted(facts.errors.items())),
        ),
    )


def assemble(
    *,
    run_id: str,
    as_of: date,
    rubric: Rubric,
    started: datetime,
    finished: datetime,
    portals: Iterable[PortalResult],
    rejected: Iterable[BadRow | RejectedRow] = (),
) -> Results:
    """The whole run, its portals in the order given and ranked within their level.

    The province's own estimate is that of the only portal of level `province`; a registry of many
    provinces has none.
    """
    placed = ranked(list(portals))
    base = copied_from(rubric)
    provinces = [portal for portal in placed if portal.level == "province"]
    return Results(
        run_id=run_id,
        as_of=as_of,
        rubric=rubric.id,
        rubric_in_force=rubric.in_force(as_of),
        rubric_title=rubric.title,
        rubric_base=base.title if base else None,
        rubric_changes=differences(base, rubric) if base else [],
        started=started,
        finished=finished,
        rejected_rows=[RejectedRow(line=row.line, reason=row.reason) for row in rejected],
        province=Province(website_quality=provinces[0].website_quality if len(provinces) == 1 else None),
        portals=placed,
    )


def _finding(
    finding: Finding, criterion: Criterion, as_of: date, level: str, facts: PortalFacts
) -> FindingResult:
    section = facts.sections.get(criterion.section or "")
    standing = criterion.standing(as_of, finding.reason, level)
    return FindingResult(
        criterion=criterion.id,
        section=criterion.section,
        axis=criterion.axis,
        outcome=finding.outcome.value,
        points=None if finding.share is None else round(criterion.weight * finding.share, 2),
        max=criterion.weight,
        untried=round(finding.untried, 4),
        reason=finding.reason,
        message=finding.message,
        how_to_fix=finding.how_to_fix,
        basis=standing.basis,
        legal_basis=list(standing.legal_basis),
        pci=list(criterion.pci),
        fixed_by=criterion.fixed_by,
        urls=list(finding.urls),
        evidence=list(finding.evidence),
        content=content_hash(section) if section is not None else None,
    )
