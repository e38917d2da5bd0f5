"""The levels of bodies, and the words that Vietnamese registries use for them."""

from typing import Literal, get_args

Level = Literal["province", "department", "district", "commune", "other"]
LEVELS: tuple[Level, ...] = get_args(Level)

LEVEL_NAMES: dict[Level, str] = {
    "province": "cấp tỉnh",
    "department": "sở, ban, ngành",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "other": "cơ quan, đơn vị khác",
}

_WORDS: dict[str, Level] = {
    "tỉnh": "province",
    "cấp tỉnh": "province",
    "ubnd tỉnh": "province",
    "thành phố trực thuộc trung ương": "province",
    "sở": "department",
    "sở, ban, ngành": "department",
    "sở ban ngành": "department",
    "ban": "department",
    "ngành": "department",
    "cơ quan chuyên môn": "department",
    "cấp sở": "department",
    "huyện": "district",
    "cấp huyện": "district",
    "thị xã": "district",
    "quận": "district",
    "thành phố": "district",
    "xã": "commune",
    "cấp xã": "commune",
    "phường": "commune",
    "đặc khu": "commune",
    "thị trấn": "commune",
    "khác": "other",
    "đơn vị khác": "other",
}


def level_of(word: str) -> Level | None:
    """The level that `word` names, in English as in the contract or in Vietnamese; None: not a level."""
    folded = " ".join(word.casefold().split())
    for level in LEVELS:
        if folded == level:
            return level
    return _WORDS.get(folded) or _WORDS.get(folded.removeprefix("ubnd ").removeprefix("cấp "))
