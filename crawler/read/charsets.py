"""Bytes to text: declared and undeclared encodings, and Vietnamese set in the fonts of before Unicode.

Which reading is right is decided by one measure: the share of words with letters outside ASCII that are
well-formed Vietnamese syllables.
"""

import codecs
import re
import unicodedata
from functools import lru_cache
from html import unescape
from itertools import islice

from bs4.dammit import EncodingDetector

_SAMPLE = 60_000  # characters that are enough to judge a reading by
_MENDED = 1_000_000  # characters, after which a page is left as it is
_WORDS = 2_000  # words with letters outside ASCII that are enough

TONED = "".join(  # the small vowels that bear a tone
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_TONES = dict.fromkeys((0x300, 0x301, 0x303, 0x309, 0x323))
# The vowels of a syllable, tones aside; longer ones first.
_NUCLEI = (
    "iêu|yêu|oai|oao|oay|oeo|uai|uao|uay|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây"
    "|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    rf"(?:{_NUCLEI})(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[A-Za-z\u00a1-\u024f\u02c6\u02dc\u0300-\u036f\u1e00-\u1eff\u2010-\u203a\u20ab\u2122]+")
_ALIEN = re.compile(r"[^\x00-\x7f]")

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_VNI_PAIRS = {
    "a": {
        "ù": "á",
        "ø": "à",
        "û": "ả",
        "õ": "ã",
        "ï": "ạ",
        "ê": "ă",
        "é": "ắ",
        "è": "ằ",
        "ú": "ẳ",
        "ü": "ẵ",
        "ë": "ặ",
        "â": "â",
        "á": "ấ",
        "à": "ầ",
        "å": "ẩ",
        "ã": "ẫ",
        "ä": "ậ",
    },
    "e": {
        "ù": "é",
        "ø": "è",
        "û": "ẻ",
        "õ": "ẽ",
        "ï": "ẹ",
        "â": "ê",
        "á": "ế",
        "à": "ề",
        "å": "ể",
        "ã": "ễ",
        "ä": "ệ",
    },
    "o": {
        "ù": "ó",
        "ø": "ò",
        "û": "ỏ",
        "õ": "õ",
        "ï": "ọ",
        "â": "ô",
        "á": "ố",
        "à": "ồ",
        "å": "ổ",
        "ã": "ỗ",
        "ä": "ộ",
    },
    "ô": {"ù": "ớ", "ø": "ờ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "u": {"ù": "ú", "ø": "ù", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "ö": {"ù": "ứ", "ø": "ừ", "û": "ử", "õ": "ữ", "ï": "ự"},
    "y": {"ù": "ý", "ø": "ỳ", "û": "ỷ", "õ": "ỹ"},
}
_VNI_SINGLE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "í": "í", "ì": "ì", "ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ"}
_VNI = {base + mark: whole for base, marks in _VNI_PAIRS.items() for mark, whole in marks.items()}
_VNI |= _VNI_SINGLE
_VNI |= {key.upper(): whole.upper() for key, whole in _VNI.items()}
_VNI |= {
    key[0].upper() + key[1:]: whole.upper()
    for key, whole in list(_VNI.items())
    if len(key) == 2 and key.islower()
}
_VNI_KEYS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_TAG = re.compile(r"(<[^<>]{0,2000}>)")
_ENTITY = re.compile(r"&(?:[A-Za-z]{3,8}|#1[6-9]\d|#2[0-5]\d);")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `body` and the encoding it was read with.

    `declared` is what the HTTP header says; it and the page's own declaration are weighed, not believed.
    Names beside Python's: "tcvn3" and "vni" (fonts of before Unicode, converted), "utf-8-twice" (encoded once
    more, repaired), "" where the bytes are no text. Never raises.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _finish(body[len(mark) :].decode(name, "replace"), name)
    if wide := _wide(body):
        return _finish(body.decode(wide, "replace"), wide)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _finish(*_guess(body, declared))
    if text.count("\x00") > len(text) // 10:
        return text.replace("\x00", ""), ""
    return _finish(text, "utf-8")


def _wide(body: bytes) -> str | None:
    head = body[:2000]
    if len(head) < 20:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even < odd // 8 + 1:
        return "utf-16-le"
    if even > len(head) // 5 and odd < even // 8 + 1:
        return "utf-16-be"
    return None


def _guess(body: bytes, declared: str | None) -> tuple[str, str]:
    """The reading of bytes that are not UTF-8 throughout with the most Vietnamese in it."""
    text = body.decode("utf-8", "replace")
    foreign = len(_ALIEN.findall(text[:_SAMPLE])) or 1
    if text[:_SAMPLE].count("\ufffd") <= foreign // 20 + 1 and foreign > 3:
        return text, "utf-8"  # cut off within a letter, or a few bytes from elsewhere
    if _is_binary(body):
        return text, ""
    inner = EncodingDetector.find_declared_encoding(body[:4096], is_html=True)
    best: tuple[float, str, str] | None = None
    for name in dict.fromkeys([declared, inner, "windows-1258", "windows-1252"]):
        if (read := _try(body, name)) is None:
            continue
        text, canonical = read
        score = vietnamese_share(text)
        if score < 0.5:
            score = max(
                score, 0.9 * vietnamese_share(_from_tcvn3(text)), 0.9 * vietnamese_share(_from_vni(text))
            )
        if best is None or score > best[0] + 0.02:
            best = (score, text, canonical)
    if best is None:
        return body.decode("latin-1"), "latin-1"
    return best[1], best[2]


def _try(body: bytes, name: str | None) -> tuple[str, str] | None:
    if not name:
        return None
    try:
        canonical = codecs.lookup(name.strip().strip("\"'")).name
        if canonical in ("utf-8", "latin-1", "iso8859-1", "ascii"):
            canonical = "cp1252"  # what browsers do; UTF-8 itself has failed before
        text = unicodedata.normalize("NFC", body.decode(canonical, "replace"))
    except (LookupError, ValueError, TypeError, AssertionError):
        return None
    return text, {"cp1252": "windows-1252", "cp1258": "windows-1258"}.get(canonical, canonical)


def _is_binary(body: bytes) -> bool:
    head = body[:4000]
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return control > len(head) // 20


def _finish(text: str, name: str) -> tuple[str, str]:
    mended, found = mend(text)
    return mended, found or name


def vietnamese_share(text: str) -> float:
    """Of the words of `text` with letters outside ASCII, the share that are well-formed Vietnamese syllables.

    0.0 where there are no such words; judged on the first 2,000 of them within 60,000 characters.
    """
    # Most of a page is markup in ASCII: leaving it out whole is much faster than reading its words.
    kept = _foreign(_foreign(text[:_SAMPLE], "\n"), " ")
    foreign = (word[0] for word in _WORD.finditer(kept) if not word[0].isascii())
    judged = [_is_syllable(word) for word in islice(foreign, _WORDS)]
    return sum(judged) / len(judged) if judged else 0.0


def _foreign(text: str, space: str) -> str:
    """Of the parts of `text` between the spaces, those with characters outside ASCII."""
    return space.join([part for part in text.split(space) if not part.isascii()])


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    if len(word) > 12:
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    toneless = marks.translate(_TONES)
    one_tone = len(marks) - len(toneless) <= 1
    return one_tone and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def mend(text: str) -> tuple[str, str | None]:
    """Repair Vietnamese printed with a font of before Unicode, or encoded twice, also in parts of a page.

    Returns the text and "tcvn3", "vni", "utf-8-twice", or None where nothing was wrong. Markup is kept.
    """
    sample = text[:_SAMPLE]
    if sample.isascii() and not _ENTITY.search(sample):
        return text, None
    if vietnamese_share(_letters(sample)) > 0.9:
        return text, None
    if once := _undo_twice(text):
        return once, "utf-8-twice"
    names: dict[str, int] = {}
    parts = _TAG.split(text[:_MENDED])
    for index in range(0, len(parts), 2):
        if not parts[index].isascii() or "&" in parts[index]:
            parts[index], name = _mend_part(parts[index])
            if name:
                names[name] = names.get(name, 0) + len(parts[index])
    if not names:
        return text, None
    return "".join(parts) + text[_MENDED:], max(names, key=lambda name: names[name])


def _letters(text: str) -> str:
    """`text` with the entities of Latin-1 letters written out."""
    return _ENTITY.sub(_letter, text) if "&" in text else text


def _letter(found: re.Match[str]) -> str:
    char = unescape(found.group())
    return char if len(char) == 1 and "\u00a1" <= char <= "\u00ff" else found.group()


def _mend_part(part: str) -> tuple[str, str | None]:
    plain = _letters(part)
    foreign = (word for word in _WORD.finditer(plain) if not word[0].isascii())
    now = vietnamese_share(plain)
    if len(list(islice(foreign, 2))) < 2 or now > 0.6:
        return part, None
    for name, convert in (("tcvn3", _from_tcvn3), ("vni", _from_vni)):
        if vietnamese_share(convert(plain)) > max(0.85, now + 0.3):
            return convert(plain), name
    return part, None


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    return _VNI_KEYS.sub(lambda found: _VNI[found.group()], text)


_TO_BYTES = {  # what windows-1252 shows for bytes that Latin-1 has no letter for
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_TWICE = re.compile(r"á»|áº|Ã[\u0080-\u00bf ]|Ä‘|Æ°|Æ¡")


def _undo_twice(text: str) -> str | None:
    if len(_TWICE.findall(text[:_SAMPLE])) < 3:
        return None
    try:
        once = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    return once if vietnamese_share(once) > vietnamese_share(text) else None
