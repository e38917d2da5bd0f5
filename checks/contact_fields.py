"""Does the contact section print the fields that are asked for, and an official mailbox?"""

from checks.asked import technical_of
from checks.case import Case, Verdict, not_measured, unseen
from checks.parts import Part, combine
from checks.words import says
from crawler.facts import Contact

_LABELS = {
    "address": "địa chỉ",
    "phone": "điện thoại",
    "fax": "fax",
    "email": "thư điện tử",
    "responsible": "người chịu trách nhiệm nội dung",
    "hotline": "đường dây nóng",
}

_HOTLINE = ("đường dây nóng", "hotline", "số điện thoại nóng")


def contact_fields(case: Case) -> Verdict:
    """One part per field in `fields`: printed or not. A hotline may also be a link of the home page."""
    verdict = unseen(case)
    if verdict is not None:
        return verdict
    contact = case.section.contact if case.section is not None else None
    if contact is None:
        return not_measured(case, "unread")
    return combine(
        case,
        [
            Part(1, float(_has(contact, name) or _on_home(case, name)), lack=f"thiếu {_LABELS[name]}")
            for name in case.names("fields")
        ],
        "unread",
    )


def contact_reliable(case: Case) -> Verdict:
    """Pass where a mailbox in one of `domains` is printed; partial where only others are."""
    verdict = unseen(case)
    if verdict is not None:
        return verdict
    contact = case.section.contact if case.section is not None else None
    if contact is None:
        return not_measured(case, "unread")
    if not contact.emails:
        return combine(case, [Part(1, 0, lack="không công bố hộp thư điện tử")], "unread")
    official = any(
        mail.casefold().rsplit("@", 1)[-1].endswith(case.names("domains")) for mail in contact.emails
    )
    return combine(
        case,
        [
            Part(
                1,
                1.0 if official else 0.5,
                lack=f"chỉ có hộp thư ngoài tên miền cơ quan nhà nước ({contact.emails[0][:80]})",
            )
        ],
        "unread",
    )


def _on_home(case: Case, name: str) -> bool:
    links = technical_of(case).links or ()
    return name == "hotline" and any(says(link.label, _HOTLINE) for link in links)


def _has(contact: Contact, name: str) -> bool:
    """Is the field printed? A hotline is a telephone too."""
    return bool(
        {
            "address": contact.address,
            "phone": contact.phones or contact.hotline,
            "fax": contact.faxes,
            "email": contact.emails,
            "responsible": contact.responsible,
            "hotline": contact.hotline,
        }[name]
    )
