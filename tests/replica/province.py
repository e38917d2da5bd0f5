"""The province in one month, as answers: whose a host and a path are, and how hosts misbehave."""

from dataclasses import dataclass, field

from tests.replica import extras
from tests.replica.addresses import Ports, addresses_of
from tests.replica.families import FAMILIES, Family
from tests.replica.model import Plan
from tests.replica.plans import PLANS, plans_of
from tests.replica.reply import Reply
from tests.replica.site import build

ADDRESSES = addresses_of(plan.host for plan in PLANS)  # the same in all months


@dataclass
class Province:
    """All portals of one month. Pages are made when they are first asked for, then kept."""

    month: str
    ports: Ports
    families: dict[str, Family] = field(init=False)  # by the portal's id

    def __post_init__(self) -> None:
        plans = plans_of(self.month)
        self.families = {}
        for plan in plans:
            guests = tuple(
                (one, part) for one in plans for part in one.parts if plan.sister and part.host == plan.host
            )
            self.families[plan.id] = FAMILIES[plan.family](build(plan, self.month, guests), self.ports)
        self._hosts: dict[str, list[Family]] = {}
        for family in self.families.values():
            self._hosts.setdefault(family.site.plan.host, []).append(family)
        for ones in self._hosts.values():
            ones.sort(key=lambda one: -len(one.prefix))

    @property
    def plans(self) -> list[Plan]:
        """The portals that are served, sister hosts too."""
        return [family.site.plan for family in self.families.values()]

    def family_at(self, host: str, path: str) -> Family | None:
        """The portal that answers for an address."""
        ones = self._hosts.get(host, [])
        return next((one for one in ones if path.startswith(one.prefix)), ones[-1] if ones else None)

    def is_forbidden(self, host: str, path: str) -> bool:
        """Does robots.txt close this path (or all paths, where it cannot be read)?"""
        family = self.family_at(host, path)
        return family is not None and extras.is_forbidden(family.site.plan, path)

    def answer(self, scheme: str, host: str, method: str, path: str, form: dict[str, str]) -> Reply | None:
        """The answer to a request; None where the host stays silent."""
        family = self.family_at(host, path)
        if family is None:
            return Reply(b"<html><body><h1>It works!</h1></body></html>", 404)
        plan = family.site.plan
        if plan.fate == "silent":
            return None
        if plan.fate == "waf_403":
            return extras.refusal()
        if path == "/robots.txt":
            return extras.robots(plan, self.ports.origin(plan.host, plan.scheme))
        if scheme == "http" and plan.certificate in ("good", "expired"):
            return Reply(b"", 301, headers=(("Location", self.ports.origin(host, "https") + path),))
        if method == "HEAD" and family.refuses_head:
            return Reply(b"", 405, headers=(("Allow", "GET, POST"),))
        path = extras.without_session(path)
        found = extras.answer(family, path) or family.answer(method, path, form)
        for other in self._hosts[host] if found is None else ():
            found = found or (other.answer(method, path, form) if other is not family else None)
        return found or family.not_found()
