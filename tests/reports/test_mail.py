"""Messages: whole, plain to any mail program, and with no header but their own."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any

import pytest

from config.registry import Portal
from config.sender import read_sender
from reports.mail import MAX_BYTES, Attachment, MailError, letter_message
from tests.reports.samples import HOSTILE

HANOI = timezone(timedelta(hours=7))
PORTAL = Portal(
    "sct", "Sở Công Thương", "https://sct.truonggiang.gov.vn/", "department", email="sct@truonggiang.gov.vn"
)
PDF = Attachment("cong-van-sct.pdf", b"%PDF-1.7 noi dung")
BOOK = Attachment("tra-loi-sct.xlsx", b"PK noi dung")
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}


def built(portal: Portal = PORTAL, **more: Any) -> Message:
    values: dict[str, Any] = {
        "number": "123",
        "symbol": "SKHCN-CĐS",
        "issued": datetime(2026, 11, 23, tzinfo=HANOI),
        "subject": "V/v khắc phục thiếu sót trong công khai thông tin",
        "attachments": [PDF, BOOK],
        "sent": datetime(2026, 11, 23, 9, 30, tzinfo=HANOI),
    }
    return letter_message(portal, read_sender(), **{**values, **more})


def sent(message: Message) -> EmailMessage:
    """As the other side reads it."""
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_it_arrives_with_names_subject_text_and_files() -> None:
    read = sent(built())
    assert read["To"] == "Sở Công Thương <sct@truonggiang.gov.vn>"
    assert read["Subject"] == ("Văn bản số 123/SKHCN-CĐS: V/v khắc phục thiếu sót trong công khai thông tin")
    body = read.get_body()
    assert body is not None
    assert "gửi kèm văn bản số 123/SKHCN-CĐS ngày 23/11/2026" in body.get_content()
    files = {part.get_filename(): part.get_content() for part in read.iter_attachments()}
    assert files == {PDF.name: PDF.content, BOOK.name: BOOK.content}


def test_no_name_can_add_a_header_or_a_receiver() -> None:
    portal = replace(PORTAL, name=f"Sở\r\nBcc: xau@a.example\r\n\r\n{HOSTILE}", address_to="A\nX-Evil: 1")
    read = sent(built(portal, subject="a\r\nBcc: b@c.example", number="1\r\n2"))
    assert set(read.keys()) <= HEADERS
    assert [address.addr_spec for address in read["To"].addresses] == ["sct@truonggiang.gov.vn"]
    assert "Bcc" not in read


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sct",
        "sct@truonggiang",
        "a@b.vn, c@d.vn",
        "a@b.vn\r\nBcc: c@d.vn",
        "<a@b.vn>",
        "a b@c.vn",
        "sở@tỉnh.vn",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(MailError, match="không đúng dạng"):
        built(replace(PORTAL, email=address or None))


def test_the_same_letter_has_the_same_id_and_another_has_another() -> None:
    first = built()["Message-ID"]
    later = built(sent=datetime(2026, 11, 24, 8, 0, tzinfo=HANOI))["Message-ID"]
    assert first == later
    others = [
        built(replace(PORTAL, id="stc"))["Message-ID"],
        built(number="124")["Message-ID"],
        built(attachments=[PDF])["Message-ID"],
        built(attachments=[replace(PDF, content=b"%PDF-1.7 khac"), BOOK])["Message-ID"],
    ]
    assert len({first, *others}) == 5


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf.js", "a.docm"])
def test_a_file_of_an_unknown_kind_is_refused(name: str) -> None:
    with pytest.raises(MailError, match="đính kèm"):
        built(attachments=[Attachment(name, b"x")])


def test_nothing_or_too_much_attached_is_refused() -> None:
    with pytest.raises(MailError, match="không có văn bản"):
        built(attachments=[])
    with pytest.raises(MailError, match="trống"):
        built(attachments=[Attachment("a.pdf", b"")])
    with pytest.raises(MailError, match="lớn hơn"):
        built(attachments=[Attachment("a.pdf", b"x" * (MAX_BYTES + 1))])


def test_a_file_name_leads_nowhere() -> None:
    read = sent(built(attachments=[Attachment('../../x"\r\nA: b.pdf', b"%PDF")]))
    names = [part.get_filename() for part in read.iter_attachments()]
    assert names == ["x-a-b.pdf"]


def test_a_long_subject_is_cut_at_a_word() -> None:
    subject = sent(built(subject="rất dài " * 100))["Subject"]
    assert len(subject) <= 180
    assert subject.endswith("…")
