"""Entries of sections and pages of portals: since when, until when. Kept as changes, never as copies.

What a run could not see is no change: only sections and portals that were measured open or close rows. Runs
as of an earlier day than one already recorded for the portal change nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, insert, select, update

from audit.store.identity import TITLE, identify
from audit.store.sightings import record_sightings, with_sightings
from audit.store.tables import entries, pages, results, runs, stamps
from crawler.facts import Item, Outcome, PortalFacts, SectionFacts

_DAYS = ("issued", "published")


@dataclass(frozen=True, slots=True)
class _Scope:
    """The rows of one portal, or of one section of it."""

    table: Table
    where: Mapping[str, str]

    @property
    def condition(self) -> Any:
        return and_(*(self.table.c[name] == value for name, value in self.where.items()))


def with_first_seen(connection: Connection, facts: PortalFacts) -> PortalFacts:
    """The facts with the day put to each entry on which a run up to `as_of` first saw it, and with what other
    days tell of its technique.
    """
    sections = {}
    for name, section in facts.sections.items():
        rows = _known(connection, facts, name)
        first: dict[str, date] = {}
        for row in rows:
            first[row.key] = min(row.since, first.get(row.key, row.since))
        items = tuple(
            replace(item, first_seen=first.get(key, facts.as_of))
            for key, item in zip(identify(section.items, rows), section.items, strict=True)
        )
        sections[name] = replace(section, items=items)
    return with_sightings(connection, replace(facts, sections=sections))


def record(connection: Connection, facts: PortalFacts) -> None:
    """Record what is new and what is gone since the last run of this portal."""
    if facts.status not in ("measured", "incomplete") or _later_run(connection, facts):
        return
    for name, section in facts.sections.items():
        if section.state == "unknown":
            continue
        keys = identify(section.items, _known(connection, facts, name))
        found = {key: _entry_values(item) for key, item in zip(keys, section.items, strict=True)}
        scope = _Scope(entries, {"portal": facts.id, "section": name})
        _change(connection, scope, found, facts.as_of, close=_all_read(section))
    read = {
        _digest(visited.final_url): {"url": visited.final_url, "title": visited.title}
        for visited in facts.visited
        if visited.outcome is Outcome.OK and visited.purpose in ("home", "section", "list", "item")
    }
    dead = {_digest(visited.url) for visited in facts.visited if visited.outcome is Outcome.NOT_FOUND}
    scope = _Scope(pages, {"portal": facts.id})
    _change(connection, scope, read, facts.as_of, close=dead)
    _remember_stamps(connection, facts)
    record_sightings(connection, facts)


def _change(
    connection: Connection,
    scope: _Scope,
    found: Mapping[str, Mapping[str, Any]],
    as_of: date,
    *,
    close: bool | set[str],
) -> None:
    """Open rows for what is new or bears other days now, close those that are gone: all that are not
    found, or those in `close`.
    """
    table = scope.table
    rows = connection.execute(select(table).where(scope.condition)).all()
    there = {row.key: row for row in rows if row.until is None}
    same_day = {row.key for row in rows if row.since == as_of}
    changed = {key for key in found.keys() & there.keys() if _other_days(there[key], found[key])}
    for key in (found.keys() - there.keys() | changed) & same_day:
        again = and_(scope.condition, table.c.key == key, table.c.since == as_of)
        connection.execute(update(table).where(again).values(until=None, **found[key]))
    open_keys = there.keys() - changed
    gone = there.keys() - found.keys()
    if close is not True:
        gone &= close or set()
    for key in gone | (changed - same_day):
        lapsed = and_(scope.condition, table.c.key == key, table.c.until.is_(None))
        connection.execute(update(table).where(lapsed).values(until=as_of))
    new = [
        {**scope.where, "key": key, "since": as_of, "until": None, **values}
        for key, values in found.items()
        if key not in open_keys and key not in same_day
    ]
    if new:
        connection.execute(insert(table), new)


def _other_days(row: Row[Any], values: Mapping[str, Any]) -> bool:
    """Does it print another day than before? A day that is no longer read is no change."""
    return any(
        values[name] is not None and getattr(row, name) != values[name] for name in _DAYS if name in values
    )


def _entry_values(item: Item) -> dict[str, Any]:
    return {
        "title": item.title[:TITLE],
        "number": item.number,
        "url": item.url,
        "issued": item.issued.day if item.issued else None,
        "published": item.published.day if item.published else None,
    }


def _remember_stamps(connection: Connection, facts: PortalFacts) -> None:
    """Keep the days that stood on every page: they are no dates of entries."""
    known = set(connection.execute(select(stamps.c.day).where(stamps.c.portal == facts.id)).scalars())
    new = [
        {"portal": facts.id, "day": day, "since": facts.as_of}
        for day in dict.fromkeys(facts.template_dates)
        if day not in known
    ]
    if new:
        connection.execute(insert(stamps), new)


def _all_read(section: SectionFacts) -> bool:
    """Was every entry read, so that one not seen is gone?"""
    return section.total is None or section.total <= len(section.items)


def _known(connection: Connection, facts: PortalFacts, section: str) -> Sequence[Row[Any]]:
    """The rows of the section's entries up to the day of the facts, oldest first."""
    return connection.execute(
        select(entries)
        .where(entries.c.portal == facts.id, entries.c.section == section, entries.c.since <= facts.as_of)
        .order_by(entries.c.since, entries.c.key)
    ).all()


def _later_run(connection: Connection, facts: PortalFacts) -> bool:
    later = (
        select(results.c.run)
        .join(runs, runs.c.key == results.c.run)
        .where(results.c.portal == facts.id, runs.c.as_of > facts.as_of)
        .limit(1)
    )
    return connection.execute(later).first() is not None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
