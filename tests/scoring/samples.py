"""Findings and results by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from checks.findings import Finding, Outcome
from checks.judge import judge
from config.calendar import load_calendar
from config.levels import Level
from config.registry import Portal
from config.rubric import rubric_for
from crawler.facts import PortalFacts
from scoring.assemble import assemble, portal_result
from scoring.history import PastPortal, PastRun
from scoring.results import PortalResult, Results
from tests.checks.samples import AS_OF, HOME, NOW, portal


def finding(name: str, outcome: Outcome, share: float | None = None, untried: float = 0.0) -> Finding:
    shares = {Outcome.PASS: 1.0, Outcome.FAIL: 0.0}
    return Finding(name, outcome, shares.get(outcome) if share is None else share, "ok", "…", untried=untried)


def result(
    facts: PortalFacts | None = None, name: str = "stc", level: Level = "department", as_of: date = AS_OF
) -> PortalResult:
    facts = replace(facts or portal(), id=name, level=level)
    rubric = rubric_for(as_of)
    found = judge(facts, rubric, as_of, load_calendar())
    return portal_result(Portal(name, f"Cơ quan {name}", HOME, level), facts, found, rubric, as_of=as_of)


def run(*portals: PortalResult, as_of: date = AS_OF) -> Results:
    return assemble(
        run_id="r1", as_of=as_of, rubric=rubric_for(as_of), started=NOW, finished=NOW, portals=portals
    )


def past(portals: Sequence[PortalResult], rubric: str = "nd224-2026") -> PastRun:
    return PastRun(
        run_id="r0",
        as_of=date(2026, 10, 20),
        rubric=rubric,
        portals=[
            PastPortal(
                id=one.id,
                value=one.score.value,
                low=one.score.low,
                high=one.score.high,
                coverage=one.score.coverage,
                rank=one.score.rank,
                website_quality=one.website_quality.estimate if one.website_quality else None,
                failing={
                    item.criterion: item.outcome
                    for item in one.findings
                    if item.outcome in ("partial", "fail")
                },
            )
            for one in portals
        ],
    )
