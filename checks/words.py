"""Phrases in what portals print: without regard to capitals, to where a tone mark stands, to punctuation."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))  # "hoà" and "hòa" are one word
_APART = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_LONGEST = 2000


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """`text` in the form that phrases are looked for in: " hoa tien " for "Hoà tiến!"."""
    bare = unicodedata.normalize("NFD", text[:_LONGEST]).translate(_TONES).casefold()
    return f" {_APART.sub(' ', unicodedata.normalize('NFC', bare)).strip()} "


def says(text: str, phrases: Iterable[str]) -> bool:
    """Does `text` hold one of the phrases, as whole words? "0000" in a phrase stands for any four digits."""
    where = plain(text)
    return any(plain(phrase) in (_DIGIT.sub("0", where) if "0000" in phrase else where) for phrase in phrases)


def slug(text: str) -> str:
    """Letters and digits without any accent, as names of domains are made: "Bình An" -> "binhan"."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in bare if char.isascii() and char.isalnum())
