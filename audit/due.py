"""What falls due: from the letters issued, the replies, and the plan that the sender follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from audit.folder import existing
from audit.report import Round, load_round
from audit.store.bodies import known_lineage
from audit.store.engine import open_store, store_url
from audit.store.letters import issued_letters
from audit.store.replies import all_replies
from reports.due import Due, IssuedLetter, due_list


def due(
    out: Path, *, first: date, last: date, db: str | None = None, sender: Path | None = None
) -> list[Due]:
    """What falls due from `first` to `last`, by the letters issued after the runs of `out`.

    What the last run found in order is not asked for again. Raises as `load_round` does.
    """
    found, issued = round_and_letters(out, last, db=db, sender=sender)
    settled = {
        portal.id: {finding.criterion for finding in portal.findings if finding.outcome == "pass"}
        for portal in found.results.portals
    }
    return due_list(issued, found.sender, found.dealings, first=first, last=last, settled=settled)


def round_and_letters(
    out: Path, until: date, *, db: str | None, sender: Path | None
) -> tuple[Round, Sequence[IssuedLetter]]:
    """The run in `out` with the replies of a day, and the letters with a limit that were issued by it."""
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        found = load_round(folder, engine, sender)
        with engine.connect() as connection:
            stored = issued_letters(connection, until)
            lineage = known_lineage(connection)
            replies = all_replies(connection, until)
    finally:
        engine.dispose()
    names = {portal.id: portal.name for portal in found.results.portals}
    letters = [
        IssuedLetter(
            portal=heir,
            name=names.get(heir, heir),
            number=one.number,
            issued=one.issued,
            due=one.due,
            criteria=frozenset(one.criteria),
        )
        for one in stored
        for heir in lineage.heirs(one.portal, until) or (one.portal,)
        if one.due is not None and one.criteria
    ]
    return replace(found, dealings=replace(found.dealings, replies=replies)), letters
