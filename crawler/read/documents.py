"""What identifies a document: its number (số, ký hiệu), its type, who issued it, whether it is normative.

Numbers after Decree 30/2020/NĐ-CP Article 8 and appendix I ("12/QĐ-UBND", "123/SKHCN-CĐS") and, for normative
documents, with the year ("12/2026/QĐ-UBND").
"""

import re
from datetime import date

from crawler.facts import DateKind, PrintedDate
from crawler.read.dates import locate_dates, parse_date
from crawler.read.doc_numbers import Seen, own_and_cited, type_code
from crawler.read.doc_numbers import find_number as find_number
from crawler.read.doc_numbers import find_numbers as find_numbers
from crawler.read.doc_types import ALWAYS_NORMATIVE, AUTHORITIES, TITLE_NAMES, TYPES
from crawler.read.doc_types import DIRECTIVE_TYPES as DIRECTIVE_TYPES
from crawler.read.doc_types import NORMATIVE_TYPES as NORMATIVE_TYPES
from crawler.read.text import fold, nfc

_LIMIT = 4000  # characters of one entry


def doc_type(text: str, number: str | None = None) -> str | None:
    """The full Vietnamese name of the document's type ("Quyết định"), by its number, else by the title.

    "123/UBND-KTN", a number with no type in it, is a Công văn; "24/2008/QH12" a Luật, if the title agrees.
    """
    code = type_code(number) if number else None
    title = _title_type(text)
    if code is not None:
        by_number = TYPES[code]
        if code == "CT" and title in ("Chương trình", "Chương trình hành động"):
            return title
        return by_number
    if title is not None:
        return title
    if number is None:
        return None
    if re.search(r"/QH\d{1,2}$", number):
        return "Luật"
    return "Công văn" if re.fullmatch(r"\d+[a-z]?/[^/\d]\w*[-–].+", number) else None


_FOLDED_NAMES = tuple((name, fold(name)) for name in TITLE_NAMES)


def _title_type(text: str) -> str | None:
    plain = fold(nfc(text[:400]))
    start = _LEAD_IN.match(plain)
    at = start.end() if start else 0
    if _NO_TITLE.match(plain, at):
        return None
    for name, folded in _FOLDED_NAMES:
        if plain.startswith(folded, at) and not plain[at + len(folded) : at + len(folded) + 1].isalpha():
            return name
    return None


_NO_TITLE = re.compile(
    r"luat (?:su|gia)\b|(?:bao cao|huong dan) vien\b|ke hoach (?:hoa|va dau tu|- tai chinh)\b"
)
_LEAD_IN = re.compile(
    r"[\W\d_]*(?:(?:dieu|khoan) \d+[a-z]?\s"
    r"|(?:so(?: ky hieu)?\s?:\s?)+[\w/\\&. -]{1,30}?(?:\sngay\s?:?\s?[\d/.-]{6,10})?\s(?=[a-z]{3})"
    r"|(?:du thao|toan van|ban hanh|cong bo)\s(?:ve\s)?)*[\W_]*"
)


def is_normative(number: str | None, doc_type: str | None) -> bool | None:
    """Is it a văn bản quy phạm pháp luật? None where number and type do not tell.

    A normative document bears the year between number and type ("12/2026/QĐ-UBND"; Decree 78/2025/NĐ-CP and
    before it 154/2020 amending 34/2016), laws of the National Assembly its term ("97/2015/QH13").
    """
    if number:
        if re.search(r"/(?:19|20)\d\d/(?:[^/]*-)?(?:UBTV)?QH\d", number):
            return True
        code = type_code(number)
        if code is not None:
            kind = TYPES[code]
            if kind in ALWAYS_NORMATIVE:
                return True
            if kind == "Văn bản hợp nhất":
                return None
            dated = re.search(r"/(?:19|20)\d\d/", number) is not None
            return dated and kind in NORMATIVE_TYPES
        if "/" in number:
            return False
    if doc_type is None:
        return None
    if doc_type in ALWAYS_NORMATIVE:
        return True
    if doc_type in NORMATIVE_TYPES or doc_type == "Văn bản hợp nhất":
        return None
    return False if doc_type in TITLE_NAMES else None


