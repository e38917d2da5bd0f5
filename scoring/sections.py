"""What a run says of each section: its state as seen, its outcome as judged, its counts."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from checks.findings import Finding, Outcome
from checks.measures import Measures, measure_all
from config.rubric import Criterion
from config.sections import core_sections
from crawler.facts import PortalFacts, SectionFacts
from scoring.results import ContactFields, OutcomeName, SectionResult
from scoring.score import count

UNCOUNTED = ("contact",)  # has no entries


def section_results(
    facts: PortalFacts, findings: list[Finding], criteria: Mapping[str, Criterion], as_of: date
) -> dict[str, SectionResult]:
    """One result per section that was looked for or is of the core, in the order of the rubric and then of
    the facts.
    """
    known = {*core_sections(), *facts.sections}
    asked = [criterion.section for criterion in criteria.values() if criterion.section in known]
    measures = measure_all(facts, as_of)
    results = {}
    for name in dict.fromkeys([*(name for name in asked if name), *facts.sections]):
        own = [finding for finding in findings if criteria[finding.criterion].section == name]
        seen = facts.sections.get(name) or SectionFacts(
            name, "unknown", facts.status_reason or "not_looked_for"
        )
        if facts.status in ("blocked", "unreachable"):
            seen = SectionFacts(name, "unknown", facts.status_reason or facts.status)
        results[name] = _result(seen, own, criteria, measures.get(name) if seen.state == "present" else None)
    return results


def section_outcome(state: str, findings: list[Finding], criteria: Mapping[str, Criterion]) -> OutcomeName:
    """Fail only where the section is a shell or absent; there and short on an axis is partial."""
    if not findings and state != "unknown":
        return "not_applicable"  # looked at, but this rubric asks nothing of it
    present = next((one.outcome for one in findings if criteria[one.criterion].axis == "present"), None)
    if present is Outcome.NEEDS_REVIEW:
        return "needs_review"
    if state == "unknown" or present is Outcome.NOT_MEASURED:
        return "not_measured"
    if state in ("shell", "absent"):
        return "fail"
    short = any(finding.outcome in (Outcome.PARTIAL, Outcome.FAIL) for finding in findings)
    return "partial" if short else "pass"


def content_hash(seen: SectionFacts) -> str | None:
    """A hash of what was read of a section, whatever else its pages say; None where there was nothing to read
    but prose.
    """
    if not seen.items and seen.contact is None:
        return None
    entries = [
        (
            *(one.number, one.title, one.answered, tuple(file.opens for file in one.files)),
            *(day and str(day.day) for day in (one.issued, one.published, one.asked)),
        )
        for one in seen.items
    ]
    read = (seen.state, seen.url, entries, seen.contact.text if seen.contact else None, seen.has_form)
    return sha256(repr(read).encode()).hexdigest()[:32]


def _result(
    seen: SectionFacts, findings: list[Finding], criteria: Mapping[str, Criterion], measures: Measures | None
) -> SectionResult:
    points = count(findings, {name: criterion.weight for name, criterion in criteria.items()})
    judged = findings and points.measured > 0
    result = SectionResult(
        state=seen.state,
        outcome=section_outcome(seen.state, findings, criteria),
        score=round(points.low / points.applicable, 3) if judged else None,
        url=seen.url,
        path=list(seen.path),
        reason=seen.reason,
        confidence=round(seen.confidence, 3),
        found_by=seen.found_by,
    )
    if seen.section == "contact":
        result = result.model_copy(update={"fields": _fields(seen)})
    if measures is None or seen.section in UNCOUNTED:
        return result
    return result.model_copy(
        update={
            "documents": measures.documents,
            "documents_open": measures.documents_open,
            "newest": measures.newest,
            "newest_source": measures.newest_source,
            "oldest": measures.oldest,
            "added_30d": measures.added_30d,
            "added_90d": measures.added_90d,
            "median_posting_lag_days": measures.median_posting_lag_days,
        }
    )


def _fields(seen: SectionFacts) -> ContactFields | None:
    contact = seen.contact
    if contact is None:
        return None
    phones = list(contact.phones) or ([contact.hotline] if contact.hotline else [])
    return ContactFields(
        address=contact.address,
        phone=phones,
        fax=contact.faxes[0] if contact.faxes else None,
        email=list(contact.emails),
        responsible=contact.responsible,
    )
