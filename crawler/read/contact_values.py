"""The single values of contact data: telephone numbers, e-mails, postal addresses, names with titles."""

import re

from crawler.read.text import LOWER, UPPER, fold

_PHONE = re.compile(
    r"(?<![\w./@-])[+(]{0,2}\d{1,13}(?:(?:\)[\s.-]{0,2}\(?|[\s.-]{1,2}\(?|\()\d{1,9}){0,7}\)?(?![\w@/])"
)
_SHORT = re.compile(r"(?<![\w./-])(?:1[0-9]{2,3}|1[89]00[\s.]?\d{4}(?:[\s.]?\d{2})?)(?![\w/])")
_PREFIXES = ("0", "84", "18", "19")

_AT = r"(?:@|\s?[\[(]\s?(?:at|a|@|a còng|a cong)\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?(?:dot|chấm|\.)\s?[\])]\s?)"
_EMAIL = re.compile(rf"([\w.+-]{{1,64}}){_AT}([\w-]{{1,40}}(?:{_DOT}[\w-]{{1,40}}){{1,5}})", re.I)
_PERSONAL = re.compile(
    r"@(?:g(?:oogle)?mail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|aol|proton(?:mail)?|zoho"
    r"|yandex|zing)\.(?!(?:gov|edu)\.)[a-z.]{2,8}$",
    re.I,
)

_HONORIFIC = re.compile(
    r"[\s:;,.–-]*(?:(?:đồng chí|đ/c|đc|ông|bà|mr|mrs|ms|ths|ts|pgs|gs|tiến sĩ|thạc sĩ|bs|ks|cn|ll\.?m"
    r"|luật sư)[\s.:]+)*",
    re.I,
)
_OFFICE = frozenset(
    {
        "giam", "pho", "truong", "chu", "thu", "chanh", "bi", "uy", "vien", "cuc", "so", "ban", "ubnd",
        "hdnd", "trung", "van", "phong", "chi", "tong", "quyen", "head", "director", "chief", "vice", "cong",
        "bo", "to", "doi", "hoi",
    }
)  # fmt: skip
_TITLE_START = re.compile(
    r"(?:pho |quyen )?(?:giam doc|chu tich|truong (?:ban|phong)|chanh (?:van phong|thanh tra)|thu truong"
    r"|cuc truong|vien truong|bi thu|tong (?:bien tap|cuc truong)|uy vien|head of|director|pho)\b"
)
_TITLE_LEAD = re.compile(r"[\s,;–-]*(?:chức vụ\s?:?)?[\s,;:–-]*", re.I)

_ADMIN = r"(?i:phường|xã|thị trấn|quận|huyện|thành phố|tỉnh|thị xã|đặc khu|tp\.?|tx\.?|tt\.?|p\.|q\.)"
_HOUSE = r"(?<![\w/.,-])(?:Số\s?:?\s?)?(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?(?:[-/]\d{1,4}[A-Z]?)?"
_DAY_STREET = r"\d{1,2}(?:/|\stháng\s|-)\d{1,2}"
_LOOSE = re.compile(
    rf"{_HOUSE}(?:\s?[,–-]\s?|\s)(?P<street>(?:[Đđ]ường\s|[Pp]hố\s|[Đđ]\.\s?)?(?:{_DAY_STREET}|[{UPPER}]|số\s\d)"
    r"(?:[^\d:;|©@]|\d{1,3}(?!\d)){6,140})"
)
_VILLAGE = re.compile(
    r"(?<!tại )(?<!ở )(?<!của )(?<!\w)"
    r"(?:Thôn|Xóm|Ấp|Bản|Buôn|Làng|Khóm|Tổ(?: dân phố)?|Khu(?: phố| dân cư)?|Đường|Quốc lộ|Tỉnh lộ)"
    rf" (?:[{UPPER}\d]|số )[^,;:|.\d]{{0,30}}\d{{0,3}}(?:, [^,;:|\d]{{2,30}}){{0,2}}"
    rf", (?i:xã|phường|thị trấn|đặc khu) [{UPPER}\d][\w’']*(?: [{UPPER}][\w’']*){{0,3}}"
    rf"(?:, (?i:huyện|quận|thị xã|thành phố|tỉnh|tp\.?) [{UPPER}][\w’']*(?: [{UPPER}][\w’']*){{0,3}}){{0,2}}"
)
_TO_LAST_PLACE = re.compile(rf".*\b{_ADMIN}\s?(?:\d{{1,2}}|[{UPPER}][\w.'’]*)(?:\s[{UPPER}][\w.'’]*){{0,4}}")
_PROSE = re.compile(
    r"\b(?:da|se|duoc|tai|co|to chuc|va|cua|cho|voi|la|cac|nhung|trong|tren|nay|theo|ve|tu|den|do|khi|nam)\b"
)
_ADDRESS_END = re.compile(
    rf"(?<=[{LOWER}])\.(?=[{UPPER}])|(?<=\w{{3}})\.\s(?=[{UPPER}(*©])|[|©®\[]|\)\.|\s[•·]\s"
)
_LABEL_AT_END = re.compile(rf"[\s,.;–-]+[{UPPER}][{LOWER}]+(?:\s[{LOWER}]+){{0,4}}\s?:\s*$")
_NOT_ADDRESS = re.compile(
    r"(?:quyet dinh|giay phep|nghi dinh|thong tu|ngay|nam|dieu|muc|ban|hoi|dang|phong|so(?! \d)|ubnd|uy ban"
    r"|chi bo|doan|truong)\b"
)


