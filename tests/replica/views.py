"""What templates are given: the content of one page as plain words, the same for every family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replica.chrome import View, common, entry_words
from tests.replica.content import leaders
from tests.replica.model import Entry, Mode, Node
from tests.replica.slugs import slugify
from tests.replica.words import INTRODUCTION

if TYPE_CHECKING:
    from tests.replica.families.base import Family

_FOUND: tuple[Mode, ...] = ("list", "hub", "stories", "tabs", "framed")  # what the search knows
_SHELL_KIND = {"qa": "questions"}
_UPDATING = "Nội dung đang được cập nhật"
_GONE = "Xin lỗi, trang bạn tìm không tồn tại hoặc đã bị xóa"


def node_view(family: Family, node: Node, page: int = 1) -> View:
    """A node's own page."""
    if node.role == "home":
        return _home(family)
    if node.role == "sitemap":
        return {**common(family, "sitemap", node.label, node), "groups": _tree(family, family.site.top)}
    if node.role == "search":
        return search_view(family, node, "")
    if node.role == "contact":
        return common(family, "contact", node.label, node)
    part = node.part
    assert part is not None
    if part.mode in ("updating", "soft404"):
        return {
            **common(family, "message", node.label, node),
            "text": [_UPDATING if part.mode == "updating" else _GONE],
        }
    if part.mode == "empty":
        return common(family, _SHELL_KIND.get(part.section, "documents"), node.label, node)
    if part.mode == "hub":
        view = common(family, "hub", node.label, node)
        view["groups"] = [
            {
                "label": child.label,
                "href": family.path(child),
                "entries": [entry_words(family, child, one, child.part.prints) for one in child.entries[:3]]
                if child.part
                else [],
            }
            for child in node.children
        ]
        return view
    if part.mode == "tabs":
        view = common(family, "tabs", node.label, node)
        view["tabs"] = [{"key": one.key, **list_view(family, one, 0)} for one in node.children]
        return view
    if part.mode == "framed":
        return {**common(family, "framed", node.label, node), "frame": family.page_path(node, 1)}
    if part.mode in ("static", "feature"):
        return {**common(family, part.mode, node.label, node), "text": _introduction(family, node)}
    return list_view(family, node, page)


def _introduction(family: Family, node: Node) -> list[str]:
    plan = family.site.plan
    text = [f"{node.label}.", *(line.format(unit=plan.name, sector=plan.sector) for line in INTRODUCTION)]
    if "lanh-dao" in node.key:
        text += leaders(plan)
    return text


def list_view(family: Family, node: Node, page: int) -> View:
    """One page of a list; page 0 is all of it."""
    part = node.part
    assert part is not None
    view = common(family, part.kind, node.label, node)
    start = max(0, page - 1) * family.page_size
    shown = node.entries[start : start + family.page_size] if page else node.entries
    view["entries"] = [entry_words(family, node, one, part.prints) for one in shown]
    view["columns"] = set(part.prints)
    view["first"] = start + 1
    view["viewstate"] = family.viewstate(node, max(1, page))
    total = family.pages_of(node)
    if total > 1 and page:
        steps = [
            {"n": n, "href": family.pager_step(node, n)[0], "current": n == page} for n in range(1, total + 1)
        ]
        view["pager"] = {
            "pages": steps,
            "current": page,
            "total": total,
            "count": len(node.entries),
            "size": family.page_size,
            "next": steps[page]["href"] if page < total else "",
            "last": steps[-1]["href"],
            "prev": steps[page - 2]["href"] if page > 1 else "",
            "node": node.number,
            "target": family.post_target(node),
            "action": family.path(node),
        }
    return view


def _home(family: Family) -> View:
    view = common(family, "home", family.site.plan.name, family.site.home)
    for node in family.site.nodes:
        part = node.part
        shown = (
            part
            and node.entries
            and (part.place == "block" or (part.place == "menu" and part.section in ("news", "directives")))
        )
        if shown and node.part and node.parent is None:
            view["blocks"].append(
                {
                    "label": node.label,
                    "href": family.path(node),
                    "kind": node.part.kind,
                    "entries": [entry_words(family, node, one, node.part.prints) for one in node.entries[:5]],
                }
            )
    return view


def _tree(family: Family, nodes: list[Node]) -> list[View]:
    return [
        {"label": node.label, "href": family.path(node), "children": _tree(family, node.children)}
        for node in nodes
        if node.role != "tab" and (node.part is None or node.part.place in ("menu", "sitemap", "quick"))
    ]


def entry_view(family: Family, node: Node, entry: Entry) -> View:
    """An entry's own page."""
    part = node.part
    assert part is not None
    kind = {"documents": "document", "stories": "story", "questions": "question", "projects": "project"}[
        entry.kind
    ]
    view = common(family, kind, entry.title, node)
    view["entry"] = entry_words(family, node, entry, {*part.prints, *part.item_prints})
    others = [one for one in node.entries if one.id != entry.id][:4]
    view["entries"] = [
        entry_words(family, node, one, {"posted"} if entry.kind == "stories" else ()) for one in others
    ]
    return view


def message_view(family: Family, title: str, *text: str) -> View:
    """A page that says one thing, or a few."""
    return {**common(family, "message", title), "text": list(text)}


def search_view(family: Family, node: Node, query: str) -> View:
    """The search's page: lists whose names hold the words first, then entries."""
    view = common(family, "search", node.label, node)
    words = slugify(query).split("-") if query.strip() else []
    nodes = family.site.nodes if words else []
    lists = [
        {"title": one.label, "href": family.path(one), "lead": one.label}
        for one in nodes
        if one.part and one.part.mode in _FOUND and not one.part.forbidden and _holds(one.label, words)
    ]
    entries = [
        {"title": entry.title, "href": family.entry_path(one, entry), "lead": one.label}
        for one in nodes
        for entry in one.entries
        if family.has_page(entry) and _holds(entry.title + " " + entry.number, words)
    ]
    view["entries"] = [*lists, *entries][:20]
    view["query"] = query
    return view


def _holds(text: str, words: list[str]) -> bool:
    there = set(slugify(text).split("-"))
    return all(word in there for word in words)
