"""Issued letters to the bodies by e-mail: planned and shown first, then sent, each once.

A message is made once and its bytes are kept; what is sent is what was shown. Whatever happens to it is in
the store's trail.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from email import message_from_bytes
from pathlib import Path
from smtplib import SMTP

from sqlalchemy import Engine

from audit.clock import now
from audit.errors import UserError
from audit.folder import AuditFolder, existing, write
from audit.report import Round, load_round
from audit.smtp import Server, UnreachableError, hand_over, session
from audit.store.engine import open_store, store_url
from audit.store.letters import Letter, issued_letters
from audit.store.outbox import TO_SEND, Event, Message, State, claim, events, messages, plan, settle
from config.calendar import VIETNAM
from config.registry import Portal, read_registry
from reports.files import safe_name
from reports.mail import Attachment, MailError, letter_message

PAUSES = (5.0, 30.0)  # seconds before a message that could not go is tried again
SUBJECTS = {
    "notice": "kết quả kiểm tra việc công khai thông tin",
    "access": "đề nghị mở quyền truy cập để kiểm tra việc công khai thông tin",
    "collective": "thông báo kết quả kiểm tra việc công khai thông tin",
}
MESSAGE = "thu.eml"
_REPLANNED = ("planned", "waiting", "refused")  # never went: may be made anew for another address


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be sent: the messages, and who cannot be written to, with the reason."""

    messages: tuple[Message, ...]
    problems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """All messages of the round as they now stand; `stopped`: why the batch went no further, or nothing."""

    messages: tuple[Message, ...]
    stopped: str = ""


def prepare(
    out: Path, *, db: str | None = None, sender: Path | None = None, registry: Path | None = None
) -> Planned:
    """Plan a message for every issued letter of the run in `out` and every body it goes to; `registry`: a
    newer one than the run's, for the addresses.

    What was sent, or may have been, stays as it is. The files of each body are laid into a folder of its own.
    """
    with _opened(out, db) as (folder, engine):
        found = load_round(folder, engine, sender)
        _no_longer_sending(engine, found)
        with engine.connect() as connection:
            letters = [
                one for one in issued_letters(connection, date.max)
                if one.as_of == found.results.as_of and one.kind in SUBJECTS
            ]  # fmt: skip
            known = {(one.portal, one.kind): one for one in messages(connection, found.results.as_of)}
        newer = {one.id: one for one in read_registry(registry)[0]} if registry else {}
        portals = [newer.get(one.id, one) for one in found.portals]
        problems: list[tuple[str, str]] = []
        for letter in letters:
            for portal in _receivers(letter, portals):
                before = known.get((portal.id, letter.kind))
                if before is not None and (before.state not in _REPLANNED or before.address == portal.email):
                    continue
                try:
                    made = _message(found, letter, portal, before)
                except (MailError, UserError) as error:
                    problems.append((portal.id, str(error)))
                    continue
                with engine.begin() as connection:
                    plan(connection, made, now())
        with engine.connect() as connection:
            return Planned(tuple(messages(connection, found.results.as_of)), tuple(problems))