def phones_in(value: str, *, short: bool = False) -> list[str]:
    """The telephone numbers in `value` as printed: 8 to 12 digits that begin as Vietnamese numbers do.

    With `short` also three- and four-digit ones ("1022"), which only a hotline has.
    """
    found: list[str] = []
    for match in _PHONE.finditer(value):
        for piece in _split(match.group()):
            digits = re.sub(r"\D", "", piece)
            if 8 <= len(digits) <= 12 and digits.startswith(_PREFIXES) and not _is_date(piece):
                found.append(piece)
    if short and not found:
        found = [match.group() for match in _SHORT.finditer(value)]
    return found


def _split(printed: str) -> list[str]:
    printed = printed.strip(" .-")
    if printed.count("(") < printed.count(")"):
        printed = printed.rstrip(")")
    if len(re.sub(r"\D", "", printed)) <= 12:
        return [printed]
    return [piece.strip(" .") for piece in re.split(r"\s?-\s?|\s(?=\(?0)", printed) if piece.strip(" .")]


def _is_date(printed: str) -> bool:
    return re.match(r"\(?\d{1,2}[./\s-]\d{1,2}[./\s-](?:19|20)\d\d(?!\d)", printed) is not None


def emails_in(value: str) -> list[str]:
    """The e-mail addresses in `value`, those written "ten(at)tinh.gov.vn" put back into their form."""
    if "@" not in value and not re.search(r"[\[(]\s?a", value, re.I):
        return []
    return [
        f"{one[1].strip('.-')}@{re.sub(_DOT, '.', one[2], flags=re.I).strip('.-')}"
        for one in _EMAIL.finditer(value)
    ]


def is_personal_email(email: str) -> bool:
    """Is this a free mailbox (Gmail, Yahoo, …) and not one of the body's own domain?"""
    return _PERSONAL.search(email) is not None


def clean_address(value: str) -> str | None:
    """The postal address at the start of what follows its label; None where the field is empty."""
    value = re.sub(r"^[\s:;,.*–-]*(?:địa chỉ\s?:\s?)?", "", value, flags=re.I)
    phone = next(iter(_PHONE.finditer(value)), None)
    while phone is not None and len(re.sub(r"\D", "", phone.group())) < 8:
        phone = _PHONE.search(value, phone.end())
    if phone is not None:
        value = _LABEL_AT_END.sub("", value[: phone.start()])
    for end in _ADDRESS_END.finditer(value):
        if end.start() >= 12:
            value = value[: end.start()]
            break
    value = _EMAIL.split(value)[0].strip(" .,;:-–*|()")
    if len(value) < 6 or len(value) > 250 or not re.search(r"[^\W\d_]{2}", value):
        return None
    return value


def loose_address(text: str) -> str | None:
    """An address that no label announces: a house number and a street, or a village, up to the last place."""
    for match in _LOOSE.finditer(text):
        if _NOT_ADDRESS.match(fold(match["street"])):
            continue
        whole = _TO_LAST_PLACE.match(match.group())
        if whole and not _PROSE.search(fold(whole.group())):
            return whole.group().strip(" .,;-–")
    village = _VILLAGE.search(text)
    return village.group() if village else None


def person_in(value: str) -> tuple[str | None, str | None]:
    """The name and the title of a person ("Ông Nguyễn Văn A - Giám đốc Sở …"); (None, None) where an office
    stands in place of a name.
    """
    lead = _HONORIFIC.match(value)
    rest = value[lead.end() :] if lead else value
    words = re.match(r"(?:[^\W\d_][\w'’]*\s?){1,7}", rest)
    if words is None:
        return None, None
    stop = _TITLE_START.search(fold(words.group()))
    span = words.group()[: stop.start()] if stop else words.group()
    name: list[str] = []
    for word in span.split():
        if not word[0].isupper():
            break
        name.append(word)
    greeted = lead is not None and lead.group().strip(" :;,.–-") != ""
    if not 2 <= len(name) <= 6 or (fold(name[0]) in _OFFICE and not greeted):
        return None, None
    person = " ".join(name)
    after = rest[rest.index(name[0]) :]
    for word in name:
        after = after[after.index(word) + len(word) :]
    if after.startswith(".") and not _TITLE_START.match(fold(after).lstrip(". ")):
        return person, None  # the sentence ended with the name
    title = _TITLE_LEAD.sub("", after.lstrip("."), count=1)
    cut = re.search(r"(?<=\w{3})\.\s|[|;©®(]", title)
    title = (title[: cut.start()] if cut else title)[:200].strip(" .,;:-–​")
    return person, title or None
