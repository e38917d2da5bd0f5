"""PDF of Word drafts by LibreOffice, all in one start of it."""

import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

LOG = logging.getLogger(__name__)
START_SECONDS, SECONDS_EACH = 120, 5


def office() -> str | None:
    """The program that turns DOCX into PDF, where there is one (or named by CONGKHAI_SOFFICE)."""
    named = os.environ.get("CONGKHAI_SOFFICE")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(documents: Sequence[Path]) -> list[Path]:
    """Write a PDF beside each document; returns those that came to be. Without LibreOffice: none.

    The documents are ours, but what they quote is not: macros and links are not run in a conversion, and
    LibreOffice works in a profile of its own that is thrown away.
    """
    program = office()
    if program is None or not documents:
        return []
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="congkhai-office-") as scratch:
        out = Path(scratch, "pdf")
        command = [
            program,
            f"-env:UserInstallation={Path(scratch, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(out),
            *(str(path.resolve()) for path in documents),
        ]
        try:
            subprocess.run(  # noqa: S603 - a fixed program, absolute paths that we wrote
                command,
                check=True,
                capture_output=True,
                timeout=START_SECONDS + SECONDS_EACH * len(documents),
            )
        except (subprocess.SubprocessError, OSError) as error:
            LOG.warning("LibreOffice failed: %s", error)
        for path in documents:
            pdf = out / f"{path.stem}.pdf"
            if pdf.is_file():
                target = path.with_suffix(".pdf")
                shutil.move(pdf, target)
                made.append(target)
    return made
