"""Letters that were issued: what they asked for, and until when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from audit.store.tables import letter_criteria, letters


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as issued. `portal` is "" for the collective one, a platform's domain for its operator's;
    `due` None where it sets no limit."""

    run_id: str
    as_of: date
    portal: str
    kind: str
    number: str
    issued: date
    due: date | None
    file: str
    sha256: str
    criteria: tuple[str, ...] = ()


def issued_letter(connection: Connection, as_of: date, portal: str, kind: str) -> Letter | None:
    """The letter of that round to that body, if it was issued."""
    row = connection.execute(
        select(letters).where(letters.c.as_of == as_of, letters.c.portal == portal, letters.c.kind == kind)
    ).first()
    if row is None:
        return None
    named = select(letter_criteria.c.criterion).where(letter_criteria.c.letter == row.key)
    values = {name: getattr(row, name) for name in Letter.__dataclass_fields__ if name != "criteria"}
    return Letter(**values, criteria=tuple(sorted(connection.execute(named).scalars())))


def issued_letters(connection: Connection, until: date) -> list[Letter]:
    """All letters issued by a day, by day and number."""
    rows = connection.execute(
        select(letters)
        .where(letters.c.issued <= until)
        .order_by(letters.c.issued, letters.c.number, letters.c.key)
    ).all()
    named = select(letter_criteria.c.letter, letter_criteria.c.criterion)
    criteria: dict[int, list[str]] = defaultdict(list)
    for letter, criterion in connection.execute(named):
        criteria[letter].append(criterion)
    fields = [name for name in Letter.__dataclass_fields__ if name != "criteria"]
    return [
        Letter(**{name: getattr(row, name) for name in fields}, criteria=tuple(sorted(criteria[row.key])))
        for row in rows
    ]


def cited(connection: Connection, run_id: str) -> bool:
    """Was a letter issued that rests on this run? Then its evidence is never to be written over."""
    return connection.execute(select(letters.c.key).where(letters.c.run_id == run_id)).first() is not None


def record_letter(connection: Connection, letter: Letter) -> None:
    """Record a letter; raises `sqlalchemy.exc.IntegrityError` where that body has one of that round."""
    values = {name: getattr(letter, name) for name in Letter.__dataclass_fields__ if name != "criteria"}
    key = connection.execute(insert(letters).values(**values).returning(letters.c.key)).scalar_one()
    rows = [{"letter": key, "criterion": name} for name in dict.fromkeys(letter.criteria)]
    if rows:
        connection.execute(insert(letter_criteria), rows)


def deadlines(connection: Connection, as_of: date) -> dict[str, dict[str, date]]:
    """By portal and criterion, the latest deadline of the letters issued by `as_of`."""
    rows = connection.execute(
        select(letters.c.portal, letter_criteria.c.criterion, letters.c.due)
        .join(letter_criteria, letter_criteria.c.letter == letters.c.key)
        .where(letters.c.issued <= as_of, letters.c.due.is_not(None))
    )
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for portal, criterion, due in rows:
        found[portal][criterion] = max(due, found[portal].get(criterion, due))
    return dict(found)
