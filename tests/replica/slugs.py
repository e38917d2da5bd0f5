"""Text as it stands in addresses."""

import re
import unicodedata


def slugify(text: str) -> str:
    """The text as it stands in an address: lower case, no accents, hyphens."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
