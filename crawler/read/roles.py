"""What a column or a label of a list is for: "Số ký hiệu", "Ngày ban hành", "Chủ đầu tư"."""

import re
from functools import lru_cache
from typing import Literal

from crawler.facts import DateKind
from crawler.read.text import fold, nfc

Role = Literal[
    "order", "number", "title", "summary", "type", "authority", "signer", "field", "file", "status",
    "issued", "effective", "published", "updated", "deadline", "begin", "event", "day",
    "question", "answer", "asker", "asked", "answered", "unit",
    "investor", "capital", "location", "scale", "duration", "project", "result",
    "person", "position", "phone", "email", "address", "office", "views",
]  # fmt: skip

_NGAY = r"(?:ngay|thoi gian|thoi diem|time|date)(?: thang| gio)?(?: nam)?"
_ROLES: tuple[tuple[Role, str], ...] = (
    ("order", r"s\.?t\.?t|tt|#|no|thu tu|so tt|so thu tu"),
    (
        "asked",
        rf"{_NGAY} (?:hoi|gui|dat|tiep nhan|gui (?:cau hoi|y kien|phan anh|den)|dat cau hoi|phan anh)"
        rf"|gui (?:ngay|luc)|da gui"
        r"|ngay den|hoi (?:ngay|luc)",
    ),
    ("answered", rf"{_NGAY} (?:tra loi|phan hoi|giai dap|xu ly|giai quyet)|(?:da )?tra loi (?:ngay|luc"
                 rf"|vao)|ngay tl|(?:bai|tra loi)(?: viet)? (?:cuoi(?: cung)?|sau cung|moi nhat)"),
    (
        "published",
        rf"{_NGAY} (?:dang|xuat ban|dua tin|dua len|tao|cong khai|cong bo|dang tai|dang tin|pho bien"
        rf"|post|phat hanh)(?: tin| bai| tai)?"
        r"|(?:dang|xuat ban|cong bo|dua tin|dang tai)(?: tin| bai)? (?:ngay|luc|vao)|ngay dang"
        r"|created(?: date)?|(?:date )?published(?: on)?"
        r"|posted|(?:(?:gio|luc|da|duoc) )?dang(?: luc| boi)?",
    ),
    ("updated", rf"{_NGAY} (?:cap nhat|sua|chinh sua)|cap nhat(?: lan cuoi| ngay| luc)?|modified|updated"),
    (
        "issued",
        rf"{_NGAY} (?:ban hanh|ky|van ban|vb|bh|ra van ban|phe duyet|qd|quyet dinh|thong qua|ky van "
        rf"ban)(?: van ban| vb)?"
        r"|ban hanh|nam ban hanh|ngay ky ban hanh|issued(?: date| on)?|date (?:of issue|issued)|issue "
        r"date|ngay ky/ban hanh",
    ),
    ("effective", r"(?:ngay |thoi diem )?(?:co |bat dau )?hieu luc(?: tu| thi hanh| tu ngay)?|ngay "
                  r"(?:ap dung|hl)|effective(?: date| from)?"),
    (
        "deadline",
        r"(?:ngay |thoi han |han )(?:ket thuc|het han|gop y|lay y kien|nop|chot|cuoi|dong thau|dong)(?: "
        r"gop y| lay y kien"
        r"| ho so| nop ho so)?|den ngay|ngay ket thuc|het han|thoi han",
    ),
    ("begin", r"ngay bat dau(?: gop y| lay y kien)?|tu ngay|bat dau|ngay mo thau"),
    ("day", rf"{_NGAY}"),
    (
        "number",
        r"(?:so|ma)(?: ?[/,&-]? ?(?:va )?(?:ky|ki) ?hieu| hieu| kh)?(?: (?:cua )?(?:van ban|vb|qd|quyet "
        r"dinh|cong van))?"
        r"|(?:ky|ki) hieu(?: van ban| vb)?|so (?:vb|van ban|cv|qd|kh|vbqppl)|so/kh|document (?:no"
        r"|number)|so va ky hieu.*"
        r"|van ban so|so, ?(?:ky|ki) hieu.*",
    ),
    (
        "type",
        r"(?:loai|hinh thuc|the loai)(?: (?:hinh )?(?:van ban|vb|tai lieu))?|ten loai(?: van ban)?|nhom "
        r"van ban|category|type",
    ),
    (
        "authority",
        r"(?:co quan|don vi|noi|cap)(?: ?/? ?(?:co quan|don vi|nguoi))? (?:ban hanh|ra van ban|bh)(?: "
        r"van ban)?|cqbh|noi ky"
        r"|co quan|don vi soan thao|co quan (?:soan thao|chu tri)(?: soan thao)?|issued by|don vi cong "
        r"bo|tac gia van ban",
    ),
    ("signer", r"nguoi ky(?: duyet| van ban)?|ky boi|nguoi (?:phe )?duyet|signer"),
    ("field", r"linh vuc|chuyen muc|chuyen de|danh muc|muc|nganh|linh vuc van ban|chu de"),
    (
        "file",
        r"(?:tep|file|tap tin|tai lieu|van ban|noi dung)? ?(?:dinh kem|kem theo)|tai (?:ve|xuong|file"
        r"|tep|van ban)|download"
        r"|tep(?: tin)?(?: dinh kem)?|file|toan van|dinh kem|van ban goc|tap tin|xem|attachments?|link"
        r"|tai|chi tiet|tai lieu|file van ban",
    ),
    ("status", r"(?:tinh )?trang thai|tinh trang(?: hieu luc| tra loi| xu ly)?|hieu luc van ban|status"
               r"|(?:da )?tra loi\?"),
    (
        "investor",
        r"(?:ten )?(?:chu|nha) dau tu|ben moi thau|chu du an|don vi (?:chu dau tu|thuc hien)|co quan "
        r"chu quan|chu tri",
    ),
    (
        "capital",
        r"(?:tong )?(?:muc|so|von)? ?(?:von )?dau tu.*|tong (?:muc|von|du toan|kinh phi).*|von.*|gia "
        r"goi thau.*|kinh phi.*"
        r"|nguon von.*|muc dau tu.*|quy mo von.*",
    ),
    ("location", r"dia diem.*|vi tri.*|dia ban|noi thuc hien"),
    ("scale", r"quy mo.*|dien tich.*|cong suat.*|muc tieu.*|noi dung dau tu"),
    ("duration", r"thoi gian (?:thuc hien|hoat dong|hoan thanh|khoi cong).*|tien do.*|thoi han (?:thuc "
                 r"hien|hoat dong).*|giai doan"),
    ("project", r"(?:ten )?(?:du an|cong trinh|goi thau)(?:[ /,-].*)?|ten du an.*|danh muc du an.*"),
    ("result", r"(?:hinh thuc|phuong thuc) (?:lua chon|dau tu|dau thau).*|ket qua.*"),
    ("question", r"(?:noi dung )?(?:cau )?hoi|noi dung (?:cau )?hoi|noi dung (?:phan anh|kien nghi|gop "
                 r"y)|question|hoi dap"),
    ("answer", r"(?:noi dung )?(?:tra loi|giai dap|phan hoi)|dap(?: an)?|cau tra loi|answer|ket qua tra loi"),
    ("asker", r"nguoi (?:hoi|gui|dat|phan anh|kien nghi)(?: cau hoi)?|(?:ho )?ten nguoi (?:hoi|gui)"
              r"|nguoi dan|ong/ba|cong dan"),
    ("unit", r"(?:don vi|co quan|nguoi|phong)(?: ?/? ?(?:don vi|nguoi))? (?:tra loi|giai dap|xu ly|tiep "
             r"nhan|giai quyet)"),
    ("position", r"chuc (?:vu|danh|trach)(?:[ /,-].*)?|position"),
    (
        "phone",
        r"(?:so )?(?:dien thoai|di dong|dt|sdt|dtdd|tel|phone|mobile|hotline|fax|may le)(?: .*)?|duong "
        r"day nong",
    ),
    ("email", r"(?:dia chi )?(?:e-?mail|thu dien tu|hop thu)(?: .*)?"),
    ("address", r"dia chi.*|tru so"),
    ("office", r"phong,? ?ban.*|bo phan.*|don vi cong tac|phong|noi cong tac|don vi"),
    ("person", r"ho,? ?(?:va )?ten.*|ten can bo|can bo|nguoi phat ngon|full ?name"),
    ("event", r"thu[,/ ]*ngay.*|ngay,? ?thu.*|buoi|thu"),
    (
        "title",
        r"(?:ten|tieu de|trich yeu|noi dung)(?: (?:van ban|noi dung|tai lieu|thu tuc|bai viet|tin|bao "
        r"cao|ke hoach|quy hoach"
        r"|quyet dinh|du thao|trich yeu|thong bao|cong viec|van ban du thao))?(?: .*)?|trich ?yeu.*"
        r"|tieu de.*|title|name|subject|van ban"
        r"|ve viec|noi dung.*|ten .*",
    ),
    ("summary", r"tom tat|mo ta|ghi chu|trich dan|description|summary"),
    ("views", r"luot (?:xem|tai|truy cap)|so lan .*|views?|hits|downloads"),
)  # fmt: skip
_PATTERNS = [(role, re.compile(pattern)) for role, pattern in _ROLES]
_EDGES = " .:;,*-–•()[]\"'▲▼↑↓"
_LABEL = re.compile(r"^([^:|]{1,45}?)\s*:\s*(?!//)(.*)$")

