"""What a printed date is the date of, from the words that stand around it."""

import re

from crawler.facts import DateKind

_LABELS: tuple[tuple[DateKind, str], ...] = (
    (DateKind.CLOCK, r"hom nay|bay gio|gio hien tai|hien tai la|today"),
    (
        DateKind.ANSWERED,
        r"(?:ngay|thoi gian|thoi diem|luc|da)\s(?:tra loi|phan hoi)|(?:tra loi|phan hoi"
        r"|giai dap)\s(?:ngay|luc|vao)"
        r"|duoc tra loi|tra loi|answered",
    ),
    (
        DateKind.ASKED,
        r"(?:ngay|thoi gian|thoi diem)\s(?:gui(?: cau hoi| y kien| phan anh)?|hoi|dat cau hoi|tiep nhan"
        r"|phan anh)"
        r"|(?:gui|hoi|tiep nhan)\s(?:ngay|luc|vao)|nguoi (?:hoi|gui)|da gui|asked",
    ),
    (
        DateKind.UPDATED,
        r"cap nhat(?: lan cuoi| gan nhat| cuoi| moi nhat)?|(?:ngay|lan)\s(?:chinh )?sua(?: doi)?(?: cuoi"
        r"| lan cuoi)?"
        r"|(?:last )?(?:updated|modified)(?: on| at)?",
    ),
    (
        DateKind.DEADLINE,
        r"het han|han (?:chot|cuoi|nop|gui|tiep nhan|lay y kien|gop y|tra loi)|thoi han(?: [a-z]+){0,4}"
        r"|ngay (?:ket thuc|dong)(?: lay y kien| gop y| tiep nhan| thau)?|ket thuc|dong thau|cham nhat"
        r"|muon nhat"
        r"|truoc(?: \d{1,2} ?(?:gio|h)\d{0,2},?)?(?: ngay)|deadline|ngay het hieu luc|lay y kien den",
    ),
    (
        DateKind.OTHER,
        r"sinh ngay|ngay sinh|nam sinh|sinh|bo nhiem|ngay cap|cap ngay|cap phep ngay|cap|ngay nhan chuc"
        r"|vao dang"
        r"|ngay mat|ngay (?:bat dau|mo)(?: lay y kien| gop y)|het hieu luc(?: tu| ke tu)?"
        r"|hieu luc den(?: het)?"
        r"|hieu luc toi",
    ),
    (
        DateKind.EFFECTIVE,
        r"(?:ngay |thoi diem )?(?:co )?hieu luc(?: thi hanh)?(?: trong [a-z ]{2,14},)?(?: ke)?(?: tu)?"
        r"|(?:ap dung|thi hanh|thuc hien)(?: ke)? tu|effective(?: date)?",
    ),
    (
        DateKind.PUBLISHED,
        r"ngay (?:dang(?: tai| tin| bai)?|xuat ban|dua(?: tin| len)?|tao|viet|gui bai|cong khai|cong bo"
        r"|pho bien|post)"
        r"|(?:dang|xuat ban|dua tin|dua len|cong khai|dang tai|viet|tao)(?: bai| tin)? (?:luc|ngay|vao)"
        r"|thoi gian dang"
        r"|(?:gio|luc|da|duoc) dang|dang tai|dang boi|xuat ban|(?:posted|published|created)(?: on| at)?"
        r"|ngay phat hanh|phat hanh",
    ),
    (
        DateKind.ISSUED,
        r"ngay (?:ban hanh|ky|vb|van ban|ra van ban|phe duyet|thong qua|quyet dinh|bh|hop dong)"
        r"|ban hanh(?: ngay)?"
        r"|ky(?: ban hanh)? ngay|duoc ky|ngay thang(?: nam)?(?: van ban| ban hanh)|thong qua|phe duyet"
        r"|issued(?: on)?",
    ),
    (
        DateKind.EVENT,
        r"tu(?: ngay)?|den(?: het)?(?: ngay)?|dien ra|to chuc|ngay (?:bat dau|dien ra|khai mac|hop"
        r"|to chuc)|bat dau"
        r"|khai mac|be mac|vao(?: (?:sang|chieu|toi|hoi|luc))?|trong|(?:sang|chieu|toi|trua|dem|hop|hom"
        r"|dip|tuan)"
        r"|ky niem|thanh lap|mo thau|hop bao",
    ),
)
_JOINT = (
    r"(?:ngay|luc|vao|hoi|la|on|at|mo|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|[\d:hg]{1,8}|[ap]m|sa|ch)"
)
_LABEL = re.compile(
    "|".join(f"(?P<{kind.value}>(?<![a-z])(?:{words})(?![a-z]))" for kind, words in _LABELS),
)
_GAP = re.compile(rf"[\s:;,.|(\[–/-]*(?:{_JOINT}[\s:;,.|(\[–/-]*)*")
_NUMBER_BEFORE = re.compile(
    r"(?:\d[a-z]?/(?:\d{4}/)?[a-z][a-z0-9&.]*(?:[-/][a-z0-9&.]+)*|(?:^|\s)so:?\s?\d{1,6})"
    r"[\s,;.|)]{0,3}(?:ban hanh\s?)?(?:ngay)?\s?:?\s?$"
)
_PLACE_BEFORE = re.compile(r"[a-z][a-z .-]{1,28},\s?ngay\s?$")
_AUTHORITY = (
    r"(?:chinh phu|thu tuong|quoc hoi|u[by]\w* ban|ubnd|hdnd|hoi dong|bo |so |tinh uy|thanh uy|huyen uy"
    r"|dang uy"
    r"|chu tich|cuc |tong cuc|ban |toa an|vien kiem sat|phong )"
)
_OWNER_AFTER = re.compile(rf"[\s,;)]{{0,3}}cua {_AUTHORITY}|[\s,;]{{0,3}}{_AUTHORITY}[a-z ]{{0,30}}ban hanh")
_LAW_NAME = re.compile(
    r"(?:(?:luat|phap lenh|hien phap)[a-z ,]{0,40}|(?:nghi dinh|nghi quyet|thong tu|quyet dinh|chi thi"
    r"|cong van)\s)ngay\s?$"
)
_STRONG = frozenset(kind for kind, _ in _LABELS) - {DateKind.EVENT}


