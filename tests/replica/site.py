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
    """The portal in that month. `guests`: parts of other bodies that live on this host.

    Pages and entries keep their numbers over the months: parts of other months are counted too.
    """
    maker = _Maker(Site(plan, month))
    maker.add(Node("", "Trang chủ", "home"))
    for part in plan.parts:
        if in_months(part.months, month):
            maker.add_part(plan, part, None)
        else:
            maker.skip(part)
    for owner, part in guests:
        maker.add_part(owner, part, None, guest=True)
    if plan.contacts.page != "none":
        maker.add(Node(slugify(plan.contacts.label), plan.contacts.label, "contact"))
    if not plan.sister:
        english = plan.family == "english"
        maker.add(Node("so-do", "Site map" if english else "Sơ đồ cổng", "sitemap"))
        maker.add(Node("tim-kiem", "Search" if english else "Tìm kiếm", "search"))
    return maker.site


class _Maker:
    """Puts nodes into a site and numbers them and their entries."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._taken: set[str] = set()
        self._nodes = 0
        self._entry = _FIRST_ENTRY

    def add(self, node: Node) -> None:
        """Put the node in, under a key of its own."""
        while node.key in self._taken:
            node.key += "-1"
        self._taken.add(node.key)
        node.number = 118 + 7 * self._nodes
        self._nodes += 1
        self.site.nodes.append(node)
        if node.parent is not None:
            node.parent.children.append(node)
        elif node.role not in ("home", "sitemap", "search"):
            self.site.top.append(node)

    def add_part(self, owner: Plan, part: Part, parent: Node | None, guest: bool = False) -> None:
        """Put in what a plan says of one menu entry, with its entries and what is below it."""
        role: Role = _ROLES.get(part.mode, "shell")
        if part.host and not guest:
            role = "external"
        if parent is not None and parent.part is not None and parent.part.mode == "tabs":
            role = "tab"
        node = Node(part.slug or slugify(part.label), part.label, role, part, parent=parent)
        self.add(node)
        if role in ("list", "tab"):
            node.entries = entries_of(owner, part, self.site.month, self._entry)
        self._entry += part.count
        for child in part.children:
            self.add_part(owner, child, node)

    def skip(self, part: Part) -> None:
        """Leave a part out, but count it."""
        self._nodes += 1
        self._entry += part.count
        for child in part.children:
            self.skip(child)


def all_entries(node: Node) -> list[tuple[Node, Entry]]:
    """The entries of a node and of the lists below it, each with its list."""
    own = [(node, entry) for entry in node.entries]
    return own + [pair for child in node.children for pair in all_entries(child)]