DATES: dict[Role, DateKind] = {
    "issued": DateKind.ISSUED, "effective": DateKind.EFFECTIVE, "published": DateKind.PUBLISHED,
    "updated": DateKind.UPDATED, "deadline": DateKind.DEADLINE, "begin": DateKind.EVENT,
    "event": DateKind.EVENT, "asked": DateKind.ASKED, "answered": DateKind.ANSWERED,
}  # fmt: skip
DOCUMENT_ROLES: frozenset[Role] = frozenset(("number", "issued", "effective", "authority", "signer", "type"))
PROJECT_ROLES: frozenset[Role] = frozenset(
    ("project", "investor", "capital", "location", "scale", "duration")
)
PERSON_ROLES: frozenset[Role] = frozenset(("person", "position", "phone", "email", "office"))
QUESTION_ROLES: frozenset[Role] = frozenset(("question", "answer", "asker", "asked", "answered", "unit"))


@lru_cache(maxsize=4_000)
def role_of(label: str) -> Role | None:
    """What a header cell or a label says that its column is, or None."""
    plain = " ".join(fold(nfc(label)).strip(_EDGES).split())
    if not plain or len(plain) > 60:
        return None
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(plain):
            return role
    return None


def labelled(line: str) -> tuple[str, Role, str] | None:
    """A line "Chủ đầu tư: Công ty …" as label, role and value; None where it is none."""
    found = _LABEL.match(line)
    if found is None:
        return None
    role = role_of(found[1])
    return (found[1].strip(), role, found[2].strip()) if role else None
