"""Contact data as printed in footers and on contact pages: address, telephones, e-mails, who answers for it.

A form that asks visitors for their address and e-mail is no contact data, nor are the numbers of the firm
that built the portal, nor a licence whose number was never filled in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from crawler.facts import Contact
from crawler.read.contact_values import clean_address, emails_in, loose_address, person_in, phones_in
from crawler.read.contact_values import is_personal_email as is_personal_email
from crawler.read.doc_numbers import type_code
from crawler.read.text import fold, fold_aligned, nfc

_LIMIT = 20_000
_MOST = 30  # values of one kind

_TELEPHONE = (
    r"(?:dien thoai|dt|sdt|tel(?:ephone)?|phonel?|mobile|di dong|dtdd|tong dai|truc ban)(?: [a-z]+){0,5}?"
)
_FOR_CONTENT = r"(?: ve)?(?: noi dung| chinh| quan ly| xuat ban| thong tin)?"
_LABELS: tuple[tuple[str, str], ...] = (
    (
        "responsible",
        rf"(?:nguoi )?chiu trach nhiem(?:[^:.;\d]{{0,28}}?:|{_FOR_CONTENT}(?= (?:ong|ba|d/c|dong chi)\b))"
        r"|(?:nguoi )?phu trach(?: [a-z]+){0,4}\s?:|responsible(?: person| for content)?\s?:",
    ),
    ("editor", r"(?:pho )?(?:truong ban bien tap|tong bien tap)\s?:"),
    (
        "licence",
        r"(?:so )?giay phep(?: [a-z]+){0,8}?\s?(?::|(?=so\b|\d))|(?:publish )?licen[cs]e(?: no)?\s?[:.]"
        r"|gp(?:tt)?(?:dt)? so",
    ),
    ("hotline", r"(?:so )?(?:duong day nong|hot ?line)(?: [a-z]+){0,6}?\s?[:.]?(?=[\s(+]*\d)"),
    ("fax", r"(?:so )?fax\s?[:.]?(?=[\s(+]*\d)|(?:so )?fax\s?:"),
    ("phone", rf"(?:so )?{_TELEPHONE}\s?(?:[:.]|(?=[\s(+]*\d{{2}}))"),
    (
        "email",
        r"(?:dia chi )?(?:e-?mail|thu dien tu|hop thu(?: dien tu| cong vu)?)(?: [a-z]+){0,3}?\s?:?"
        r"(?=[^a-z]|\s)",
    ),
    (
        "address",
        r"(?:dia chi(?: lien he| tru so| co quan)?|tru so(?: chinh| lam viec)?|noi lam viec|add(?:ress)?"
        r"|d/c|dc)\s?:",
    ),
    ("website", r"(?:website|trang web|web|fanpage|facebook|zalo)\s?:"),
    (
        "vendor",
        r"(?:©|copyright|ban quyen|thiet ke|phat trien|xay dung|powered|developed|designed)"
        r"(?: (?:thuoc|boi|by|ve))*",
    ),
    (
        "figure",
        r"mst|ma (?:so|ho so|don vi|qhns)(?: thue| doanh nghiep)?\s?:?(?=[\s\d])"
        r"|(?:so )?tai khoan(?: so)?|stk|cccd|cmnd|(?:gp)?d?kkd|gpkd"
        r"|(?:luot|so luot|tong)(?: [a-z]+)? truy cap|dang truy cap|truy cap\s?:",
    ),
    (
        "stop",
        r"ghi ro nguon|co quan? chu quan|co quan(?: [a-z]+){0,4}\s?:|don vi(?: [a-z]+){0,4}\s?:"
        r"|quan ly noi dung|(?:thoi gian|gio|lich) lam viec"
        r"|(?:xem )?ban do|t2\s?[-–]|ho (?:va )?ten|noi dung\s?:|tieu de\s?:|trang chu\b"
        r"|google map",
    ),
)
_LABEL = re.compile("|".join(rf"(?P<{kind}>(?<![a-z0-9])(?:{words}))" for kind, words in _LABELS))
_LONE = re.compile(
    r"dia chi(?: lien he| tru so| co quan)?|tru so(?: chinh| lam viec)?"
    r"|(?:so )?(?:dien thoai|dt|tel|fax|hotline)|(?:dia chi )?(?:e-?mail|thu dien tu)"
    r"|(?:nguoi )?chiu trach nhiem(?: [a-z]+){0,3}|truong ban bien tap"
)  # labels that are whole cells: what follows is their value, colon or not
_LICENCE = re.compile(r"[\s:.]*(?:số\s?:?\s?)?(\d{1,5}[\w?/.&-]*(?:\s?[/-]\s?[A-ZĐ][\w-]+)?)", re.I)
_OWNERS = ("©", "copyright", "ban quyen")  # whom the portal belongs to, unless another has been named
_FIRM = re.compile(
    r"cong ty|jsc|company|co\.,|ltd|vnpt|viettel|fpt|tap doan|vien thong|tandan|solution|software"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What follows one label, up to the next."""

    kind: str
    value: str
    start: int
    label: str


