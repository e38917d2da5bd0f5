"""Answers of the bodies: taken in from their workbooks, listed, decided on by a person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from audit.errors import UserError
from audit.folder import existing
from audit.store.engine import open_store, store_url
from audit.store.letters import issued_letters
from audit.store.replies import all_replies, decide, record_replies
from audit.taken import Taken
from reports.books import BookError
from reports.dealings import Reply
from reports.replies.reading import ReplyFile, read_replies

HOLDS = timedelta(days=365)  # an accepted reply, where no day is set


def take_in(
    out: Path, files: Sequence[Path], *, received: date, db: str | None = None
) -> list[Taken[ReplyFile]]:
    """Read the workbooks and keep their good answers, each file for itself.

    Only what a body was written to about, in a letter issued by `received`, can be answered.
    """
    with _store(out, db) as connection:
        asked: dict[str, set[str]] = defaultdict(set)
        for letter in issued_letters(connection, received):
            asked[letter.portal] |= set(letter.criteria)
        return [_one(connection, path, received, asked) for path in files]


def waiting(out: Path, *, until: date, db: str | None = None) -> list[tuple[str, Reply]]:
    """The replies that nobody has decided on, with the id of their body, oldest first."""
    with _store(out, db) as connection:
        known = all_replies(connection, until)
    found = [(portal, one) for portal, rows in known.items() for one in rows if one.accepted is None]
    return sorted(found, key=lambda row: (row[1].received, row[0], row[1].criterion))


def settle(
    out: Path,
    portal: str,
    criterion: str,
    *,
    accepted: bool,
    by: str,
    on: date,
    expires: date | None = None,
    db: str | None = None,
) -> None:
    """Decide on the latest reply; one that is accepted lapses a year later unless told otherwise.

    Raises `UserError` where there is none, or it would lapse before `on`.
    """
    if not by.strip():
        raise UserError("Thiếu --by: ghi họ tên, chức vụ người quyết định.")
    if expires is not None and expires < on:
        raise UserError(f"Ngày hết hiệu lực {expires:%d/%m/%Y} trước ngày quyết định {on:%d/%m/%Y}.")
    with _store(out, db) as connection:
        done = decide(
            connection, portal, criterion, accepted=accepted, by=by, on=on, expires=expires or on + HOLDS
        )
    if not done:
        raise UserError(
            f"“{portal}” chưa có trả lời nào về tiêu chí “{criterion}”. Xem: congkhai reply list DIR."
        )


@contextmanager
def _store(out: Path, db: str | None) -> Iterator[Connection]:
    engine = open_store(store_url(db, existing(out).root))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _one(connection: Connection, path: Path, received: date, asked: dict[str, set[str]]) -> Taken[ReplyFile]:
    try:
        read = read_replies(path.read_bytes(), received=received, asked=asked)
    except OSError as error:
        return Taken(path, None, 0, f"không mở được tệp ({error.strerror})")
    except BookError as error:
        return Taken(path, None, 0, str(error))
    return Taken(path, read, record_replies(connection, read.portal, read.replies))
