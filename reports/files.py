"""Names of files from names of others, and archives whose bytes depend on nothing but their content."""

import io
import re
import unicodedata
import zipfile

_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_NAME = 80


def safe_name(text: str) -> str:
    """A file name without extension: lower-case ASCII letters, digits, `.`, `_`, `-`.

    Never empty, hidden, a device name, or a way out of its folder.
    """
    folded = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore")
    name = _UNSAFE.sub("-", folded.decode().lower()).strip(".-_")[:MAX_NAME].rstrip(".-_")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def unique_names(texts: list[str]) -> dict[str, str]:
    """A file name for each text; those that would clash get a number, in the order given."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in texts:
        base = name = safe_name(text)
        count = 2
        while name in taken:
            name, count = f"{base}-{count}", count + 1
        taken.add(name)
        names[text] = name
    return names


def fixed_zip(data: bytes) -> bytes:
    """The same archive with all times at 1980-01-01 and nothing of the machine that wrote it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            plain = zipfile.ZipInfo(info.filename, _EPOCH)
            plain.compress_type = zipfile.ZIP_DEFLATED
            plain.create_system = 0
            target.writestr(plain, source.read(info))
    return out.getvalue()
