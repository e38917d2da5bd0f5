"""Where a browser is: named, the system's, or Playwright's own download."""

import os
import shutil
from pathlib import Path

from crawler.browser.errors import NoBrowserError

ON_PATH = ("chromium-headless-shell", "chromium", "chromium-browser")


def find_browser(own: str) -> str:
    """The browser to start: `CONGKHAI_BROWSER`, one on the PATH, or `own` (Playwright's) where it exists.

    Raises `NoBrowserError` where there is none, or where the named one does not exist.
    """
    named = os.environ.get("CONGKHAI_BROWSER")
    if named:
        if not (Path(named).is_file() and os.access(named, os.X_OK)):
            raise NoBrowserError(f"CONGKHAI_BROWSER: no program at {named}")
        return named
    for name in ON_PATH:
        if found := shutil.which(name):
            return found
    if Path(own).is_file():
        return own
    raise NoBrowserError(f"none of {', '.join(ON_PATH)} on the PATH, and Playwright has none of its own")
