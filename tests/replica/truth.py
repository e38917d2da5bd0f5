"""What an honest auditor must find: the same plans that make the pages, told as results."""

from datetime import date
from functools import lru_cache
from typing import Any

from tests.replica.addresses import Ports
from tests.replica.content import MONTHS, as_of, in_months
from tests.replica.families import Family
from tests.replica.model import CORE, OPEN_STATES, PRESENT_MODES, Entry, Node, Part, Plan
from tests.replica.movements import movements
from tests.replica.plans import PLANS
from tests.replica.province import Province
from tests.replica.site import all_entries

Facts = dict[str, Any]
_STATUS: dict[str, tuple[list[str], list[str]]] = {
    "open": (["measured"], []),
    "robots_503": (["blocked"], ["robots"]),
    "waf_403": (["blocked"], ["blocked", "challenge"]),
    "silent": (["unreachable"], ["timeout"]),
}


def truth(month: str, ports: Ports | None = None) -> Facts:
    """The whole truth of one month: portals with their sections, and the movements since the month before.

    Addresses are without session ids. A list of acceptable values stands where more than one is right.
    """
    return _truth(month, ports or Ports())


@lru_cache(maxsize=16)
def _truth(month: str, ports: Ports) -> Facts:
    portals = portals_of(Province(month, ports))
    before = MONTHS[MONTHS.index(month) - 1] if month != MONTHS[0] else ""
    return {
        "province": "tỉnh Trường Giang", "month": month, "as_of": as_of(month).isoformat(),
        "portals": portals,
        "movements": movements(portals_of(Province(before, ports)), portals, before, month) if before else [],
    }  # fmt: skip


def portals_of(province: Province) -> list[Facts]:
    """The truth of every portal that the registry names on that day."""
    day = as_of(province.month)
    found = []
    for plan in PLANS:
        valid = not plan.valid_to or plan.valid_to >= day.isoformat()
        if not plan.sister and valid and in_months(plan.months, province.month):
            found.append(_portal(province, province.families[plan.id]))
    return found


def _portal(province: Province, family: Family) -> Facts:
    plan = family.site.plan
    status, reasons = _STATUS[plan.fate]
    seen = plan.fate == "open"
    sections = {
        one: (_section(province, family, one) if one != "contact" else _contact(family))
        if seen
        else _unknown()
        for one in CORE
    }
    origin = family.ports.origin(plan.host, plan.scheme)
    return {
        "id": plan.id, "name": plan.name, "level": plan.level, "url": origin + (plan.prefix or "/"),
        "family": plan.family, "status": status, "status_reason": reasons, "sections": sections,
        "https": {"served": plan.scheme == "https", "problem": _problem(plan),
                  "redirect": plan.certificate in ("good", "expired")},
        "stamped": bool(plan.stamp_from) and province.month >= plan.stamp_from,
        "decoys": _decoys(family, origin) if seen else [], "files": _files(province, family) if seen else [],
        "pages": family.page_count() if seen else 0,
    }  # fmt: skip


def _problem(plan: Plan) -> str | None:
    return {"expired": "expired", "wrong_name": "wrong_name"}.get(plan.certificate)


def _unknown() -> Facts:
    return {"state": "unknown", "urls": [None], "documents": 0, "documents_open": None, "newest": None,
            "newest_source": None, "why": "portal not seen", "way": None}  # fmt: skip


def state_of(node: Node | None, entries: list[tuple[Node, Entry]]) -> str:
    """present, shell, absent or unknown."""
    if node is None or node.part is None:
        return "absent"
    if node.part.forbidden:
        return "unknown"
    return "present" if node.part.mode in PRESENT_MODES and entries else "shell"


def _where(province: Province, family: Family, node: Node | None) -> tuple[Family, Node | None]:
    """The portal and the node that really hold a part, if it lives on a sister host."""
    if node is None or node.part is None or not node.part.host:
        return family, node
    other = next(one for one in province.families.values() if one.site.plan.host == node.part.host)
    return other, next(one for one in other.site.nodes if one.part is node.part)


