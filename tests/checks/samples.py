"""Hand-made facts: small builders that tests change in one respect."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from checks.findings import Finding
from checks.judge import judge
from config.calendar import load_calendar
from config.rubric import Rubric, rubric_for
from config.sections import core_sections
from crawler.facts import (
    Certificate,
    Contact,
    DateKind,
    DateSource,
    FileFacts,
    Item,
    Outcome,
    PortalFacts,
    PrintedDate,
    Purpose,
    SectionFacts,
    Visited,
)

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOME = "https://stc.truonggiang.gov.vn"
SYMBOL = {"legal_documents": "QĐ-STC", "directives": "CV-STC", "planning": "KH-STC"}


def printed(
    day: date, kind: DateKind = DateKind.PUBLISHED, source: DateSource = "listing", **more: Any
) -> PrintedDate:
    return PrintedDate(day, kind, f"{day:%d/%m/%Y}", source, **more)


def file(url: str, outcome: Outcome | None = Outcome.OK, **more: Any) -> FileFacts:
    return FileFacts(url, "Tải về", outcome, **{"kind": "pdf", "size": 9000, "text": "text", **more})


def item(nth: int = 1, section: str = "legal_documents", /, **more: Any) -> Item:
    """A good entry: issued some days before the day of the audit, posted the working day after."""
    issued = AS_OF - timedelta(days=7 * nth + 1)
    values: dict[str, Any] = {
        "title": f"Văn bản số {nth}",
        "url": f"{HOME}/{section}/{nth}",
        "number": f"{nth}/2026/{SYMBOL.get(section, 'TB-STC')}",
        "issued": printed(issued, DateKind.ISSUED),
        "published": printed(issued + timedelta(days=1)),
        "files": (file(f"{HOME}/{section}/{nth}.pdf"),),
    }
    if section == "qa":
        values |= {"number": None, "issued": None, "files": (), "answered": True}
        values |= {"asked": printed(issued, DateKind.ASKED)}
    return Item(**{**values, **more})


def items(section: str = "legal_documents", count: int = 10) -> tuple[Item, ...]:
    return tuple(item(number, section) for number in range(count))


def section(name: str = "legal_documents", **more: Any) -> SectionFacts:
    """A good section of that name."""
    values: dict[str, Any] = {
        "state": "present",
        "reason": "found",
        "confidence": 0.95,
        "url": f"{HOME}/{name}",
        "path": ("Mục", name),
        "found_by": "menu",
        "pages": (f"{HOME}/{name}",),
        "items": items(name),
        "has_search": True,
    }
    if name == "contact":
        values |= {"items": (), "contact": contact()}
    return SectionFacts(section=name, **{**values, **more})


def contact(**more: Any) -> Contact:
    values: dict[str, Any] = {
        "text": "…",
        "address": "Số 01 đường A, phường B",
        "phones": ("02001234567",),
        "faxes": ("02001234568",),
        "emails": ("stc@truonggiang.gov.vn",),
        "responsible": "Nguyễn Văn A",
        "hotline": "1022",
    }
    return Contact(**{**values, **more})


def missing(name: str, state: str = "absent", reason: str = "no_label", **more: Any) -> SectionFacts:
    return SectionFacts(name, **{"state": state, "reason": reason, "confidence": 0.9, **more})


def visited(url: str, outcome: Outcome = Outcome.OK, purpose: Purpose = "item") -> Visited:
    return Visited(url, url, purpose, outcome, 200, NOW, 0.1, 1000, None)


def certificate(*problems: str) -> Certificate:
    return Certificate(
        "stc.truonggiang.gov.vn", "CA", NOW - timedelta(days=30), NOW + timedelta(days=60), problems
    )


def portal(*changed: SectionFacts, **more: Any) -> PortalFacts:
    """A good portal of a department, with the sections given in place of its own."""
    sections = {name: section(name) for name in core_sections()} | {one.section: one for one in changed}
    values: dict[str, Any] = {
        "id": "stc",
        "name": "Sở Tài chính",
        "url": HOME,
        "level": "department",
        "as_of": AS_OF,
        "status": "measured",
        "status_reason": None,
        "started": NOW,
        "finished": NOW,
        "sections": sections,
        "visited": (visited(HOME, purpose="home"),),
        "home": None,
        "certificate": certificate(),
        "https": True,
        "https_redirect": True,
    }
    return PortalFacts(**{**values, **more})


def findings(facts: PortalFacts, as_of: date = AS_OF, rubric: Rubric | None = None) -> dict[str, Finding]:
    found = judge(facts, rubric or rubric_for(as_of), as_of, load_calendar())
    return {finding.criterion: finding for finding in found}


def without(facts: PortalFacts, names: Iterable[str], reason: str = "timeout") -> PortalFacts:
    """The same portal with some sections that could not be seen."""
    lost = {name: SectionFacts(name, "unknown", reason) for name in names}
    return replace(facts, sections={**facts.sections, **lost})
