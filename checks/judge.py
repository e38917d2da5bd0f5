"""Facts and a rubric in, findings out. Pure: no network, no clock, no database."""

from datetime import date

from checks.answers import answer_time
from checks.budget import budget_period
from checks.case import Case, Check, Verdict
from checks.complete import section_complete
from checks.contact_fields import contact_fields, contact_reliable
from checks.contents import complaint_channel, section_fields, section_links, section_pure, section_topics
from checks.convenient import section_convenient
from checks.findings import Finding, Outcome
from checks.home_links import component_portals, home_link, parent_portal, quick_access, site_map
from checks.measures import measure_all
from checks.naming import domain_name
from checks.portal_up import portal_up
from checks.present import section_present
from checks.reliable import section_reliable
from checks.security import certificate_valid, https_redirect, https_served
from checks.technical import (
    accessibility,
    available,
    dead_links,
    footer_fields,
    ipv6_record,
    metadata,
    page_speed,
    phone_view,
    print_view,
    security_headers,
    site_search,
)
from checks.timely import section_timely
from config.calendar import Calendar
from config.rubric import Criterion, Rubric
from config.wording import load_phrases
from crawler.facts import PortalFacts

KINDS: dict[str, Check] = {
    check.__name__: check
    for check in (
        section_present,
        section_complete,
        section_timely,
        section_convenient,
        section_reliable,
        contact_fields,
        contact_reliable,
        https_served,
        certificate_valid,
        https_redirect,
        portal_up,
        answer_time,
        budget_period,
        complaint_channel,
        section_fields,
        section_links,
        section_pure,
        section_topics,
        component_portals,
        home_link,
        parent_portal,
        quick_access,
        site_map,
        domain_name,
        accessibility,
        available,
        dead_links,
        footer_fields,
        ipv6_record,
        metadata,
        page_speed,
        phone_view,
        print_view,
        security_headers,
        site_search,
    )
}


def judge(facts: PortalFacts, rubric: Rubric, as_of: date, calendar: Calendar) -> list[Finding]:
    """One finding per criterion that is asked of this body on `as_of`, in the order of the rubric.

    The same facts always give the same findings. Raises `KeyError` where the rubric names an unknown kind
    of check.
    """
    measures = measure_all(facts, as_of)
    findings = []
    for criterion in rubric.applicable(facts.level, as_of, facts.name):
        name = criterion.section
        case = Case(
            facts,
            criterion,
            as_of,
            calendar,
            section=facts.sections.get(name) if name else None,
            measures=measures.get(name) if name else None,
            review_below=rubric.review_below,
        )
        findings.append(_finding(criterion, KINDS[criterion.kind](case), case))
    return findings


def _finding(criterion: Criterion, verdict: Verdict, case: Case) -> Finding:
    phrases, outcome = load_phrases(), verdict.outcome.value
    values = {**case.values(), "why": phrases.why(verdict.why or verdict.reason), **verdict.values}
    if verdict.outcome is Outcome.NOT_APPLICABLE:
        message = phrases.left_out.format(why=values["why"])
    else:
        message = criterion.wording.message(outcome, verdict.reason, values)
    return Finding(
        criterion=criterion.id,
        outcome=verdict.outcome,
        share=verdict.share,
        untried=verdict.untried,
        reason=verdict.reason,
        message=message,
        how_to_fix=criterion.wording.fix(outcome, verdict.reason, values),
        urls=verdict.urls,
        evidence=verdict.evidence,
    )
