"""What changed from one month to the next, as a leaderboard must show it."""

from datetime import date, timedelta
from typing import Any

from tests.replica.content import as_of
from tests.replica.plans import PLANS

Facts = dict[str, Any]
_STALE = timedelta(days=90)


def movements(before: list[Facts], now: list[Facts], month_before: str, month: str) -> list[Facts]:
    """Planted movements, one row each: who improves, decays, merges, or fakes a date, and in what.

    `honest`: what the leaderboard must make of it: up, down, gone, or unmoved (a faked date lifts nobody).
    """
    old = {one["id"]: one for one in before}
    known_now = {one["id"] for one in now}
    rows: list[Facts] = []
    for portal in now:
        known = old.get(portal["id"])
        if known is not None:
            rows += _moved(known, portal, as_of(month_before), as_of(month))
    for plan in PLANS:
        if plan.valid_to and plan.id in old and plan.id not in known_now:
            rows.append({"id": plan.id, "kind": "merges", "section": None, "honest": "gone", "planned": True,
                         "what": f"into {plan.successor}"})  # fmt: skip
        if plan.stamp_from == month:
            rows.append({"id": plan.id, "kind": "fakes", "section": None, "honest": "unmoved",
                         "planned": True, "what": "today's stamp on every page"})  # fmt: skip
        rows += [
            {"id": plan.id, "kind": "fakes", "section": part.section, "honest": "unmoved", "planned": True,
             "what": "old entries posted again"}
            for part in plan.parts if part.restamp_from == month
        ]  # fmt: skip
    return rows


def _moved(old: Facts, new: Facts, then: date, today: date) -> list[Facts]:
    rows = []
    for section, fact in new["sections"].items():
        was, now = old["sections"][section], fact
        if was["state"] != "present" and now["state"] == "present":
            rows.append(_row(new["id"], "improves", section, "up", f"{was['state']} -> present"))
        elif was["state"] == "present" and now["state"] != "present":
            rows.append(_row(new["id"], "decays", section, "down", f"present -> {now['state']}"))
        elif _stale(was, then) != _stale(now, today):
            ages = _stale(now, today)
            what = f"nothing new since {now['newest']}" if ages else f"new on {now['newest']}"
            kind, honest = ("decays", "down") if ages else ("improves", "up")
            rows.append({**_row(new["id"], kind, section, honest, what), "planned": False})
    return rows


def _row(portal: str, kind: str, section: str, honest: str, what: str) -> Facts:
    return {
        "id": portal, "kind": kind, "section": section, "honest": honest, "planned": True, "what": what,
    }  # fmt: skip


def _stale(fact: Facts, day: date) -> bool:
    return bool(fact["newest"]) and day - date.fromisoformat(fact["newest"]) > _STALE
