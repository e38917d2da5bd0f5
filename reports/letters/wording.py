"""What all letters share: the sender, the duty they rest on, who is addressed, limits. Plain data."""

from datetime import date
from typing import Any

from config.laws import load_laws
from config.registry import Portal
from config.sender import Sender
from reports.letters.addressee import addressee
from reports.letters.issued import BLANK_DEADLINE, BLANK_RECHECK, NoticeError
from reports.vietnamese import clean, day, signed
from scoring.movements import Movement
from scoring.results import PortalResult, Results

_MANDATES = (  # law, who is charged with checking: the first one in force on the day is cited
    ("ND224-2026", "khoản 3 Điều 12 {law}"),
    ("ND42-2022", "{law} về việc cung cấp thông tin và dịch vụ công trực tuyến trên môi trường mạng"),
)
_GENERIC = {"SỞ": "Sở", "BỘ": "Bộ", "BAN": "Ban", "CỤC": "Cục", "TRUNG": "Trung tâm", "VĂN": "Văn phòng"}
_SITES = ("cổng", "trang")


def authority_name(sender: Sender) -> str:
    """The sender's name within a sentence; without one of its own, the kind of authority it is."""
    if sender.authority_name:
        return clean(sender.authority_name)
    first = clean(sender.authority).split(" ")[0].upper()
    return "Ủy ban nhân dân" if first in ("UBND", "ỦY", "UỶ") else _GENERIC.get(first, "Cơ quan")


def mandate(as_of: date) -> str:
    """By what the sender checks: an article in force on the day, else the task without an article."""
    for name, text in _MANDATES:
        law = load_laws().get(name)
        if law is not None and law.in_force(as_of):
            return text.format(law=law.short)
    return "nhiệm vụ theo dõi, kiểm tra việc công khai thông tin của cơ quan nhà nước"


def in_force(results: Results) -> None:
    """Raises `NoticeError` where the rubric is not in force: nothing official may rest on it."""
    if not results.rubric_in_force:
        raise NoticeError(
            f"Không soạn văn bản: {clean(results.rubric_title)} không có hiệu lực tại ngày "
            f"{day(results.as_of)}. Chấm lại theo bộ tiêu chí có hiệu lực rồi soạn văn bản."
        )


def sender_fields(sender: Sender, symbol: str, as_of: date) -> dict[str, Any]:
    """The fields of the frame, the same in every letter."""
    signer = sender.signer
    first = f"{signer.form} {clean(signer.head)}".strip()
    return {
        "parent_authority": clean(sender.parent_authority),
        "authority": clean(sender.authority),
        "authority_name": authority_name(sender),
        "symbol": clean(symbol),
        "place": clean(sender.place),
        "year": as_of.year,
        "as_of": day(as_of),
        "signer_lines": [line for line in (first, clean(signer.title)) if line],
        "signer_name": clean(signer.name),
        "drafting_unit": clean(sender.drafting_unit),
        "address_line": _address(sender),
        "contact": f"Đầu mối liên hệ: {contact(sender)}",
    }


def _address(sender: Sender) -> str:
    parts = [
        f"Địa chỉ: {clean(sender.address)}",
        f"Điện thoại: {clean(sender.phone)}",
        f"Thư điện tử: {clean(sender.email)}",
    ]
    if sender.website:
        parts.append(f"Trang thông tin điện tử: {clean(sender.website)}")
    return "; ".join(parts)


def contact(sender: Sender) -> str:
    """Whom to answer and ask: who, telephone, e-mail."""
    who = clean(sender.contact_person) or authority_name(sender)
    return f"{who}, điện thoại {clean(sender.phone)}, thư điện tử {clean(sender.email)}"


def copies(sender: Sender) -> list[str]:
    """Who receives a letter beside the one it is addressed to."""
    return ["Như trên", *(clean(one) for one in sender.copies_to)]


def addressed(portal: PortalResult, row: Portal | None) -> str:
    """Who the letter to a portal of a run goes to."""
    return addressee(portal.name, portal.level, row.address_to if row else None)


def site(portal: PortalResult) -> str:
    """The portal within a sentence: by its own name where that is a portal's, else by its body's."""
    name = clean(portal.name)
    if _is_site(name):
        return name
    return f"cổng, trang thông tin điện tử của {name}"


def _is_site(name: str) -> bool:
    return name.partition(" ")[0].lower() in _SITES


def within(days: int) -> str:
    """A limit that begins when the letter is signed; the day itself is filled in when it is issued."""
    return f"{days} ngày làm việc kể từ ngày ký {BLANK_DEADLINE}"


def recheck(days: int) -> str:
    """The first working day after a limit of `days`."""
    return f"ngày làm việc thứ {days + 1} kể từ ngày ký {BLANK_RECHECK}"


def change_text(movement: Movement) -> str:
    """A movement in a cell."""
    if movement.direction in ("rise", "fall"):
        return signed(movement.change)
    known = {"same": "không đổi rõ rệt", "new": "kỳ đầu", "other_rubric": "khác bộ tiêu chí"}
    return known.get(movement.direction, "không so sánh")