def deliver(
    out: Path,
    server: Server,
    *,
    db: str | None = None,
    sender: Path | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Sent:
    """Send what was planned, one after another; what could not go is tried again after a pause, and stays
    for the next call. Raises `UserError` where nothing was planned.
    """
    with _opened(out, db) as (folder, engine):
        found = load_round(folder, engine, sender)
        as_of = found.results.as_of
        _no_longer_sending(engine, found)
        stopped = ""
        if not _in(engine, found):
            raise UserError(f"Chưa có thư nào. Xem trước đã: congkhai send {out} --dry-run")
        for wait in (0.0, *PAUSES):
            left = [one for one in _in(engine, found) if one.state in TO_SEND]
            if not left:
                break
            if wait:
                pause(wait)
            stopped = _batch(folder, engine, server, found.sender.email, left)
        with engine.connect() as connection:
            return Sent(tuple(messages(connection, as_of)), stopped)


def decide(
    out: Path, message_id: str, *, went: bool, by: str, db: str | None = None, sender: Path | None = None
) -> None:
    """A person says of a message whose end is unknown that it went, or that it may be sent again; raises
    `UserError` where there is no such message.
    """
    if not by.strip():
        raise UserError("Thiếu --by: ghi họ tên, chức vụ người xác nhận.")
    with _opened(out, db) as (folder, engine):
        found = load_round(folder, engine, sender)
        _no_longer_sending(engine, found)
        message = next((one for one in _in(engine, found) if one.message_id == message_id), None)
        state: State = "sent" if went else "waiting"
        with engine.begin() as connection:
            if message is None or not settle(
                connection, message.key, state, f"{by.strip()} xác nhận", now(), only=("unknown",)
            ):
                raise UserError(f"{message_id}: không có thư nào như vậy đang chờ xác nhận.")


def trail(out: Path, *, db: str | None = None) -> list[Event]:
    """Everything that happened to the messages of the run in `out`."""
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.connect() as connection:
            return events(connection, folder.read_results().as_of)
    finally:
        engine.dispose()


@contextmanager
def _opened(out: Path, db: str | None) -> Iterator[tuple[AuditFolder, Engine]]:
    folder = existing(out)
    with folder.locked():
        engine = open_store(store_url(db, folder.root))
        try:
            yield folder, engine
        finally:
            engine.dispose()


def _in(engine: Engine, found: Round) -> list[Message]:
    with engine.connect() as connection:
        return messages(connection, found.results.as_of)


def _no_longer_sending(engine: Engine, found: Round) -> None:
    """What an earlier call was sending when it ended: nobody knows whether it went."""
    for one in _in(engine, found):
        if one.state == "sending":
            with engine.begin() as connection:
                settle(
                    connection,
                    one.key,
                    "unknown",
                    "chương trình bị ngắt khi đang gửi",
                    now(),
                    only=("sending",),
                )


def _batch(folder: AuditFolder, engine: Engine, server: Server, sender: str, left: Sequence[Message]) -> str:
    """Try each once; returns why the batch went no further, or nothing."""
    waiting = list(left)
    while waiting:
        try:
            with session(server) as connection:
                while waiting:
                    one = waiting.pop(0)
                    if not _send(folder, engine, connection, sender, one):
                        break  # the connection is of no more use
        except UnreachableError as error:
            return str(error)
    return ""


def _send(folder: AuditFolder, engine: Engine, connection: SMTP, sender: str, one: Message) -> bool:
    """Send one message; False where the connection broke."""
    content = _content(folder, one)
    with engine.begin() as store:
        if not claim(store, one.key, now()):
            return True
    handed = hand_over(connection, sender, one.address, content)
    with engine.begin() as store:
        settle(store, one.key, handed.fate, handed.detail, now(), only=("sending",))
    return connection.sock is not None and handed.fate != "unknown"


def _content(folder: AuditFolder, one: Message) -> bytes:
    path = folder.root / one.file
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != one.sha256:
        raise UserError(f"{path}: thư đã bị sửa hoặc mất so với khi xem trước. Khôi phục tệp từ bản sao lưu.")
    return content


def _receivers(letter: Letter, portals: Sequence[Portal]) -> list[Portal]:
    if letter.kind == "collective":
        return list(portals)
    return [one for one in portals if one.id == letter.portal]


def _message(found: Round, letter: Letter, portal: Portal, before: Message | None) -> Message:
    """Make the message and lay it, with its files, into the folder of its body."""
    files = _files(found, letter, portal)
    symbol = found.sender.symbol_notice if letter.kind == "collective" else found.sender.symbol_letter
    made = letter_message(
        portal,
        found.sender,
        number=letter.number,
        symbol=symbol,
        issued=datetime.combine(letter.issued, clock_time(), VIETNAM),
        subject=SUBJECTS[letter.kind],
        attachments=files,
        sent=now().astimezone(VIETNAM),
    )
    content = made.as_bytes()
    place = found.folder.outgoing / letter.as_of.isoformat() / safe_name(portal.id) / letter.kind
    for one in files:
        write(place / one.name, one.content)
    write(place / MESSAGE, content)
    return Message(
        as_of=letter.as_of,
        portal=portal.id,
        kind=letter.kind,
        number=letter.number,
        message_id=str(message_from_bytes(content)["Message-ID"]),
        address=portal.email or "",
        file=(place / MESSAGE).relative_to(found.folder.root).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        attempts=before.attempts if before else 0,
        key=before.key if before else 0,
    )


def _files(found: Round, letter: Letter, portal: Portal) -> list[Attachment]:
    """The letter as issued, its PDF, and the workbook to answer in."""
    path = found.folder.root / letter.file
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != letter.sha256:
        raise UserError(f"{path}: văn bản đã phát hành bị sửa hoặc mất. Khôi phục tệp từ bản sao lưu.")
    files = [Attachment(path.name, content)]
    pdf = path.with_suffix(".pdf")
    if pdf.is_file():
        files.insert(0, Attachment(pdf.name, pdf.read_bytes()))
    name = f"tra-loi-{safe_name(portal.id)}-{letter.as_of.isoformat()}.xlsx"
    book = found.folder.notices(letter.as_of) / "tra-loi" / name
    if letter.kind == "notice" and book.is_file():
        files.append(Attachment(book.name, book.read_bytes()))
    return files
