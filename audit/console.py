"""What a command says: results on stdout, everything else on stderr, the whole of an error in a log file."""

import logging
import os
import re
import tempfile
import traceback
from pathlib import Path

import typer

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_log: list[Path] = []


def tell(text: str) -> None:
    """A result, on stdout."""
    typer.echo(clean(text))


def note(text: str) -> None:
    """A remark on the way, on stderr."""
    typer.echo(clean(text), err=True)


def clean(text: str) -> str:
    """Without what would steer a terminal: names and titles come from strangers."""
    return _CONTROL.sub("\ufffd", text)


def log_to(path: Path) -> None:
    """Write the log to this file from now on."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, logging.FileHandler)]:
        root.removeHandler(handler)
        handler.close()
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    _log[:] = [path]


def log_error(error: BaseException) -> Path | None:
    """Append the whole of an error to the log, or to one in the temporary folder; None: nowhere writable."""
    text = "".join(traceback.format_exception(error))
    for path in [*_log, Path(tempfile.gettempdir()) / f"congkhai-{os.getpid()}.log"]:
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return None
