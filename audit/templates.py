"""The Word templates of the letters: written out for a province to edit, read back when letters are made."""

from pathlib import Path

from audit.errors import UserError
from audit.folder import write
from config.sender import read_sender
from reports.letters.round import FILES
from reports.letters.templates import Kind, template
from reports.vietnamese import clean

NAMES: dict[Kind, str] = {kind: f"{name}.docx" for kind, name in FILES.items()}


def write_templates(profile: Path, out: Path) -> list[Path]:
    """Write our templates, with the rule under the sender's name measured; those already in `out` stay.

    Returns the files written. Raises `config.loading.ConfigError` where the profile cannot be read.
    """
    authority = clean(read_sender(profile).authority)
    written = []
    for kind, name in NAMES.items():
        path = out / name
        if not path.exists():
            write(path, template(kind, authority))
            written.append(path)
    return written


def read_templates(folder: Path | None) -> dict[Kind, bytes]:
    """The edited templates in a folder, by kind of letter; kinds without one keep ours.

    Raises `UserError` where there is none of a known name.
    """
    if folder is None:
        return {}
    found = {kind: (folder / name).read_bytes() for kind, name in NAMES.items() if (folder / name).is_file()}
    if not found:
        raise UserError(
            f"{folder}: không có mẫu nào ({', '.join(NAMES.values())}). Ghi mẫu bằng congkhai sender "
            "templates."
        )
    return found
