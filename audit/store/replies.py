"""What bodies answered to their notices, and what the sender decided on it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from audit.store.tables import replies
from reports.dealings import Reply

_FIELDS = tuple(name for name in Reply.__dataclass_fields__ if name in replies.c)


def record_replies(connection: Connection, portal: str, found: Iterable[Reply]) -> int:
    """Keep the replies of a body; the same day's earlier answer to a criterion is replaced unless it was
    decided on. Returns how many were kept.
    """
    kept = 0
    for one in found:
        same = (
            (replies.c.portal == portal)
            & (replies.c.criterion == one.criterion)
            & (replies.c.received == one.received)
        )
        connection.execute(delete(replies).where(same, replies.c.accepted.is_(None)))
        if connection.execute(select(replies.c.portal).where(same)).first() is not None:
            continue
        values = {name: getattr(one, name) for name in _FIELDS}
        connection.execute(insert(replies).values(portal=portal, **values))
        kept += 1
    return kept


def all_replies(connection: Connection, until: date) -> dict[str, list[Reply]]:
    """The replies received by a day, by portal id, oldest first, as they stood on it: what was decided later
    is not yet decided.
    """
    rows = connection.execute(
        select(replies)
        .where(replies.c.received <= until)
        .order_by(replies.c.portal, replies.c.received, replies.c.criterion)
    )
    found: dict[str, list[Reply]] = defaultdict(list)
    for row in rows:
        values = {name: getattr(row, name) for name in _FIELDS}
        if row.decided is not None and row.decided > until:
            values |= dict.fromkeys(("accepted", "expires", "decided", "decided_by"))
        found[row.portal].append(Reply(**values))
    return dict(found)


def decide(
    connection: Connection,
    portal: str,
    criterion: str,
    *,
    accepted: bool,
    by: str,
    on: date,
    expires: date | None = None,
) -> bool:
    """Decide on the latest reply of a body to a criterion; False where there is none."""
    latest = connection.execute(
        select(replies.c.received)
        .where(replies.c.portal == portal, replies.c.criterion == criterion)
        .order_by(replies.c.received.desc())
    ).first()
    if latest is None:
        return False
    connection.execute(
        update(replies)
        .where(
            replies.c.portal == portal,
            replies.c.criterion == criterion,
            replies.c.received == latest.received,
        )
        .values(accepted=accepted, expires=expires if accepted else None, decided=on, decided_by=by)
    )
    return True