_ORGANS = (
    r"(?:Chính phủ|Thủ tướng|Quốc hội|[UỦ][ỷỶyY]|UBND|HĐND|Hội đồng|Bộ|Sở|Ban|Cục|Tổng cục|Chủ tịch|Toà án"
    r"|Tòa án|Viện|Ngân hàng|Văn phòng|Thanh tra|Kiểm toán|(?:Tỉnh|Thành|Đảng|Huyện) (?:uỷ|ủy))"
)
_ISSUER = re.compile(
    rf"(?:^|[\s,)])(?:của|do)\s({_ORGANS}[^,.;:|()]{{0,90}}?)"
    r"(?=$|[,.;:|()]|\s(?:về|quy định|hướng dẫn|ban hành|ngày|V/v|sửa đổi|phê duyệt|công bố)\s)",
    re.I,
)
_DAY_LEAD = r"[\s,;()]{0,3}(?:ban hành\s)?(?:ngày\s[\w\s/.-]{6,28}?)?[\s,;()]{0,3}"
_AFTER_NUMBER = re.compile(rf"{_DAY_LEAD}(?:ban hành\s)?(?:ngày\s)?$")
_BARE_CITED = re.compile(
    r"(?:số|quyết định|chỉ thị|nghị quyết|nghị định|thông tư)\s\d{1,6}[\s,]*(?:ngày\s)?$", re.I
)
_NO_DAY = re.compile(r"ngày(?:\s(?:ban hành|ký|văn bản))?\s?:\s?31[/.-]12[/.-]9999", re.I)


def issued_date(text: str, as_of: date) -> PrintedDate | None:
    """The day on which the document that `text` (a row, a title) is about was issued; None: it is not said.

    The days of other documents that it cites are passed over, and 31/12/9999 stands for no day entered.
    """
    text = nfc(text[:_LIMIT])
    if _NO_DAY.search(text):
        return None
    own, cited = own_and_cited(text)
    said = [
        dated
        for start, dated in locate_dates(text, as_of)
        if dated.kind is DateKind.ISSUED
        and dated.precision != "month"
        and not _is_cited(text, start, own, cited)
    ]
    if said:
        return said[0]
    if own is None or cited:
        return None
    return parse_date(text[own.end :], as_of, DateKind.ISSUED)


def _is_cited(text: str, start: int, own: Seen | None, cited: list[Seen]) -> bool:
    """Does what begins at `start` follow the number of another document straight away?"""
    before = [one for one in cited if one.end <= start]
    if before and (own is None or own.end > start or own.end < before[-1].start):
        return _AFTER_NUMBER.match(text[before[-1].end : start]) is not None
    if own is None or own.end > start - 12:
        return False
    return _BARE_CITED.search(text[max(own.end, start - 40) : start]) is not None


def authority(number: str | None, text: str = "") -> str | None:
    """Who issued the document: as `text` says after "của", else by the letters of the number."""
    text = nfc(text[:_LIMIT])
    own, cited = own_and_cited(text)
    for said in _ISSUER.finditer(text):
        before = text[: said.start()].rstrip(" ,;)")
        names_own = own is not None and own.end == len(before)
        if not (names_own or before[-1:].isdigit() or before.lower().endswith("ban hành")):
            continue
        if not _is_cited(text, said.start(), own, cited):
            return str(said[1]).strip()
    if not number:
        return None
    parts = [part for part in re.split(r"[/-]", number) if not part.isdigit()]
    if type_code(number) is None and parts:
        return _organ(parts[0])
    return next((name for part in parts[1:] if (name := _organ(part))), None)


def _organ(code: str) -> str | None:
    return AUTHORITIES.get(code.upper()) or AUTHORITIES.get(code.upper().rstrip("0123456789"))
