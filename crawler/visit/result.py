"""What a visit brought, as facts: also valid midway."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.facts import (
    Attempt,
    Contact,
    Form,
    Link,
    Outcome,
    PortalFacts,
    PortalStatus,
    SectionFacts,
    SectionState,
)
from crawler.frontier import canonical, without_session
from crawler.read.contacts import merge_contacts
from crawler.read.sections import DOUBTFUL, contact_complete
from crawler.visit.details import template_dates
from crawler.visit.entries import distinct
from crawler.visit.links import with_dead_links
from crawler.visit.state import Accepted, Found, Trip

_PROMISING, _PROMISING_ELSEWHERE = 0.4, 0.5  # what was lost counts only where it might have been it
_WEAKER = 0.2  # a lost page that promised so much less than a shell was no better one
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_LINKS, _MAX_ATTEMPTS = 60, 12


def portal_facts(trip: Trip) -> PortalFacts:
    """Everything seen so far. Midway the status is `incomplete`, reason `interrupted`."""
    sections = {section: section_facts(trip, found) for section, found in trip.found.items()}
    status, reason = _status(trip, sections)
    times = [visited.at for visited in trip.visited]
    home = trip.home
    facts = PortalFacts(
        id=trip.portal.id,
        name=trip.portal.name,
        url=trip.portal.url,
        level=trip.portal.level,
        as_of=trip.as_of,
        status=status,
        status_reason=reason,
        started=min(times, default=_EPOCH),
        finished=max(times, default=_EPOCH),
        sections=sections,
        visited=tuple(trip.visited),
        home=replace(home.page, links=()) if home and home.page else None,
        final_url=home.url if home else None,
        certificate=trip.schemes.certificate,
        https=trip.schemes.https,
        https_redirect=trip.schemes.redirect,
        home_headers=dict(home.headers) if home else {},
        template_dates=template_dates(trip),
        rendered=trip.rendered,
        page_count=trip.page_count,
        byte_count=trip.byte_count,
        seconds=round(trip.seconds, 3),
        technical=home.technical if home else None,
        errors=dict(
            sorted(
                Counter(one.outcome.value for one in trip.visited if one.outcome is not Outcome.OK).items()
            )
        ),
    )
    return with_dead_links(facts)


def _status(trip: Trip, sections: dict[str, SectionFacts]) -> tuple[PortalStatus, str | None]:
    if trip.failed is not None:
        return trip.failed
    if trip.no_browser is not None:
        return "incomplete", trip.no_browser.value
    if not trip.finished:
        return "incomplete", "interrupted"
    unknown = [facts.reason for facts in sections.values() if facts.state == "unknown"]
    if unknown and len(unknown) * 2 > len(sections):
        return "incomplete", Counter(unknown).most_common(1)[0][0]
    return "measured", None


def section_facts(trip: Trip, found: Found) -> SectionFacts:
    """The state of one section, and what was counted of it."""
    attempts = tuple(found.attempts[:_MAX_ATTEMPTS])
    if trip.failed is not None:
        return SectionFacts(found.section, "unknown", trip.failed[1], attempts=attempts)
    if found.section == "contact":
        contact = _contact_facts(trip, found, attempts)
        if contact is not None:
            return contact
    best = found.best
    if best is not None:
        return _present(trip, found, best, attempts)
    state, reason, confidence, attempt = _without_page(trip, found)
    return SectionFacts(
        found.section, state, reason, confidence,
        url=without_session(attempt.url) if attempt else None,
        path=attempt.path if attempt else (),
        signals=attempt.signals if attempt else (),
        attempts=attempts,
        contact=found.contact,
        evidence=(attempt.sha256,) if attempt and attempt.sha256 else (),
    )  # fmt: skip


def _without_page(trip: Trip, found: Found) -> tuple[SectionState, str, float, Attempt | None]:
    """Shell, absent or unknown, and why. What could not be read never counts against the portal."""
    lost = _lost(found)
    if lost is not None:
        return "unknown", lost.value, 0.0, None
    if trip.no_browser is not None:
        return "unknown", trip.no_browser.value, 0.0, None
    left = [one for one in trip.frontier.waiting() if one.promise.get(found.section, 0.0) >= _PROMISING]
    if not trip.finished or (trip.spent and left):
        return "unknown", "budget" if trip.spent else "interrupted", 0.0, None
    if found.shells:
        promise, attempt, confidence = max(
            found.shells, key=lambda one: (one[1].reason != "dead_target", one[0], one[2])
        )
        sure = round(confidence * min(1.0, 0.5 + 0.6 * promise), 2)
        return "shell", attempt.reason if sure >= DOUBTFUL else "doubtful", sure, attempt
    if found.section in trip.dead_labels and trip.home is not None:
        weight, path = max(trip.dead_labels[found.section])
        attempt = Attempt(
            trip.home.url, path, Outcome.OK, "shell", "dead_target", (), trip.home.at, trip.home.sha256
        )
        return "shell", "dead_target", round(0.7 * weight, 2), attempt
    return "absent", "no_label", 0.8, None


def _lost(found: Found) -> Outcome | None:
    """Why the section cannot be told: a page that might well have been its own could not be read.

    What is read weighs more than a weaker hint to a page of another host.
    """
    read = [promise for promise, attempt, _ in found.shells if attempt.reason != "dead_target"]
    best = max(read, default=0.0)
    near, far = max(_PROMISING, best - _WEAKER), max(_PROMISING_ELSEWHERE, best)
    might = [one for one in found.lost if one.promise >= (far if one.elsewhere else near)]
    return max(might, key=lambda one: one.promise).outcome if might else None


def _present(trip: Trip, found: Found, best: Accepted, attempts: tuple[Attempt, ...]) -> SectionFacts:
    page = best.got.page
    verdict = best.verdict
    forms = page.forms if page else ()
    evidence = dict.fromkeys([*([best.got.sha256] if best.got.sha256 else []), *found.evidence])
    items = distinct(found.items)
    own_search = any(_own_form(trip, form) for form in forms if form.purpose in ("search", "filter"))
    asks = any(form.purpose == "question" for form in forms)
    return SectionFacts(
        found.section, "present",
        "found" if verdict.confidence >= DOUBTFUL else verdict.reason,
        verdict.confidence,
        url=without_session(best.got.url),
        path=best.path,
        found_by=best.found_by,
        pages=tuple(map(without_session, found.pages or [best.got.url])),
        items=items,
        total=len(items) if found.total_source == "counted" else found.total,
        total_source=found.total_source,
        columns=found.columns,
        has_form=asks if found.section == "qa" else asks or own_search,
        has_search=own_search,
        links=_outside_links(best),
        signals=verdict.signals,
        attempts=attempts,
        evidence=tuple(evidence),
    )  # fmt: skip


def _own_form(trip: Trip, form: Form) -> bool:
    """Is the form the page's own, not the one that stands on every page?"""
    home = trip.home.page if trip.home else None
    everywhere = {(canonical(one.action), one.query_field) for one in home.forms} if home else set()
    return form.purpose == "filter" or (canonical(form.action), form.query_field) not in everywhere


