"""PDF of Word drafts by LibreOffice, many in one start of it."""

import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LOG = logging.getLogger(__name__)
START_SECONDS, SECONDS_EACH = 120, 5
MOST_BATCHES, LEAST_IN_BATCH = 4, 10
TAGGED_PDF = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def office() -> str | None:
    """The program that turns DOCX into PDF, where there is one (or named by CONGKHAI_SOFFICE)."""
    named = os.environ.get("CONGKHAI_SOFFICE")
    if named:
        return named if Path(named).is_file() else None
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(documents: Sequence[Path]) -> list[Path]:
    """Write a PDF (tagged) beside each document; returns those that came to be. Without LibreOffice: none.

    The documents are ours, but what they quote is not: macros and links are not run in a conversion, and
    LibreOffice works in a profile of its own that is thrown away. Many are shared out over the processors.
    """
    program = office()
    if program is None or not documents:
        return []
    batches = max(1, min(os.cpu_count() or 1, MOST_BATCHES, len(documents) // LEAST_IN_BATCH))
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="congkhai-office-") as scratch:
        jobs = [(program, documents[nth::batches], Path(scratch, str(nth))) for nth in range(batches)]
        with ThreadPoolExecutor(batches) as pool:
            list(pool.map(lambda job: _convert(*job), jobs))
        for nth, path in enumerate(documents):
            pdf = Path(scratch, str(nth % batches), f"{path.stem}.pdf")
            if pdf.is_file():
                target = path.with_suffix(".pdf")
                shutil.move(pdf, target)
                made.append(target)
    return made


def _convert(program: str, documents: Sequence[Path], out: Path) -> None:
    """One start of LibreOffice, with a profile beside `out`."""
    command = [
        program,
        f"-env:UserInstallation={out.with_name(f'{out.name}-profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        TAGGED_PDF,
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