def _section(province: Province, family: Family, section: str) -> Facts:
    here = family.site.found(section)
    home, node = _where(province, family, here)
    entries = all_entries(node) if node else []
    state = state_of(node, entries)
    if state == "absent" or node is None or node.part is None:
        return {**_unknown(), "state": "absent", "why": "no label"}
    part = node.part
    origin = home.ports.origin(home.site.plan.host, home.site.plan.scheme)
    urls = [origin + path for path in home.aliases(node) if path.startswith("/")]
    made: Facts = {
        "state": state, "label": node.label, "way": "sister" if part.host else part.place, "why": part.mode,
        "urls": urls if state == "present" else [*urls, None], "documents": 0, "documents_open": None,
        "newest": None, "newest_source": None, "oldest": None, "unanswered": None,
        "parts": [origin + home.path(child) for child in node.children if part.mode == "hub"],
        "faked": bool(part.restamp_from) and province.month >= part.restamp_from,
    }  # fmt: skip
    if state != "present":
        return made
    made["documents"] = len(entries)
    if entries[0][1].kind == "documents":
        made["documents_open"] = sum(entry.file in OPEN_STATES for _, entry in entries)
    if entries[0][1].kind == "questions":
        made["unanswered"] = sum(not entry.answer for _, entry in entries)
    days, source = printed_days(home, entries, as_of(province.month))
    if days:
        made.update(newest=max(days).isoformat(), oldest=min(days).isoformat(), newest_source=source)
    return made


def printed_days(
    family: Family, entries: list[tuple[Node, Entry]], end: date
) -> tuple[list[date], str | None]:
    """The days on which entries were put there, as printed, and where they are printed.

    Days of posting where the list or the entries' pages print them, else days of issue; impossible days and
    days after `end` do not count.
    """
    for name in ("posted", "issued"):
        for source in ("listing", "page"):
            days = [
                day
                for node, entry in entries
                if node.part and _prints(family, node.part, entry, name, source)
                if (day := _day(entry, name)) and day <= end
            ]
            if days:
                return days, source
    days = [
        entry.issued
        for node, entry in entries
        if node.part and node.part.dated_files and entry.file == "ok" and entry.issued and entry.issued <= end
    ]
    return days, "document" if days else None


def _prints(family: Family, part: Part, entry: Entry, name: str, source: str) -> bool:
    return name in part.prints if source == "listing" else name in part.item_prints and family.has_page(entry)


def _day(entry: Entry, name: str) -> date | None:
    if name == "issued":
        return None if entry.issued_as else entry.issued
    return entry.posted if entry.kind != "questions" or entry.answer else None


def _contact(family: Family) -> Facts:
    plan, contacts = family.site.plan, family.site.plan.contacts
    node = family.site.contact
    origin = family.ports.origin(plan.host, plan.scheme)
    printed = contacts.page == "full" or contacts.footer
    complete = printed and bool(contacts.address) and bool(contacts.phone or contacts.email)
    home = [origin + path for path in family.aliases(family.site.home)]
    urls = [origin + family.path(node)] if node else []
    state = "present" if complete else "shell" if node else "absent"
    fields = {
        "address": contacts.address, "phone": contacts.phone, "fax": contacts.fax, "email": contacts.email,
        "responsible": contacts.responsible, "title": contacts.title,
    }  # fmt: skip
    return {
        **_unknown(), "state": state, "why": contacts.page, "label": contacts.label if node else None,
        "way": "menu" if node else "footer" if complete else None,
        "urls": [*urls, *(home if contacts.footer else [])] if complete else [*urls, None],
        "fields": {name: value or None for name, value in fields.items()} if complete else {},
    }  # fmt: skip


def _decoys(family: Family, origin: str) -> list[Facts]:
    """Pages that read like a section and are none; none of them may be a section's page."""
    found = []
    for node in family.site.nodes:
        part = node.part
        if part and part.decoy:
            found.append({"url": origin + family.path(node), "label": node.label})
        if part and part.section == "news":
            found += [
                {"url": origin + family.entry_path(node, one), "label": one.title} for one in node.entries
            ]
    return found


def _files(province: Province, family: Family) -> list[Facts]:
    """The files of the core sections that are not what they should be."""
    found = []
    for section in CORE:
        home, node = _where(province, family, family.site.found(section))
        origin = home.ports.origin(home.site.plan.host, home.site.plan.scheme)
        for one, entry in all_entries(node) if node else []:
            if entry.file not in (None, "ok"):
                url = origin + home.file_path(one, entry)
                found.append({"section": section, "url": url, "state": entry.file, "number": entry.number})
    return found
