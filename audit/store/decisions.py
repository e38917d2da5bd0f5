"""What named persons decided about findings: only ever added to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from audit.store.tables import decisions
from scoring.replies import Decision

_PLAIN = tuple(name for name in Decision.model_fields if name != "evidence")


def record_decisions(connection: Connection, made: Iterable[Decision], recorded: datetime) -> int:
    """Add decisions; one that is there already in every word is not added again. Returns how many were."""
    count = 0
    for one in made:
        values = {name: getattr(one, name) for name in _PLAIN} | {"evidence": " ".join(one.evidence)}
        same = [
            decisions.c[name].is_(None) if value is None else decisions.c[name] == value
            for name, value in values.items()
        ]
        if connection.execute(select(decisions.c.key).where(*same)).first() is None:
            connection.execute(insert(decisions).values(**values, recorded=recorded))
            count += 1
    return count


def all_decisions(connection: Connection, until: date) -> dict[str, list[Decision]]:
    """The decisions made by a day, by portal id, oldest first, lapsed ones too."""
    rows = connection.execute(
        select(decisions).where(decisions.c.decided <= until).order_by(decisions.c.decided, decisions.c.key)
    )
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in rows:
        values = {name: getattr(row, name) for name in _PLAIN}
        found[row.portal].append(Decision(**values, evidence=tuple(row.evidence.split())))
    return dict(found)
