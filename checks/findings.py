"""The outcome of one criterion for one portal."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a check says. Only the first three are measurements; only they earn or lose points."""

    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_MEASURED = "not_measured"
    NEEDS_REVIEW = "needs_review"


MEASURED = (Outcome.PASS, Outcome.PARTIAL, Outcome.FAIL)


@dataclass(frozen=True, slots=True)
class Finding:
    """A criterion's outcome for a portal, with the facts it rests on."""

    criterion: str
    outcome: Outcome
    share: float | None  # of the criterion's points: 1 pass, 0 fail, between for partial; None unmeasured
    reason: str  # a named reason: ok, absent, shell, stale, blocked, …
    message: str  # in Vietnamese, for the one who receives it
    how_to_fix: str | None = None
    urls: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  # "sha256:…"
    untried: float = 0.0  # share of the points on which nothing could be seen: counts as lost in `low` only
