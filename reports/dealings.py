"""What has passed between the sender and the bodies: their replies, deadlines of issued notices."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.deficiencies import PARTIAL_THRESHOLD, Shortfall, shortfall
from scoring.replies import Decision, Heard, accepted, confirmed, heard
from scoring.results import PortalResult

Answer = Literal["mended", "mending", "explained", "disputed"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A body's answer to one finding (giải trình): public, with an author.

    `accepted`: None until the sender has decided. An accepted one counts until `expires` (inclusive).
    """

    criterion: str
    answer: Answer
    author: str
    received: date
    text: str = ""
    url: str | None = None
    promised: date | None = None  # by when it will be mended
    mended: date | None = None  # when it was, as the body says
    accepted: bool | None = None
    expires: date | None = None
    decided: date | None = None
    decided_by: str | None = None

    def counts(self, as_of: date) -> bool:
        """Does it take the finding off the list of deficiencies on that day?"""
        return bool(self.accepted) and (self.expires is None or as_of <= self.expires)


@dataclass(frozen=True, slots=True)
class Dealings:
    """By portal id. `deadlines` are those of issued notices, by criterion; `answered`: criteria taken off the
    list by the sender's own decision; `decisions`: reviews and overrides by named persons;
    `partial_threshold` (0-1) is the sender's.
    """

    replies: Mapping[str, Sequence[Reply]] = field(default_factory=dict)
    answered: Mapping[str, Set[str]] = field(default_factory=dict)
    deadlines: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    decisions: Mapping[str, Sequence[Decision]] = field(default_factory=dict)
    partial_threshold: float = PARTIAL_THRESHOLD

    def shortfall(self, portal: PortalResult, as_of: date) -> Shortfall:
        """What the portal lacks, with these dealings taken into account."""
        replies = {one.criterion for one in self.replies.get(portal.id, ()) if one.counts(as_of)}
        decisions = self.decisions.get(portal.id, ())
        settled = accepted(decisions, portal, as_of) | self.answered.get(portal.id, frozenset())
        return shortfall(
            confirmed(portal, decisions, as_of),
            as_of=as_of,
            partial_threshold=self.partial_threshold,
            answered=replies | settled,
            deadlines=self.deadlines.get(portal.id, {}),
        )

    def replies_to(self, portal: str, as_of: date) -> tuple[Reply, ...]:
        """The replies of a body until that day, newest first."""
        known = [one for one in self.replies.get(portal, ()) if one.received <= as_of]
        return tuple(sorted(known, key=lambda one: (one.received, one.criterion), reverse=True))

    def heard(self, portal: PortalResult, as_of: date, floor: float) -> Heard:
        """The portal's score with and without what people decided, accepted replies among it; `floor`: the
        rubric's coverage floor (0-1).
        """
        replies = [_as_decision(portal.id, one) for one in self.replies.get(portal.id, ()) if one.accepted]
        return heard(portal, [*replies, *self.decisions.get(portal.id, ())], as_of=as_of, floor=floor)


def _as_decision(portal: str, reply: Reply) -> Decision:
    """An accepted reply as the decision that it is."""
    return Decision(
        kind="reply",
        portal=portal,
        criterion=reply.criterion,
        person=reply.decided_by or reply.author,
        decided=reply.decided or reply.received,
        reason=reply.text or reply.url or reply.answer,
        outcome="not_applicable",
        expires=reply.expires or date.max,
    )
