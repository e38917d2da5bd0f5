"""Numbers of documents (số, ký hiệu) as printed, slips mended, and whether a text only cites them."""

import re
from dataclasses import dataclass

from crawler.read.doc_types import AUTHORITIES, TITLE_NAMES, TYPES
from crawler.read.text import LOWER, UPPER, fold, fold_aligned, nfc

_LIMIT = 20_000  # characters that are searched

# Codes typed without a Vietnamese keyboard, or with the keys of one showing (DD for Đ).
_RESPELL = {
    "QD": "QĐ", "QDD": "QĐ", "QDĐ": "QĐ", "QĐĐ": "QĐ", "ND": "NĐ", "NDD": "NĐ", "CD": "CĐ",
    "HDND": "HĐND",
    "HDDND": "HĐND", "TTHDND": "TTHĐND", "BCD": "BCĐ", "BGDDT": "BGDĐT", "BLDTBXH": "BLĐTBXH",
    "SLDTBXH": "SLĐTBXH", "SGDDT": "SGDĐT", "SKHDT": "SKHĐT", "BKHDT": "BKHĐT", "GDDT": "GDĐT",
    "HDTP": "HĐTP",
    "LDTBXH": "LĐTBXH", "TTG": "TTg", "CTR": "CTr", "TTR": "TTr", "DU": "ĐU",
}  # fmt: skip
_ACRONYM = rf"(?:[{UPPER}][{UPPER}{LOWER}]{{0,14}}\d{{0,3}}(?:[&.][A-ZĐ][A-Za-zĐđ]{{0,9}}){{0,3}})"
_NUMBER = re.compile(
    rf"""
    (?<![\w/\\.,-])
    (?P<head>[{UPPER}]{{1,2}}-)?
    (?P<n>\d{{1,3}}\.\d{{1,2}}(?=/20\d\d/)|\d{{1,6}}[a-zA-ZđĐ]?)
    (?:-(?P<dash>(?:19|20)\d\d))?
    (?:
        (?:\s?[/\\]\s?(?P<year>1?(?:19|20)\d\d))?
        (?:\s?[/\\]\s?|\s?[/\\]\s?[/\\])
        (?P<code>{_ACRONYM}(?:\s[–-]\s?|[–-]\s|–)(?:[A-ZĐƯ]{{2,12}}|TTg)(?![{UPPER}{LOWER}])
            |{_ACRONYM}(?:[/-]{_ACRONYM}|-\d{{1,2}}(?!\d))*)
      | (?P<joint>\s?[–-]\s?|\s)(?P<party>[A-ZĐ][A-Za-zĐđ]{{1,5}}\s?/\s?[A-ZĐ]{{2,8}}(?:-[A-ZĐ]{{2,8}})?)
      | [._-](?:(?P<late>(?:19|20)\d\d)[._-])?(?P<slip>[A-ZĐ][A-Za-zĐđ]{{1,4}}[._-][A-ZĐ][A-Za-zĐđ]{{1,9}})
    )
    (?![\w/\\])
    """,
    re.X,
)
_GLUED = re.compile(rf"({'|'.join(sorted((*TYPES, 'QD'), key=len, reverse=True))})([A-ZĐ]{{3,8}})")
_DOTTED = re.compile(rf"^({'|'.join(TYPES)})\.(?=[A-ZĐ])")
_LOWER = re.compile(
    r"(?<![\w/\\.,-])\d{1,6}[a-z]?(?:\s?[/\\]\s?(?:19|20)\d\d)?\s?[/\\]\s?[a-zđ]{2,5}-[a-zđ]{2,10}(?![\w/\\])"
)
_BARE = re.compile(
    r"(?:^|[\s(|])(?:số|so)(?:\s(?:ký hiệu|ký hiệu văn bản|kh))?\s?:\s?(?:số\s?:\s?)?(\d{1,6})(?=$"
    r"|[\s,;.|)])",
    re.I,
)
_LABEL_BEFORE = re.compile(
    r"(?:so(?: ?,? ?(?:va )?(?:ky hieu|kh))?(?: van ban| vb)?|ky hieu|no\.?)\s?[:.]?\s?$"
)
_OPENING = re.compile(r"[\W\d_]*(?:(?:dieu|khoan|muc) \d+[a-z]?\s)*")
_NAME_PATTERN = "|".join(re.escape(fold(name)) for name in TITLE_NAMES)
_OWN_LEAD = re.compile(
    rf"(?:(?:van ban|{_NAME_PATTERN})(?: (?:phap luat|qppl|quy pham phap luat))?\s?)?(?:so(?: ky hieu)?"
    rf"|ky hieu)?\s?[:.]?\s?(?:so\s?:?\s?)?"
)
_CITED = re.compile(
    r"(?:thuc hien|trien khai|theo|can cu|sua doi|bo sung|bai bo|thay the|kem theo|tai|cua|thi hanh"
    r"|huong dan|quan triet|ve|dinh chinh"
    r"|dieu|khoan|cac|va|mot so)\s(?:[a-z0-9,]+\s){0,6}?"
    rf"(?:{_NAME_PATTERN})\s(?:so\s?)?:?\s?$"
)
_SEPARATED = re.compile(r"[/\\]|\d[._-][A-ZĐ\d]")
_QH = re.compile(r"(?:QH|UBTVQH)\d{1,2}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A number, normalised, and where it stands."""

    number: str
    start: int
    end: int


def find_number(text: str) -> str | None:
    """The number of the document that `text` (a cell, a row, a title) is about, normalised, or None.

    "12/2026/QĐ-UBND", "1234/UBND-KTN", "05-NQ/TU"; usual slips are mended (backslash, QD and QDD for QĐ,
    spaces, "Số: Số:"). The number of another document that a title only cites is not returned.
    """
    text = nfc(text[:_LIMIT])
    own, _ = own_and_cited(text)
    return own.number if own else None


def own_and_cited(text: str) -> tuple[Seen | None, list[Seen]]:
    """Of a text that `nfc` has made: the number of the document it is about, and those of the others."""
    seen = numbers_in(text)
    own = _own(text, fold_aligned(text), seen)
    return own, [one for one in seen if own is None or one.number != own.number]


def _own(text: str, plain: str, seen: list[Seen]) -> Seen | None:
    for one in seen:
        before = plain[: one.start]
        if re.search(r":\s?$", before) and _LABEL_BEFORE.search(before[-40:]):
            return one
        opening = _OPENING.match(before)
        if opening and _OWN_LEAD.fullmatch(before, opening.end()):
            return one
    bare = _BARE.search(text)
    if bare and (not seen or bare.start() < seen[0].start):
        return Seen(bare[1], bare.start(1), bare.end(1))
    for one in seen:
        if not _CITED.search(plain[max(0, one.start - 90) : one.start]):
            return one
    return None


def find_numbers(text: str) -> list[str]:
    """Every document number printed in `text`, normalised, each once, cited ones too."""
    return list(dict.fromkeys(one.number for one in numbers_in(nfc(text[:_LIMIT]))))


def numbers_in(text: str) -> list[Seen]:
    """Every number in a text that `nfc` has made, in order."""
    if not _SEPARATED.search(text):
        return []
    found = [
        Seen(number, match.start(), match.end())
        for match in _NUMBER.finditer(text)
        if (number := _normal(match)) is not None
    ]
    if not found:
        for lower in _LOWER.finditer(text):
            match = _NUMBER.fullmatch(lower.group().upper())
            if match and (number := _normal(match)):
                return [Seen(number, lower.start(), lower.end())]
    return found


def _normal(match: re.Match[str]) -> str | None:
    if match["party"]:
        code = re.sub(r"\s", "", match["party"])
        kind, _, organ = code.partition("/")
        known = match["joint"].strip() or _respell(organ).upper() in AUTHORITIES
        if _respell(kind).upper() not in TYPES or not known:
            return None
        return f"{match['n']}-{_respell(kind)}/{_codes(organ)}"
    if match["slip"]:
        kind, organ = map(_respell, re.split("[._-]", match["slip"]))
        year = match["late"] or match["dash"]
        known = kind.upper() in TYPES and organ.upper() in AUTHORITIES
        return "/".join(filter(None, [match["n"], year, f"{kind}-{organ}"])) if known else None
    code = _codes(_DOTTED.sub(r"\1-", re.sub(r"\s", "", match["code"]).replace("–", "-")))
    if not _is_code(code):
        return None
    year = match["year"]
    if year and len(year) == 5:
        year = year[1:]
    number = (match["head"] or "") + match["n"]
    if match["dash"]:
        number += "-" + match["dash"]
    return "/".join(filter(None, [number, year, code]))


def _codes(code: str) -> str:
    return re.sub(r"[^/&.-]+", lambda part: _respell(part.group()), code)


def _respell(part: str) -> str:
    upper = part.upper()
    if upper in _RESPELL:
        return _RESPELL[upper]
    if upper not in TYPES and upper not in AUTHORITIES:
        glued = _GLUED.fullmatch(upper)
        if glued and _RESPELL.get(glued[2], glued[2]).upper() in AUTHORITIES:
            return f"{_respell(glued[1])}-{_respell(glued[2])}"
    return upper if part.islower() or (upper in TYPES and len(part) == 2) else part


def _is_code(code: str) -> bool:
    """Is this the letters of a document's number, and not a word or a unit after a fraction?"""
    first: str = re.split(r"[-/]", code)[0]
    if first.upper() in TYPES or _QH.fullmatch(first) or first.upper() in AUTHORITIES:
        return first.isupper() or "-" in code or first in ("CTr", "TTr")
    capitals = sum(char.isupper() for char in first)
    if "-" in code or "/" in code:
        return capitals >= 2
    return capitals >= 3 and capitals == len(first.rstrip("0123456789&."))


def type_code(number: str) -> str | None:
    """The abbreviation of the type in a normalised number, in capitals ("QĐ"); None where it bears none."""
    if party := re.match(r"\w+-([^/\d]+)/", number):
        return party[1].upper()
    for part in number.split("/")[1:]:
        if part.isdigit():
            continue
        first = part.split("-")[0].upper()
        return first if first in TYPES else None
    return None
