"""What several days tell of a portal's technique: links that stay dead, and how often the portal answered."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select

from audit.store.tables import dead_links, results, runs
from config.standards import load_standards
from crawler.facts import Outcome, PortalFacts
from crawler.frontier import canonical

_CHUNK = 500  # keys in one question: databases limit them


def with_sightings(connection: Connection, facts: PortalFacts) -> PortalFacts:
    """The facts with the days put to each dead link on which runs up to `as_of` saw it so since it last held,
    and with how often the portal answered. Where there are too few runs to tell, that was not asked.
    """
    technical = facts.technical
    if technical is None:
        return facts
    earlier = _earlier_days(connection, facts)
    if technical.dead_links is not None:
        dead = tuple(replace(link, days=1 + earlier.get(_key(link.url), 0)) for link in technical.dead_links)
        technical = replace(technical, dead_links=dead)
    answered, tries = _answered(connection, facts)
    if tries >= load_standards()["portal.least_tries"]:
        asked = tuple(dict.fromkeys((*technical.asked, "availability")))
        technical = replace(technical, asked=asked, available=(answered, tries))
    return replace(facts, technical=technical)


def record_sightings(connection: Connection, facts: PortalFacts) -> None:
    """Keep which links are dead today, and forget what was said of those that hold again."""
    dead = (facts.technical.dead_links or ()) if facts.technical else ()
    gone = {_key(link.url): link.url for link in dead}
    held = {_key(seen.url) for seen in facts.visited if seen.outcome is Outcome.OK} - gone.keys()
    own = dead_links.c.portal == facts.id
    known = set(connection.execute(select(dead_links.c.key).where(own)).scalars())
    for keys in _chunks(held & known):
        connection.execute(delete(dead_links).where(own, dead_links.c.key.in_(keys)))
    today = select(dead_links.c.key).where(own, dead_links.c.day == facts.as_of)
    there = set(connection.execute(today).scalars())
    new = [
        {"portal": facts.id, "key": key, "day": facts.as_of, "url": url}
        for key, url in gone.items()
        if key not in there
    ]
    if new:
        connection.execute(insert(dead_links), new)


def _earlier_days(connection: Connection, facts: PortalFacts) -> dict[str, int]:
    rows = connection.execute(
        select(dead_links.c.key, func.count())
        .where(dead_links.c.portal == facts.id, dead_links.c.day < facts.as_of)
        .group_by(dead_links.c.key)
    )
    return {key: days for key, days in rows}  # noqa: C416 - rows are no pairs to the type checker


def _answered(connection: Connection, facts: PortalFacts) -> tuple[int, int]:
    """How often the portal answered, of the runs that tell: with this one, without those that reached nobody
    (their own network was down), and without refusals.
    """
    since = facts.as_of - timedelta(days=load_standards()["portal.tries_days"])
    reached = select(results.c.run).where(results.c.status == "measured")
    rows = connection.execute(
        select(results.c.status, func.count())
        .join(runs, runs.c.key == results.c.run)
        .where(
            results.c.portal == facts.id,
            results.c.status.in_(("measured", "unreachable")),
            results.c.run.in_(reached),
            runs.c.finished.is_not(None),
            runs.c.as_of > since,
            runs.c.as_of < facts.as_of,
        )
        .group_by(results.c.status)
    )
    counted = {status: count for status, count in rows}  # noqa: C416
    answered = counted.get("measured", 0) + (facts.status == "measured")
    return answered, answered + counted.get("unreachable", 0)


def _key(url: str) -> str:
    return hashlib.sha256(canonical(url).encode()).hexdigest()[:24]


def _chunks(keys: Iterable[str]) -> Iterable[list[str]]:
    found = sorted(keys)
    return (found[start : start + _CHUNK] for start in range(0, len(found), _CHUNK))
