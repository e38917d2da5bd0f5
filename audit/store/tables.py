"""The tables. What a run says is kept once per run, narrow, with the whole result compressed beside it; what
seldom changes (bodies, entries of sections, pages) is kept as changes: from when, until when.

`since` is the first day a row held, `until` the first day it no longer did; NULL: it still does.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone, also where the database keeps none: there it is UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; raises `ValueError` for a moment without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Back with its zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _run_key() -> Column[int]:
    return Column("run", ForeignKey("runs.key", ondelete="CASCADE"), primary_key=True)


runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("as_of", Date, nullable=False, index=True),
    Column("rubric", String(64), nullable=False),
    Column("registry", Text, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
)

bodies = Table(
    "bodies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent", String(64)),
    Column("email", Text),
    Column("address_to", Text),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successor", String(64)),
    sqlite_with_rowid=False,
)

results = Table(
    "results",
    metadata,
    _run_key(),
    Column("portal", String(64), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("status_reason", Text),
    Column("value", Float),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("coverage", Float, nullable=False),
    Column("rank", Integer),
    Column("quality", Float),
    Column("whole", LargeBinary, nullable=False),
    Index(None, "portal", "run"),
)

sections = Table(
    "sections",
    metadata,
    _run_key(),
    Column("portal", String(64), primary_key=True),
    Column("section", String(32), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("score", Float),
    Column("documents", Integer),
    Column("newest", Date),
    Column("newest_source", String(16)),
    sqlite_with_rowid=False,
)

findings = Table(
    "findings",
    metadata,
    _run_key(),
    Column("portal", String(64), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("points", Float),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("section", String(32), primary_key=True),
    Column("key", String(24), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
    Column("title", Text, nullable=False),
    Column("number", Text),
    Column("url", Text),
    Column("issued", Date),
    Column("published", Date),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("key", String(24), primary_key=True),
    Column("since", Date, primary_key=True),
    Column("until", Date),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    sqlite_with_rowid=False,
)

stamps = Table(  # days that stood on every page of a portal
    "stamps",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("since", Date, nullable=False),
    sqlite_with_rowid=False,
)

dead_links = Table(  # days on which a link answered 404 or 410, since it last held
    "dead_links",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("key", String(24), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("url", Text, nullable=False),
    sqlite_with_rowid=False,
)

letters = Table(
    "letters",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("run_id", String(64), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("portal", Text, nullable=False),  # "" for the collective one, a domain for an operator's
    Column("kind", String(16), nullable=False),
    Column("number", String(32), nullable=False),
    Column("issued", Date, nullable=False, index=True),
    Column("due", Date),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("as_of", "portal", "kind"),
)

letter_criteria = Table(
    "letter_criteria",
    metadata,
    Column("letter", ForeignKey("letters.key", ondelete="CASCADE"), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    sqlite_with_rowid=False,
)

replies = Table(
    "replies",
    metadata,
    Column("portal", String(64), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    Column("received", Date, primary_key=True),
    Column("answer", String(16), nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("promised", Date),
    Column("mended", Date),
    Column("accepted", Boolean),  # NULL: nobody has decided
    Column("expires", Date),  # the last day it counts
    Column("decided", Date),
    Column("decided_by", Text),
    sqlite_with_rowid=False,
)

decisions = Table(  # of named persons about findings; only ever added to
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("portal", String(64), nullable=False),
    Column("criterion", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("share", Float),  # of the points, for `partial`
    Column("person", Text, nullable=False),
    Column("decided", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("expires", Date),  # the last day it counts
    Column("evidence", Text, nullable=False),  # what it holds with, separated by spaces
    Column("content", String(64)),  # or this
    Column("file", Text),
    Column("recorded", Moment, nullable=False),
    Index(None, "portal", "criterion"),
)

outbox = Table(  # messages to the bodies, one for each letter and receiver
    "outbox",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("portal", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", String(32), nullable=False),
    Column("message_id", String(255), nullable=False),
    Column("address", Text, nullable=False),
    Column("file", Text, nullable=False),  # the message as it is sent, within the folder of the audit
    Column("sha256", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    UniqueConstraint("as_of", "portal", "kind"),
)

sends = Table(  # everything that happened to a message; only ever added to
    "sends",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("message", ForeignKey("outbox.key"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),  # that it then had
    Column("message_id", String(255), nullable=False),
    Column("address", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

turns = Table(  # of scheduled jobs: who has taken which due time, and what came of it
    "turns",
    metadata,
    Column("job", String(64), primary_key=True),
    Column("due", Moment, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("owner", String(128)),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("started", Moment),
    Column("finished", Moment),
    Column("exit_code", Integer),
    sqlite_with_rowid=False,
)
