"""What a check is given, what it says, and what all checks of a section share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.findings import Outcome
from checks.measures import Measures
from config.calendar import Calendar
from config.rubric import Criterion
from config.sections import core_sections, load_sections
from crawler.facts import PortalFacts, SectionFacts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says. `values` fill the message; `why` names the reason where it is not `reason`
    itself.
    """

    outcome: Outcome
    share: float | None
    reason: str
    values: dict[str, str] = field(default_factory=dict)
    untried: float = 0.0
    why: str | None = None
    urls: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One criterion of one portal: the facts, the demand with its thresholds, the day."""

    facts: PortalFacts
    criterion: Criterion
    as_of: date
    calendar: Calendar
    section: SectionFacts | None
    measures: Measures | None
    review_below: float  # less confidence than this in what a page is: a person must look

    def number(self, name: str) -> float:
        """A threshold of the rubric; raises `KeyError` where the rubric gives none."""
        return float(self.criterion.parameters[name])

    def names(self, name: str) -> tuple[str, ...]:
        """A list of words of the rubric."""
        value: Any = self.criterion.parameters[name]
        return tuple(str(item) for item in value)

    def values(self) -> dict[str, str]:
        """What every message may name."""
        section = self.criterion.section
        url = self.section.url if self.section is not None and self.section.url else self.facts.url
        return {
            "section": load_sections()[section].name if section else "",
            "portal": self.facts.name,
            "url": url,
            "as_of": vn_date(self.as_of),
            "path": " › ".join(self.section.path)
            if self.section is not None and self.section.path
            else "trang chủ",
        }

    @property
    def where(self) -> tuple[str, ...]:
        """The addresses that a finding on the section rests on."""
        if self.section is None:
            return (self.facts.url,)
        if self.section.url:
            return (self.section.url,)
        tried = tuple(dict.fromkeys(attempt.url for attempt in self.section.attempts))
        return tried[:5] or (self.facts.url,)

    @property
    def proof(self) -> tuple[str, ...]:
        """The stored bodies that a finding on the section rests on."""
        if self.section is None:
            return ()
        shas = self.section.evidence or tuple(
            attempt.sha256 for attempt in self.section.attempts if attempt.sha256
        )
        return tuple(f"sha256:{sha.removeprefix('sha256:')}" for sha in dict.fromkeys(shas))


Check = Callable[[Case], Verdict]


def not_measured(case: Case, reason: str) -> Verdict:
    """Nothing could be seen: no mark, only the reason."""
    return Verdict(Outcome.NOT_MEASURED, None, reason, urls=case.where, evidence=case.proof)


def left_out(case: Case, reason: str) -> Verdict:
    """This run did not set out to look at it: on neither side of the score."""
    return Verdict(Outcome.NOT_APPLICABLE, None, reason, urls=case.where)


def unseen(case: Case) -> Verdict | None:
    """The verdict on a section that cannot be judged: unseen, in doubt or not there; else None.

    The core is always looked for; another section that the visit was not asked for is left out.

    A section that is a shell or absent fails every criterion of it: what is not there is neither complete
    nor fresh, and bringing it can then only add points.
    """
    facts, section = case.facts, case.section
    if facts.status in ("blocked", "unreachable"):
        return not_measured(case, facts.status_reason or facts.status)
    if section is None:
        if case.criterion.section in core_sections():
            return not_measured(case, facts.status_reason or "not_looked_for")
        return left_out(case, "not_looked_for")
    if section.state == "unknown":
        return not_measured(case, section.reason)
    doubtful = section.reason == "doubtful" or (
        section.state != "absent" and section.confidence < case.review_below
    )
    if doubtful:
        return Verdict(Outcome.NEEDS_REVIEW, None, "doubtful", urls=case.where, evidence=case.proof)
    if section.state == "present":
        return None
    return Verdict(Outcome.FAIL, 0.0, section.state, why=section.reason, urls=case.where, evidence=case.proof)


def vn_date(day: date) -> str:
    """A day as written in Vietnamese letters: 02/10/2026."""
    return f"{day:%d/%m/%Y}"


def having(share: float, what: str) -> str:
    """How many entries have something: "chỉ 40% số mục có …", "không mục nào có …"."""
    return f"chỉ {percent(share)} số mục có {what}" if share > 0 else f"không mục nào có {what}"


def percent(share: float) -> str:
    """A share as whole percent: 83%."""
    return f"{round(share * 100)}%"
