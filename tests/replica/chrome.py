"""What stands around the content of every page: menu, clock, breadcrumb, side blocks, footer, traps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tests.replica.addresses import METADATA, TRAP, TRAP_HOST
from tests.replica.model import Entry, Node
from tests.replica.site import all_entries

if TYPE_CHECKING:
    from tests.replica.families.base import Family

View = dict[str, Any]
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def menu_of(family: Family) -> list[View]:
    """The menu as a tree: parents without pages above the nodes they hold."""
    roots: list[View] = []
    for node in family.site.top:
        if node.part is not None and node.part.place != "menu":
            continue
        level = roots
        for label in node.part.under if node.part else ():
            level = _parent(level, label, family.dead_parent)
        level.append(_menu_item(family, node))
    return roots + [{"label": label, "href": href, "children": []} for label, href in _trap_entries(family)]


def _trap_entries(family: Family) -> list[tuple[str, str]]:
    """Menu entries that lead out of the opened network, or on and on."""
    plan, port = family.site.plan, family.ports.http
    found: list[tuple[str, str]] = []
    if "calendar" in plan.traps:
        found.append(("Lịch công tác", f"{plan.prefix}/lich-cong-tac"))
    if "endless" in plan.traps:
        found.append(("Thư viện video", f"{plan.prefix}/thu-vien-video"))
    if "outside" in plan.traps:
        found += [
            ("Bản đồ quy hoạch", f"http://{TRAP}:{port}/quy-hoach"),
            ("Bản đồ quy hoạch đô thị", f"{plan.prefix}/chuyen-huong"),
            ("Bản đồ hành chính", f"{plan.prefix}/ban-do"),
            ("Văn bản chỉ đạo nội bộ", f"http://{TRAP_HOST}:{port}/van-ban"),
        ]
    return found


def _parent(level: list[View], label: str, href: str) -> list[View]:
    for item in level:
        if item["label"] == label:
            return list_of(item)
    level.append({"label": label, "href": href, "children": []})
    return list_of(level[-1])


def list_of(item: View) -> list[View]:
    """The children of a menu item."""
    children: list[View] = item["children"]
    return children


def _menu_item(family: Family, node: Node) -> View:
    below = [_menu_item(family, one) for one in node.children if one.role != "tab"]
    return {"label": _numbered(family, node), "href": family.path(node), "children": below}


def _numbered(family: Family, node: Node) -> str:
    """The label, with the count of its entries where the portal's menu shows it."""
    counted = family.site.plan.menu == "numbered" and node.entries
    return f"{node.label} ({len(node.entries)})" if counted else node.label


def frame_of(family: Family) -> View:
    """What is the same on every page of a portal."""
    site, plan = family.site, family.site.plan
    day = site.as_of
    stories = [pair for one in site.lists("stories") for pair in all_entries(one)]
    stories.sort(key=lambda pair: (pair[1].posted, pair[1].id), reverse=True)
    search = next((one for one in site.nodes if one.role == "search"), None)
    sitemap = next((one for one in site.nodes if one.role == "sitemap"), None)
    stamped = bool(plan.stamp_from) and site.month >= plan.stamp_from
    return {
        "org": plan.name,
        "home": family.path(site.home),
        "level": plan.level,
        "host": plan.host,
        "year": day.year,
        "menu": menu_of(family),
        "quick": _placed(family, "quick"),
        "below": _placed(family, "footer"),
        "sidebar": [entry_words(family, one, entry, {"posted"}) for one, entry in stories[:5]],
        "clock": f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}",
        "today": f"{day:%d/%m/%Y}" if stamped else "",
        "footer": plan.contacts if plan.contacts.footer else None,
        "contacts": plan.contacts,
        "counter": {"today": 3009 + day.month, "all": 1_204_517 + day.month * 9_118},
        "search": family.list_path(search).partition("?")[0] if search else "",
        "search_field": family.search_field,
        "sitemap": family.path(sitemap) if sitemap else "",
        "traps": _traps(family),
        "links": _neighbours(family),
        "sister": plan.sister,
        "menu_style": plan.menu,
    }


def common(family: Family, kind: str, title: str, node: Node | None = None) -> View:
    """What every page has, with nothing in its middle yet."""
    return {
        **family.frame,
        "kind": kind,
        "title": title,
        "crumbs": _crumbs(family, node),
        "code": family.code(title),
        "number": node.number if node else 0,
        "viewstate": family.viewstate(node),
        "entries": [],
        "pager": None,
        "groups": [],
        "entry": None,
        "blocks": [],
        "text": [],
        "columns": set(),
        "inline": [],
        "query": "",
        "tabs": [],
        "frame": "",
        "first": 1,
    }


def entry_words(family: Family, node: Node, entry: Entry, prints: Iterable[str]) -> View:
    """An entry with the days that are printed here, and no others."""
    shown = set(prints)
    own = family.has_page(entry)
    file = family.file_path(node, entry) if entry.file else ""
    answered = bool(entry.answer)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "number": entry.number,
        "type": entry.doc_type,
        "href": family.entry_path(node, entry) if own else file,
        "file": file,
        "file_name": family.file_name(entry),
        "authority": entry.authority,
        "signer": entry.signer,
        "fields": entry.fields,
        "body": entry.body,
        "issued": (entry.issued_as or family.day(entry.issued)) if "issued" in shown else "",
        "effective": family.day(entry.effective) if "effective" in shown else "",
        "posted": family.day(entry.posted)
        if "posted" in shown and (entry.kind != "questions" or answered)
        else "",
        "stamp": family.stamp(entry) if "posted" in shown and (entry.kind != "questions" or answered) else "",
        "iso": entry.posted.isoformat() if "posted" in shown else "",
        "answered": answered,
        "asked": family.day(entry.asked) if "asked" in shown else "",
        "asker": entry.asker,
        "answer": entry.answer,
        "lead": entry.body[0] if entry.body else "",
    }


def _placed(family: Family, place: str) -> list[View]:
    """The entries that stand elsewhere than in the menu."""
    return [_menu_item(family, node) for node in family.site.top if node.part and node.part.place == place]


def _crumbs(family: Family, node: Node | None) -> list[View]:
    chain: list[View] = []
    while node is not None and node.role != "home":
        chain.insert(0, {"label": node.label, "href": family.path(node)})
        if node.parent is None and node.part is not None:
            chain = [{"label": label, "href": family.dead_parent} for label in node.part.under] + chain
        node = node.parent
    return chain


def _neighbours(family: Family) -> list[View]:
    origin = family.ports.origin
    return [
        {"label": "Cổng thông tin điện tử tỉnh", "href": origin("truonggiang.gov.vn", "https")},
        {"label": "Sở Xây dựng", "href": origin("sxd.truonggiang.gov.vn")},
        {"label": "Xã An Phú", "href": origin("anphu.truonggiang.gov.vn")},
    ]


def _traps(family: Family) -> list[str]:
    if "outside" not in family.site.plan.traps:
        return []
    port = family.ports.http
    return [
        f"http://{TRAP}:{port}/anh/banner.png",
        f"http://{METADATA}/latest/meta-data/",
        f"http://127.0.0.1:{port}/quy-hoach",
    ]
