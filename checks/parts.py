"""Several things asked by one criterion: their shares added up, what could not be tried kept apart."""

from dataclasses import dataclass

from checks.case import Case, Verdict, not_measured
from checks.findings import Outcome

NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked. `share` was earned, `untried` could not be seen (both 0-1); the rest is what is
    lacking.
    """

    weight: float
    share: float
    untried: float = 0.0
    lack: str = ""  # in Vietnamese, where something is lacking

    @property
    def lacking(self) -> bool:
        """Was it seen that something is lacking?"""
        return self.share + self.untried < 1 - NEARLY


def tolerant(weight: float, good: int, bad: int, lost: int, least: float, lack: str) -> Part:
    """A part made of many alike (files, pages): whole where at least `least` of them (0-1) are good.

    What was lost on the way counts against the tolerance as if it were bad, so that losing the sight of a
    bad one never earns anything; but only what was seen to be bad is lacking. Nothing tried at all:
    untried.
    """
    asked = good + bad + lost
    if not asked:
        return Part(weight, 0, 1)
    spare = (1 - least) * asked + NEARLY
    if bad + lost <= spare:
        return Part(weight, 1)
    if bad <= spare:
        return Part(weight, good / asked, 1 - good / asked)
    return Part(weight, good / asked, lost / asked, lack)


def combine(case: Case, parts: list[Part], unmeasured_reason: str) -> Verdict:
    """The verdict on several parts.

    Where more than half could not be tried and nothing seen was lacking, the whole is `not_measured`; what
    was not tried never counts as lacking, and never as earned.
    """
    weight = sum(part.weight for part in parts)
    share = sum(part.weight * part.share for part in parts) / weight
    untried = sum(part.weight * part.untried for part in parts) / weight
    lacks = [part.lack for part in parts if part.lacking]
    if untried > 0.5 and not lacks:
        return not_measured(case, unmeasured_reason)
    outcome, reason = Outcome.PARTIAL, "short"
    if not lacks:
        outcome, reason = Outcome.PASS, "ok" if untried < NEARLY else "partly_tried"
    elif share < NEARLY and untried < NEARLY:
        outcome = Outcome.FAIL
    return Verdict(
        outcome, share, reason, {"lacks": "; ".join(lacks)}, untried, urls=case.where, evidence=case.proof
    )
