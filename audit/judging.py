"""From facts to results: the pure core called in order."""

from collections.abc import Iterable
from datetime import date, datetime

from audit.folder import RunRecord
from checks.judge import judge
from config.calendar import load_calendar
from config.pci import load_model
from config.registry import Portal
from config.rubric import Rubric, load_rubric, rubric_for
from config.rubric import wanted_sections as sections_asked
from config.sections import core_sections, load_sections
from crawler.facts import PortalFacts
from scoring.assemble import assemble, portal_result
from scoring.results import PortalResult, Results


def choose_rubric(rubric: str | None, as_of: date) -> Rubric:
    """The rubric asked for, else the one in force; raises `config.rubric.RubricError`."""
    return load_rubric(rubric) if rubric else rubric_for(as_of)


def wanted_sections(rubric: Rubric) -> tuple[str, ...]:
    """What a run looks for in any portal: the six core sections and whatever the rubric asks besides."""
    asked = {criterion.section for criterion in rubric.criteria} | set(core_sections())
    return tuple(name for name in load_sections() if name in asked)


def wanted_of(portal: Portal, rubric: Rubric, as_of: date) -> tuple[str, ...]:
    """What this portal is looked through for: the core, and what the rubric asks of its level and name."""
    asked = {*sections_asked(rubric, portal.level, as_of, portal.name), *core_sections()}
    return tuple(name for name in load_sections() if name in asked)


def judge_portal(portal: Portal, facts: PortalFacts, rubric: Rubric, as_of: date) -> PortalResult:
    """One portal judged; the same facts always give the same result."""
    found = judge(facts, rubric, as_of, load_calendar())
    return portal_result(portal, facts, found, rubric, as_of=as_of, model=load_model())


def run_results(
    record: RunRecord,
    portals: Iterable[PortalResult],
    rubric: Rubric,
    finished: datetime,
    *,
    as_of: date | None = None,
    run_id: str | None = None,
) -> Results:
    """The whole run, ranked; `as_of` and `run_id` where it is judged as another than it was visited as."""
    return assemble(
        run_id=run_id or record.run_id,
        as_of=as_of or record.as_of,
        rubric=rubric,
        started=record.started,
        finished=finished,
        portals=portals,
        rejected=record.rejected,
    )
