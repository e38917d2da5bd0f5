"""The right of reply: what people decided about findings, kept apart from what was measured.

A decision has a person, a day and a reason, and lapses by itself: a reply that the department accepted and an
override on their day, a review when the page it looked at has changed. The measured outcome is never touched;
the score is told with and without the decisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checks.findings import Finding, Outcome
from scoring.results import FindingResult, PortalResult, Score
from scoring.score import as_finding, score

Kind = Literal["reply", "override", "review"]


class Decision(BaseModel):
    """What a named person decided about one finding of one portal.

    `reply`: the body's answer (giải trình) was accepted; the criterion leaves both sides of the score.
    `override`: the department decided otherwise than the machine. `review`: a person looked where the machine
    was in doubt; it holds as long as the finding rests on the same `evidence`, or what was read there is the
    same (`content`): a page that only counts its visitors has not changed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    portal: str
    criterion: str
    person: str = Field(min_length=1, max_length=200)
    decided: date
    reason: str = Field(min_length=1, max_length=4000)
    outcome: Literal["pass", "partial", "fail", "not_applicable"]
    share: float | None = Field(default=None, ge=0, le=1)  # of the points, for `partial` only
    expires: date | None = None  # the last day on which it holds
    evidence: tuple[str, ...] = ()
    content: str | None = None
    file: str | None = None

    @model_validator(mode="after")
    def _check(self) -> "Decision":
        if self.kind == "reply" and self.outcome != "not_applicable":
            raise ValueError("giải trình được chấp nhận không cho điểm, chỉ đưa tiêu chí ra khỏi phép tính")
        if self.kind != "review" and self.expires is None:
            raise ValueError("giải trình và quyết định của sở phải có ngày hết hiệu lực")
        if self.kind == "review" and not self.evidence:
            raise ValueError("kết quả xem lại phải gắn với bằng chứng đã xem")
        if (self.share is not None) != (self.outcome == "partial"):
            raise ValueError("share chỉ dùng cho partial, và bắt buộc với partial")
        return self

    def holds(self, finding: FindingResult, as_of: date) -> bool:
        """Does it hold for this finding on `as_of`?"""
        return (
            finding.criterion == self.criterion
            and self.decided <= as_of
            and (self.expires is None or as_of <= self.expires)
            and (not self.evidence or self._same(finding))
        )

    def _same(self, finding: FindingResult) -> bool:
        same_content = self.content is not None and self.content == finding.content
        return same_content or set(self.evidence) == set(finding.evidence)


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding as measured, and the decision that holds for it."""

    finding: FindingResult
    decision: Decision


@dataclass(frozen=True, slots=True)
class Heard:
    """One portal with what people decided. `score.rank` is not filled in: ranks go by what was measured."""

    portal: str
    measured: Score
    score: Score
    decided: tuple[Decided, ...]
    lapsed: tuple[Decision, ...]  # made, and no longer holding on the day


def heard(portal: PortalResult, decisions: Iterable[Decision], *, as_of: date, floor: float) -> Heard:
    """The portal's score with and without the decisions that hold on `as_of`; of several on one finding the
    latest holds. `floor`: the rubric's coverage floor (0-1).
    """
    own = [one for one in decisions if one.portal == portal.id and one.decided <= as_of]
    findings, decided = [], []
    for result in portal.findings:
        decision = _latest(own, result, as_of)
        if result.outcome == "not_applicable" or decision is None:
            findings.append(as_finding(result))
            continue
        findings.append(_with(as_finding(result), decision))
        decided.append(Decided(result, decision))
    weights = {result.criterion: result.max for result in portal.findings}
    holding = {decision for decision in own for result in portal.findings if decision.holds(result, as_of)}
    return Heard(
        portal.id,
        portal.score,
        score(findings, weights, floor),
        tuple(decided),
        tuple(one for one in own if one not in holding),
    )


def accepted(decisions: Iterable[Decision], portal: PortalResult, as_of: date) -> frozenset[str]:
    """The criteria that no notice names on `as_of`: an accepted reply or an override in the body's favour."""
    own = [one for one in decisions if one.portal == portal.id]
    latest = ((result, _latest(own, result, as_of)) for result in portal.findings)
    return frozenset(
        result.criterion
        for result, decision in latest
        if decision is not None and decision.outcome in ("not_applicable", "pass")
    )


def confirmed(portal: PortalResult, decisions: Iterable[Decision], as_of: date) -> PortalResult:
    """The portal as what it lacks is told of it: where a person found it falling short, the finding says so,
    by whom and why. Its score stays as measured.
    """
    own = [one for one in decisions if one.portal == portal.id]
    if not own:
        return portal
    findings = [_confirmed(result, _latest(own, result, as_of)) for result in portal.findings]
    return portal.model_copy(update={"findings": findings})


def _confirmed(result: FindingResult, decision: Decision | None) -> FindingResult:
    if decision is None or decision.outcome not in ("partial", "fail"):
        return result
    return result.model_copy(
        update={
            "outcome": decision.outcome,
            "points": round(result.max * (decision.share or 0.0), 2),
            "untried": 0.0,
            "reason": f"decided_{decision.kind}",
            "message": f"{decision.reason} ({decision.person} kết luận ngày {decision.decided:%d/%m/%Y}).",
        }
    )


def _latest(decisions: Iterable[Decision], finding: FindingResult, as_of: date) -> Decision | None:
    holding = [one for one in decisions if one.holds(finding, as_of)]
    return max(holding, key=lambda one: (one.decided, one.kind), default=None)


def _with(finding: Finding, decision: Decision) -> Finding:
    shares = {"pass": 1.0, "fail": 0.0, "partial": decision.share, "not_applicable": None}
    return replace(finding, outcome=Outcome(decision.outcome), share=shares[decision.outcome], untried=0.0)
