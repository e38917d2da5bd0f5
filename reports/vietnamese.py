"""Numbers, days and names as Vietnamese offices write them, and text of others made fit to print."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKS = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}  # huyền, hỏi, ngã, sắc, nặng
_LETTER_MARKS = "̛̆̂"
_SPACES = re.compile(r"\s+")
VIETNAM = timezone(timedelta(hours=7))
MONTHS_WITH_ZERO = 3  # Decree 30/2020: days below 10 and the months 1 and 2 are written with a zero


def number(value: float | None, places: int = 1, missing: str = "–") -> str:
    """A number with decimal comma and thousands point ("1.234,5"); `missing` for None."""
    if value is None:
        return missing
    text = f"{value:,.{places}f}"
    if float(text.replace(",", "")) == 0:
        text = text.removeprefix("-")
    return text.translate(str.maketrans(",.", ".,")).replace("-", "\u2212")


def points(value: float | None) -> str:
    """Points without needless decimals: "4", "2,5", "0,25"; a dash for None."""
    if value is None:
        return "–"
    text = number(round(value, 2), 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def percent(share: float | None) -> str:
    """A share (0-1) in whole per cent: "94%"."""
    return "–" if share is None else f"{number(share * 100, 0)}%"


def signed(value: float | None) -> str:
    """A change with its sign: "+3,1", "−2,0"."""
    if value is None:
        return "–"
    text = number(value)
    return text if text.startswith("\u2212") or value == 0 else f"+{text}"


def day(value: date | None, missing: str = "–") -> str:
    """A day as dd/mm/yyyy."""
    return missing if value is None else f"{value:%d/%m/%Y}"


def long_day(value: date) -> str:
    """A day as letters write it: "ngày 05 tháng 02 năm 2026", "ngày 20 tháng 11 năm 2026"."""
    month = f"{value.month:02d}" if value.month < MONTHS_WITH_ZERO else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def month(value: date) -> str:
    """The month of a day: "tháng 11 năm 2026"."""
    return f"tháng {value.month} năm {value.year}"


def sort_key(name: str) -> tuple[tuple[tuple[int, int | str], ...], tuple[int, ...], str]:
    """Key for the order of the Vietnamese alphabet: letters first, then tones, then case."""
    letters: list[tuple[int, int | str]] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", name.casefold()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_MARKS[part] for part in parts if part in _MARKS), 0)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _MARKS))
        place = _ALPHABET.find(base)
        letters.append((1, place) if place >= 0 else (0, base))
        tones.append(tone)
    return tuple(letters), tuple(tones), name


def clean(text: str | None) -> str:
    """Text of others, fit for every output: NFC, one line, single spaces, nothing invisible that steers.

    Control and format characters (bidirectional overrides, zero-width signs), surrogates, private and
    unassigned code points are dropped; line ends and tabs become spaces.
    """
    if not text:
        return ""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()  # almost every text: nothing to drop
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    kept = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def shorten(text: str, length: int) -> str:
    """At most `length` characters, cut at a word where possible and marked with an ellipsis."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > length // 2 else head).rstrip(" ,;.") + "…"


def listing(names: list[str]) -> str:
    """Names in one sentence: "A, B và C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}" if names else ""


def lower_first(text: str) -> str:
    """The first letter in lower case, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def moment(value: datetime) -> str:
    """A moment in Việt Nam's time: "09 giờ 05 ngày 20/11/2026"."""
    local = value.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} ngày {local:%d/%m/%Y}"
