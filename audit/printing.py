"""A page of the site as PDF, printed by the browser without any network."""

import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from crawler.browser.errors import NoBrowserError
from crawler.browser.find import find_browser

LOG = logging.getLogger(__name__)
SECONDS = 90


def to_pdf_page(page: Path, pdf: Path) -> bool:
    """Print `page`, one of our own, to `pdf`; False where there is no browser or it failed.

    The browser resolves no name and runs in a profile of its own that is thrown away; `pdf` is there whole
    or not at all.
    """
    try:
        browser = find_browser("")
    except NoBrowserError as error:
        LOG.warning("no PDF of %s: %s", page.name, error)
        return False
    with tempfile.TemporaryDirectory(prefix="congkhai-print-") as scratch:
        made = Path(scratch, "page.pdf")
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={Path(scratch, 'profile')}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium has no sandbox for root
            page.resolve().as_uri(),
        ]
        try:
            subprocess.run(  # noqa: S603 - a fixed program, a page that we wrote
                command, check=True, capture_output=True, timeout=SECONDS
            )
        except (subprocess.SubprocessError, OSError) as error:
            LOG.warning("no PDF of %s: %s", page.name, error)
            return False
        if not made.is_file():
            LOG.warning("no PDF of %s: the browser wrote none", page.name)
            return False
        pdf.parent.mkdir(parents=True, exist_ok=True)
        beside = pdf.with_name(f".{pdf.name}.part")
        shutil.move(made, beside)
        beside.replace(pdf)
    return True
