"""Handing messages to an SMTP server, so that it is always told apart: gone, not gone, or unknown."""

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from audit.errors import UserError

PASSWORD = "CONGKHAI_SMTP_PASSWORD"  # noqa: S105 - the name of the variable
TIMEOUT = 60.0  # seconds for each step
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"(?m)^\.")
Fate = Literal["sent", "waiting", "refused", "unknown"]


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server; `security`: how the connection is kept from others."""

    host: str
    port: int
    security: Literal["smtp", "smtp+starttls", "smtps"]
    user: str = ""
    password: str = ""
    timeout: float = TIMEOUT


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of one message, and what the server said."""

    fate: Fate
    detail: str


class UnreachableError(Exception):
    """The server could not be reached or would not talk: nothing was handed over."""


def read_server(url: str, environment: dict[str, str] | None = None) -> Server:
    """The server of an address: smtp+starttls://user@host:587, smtps://…, smtp://… (without encryption).

    The password comes from the environment (`CONGKHAI_SMTP_PASSWORD`), never from the address. Raises
    `UserError`.
    """
    known = dict(os.environ) if environment is None else environment
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UserError(_HOW) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.password:
        raise UserError(_HOW)
    user = unquote(parts.username or "")
    password = known.get(PASSWORD, "")
    if user and not password:
        raise UserError(f"Đặt mật khẩu của “{user}” vào biến môi trường {PASSWORD}.")
    security: Literal["smtp", "smtp+starttls", "smtps"]
    security = "smtps" if parts.scheme == "smtps" else "smtp" if parts.scheme == "smtp" else "smtp+starttls"
    return Server(parts.hostname, port or _PORTS[parts.scheme], security, user, password)


_HOW = (
    "--smtp: ghi dạng smtp+starttls://ten-dang-nhap@may-chu:587 hoặc smtps://…:465 (smtp://… là không mã "
    f"hóa); mật khẩu đặt trong biến môi trường {PASSWORD}."
)


@contextmanager
def session(server: Server) -> Iterator[smtplib.SMTP]:
    """A connection ready to take messages; raises `UnreachableError`."""
    try:
        connection = _connected(server)
    except (OSError, smtplib.SMTPException) as error:
        raise UnreachableError(f"{server.host}:{server.port}: {_said(error)}") from error
    try:
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def hand_over(connection: smtplib.SMTP, sender: str, receiver: str, content: bytes) -> Handed:
    """Hand one message over. Until the server has asked for its text nothing can have gone; after that, only
    the server's own answer tells.
    """
    try:
        connection.ehlo_or_helo_if_needed()
        for command in (f"MAIL FROM:<{sender}>", f"RCPT TO:<{receiver}>", "DATA"):
            code, said = connection.docmd(command)
            if code // 100 not in (2, 3):
                with suppress(OSError, smtplib.SMTPException):
                    connection.rset()
                refused = code // 100 == 5 and command.startswith("RCPT")  # what concerns us may be mended
                return Handed("refused" if refused else "waiting", _text(code, said))
    except (OSError, smtplib.SMTPException) as error:
        return Handed("waiting", _said(error))
    try:
        connection.send(_DOT.sub(b"..", _LINE_END.sub(b"\r\n", content)).rstrip(b"\r\n") + b"\r\n.\r\n")
        code, said = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Handed("unknown", f"mất kết nối khi đang gửi: {_said(error)}")
    if code // 100 == 2:
        return Handed("sent", _text(code, said))
    return Handed("refused" if code // 100 == 5 else "waiting", _text(code, said))


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.security == "smtps":
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "smtp+starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException):
        connection.close()
        raise
    return connection


def _text(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:300]


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "máy chủ không trả lời kịp"
    return f"{type(error).__name__}: {error}"[:300]
