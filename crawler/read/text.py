"""Vietnamese text as portals print it, brought into one form: for reading, for matching, from addresses."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from crawler.read.charsets import TONED
from crawler.read.charsets import decode as decode

# Letters for character classes: a range as À-Ỹ would hold both cases.
LOWER = "a-zđăâêôơư" + TONED
UPPER = "A-ZĐĂÂÊÔƠƯ" + TONED.upper()

_SPACES = "\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\u00ad\u034f\u061c\u180e\ufeff" + "".join(
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F))
    for code in range(first, last + 1)
)
# Icelandic and African letters that stand for Đ where an old font or a wrong code page was used.
_LOOKALIKE_D = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _INVISIBLE), None),
    **{ord(wrong): right for wrong, right in _LOOKALIKE_D.items()},
}
_ODD = re.compile("[" + re.escape(_SPACES + _INVISIBLE + "".join(_LOOKALIKE_D)) + "]")
_RUNS = re.compile(r"\s\s+|[^\S ]")

# Cyrillic and Greek letters drawn like Latin ones.
_HOMOGLYPHS = dict(
    zip(
        "асеорхуіјѕһԁԛԝνοαικρτΑΒΕΗΙΚΜΝΟΡΤΥΧΖАВСЕНІЈКМОРЅТХУ",
        "aceopxyijshdqwvoaikptabehikmnoptyxzabcehijkmopstxy",
        strict=True,
    )
)


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in [*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)]:
        low = chr(code).lower()
        base = "".join(char for char in unicodedata.normalize("NFD", low) if not unicodedata.combining(char))
        table[code] = "".join(_HOMOGLYPHS.get(char, char) for char in base)
    table.update({ord(char): plain for char, plain in _HOMOGLYPHS.items()})
    table.update(dict.fromkeys(map(ord, "đĐðÐƉɖ"), "d"))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table.update(dict.fromkeys([*range(0x300, 0x370), *map(ord, _INVISIBLE)], None))
    return table


_FOLD = _fold_table()
_FOLD_ALIGNED = {code: plain for code, plain in _FOLD.items() if plain is not None and len(plain) == 1}

_TONE_PAIRS = {
    old: new
    for pair, tones in (
        ("oa", ("òoà", "óoá", "ỏoả", "õoã", "ọoạ")),
        ("oe", ("òoè", "óoé", "ỏoẻ", "õoẽ", "ọoẹ")),
        ("uy", ("ùuỳ", "úuý", "ủuỷ", "ũuỹ", "ụuỵ")),
    )
    for tone in tones
    for old, new in (
        (tone[0] + pair[1], tone[1:]),
        ((tone[0] + pair[1]).upper(), tone[1:].upper()),
        (tone[0].upper() + pair[1], tone[1:].capitalize()),
    )
}
_TONES = re.compile("|".join(_TONE_PAIRS))


def nfc(s: str) -> str:
    """Return `s` in NFC on one line: zero-width characters gone, runs of spaces one space, ends stripped.

    The letters Ð and Ɖ, which Vietnamese does not have, become Đ. Idempotent.
    """
    if not unicodedata.is_normalized("NFC", s):
        s = unicodedata.normalize("NFC", s)
    if _ODD.search(s):
        # Taking a character out from between a letter and its mark lets the two compose.
        s = unicodedata.normalize("NFC", s.translate(_CLEAN))
    if _RUNS.search(s):
        s = " ".join(s.split())
    return s.strip()


def fold(s: str) -> str:
    """Return `s` in lower case without accents, đ as d, look-alike Cyrillic and Greek letters as Latin.

    Spaces are kept apart but not counted together; the length may change. Idempotent.
    """
    return s.translate(_FOLD)


def fold_aligned(s: str) -> str:
    """As `fold`, but each character for one character, so that places found in it are places in `s`.

    What has no single plain letter stays as it is.
    """
    return s.translate(_FOLD_ALIGNED)


def tone_normal(s: str) -> str:
    """Return `s` with the tone of oa, oe and uy on the second letter ("hòa" as "hoà", "Ủy" as "Uỷ")."""
    return _TONES.sub(lambda found: _TONE_PAIRS[found.group()], s)


_EXTENSION = re.compile(r"\.(?:aspx?|html?|php\d?|jspx?|do|cfm|shtml|action|axd|ashx)$", re.I)
_ID = re.compile(r"[a-z]{0,3}\d+|[0-9a-f]{8,}|[0-9a-f]{8}-[0-9a-f-]{27}", re.I)
_BREAK = re.compile(r"[\W_]+")
_DULL = re.compile(
    r"web|guest|portal|pages?|default|index|home|trang|chu|v[in]|en|wps|sites?|group|layouts|node|taxonomy|term|"
    r"category|danh|muc|loai|tin|detail|view|content|article|asset|publisher|public|main"
)
_DULL_PART = re.compile(
    r"web|guest|portal|pages?|default|index|home|v[in]|en|sites?|group|node|taxonomy|term|category|view|"
    r"detail|content|asset_publisher|-",
    re.I,
)


def slug_words(url: str) -> str:
    """Return what the last two parts of the path of `url` say, as folded words.

    Percent-decoded, "VanBanChiDao" cut at its capitals, extension, numbers and ids dropped, technical parts
    ("Pages", "default.aspx", "web/guest") passed over; "" where the path says nothing.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    words: list[str] = []
    taken = 0
    for part in reversed([unquote(part).split(";")[0] for part in path.split("/")]):
        said = _part_words(part)
        if not said:
            continue
        words = said + words
        taken += 1
        if taken == 2:
            break
    return " ".join(words)


def _part_words(part: str) -> list[str]:
    part = _EXTENSION.sub("", nfc(part))
    if _DULL_PART.fullmatch(part) or _ID.fullmatch(part):
        return []
    pieces = [
        piece for piece in _BREAK.split(part) if piece and not _ID.fullmatch(piece) and not piece.isdigit()
    ]
    said = [fold(word) for piece in pieces for word in _humps(piece)]
    return [] if all(_DULL.fullmatch(word) for word in said) else said


def _humps(piece: str) -> list[str]:
    """ "VanBanQPPL" as "Van", "Ban", "QPPL"."""
    starts = [0]
    for at in range(1, len(piece)):
        before, char = piece[at - 1], piece[at]
        after = piece[at + 1 : at + 3]
        ends_capitals = before.isupper() and len(after) == 2 and after.islower()
        if char.isupper() and (before.islower() or ends_capitals):
            starts.append(at)
    return [piece[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
