"""Finding the picture of a section's page without ever leaving the run's folder of pictures."""

from datetime import date
from pathlib import Path

SUFFIXES = (".webp", ".png", ".jpg", ".jpeg")
MAX_BYTES = 5_000_000


def find_picture(
    folder: Path | None, as_of: date, portal: str, section: str, named: str | None
) -> Path | None:
    """The picture named in the results (a path within the run's folder), else the one of the usual name.

    None where there is none, or where it lies outside `folder`, is no picture by name, or is too large.
    """
    if folder is None:
        return None
    usual = [folder / f"{as_of:%Y-%m-%d}" / f"{portal}-{section}{suffix}" for suffix in SUFFIXES]
    for path in [*([folder.parent / named, folder / named] if named else []), *usual]:
        real = path.resolve()
        inside = real.is_relative_to(folder.resolve()) and real.suffix.lower() in SUFFIXES
        if inside and real.is_file() and real.stat().st_size <= MAX_BYTES:
            return real
    return None
