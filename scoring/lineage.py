"""Bodies in time: who stands for a body after a merger, a split, a change of name or of address.

A body that keeps its id is the same body, whatever its name and address. One that ended names its successors;
what is said of it (results, deadlines) is then said of them. Where several bodies end in one, its results go
on from the one whose portal it keeps; where none of them kept that portal, it begins anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from config.registry import Portal
from scoring.history import PastPortal, PastRun


class Lineage:
    """The succession of bodies, from their rows as last known: one per id."""

    def __init__(self, bodies: Iterable[Portal]) -> None:
        self.bodies = {body.id: body for body in bodies}
        self._before: dict[str, list[str]] = defaultdict(list)
        for body in self.bodies.values():
            for heir in body.successors:
                self._before[heir].append(body.id)

    def heirs(self, name: str, day: date) -> tuple[str, ...]:
        """Who stands for a body on a day: itself while it exists, then its successors; empty: nobody.

        A body that is not known stands for itself.
        """
        found: list[str] = []
        self._walk(name, day, found, set())
        return tuple(dict.fromkeys(found))

    def predecessors(self, name: str) -> tuple[str, ...]:
        """The bodies that ended in this one, in the order of the registry."""
        return tuple(self._before.get(name, ()))

    def continued(self, name: str) -> str | None:
        """The body whose results this one's go on from, if any."""
        before = self.predecessors(name)
        body = self.bodies.get(name)
        same = [one for one in before if body is not None and _host(self.bodies[one]) == _host(body)]
        if len(same) == 1:
            return same[0]
        sole = len(before) == 1 and self.bodies[before[0]].successors == (name,)
        return before[0] if sole else None

    def follow(self, past: PastRun, day: date) -> PastRun:
        """An earlier run as it is compared with on a day: every body's results under the id that goes on.

        A body's own results come before those of one it continues. Others keep their id: they belong to no
        body of that day.
        """
        known = {portal.id: portal for portal in past.portals}
        moved: dict[str, PastPortal] = {}
        for name, body in self.bodies.items():
            if name in known or (body.valid_from is not None and body.valid_from > day):
                continue
            chain = self._chain(name)
            source = next((one for one in chain if one in known), None)
            if source is not None and not self._lives(source, day):
                moved[source] = known[source].model_copy(update={"id": name})
        return past.model_copy(update={"portals": [moved.get(one.id, one) for one in past.portals]})

    def inherited(self, told: Mapping[str, Mapping[str, date]], day: date) -> dict[str, dict[str, date]]:
        """Deadlines by body and criterion, as they bind on a day: of two for one criterion the later."""
        found: dict[str, dict[str, date]] = defaultdict(dict)
        for name, by_criterion in told.items():
            for heir in self.heirs(name, day) or (name,):
                for criterion, due in by_criterion.items():
                    found[heir][criterion] = max(due, found[heir].get(criterion, due))
        return dict(found)

    def _chain(self, name: str) -> Sequence[str]:
        """The bodies that a body's results go on from, latest first."""
        chain: list[str] = []
        before = self.continued(name)
        while before is not None and before not in chain and before != name:
            chain.append(before)
            before = self.continued(before)
        return chain

    def _lives(self, name: str, day: date) -> bool:
        ends = self.bodies[name].valid_to
        return ends is None or day <= ends

    def _walk(self, name: str, day: date, found: list[str], seen: set[str]) -> None:
        if name in seen:
            return
        seen.add(name)
        if name not in self.bodies or self._lives(name, day):
            found.append(name)
            return
        for heir in self.bodies[name].successors:
            self._walk(heir, day, found, seen)


def _host(body: Portal) -> str:
    parts = urlsplit(body.url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