def read_contact(text: str, place: Literal["main", "footer"] = "main") -> Contact | None:
    """The contact data printed in `text`, a block or a page's main text; None where there is none.

    Values are as printed, in order, each once. Only the first 20,000 characters are read. Never raises.
    """
    text = nfc("\n".join(map(_announced, text[:_LIMIT].split("\n"))))
    parts = list(_parts(text, fold_aligned(text)))
    found = _Found()
    for part in parts:
        found.take(part)
    if found.address is None and (found.phones or found.emails):
        found.address = found.loose_address
    contact = Contact(
        text=_excerpt(text, parts),
        address=found.address,
        phones=_distinct([*found.phones, *found.hotlines]),
        faxes=_distinct(found.faxes),
        emails=_distinct(found.emails),
        hotline=found.hotlines[0] if found.hotlines else None,
        responsible=found.person,
        responsible_title=found.title,
        licence=found.licence,
        place=place,
    )
    contact = replace(contact, personal_emails=tuple(filter(is_personal_email, contact.emails)))
    return contact if _holds_something(contact) else None


def _announced(line: str) -> str:
    return f"{line}:" if len(line) < 40 and _LONE.fullmatch(fold(line).strip()) else line


@dataclass(slots=True)
class _Found:
    """What the parts read so far have given; behind a vendor's name nothing more counts."""

    address: str | None = None
    loose_address: str | None = None  # that no label announces
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    hotlines: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    person: str | None = None
    title: str | None = None
    licence: str | None = None
    vendor: bool = False

    def take(self, part: _Part) -> None:
        if part.kind == "vendor":
            known = bool(self.phones or self.emails)
            firm = _FIRM.search(fold(part.value)) is not None
            owner = fold(part.label).startswith(_OWNERS)
            self.vendor = (firm and known) if owner else (firm or known)
        if self.vendor:
            return
        if part.kind == "address":
            self.address = self.address or clean_address(part.value)
        elif part.kind in ("responsible", "editor"):
            self._take_person(part)
        elif part.kind == "licence" and self.licence is None:
            number = _LICENCE.match(part.value)
            said = number[1].strip(" .,;-") if number else ""
            decree = type_code(said) not in (None, "GP", "GPTTĐT")  # "… theo Nghị định số 27/2019/NĐ-CP"
            self.licence = said if len(said) > 1 and not decree else None
        elif part.kind == "phone":
            self.phones += phones_in(part.value)
        elif part.kind == "fax":
            self.faxes += phones_in(part.value)
        elif part.kind == "hotline":
            self.hotlines += phones_in(part.value, short=True)
        if part.kind in ("", "address", "stop", "vendor"):
            self.phones += _loose_phones(part.value)
        if part.kind in ("", "stop", "vendor"):
            self.loose_address = self.loose_address or loose_address(part.value)
        self.emails += emails_in(part.value)

    def _take_person(self, part: _Part) -> None:
        if self.person is not None:
            return
        self.person, self.title = person_in(part.value)
        if self.person and part.kind == "editor":
            self.title = ", ".join(filter(None, [part.label.strip(" :"), self.title]))


def _holds_something(contact: Contact) -> bool:
    return any(
        (
            contact.address, contact.phones, contact.faxes, contact.emails, contact.hotline,
            contact.responsible, contact.licence,
        )
    )  # fmt: skip


def _parts(text: str, plain: str) -> Iterator[_Part]:
    """`text` cut at its labels; a "Đ/c" after who is responsible is a comrade and no address."""
    last_kind, last_label, start = "", "", 0
    for found in _LABEL.finditer(plain):
        kind = found.lastgroup or ""
        short = found.group().startswith(("d/c", "dc"))
        if short and (last_kind in ("responsible", "editor") or _is_person(text[found.end() :])):
            continue
        yield _Part(last_kind, text[start : found.start()], start, last_label)
        last_kind, last_label, start = kind, text[found.start() : found.end()], found.end()
    yield _Part(last_kind, text[start:], start, last_label)


def _is_person(rest: str) -> bool:
    value = rest[:80].lstrip(" :")
    return not any(char.isdigit() for char in value[:25]) and person_in(value)[0] is not None


def _loose_phones(value: str) -> list[str]:
    """Numbers that no label announces: only such as cannot be anything else."""
    return [phone for phone in phones_in(value) if phone.lstrip("(+").startswith(("0", "84"))]


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for value in values:
        digits = re.sub(r"\D", "", value)
        kept.setdefault(digits if len(digits) > 3 and "@" not in value else value.lower(), value)
    return tuple(kept.values())[:_MOST]


def _excerpt(text: str, parts: list[_Part]) -> str:
    """The stretch of the text that holds the labels, with what stands before the first."""
    if len(text) <= 1200:
        return text
    told = [part.start for part in parts if part.kind in ("address", "phone", "email", "fax", "responsible")]
    start = max(0, (told[0] if told else 0) - 200)
    return text[start : start + 1200].strip()


def merge_contacts(blocks: Iterable[Contact]) -> Contact | None:
    """One contact from several blocks of a portal, best first: what the first lacks, the others give.

    Numbers and addresses of all blocks are kept, each once; None where there are no blocks.
    """
    merged: Contact | None = None
    for block in blocks:
        if merged is None:
            merged = block
            continue
        merged = replace(
            merged,
            address=merged.address or block.address,
            phones=_distinct([*merged.phones, *block.phones]),
            faxes=_distinct([*merged.faxes, *block.faxes]),
            emails=_distinct([*merged.emails, *block.emails]),
            hotline=merged.hotline or block.hotline,
            responsible=merged.responsible or block.responsible,
            responsible_title=merged.responsible_title
            or (block.responsible_title if merged.responsible in (None, block.responsible) else None),
            licence=merged.licence or block.licence,
            personal_emails=_distinct([*merged.personal_emails, *block.personal_emails]),
        )
    return merged
