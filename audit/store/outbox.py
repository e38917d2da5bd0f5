"""The outbox: which messages there are, in what state, and the trail of everything that happened to them.

planned -> sending -> sent | waiting (tried again) | refused | unknown (a person must say)
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from audit.store.tables import outbox, sends

State = Literal["planned", "waiting", "sending", "sent", "refused", "unknown"]
TO_SEND: tuple[State, ...] = ("planned", "waiting")


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `file`: its bytes, within the folder of the audit; `key` 0: not in the outbox yet."""

    as_of: date
    portal: str
    kind: str
    number: str
    message_id: str
    address: str
    file: str
    sha256: str
    state: State = "planned"
    attempts: int = 0
    key: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a message; `detail`: what the server or a person said."""

    message: int
    at: datetime
    state: State
    message_id: str
    address: str
    detail: str


def messages(connection: Connection, as_of: date) -> list[Message]:
    """The messages of a round, in the order in which they were planned."""
    rows = connection.execute(select(outbox).where(outbox.c.as_of == as_of).order_by(outbox.c.key))
    return [Message(**row._mapping) for row in rows]


def plan(connection: Connection, message: Message, at: datetime) -> None:
    """Put a message into the outbox, in place of one of the same letter to the same body that never went."""
    values = {name: getattr(message, name) for name in Message.__dataclass_fields__ if name != "key"}
    if message.key:
        connection.execute(update(outbox).where(outbox.c.key == message.key).values(**values))
        key = message.key
    else:
        key = connection.execute(insert(outbox).values(**values).returning(outbox.c.key)).scalar_one()
    _note(connection, key, at, "")


def claim(connection: Connection, key: int, at: datetime) -> bool:
    """Take a message to send it; False where it is no longer there to be sent."""
    taken = connection.execute(
        update(outbox)
        .where(outbox.c.key == key, outbox.c.state.in_(TO_SEND))
        .values(state="sending", attempts=outbox.c.attempts + 1)
    )
    if taken.rowcount != 1:
        return False
    _note(connection, key, at, "")
    return True


def settle(
    connection: Connection, key: int, state: State, detail: str, at: datetime, *, only: tuple[State, ...]
) -> bool:
    """Record what came of a message that is in one of the states `only`; False where it is in another."""
    done = connection.execute(
        update(outbox).where(outbox.c.key == key, outbox.c.state.in_(only)).values(state=state)
    )
    if done.rowcount == 1:
        _note(connection, key, at, detail)
    return done.rowcount == 1


def events(connection: Connection, as_of: date) -> list[Event]:
    """Everything that happened to the messages of a round, in order."""
    rows = connection.execute(
        select(sends).join(outbox, outbox.c.key == sends.c.message).where(outbox.c.as_of == as_of)
        .order_by(sends.c.key)
    )  # fmt: skip
    names = Event.__dataclass_fields__
    return [Event(**{name: getattr(row, name) for name in names}) for row in rows]


def _note(connection: Connection, key: int, at: datetime, detail: str) -> None:
    row = connection.execute(select(outbox).where(outbox.c.key == key)).one()
    values = {"state": row.state, "message_id": row.message_id, "address": row.address}
    connection.execute(insert(sends).values(message=key, at=at, detail=detail[:500], **values))
