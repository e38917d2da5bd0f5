"""Who a letter goes to: the office that a registry names in `address_to`, never a street."""

import re
import unicodedata

from config.registry import Portal
from reports.vietnamese import clean

_OFFICE = re.compile(  # how the name of an office or of who holds one begins
    r"(?:sở|bộ|ban|cục|chi cục|tổng cục|vụ|viện|hội(?! trường)|hội đồng|liên minh|liên hiệp|mặt trận|"
    r"ubnd|hđnd|(?:ủy|uỷ) ban|(?:đảng|tỉnh|thành|huyện) (?:ủy|uỷ)|văn phòng|thanh tra|công an|tòa án|toà án|"
    r"trung tâm(?! hành chính(?! công))|kho bạc|bảo hiểm|ngân hàng|bệnh viện|báo|đài|công ty|tổng công ty|"
    r"tập đoàn|doanh nghiệp|đơn vị|cơ quan|phòng|khu quản lý|tổ (?:công tác|trưởng|giúp việc|thư ký)|"
    r"trường (?:đại học|cao đẳng|chính trị|trung|tiểu|mầm)|giám đốc|tổng giám đốc|phó|chủ tịch|chủ nhiệm|"
    r"chánh|trưởng|cục trưởng|viện trưởng|hiệu trưởng|thủ trưởng|lãnh đạo|bí thư|đồng chí|ông|bà)\b(?!\s+\d)"
)
_PLACE = re.compile(  # how a postal address, or a part of one, begins
    r"\d|(?:số(?: nhà)?|so|no)[.:]?\s*\d|(?:địa chỉ|đ/c)\b|lô\s|tầng\s|phòng \d|(?:tòa|toà) nhà|nhà \w\b|"
    r"thôn\s|xóm\s|ấp\s|buôn\s|bản\s|khóm\s|khu(?! quản lý)\b|khối (?:phố|\d)|tổ (?:dân phố|\d)|tdp\b|"
    r"km\s*\d|quốc lộ|tỉnh lộ|ql\.?\s*\d|đường\s|đại lộ|phố\s|ngõ\s|ngách\s|hẻm\s|phường\s|phuong\s|"
    r"xã (?!hội)|thị trấn|quận\s|huyện\s|p\.|q\.|tp\.|trung tâm hành chính(?! công)|hòm thư|hộp thư"
)
_STREET = re.compile(r"\b(?:đường|phố|street|road|avenue|ward|district|commune)\b")
_SITE = re.compile(
    r"(?:cổng|trang)(?: thông tin| tin)?(?: điện tử)?(?: thành phần)?(?: của)?\s+", re.IGNORECASE
)
_COUNCIL = re.compile(r"(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|đặc khu)\s")
_PARTS = re.compile(r"\s*[,;(–]\s*|\s+-\s+")
PROVINCE = "province"


def addressee(name: str, level: str, address_to: str | None) -> str:
    """What stands after "Kính gửi": the office or its holder that `address_to` names, without its address.

    Where that is empty or a postal address, the body called `name`; a portal that goes by its own name stands
    for who keeps it: the office of the people's committee of a province, the committee or body of others.
    """
    return _office(clean(address_to)) or _keeper(clean(name), level)


def of_row(row: Portal) -> str:
    """The addressee of a body of the registry."""
    return addressee(row.name, row.level, row.address_to)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().lower()


def _office(text: str) -> str:
    """The part of `text` that names an office or a person; empty where all of it is an address."""
    if not text or (not _OFFICE.match(_fold(text)) and _is_postal(text)):
        return ""
    for part in _PARTS.finditer(text):
        if _PLACE.match(_fold(text[part.end() :])):
            return text[: part.start()].rstrip(" .")
    return text.rstrip(" .")


def _is_postal(text: str) -> bool:
    folded = _fold(text)
    first, *others = _PARTS.split(folded)
    return bool(_PLACE.match(first) or _STREET.search(folded) or any(_PLACE.match(part) for part in others))


def _keeper(name: str, level: str) -> str:
    kept = _SITE.match(name)
    if kept is None:
        return name
    owner = name[kept.end() :]
    folded = _fold(owner)
    if _COUNCIL.match(folded):
        owner = owner[:1].lower() + owner[1:]
        return f"Văn phòng UBND {owner}" if level == PROVINCE else f"UBND {owner}"
    return owner if _OFFICE.match(folded) else f"Cơ quan chủ quản {name}"
