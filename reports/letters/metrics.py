"""How wide a line of Times New Roman Bold is: rules under the head are as long as Decree 30/2020 says."""

import unicodedata

_BOLD = {
    **dict.fromkeys("il", 278), "j": 333, "f": 333, "t": 333, "-": 333, "(": 333, ")": 333,
    **dict.fromkeys("acegosvxy", 500), **dict.fromkeys("cerz", 444), "s": 389,
    **dict.fromkeys("bdhknpqu", 556), "đ": 556, "ơ": 554, "ư": 600, "w": 722, "m": 833,
    **dict.fromkeys("ACDHNRUVXYKw", 722), "Đ": 722, **dict.fromkeys("BELTZ", 667), "F": 611, "P": 611,
    **dict.fromkeys("GHKOQ", 778), "Ơ": 778, "Ư": 796, "I": 389, "J": 500, "S": 556, "M": 944, "W": 1000,
    " ": 250, ".": 250, ",": 250, "/": 278, "&": 833,
}  # fmt: skip
_OTHER = 500
_TONES_AND_HATS = "̣̀́̃̉̂̆"
MM_PER_POINT = 25.4 / 72


def width_mm(text: str, size: float) -> float:
    """The width in millimetres of one line of `text` in bold at `size` points."""
    total = 0
    for char in unicodedata.normalize("NFC", text):
        plain = "".join(part for part in unicodedata.normalize("NFD", char) if part not in _TONES_AND_HATS)
        total += _BOLD.get(unicodedata.normalize("NFC", plain), _OTHER)
    return total / 1000 * size * MM_PER_POINT
