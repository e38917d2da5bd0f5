"""Two hundred notices: how long, and how much memory, as Word documents and as PDF."""

import resource
import tempfile
import time
from pathlib import Path

from audit.office import office, to_pdf
from config.registry import Portal
from config.sender import read_sender
from reports.letters.round import letters
from scoring.results import Results
from tests.reports.samples import history, registry, results

BODIES = 200
SHORT = "sct"


def run() -> list[str]:
    """One line per measurement."""
    audited, portals = _province()
    past = history(audited)
    start = time.perf_counter()
    drafts = letters(audited, past, portals, read_sender())
    seconds = time.perf_counter() - start
    notices = sum(draft.kind == "notice" for draft in drafts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [f"letters: {notices} notices as DOCX in {seconds:.1f} s, peak memory {peak:.0f} MB"]
    if office() is None:
        return [*lines, "letters: no LibreOffice, so no PDF"]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for draft in drafts:
            path = Path(folder, draft.file)
            path.write_bytes(draft.content)
            paths.append(path)
        start = time.perf_counter()
        made = to_pdf(paths)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        *lines,
        f"letters: {len(made)} PDF by LibreOffice in {seconds:.1f} s, its peak memory {peak:.0f} MB",
    ]


def _province() -> tuple[Results, list[Portal]]:
    """A province of bodies that all fall short like the sample's worst."""
    sample = results()
    worst = next(one for one in sample.portals if one.id == SHORT)
    row = next(one for one in registry() if one.id == SHORT)
    names = [f"so-{number:03}" for number in range(BODIES)]
    portals = [worst.model_copy(update={"id": name, "name": f"Sở số {name}"}) for name in names]
    rows = [Portal(name, f"Sở số {name}", row.url, row.level) for name in names]
    return sample.model_copy(update={"portals": portals}), rows