def labelled_kind(before: str, after: str) -> tuple[DateKind, bool] | None:
    """What the words next to a date make it: the kind, and whether that is said outright.

    `before` and `after` are the folded words on its two sides (some 70 and 40 characters).
    """
    if _NUMBER_BEFORE.search(before):
        return DateKind.ISSUED, True
    nearest: re.Match[str] | None = None
    for found in _LABEL.finditer(before):
        if _GAP.fullmatch(before, found.end()):
            nearest = found
            break
    if nearest is not None:
        kind = DateKind(nearest.lastgroup or "other")
        if kind is DateKind.EVENT and _OWNER_AFTER.match(after):
            return DateKind.ISSUED, False
        if kind is DateKind.ISSUED and re.match(r"[\s,]{0,2}(?:co )?hieu luc", after):
            return DateKind.ISSUED, True
        return kind, kind in _STRONG
    if _OWNER_AFTER.match(after) or _LAW_NAME.search(before):
        return DateKind.ISSUED, False
    return None


def is_place_line(before: str) -> bool:
    """Do the folded words `before` a date end as the head of a document does ("Bắc Ninh, ngày")?"""
    return _PLACE_BEFORE.search(before) is not None


_NO_DATE_BEFORE = re.compile(
    r"(?:am lich|\bal|duong (?:pho )?(?:so )?|pho |(?:dien thoai|\bdt|\bsdt|\btel|\bfax|hotline|\bmobile"
    r"|\bphone)\s?[:.]?)\s?"
    r"[(:]?\s?(?:ngay )?$"
)
_NO_DATE_AFTER = re.compile(r"[\s,(]{0,3}(?:am lich|a\.?l\b|tct\b|tr\.?cn)")


def is_no_date(before: str, after: str) -> bool:
    """Do the folded words around say that this is no date: a day of the moon, a street, a telephone?"""
    return _NO_DATE_BEFORE.search(before) is not None or _NO_DATE_AFTER.match(after) is not None
