"""From a plan and a month to the pages of one portal: a tree of nodes with their entries."""

from dataclasses import dataclass, field
from datetime import date

from tests.replica.content import as_of, entries_of, in_months
from tests.replica.model import Entry, Node, Part, Plan, Role
from tests.replica.slugs import slugify

_FIRST_ENTRY = 400
_ROLES: dict[str, Role] = {
    "list": "list", "framed": "list", "stories": "list", "other": "list", "hub": "hub", "tabs": "hub",
    "static": "static", "feature": "static",
}  # fmt: skip


@dataclass
class Site:
    """One portal in one month."""

    plan: Plan
    month: str
    nodes: list[Node] = field(default_factory=list)
    top: list[Node] = field(default_factory=list)  # the nodes of the menu, in order; children hang below them

    @property
    def as_of(self) -> date:
        """The day on which the portal is seen."""
        return as_of(self.month)

    @property
    def home(self) -> Node:
        """The home page's node."""
        return self.nodes[0]

    @property
    def contact(self) -> Node | None:
        """The contact page's node, where there is one."""
        return next((node for node in self.nodes if node.role == "contact"), None)

    def lists(self, kind: str) -> list[Node]:
        """The lists of one kind that hold entries."""
        return [node for node in self.nodes if node.part and node.part.kind == kind and node.entries]

    def found(self, section: str) -> Node | None:
        """The top node of a section: the list, or the page above its lists."""
        return next((node for node in self.nodes if node.part and node.part.section == section), None)


def build(plan: Plan, month: str, guests: tuple[tuple[Plan, Part], ...] = ()) -> Site:
    """The portal in that month. `guests`: parts of other bodies that live on this host."""
    site = Site(plan, month)
    taken: set[str] = set()
    _add(site, Node("", "Trang chủ", "home"), taken)
    first = _FIRST_ENTRY
    for part in plan.parts:
        if in_months(part.months, month):
            first = _add_part(site, plan, part, None, first, taken)
    for owner, part in guests:
        first = _add_part(site, owner, part, None, first, taken, guest=True)
    if plan.contacts.page != "none":
        _add(site, Node(slugify(plan.contacts.label), plan.contacts.label, "contact"), taken)
    if not plan.sister:
        english = plan.family == "english"
        _add(site, Node("so-do", "Site map" if english else "Sơ đồ cổng", "sitemap"), taken)
        _add(site, Node("tim-kiem", "Search" if english else "Tìm kiếm", "search"), taken)
    return site


def _add(site: Site, node: Node, taken: set[str]) -> None:
    while node.key in taken:
        node.key += "-1"
    taken.add(node.key)
    node.number = 118 + 7 * len(site.nodes)
    site.nodes.append(node)
    if node.parent is not None:
        node.parent.children.append(node)
    elif node.role not in ("home", "sitemap", "search"):
        site.top.append(node)


def _add_part(site: Site, plan: Plan, part: Part, parent: Node | None, first: int, taken: set[str],
              guest: bool = False) -> int:  # fmt: skip
    role: Role = _ROLES.get(part.mode, "shell")
    if part.host and not guest:
        role = "external"
    if parent is not None and parent.part is not None and parent.part.mode == "tabs":
        role = "tab"
    node = Node(part.slug or slugify(part.label), part.label, role, part, parent=parent)
    _add(site, node, taken)
    if role in ("list", "tab"):
        node.entries = entries_of(plan, part, site.month, first)
    for child in part.children:
        first = _add_part(site, plan, child, node, first, taken)
    return first + part.count


def all_entries(node: Node) -> list[tuple[Node, Entry]]:
    """The entries of a node and of the lists below it, each with its list."""
    own = [(node, entry) for entry in node.entries]
    return own + [pair for child in node.children for pair in all_entries(child)]