def _outside_links(best: Accepted) -> tuple[Link, ...]:
    page = best.got.page
    if page is None:
        return ()
    host = urlsplit(page.url).netloc
    outside = [
        link
        for link in page.links
        if link.url.startswith("http") and link.place in ("content", "item", "frame", "sidebar")
        and urlsplit(link.url).netloc != host
    ]  # fmt: skip
    return tuple(outside[:_MAX_LINKS])


def _contact_facts(trip: Trip, found: Found, attempts: tuple[Attempt, ...]) -> SectionFacts | None:
    """The contact section: on its own page, else in the home page's footer; fields merged, page first."""
    home = trip.home
    footer = list(home.page.contacts if home and home.page else ())
    footer.sort(key=lambda one: one.place != "footer")
    best = found.best
    blocks: list[Contact] = [*([found.contact] if found.contact else []), *footer]
    merged = merge_contacts(blocks) if blocks else None
    if best is not None:
        facts = _present(trip, found, best, attempts)
        return replace(facts, contact=merged, total=None, total_source=None)
    if home is None or merged is None or not any(contact_complete(one) for one in footer):
        return None
    return SectionFacts(
        "contact", "present", "found", 0.85,
        url=home.url, found_by="content", pages=(home.url,), contact=merged, attempts=attempts,
        evidence=(home.sha256,) if home.sha256 else (),
    )  # fmt: skip
