"""What has passed between the sender and the bodies: accepted replies, deadlines of issued notices."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from scoring.deficiencies import PARTIAL_THRESHOLD, Shortfall, shortfall
from scoring.results import PortalResult


@dataclass(frozen=True, slots=True)
class Dealings:
    """By portal id. `deadlines` are those of issued notices, by criterion; `answered`: criteria whose reply
    was accepted; `partial_threshold` (0-1) is the sender's.
    """

    answered: Mapping[str, Set[str]] = field(default_factory=dict)
    deadlines: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
    partial_threshold: float = PARTIAL_THRESHOLD

    def shortfall(self, portal: PortalResult, as_of: date) -> Shortfall:
        """What the portal lacks, with these dealings taken into account."""
        return shortfall(
            portal,
            as_of=as_of,
            partial_threshold=self.partial_threshold,
            answered=self.answered.get(portal.id, frozenset()),
            deadlines=self.deadlines.get(portal.id, {}),
        )
