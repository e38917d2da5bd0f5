"""The e-mail that takes an issued letter to a body. Building only: who sends it, and when, is not decided "
"here."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from config.registry import Portal
from config.sender import Sender
from reports.files import safe_name
from reports.letters.addressee import of_row
from reports.letters.wording import authority_name
from reports.vietnamese import clean, day, shorten

MAX_BYTES = 20_000_000  # of all attachments together
LONGEST_SUBJECT, LONGEST_NAME = 180, 120
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\Z")
TYPES = {
    ".pdf": "pdf",
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class MailError(ValueError):
    """A message cannot be made; says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; the name's ending (.pdf, .docx, .xlsx) tells its type."""

    name: str
    content: bytes


def letter_message(
    portal: Portal,
    sender: Sender,
    *,
    number: str,
    symbol: str,
    issued: datetime,
    subject: str,
    attachments: Sequence[Attachment],
    sent: datetime,
) -> MIMEMultipart:
    """The message for one issued letter. `issued` and `sent` carry a zone.

    Its Message-ID follows from body, number, day and attachments: the same letter to the same body always has
    the same one, so that sending twice can be seen. No value can add a header: what steers is taken out of
    names and subjects, and addresses must be plain. Raises `MailError` where an address is none, or an
    attachment is of an unknown type, empty or too large.
    """
    if not attachments:
        raise MailError("Thư không có văn bản đính kèm.")
    if sum(len(one.content) for one in attachments) > MAX_BYTES:
        raise MailError(
            f"Tệp đính kèm lớn hơn {MAX_BYTES // 1_000_000} MB: gửi qua hệ thống quản lý văn bản."
        )
    name = authority_name(sender)
    sign = f"{clean(number)}/{clean(symbol)}"
    # Not EmailMessage: up to Python 3.12 it loses spaces between words when it folds a Vietnamese subject.
    message = MIMEMultipart()
    message["From"] = _address(name, sender.email, "Thư điện tử của cơ quan gửi")
    message["To"] = _address(of_row(portal), portal.email or "", clean(portal.name))
    title = shorten(f"Văn bản số {sign}: {clean(subject)}", LONGEST_SUBJECT)
    message["Subject"] = Header(title, "utf-8", header_name="Subject").encode()
    message["Date"] = format_datetime(sent)
    message["Message-ID"] = _message_id(portal, sign, issued, attachments, sender)
    message["Auto-Submitted"] = "auto-generated"
    message.attach(MIMEText(_text(portal, sender, sign, issued, attachments), "plain", "utf-8"))
    for one in attachments:
        kind = TYPES.get(_ending(one.name))
        if kind is None or not one.content:
            name = clean(one.name)[:80]
            raise MailError(f"Tệp đính kèm “{name}” trống hoặc không phải .pdf, .docx, .xlsx.")
        part = MIMEApplication(one.content, kind)
        part.add_header("Content-Disposition", "attachment", filename=_file_name(one.name))
        message.attach(part)
    return message


def _address(name: str, address: str, whose: str) -> str:
    if not ADDRESS.match(address):
        raise MailError(f"{whose}: địa chỉ thư “{clean(address)[:80]}” không đúng dạng ten@mien.")
    return formataddr((shorten(name, LONGEST_NAME), address))


def _message_id(
    portal: Portal, sign: str, issued: datetime, attachments: Sequence[Attachment], sender: Sender
) -> str:
    """Of nothing but letters, digits and the sender's domain."""
    total = hashlib.sha256()
    for part in (portal.id, sign, issued.isoformat(), *(one.name for one in attachments)):
        total.update(f"{len(part)}:{part}".encode())
    for one in attachments:
        total.update(hashlib.sha256(one.content).digest())
    return f"<{total.hexdigest()[:40]}@{sender.email.rpartition('@')[2]}>"


def _text(
    portal: Portal, sender: Sender, sign: str, issued: datetime, attachments: Sequence[Attachment]
) -> str:
    name = authority_name(sender)
    lines = [
        f"Kính gửi: {of_row(portal)}",
        "",
        f"{name} gửi kèm văn bản số {sign} ngày {day(issued.date())} về kết quả kiểm tra việc công khai "
        "thông tin trên "
        f"cổng, trang thông tin điện tử ({clean(portal.url)}).",
    ]
    if any(_ending(one.name) == ".xlsx" for one in attachments):
        lines.append(
            f"Đề nghị trả lời bằng bảng tính kèm theo và gửi về {clean(sender.email)} trong thời hạn ghi "
            "trong văn bản."
        )
    contact = clean(sender.contact_person) or name
    lines += ["", f"Đầu mối liên hệ: {contact}, điện thoại {clean(sender.phone)}.", "", name]
    return "\n".join(lines) + "\n"


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _file_name(name: str) -> str:
    return f"{safe_name(name.rpartition('.')[0])}{_ending(name)}"
