"""The replica province over its months, audited by the real scheduler: movements against planted ones.

CONGKHAI_BENCH_MONTHS: how many of the last months (default: all six).
"""

import itertools
import os
import tempfile
import time
from pathlib import Path

from audit.compare import compare
from audit.tracking import follow
from tests.audit.months import audited_months, day, exposed_by, planted
from tests.replica.content import MONTHS


def run() -> list[str]:
    """One line per month, and what the last month's history exposes."""
    months = MONTHS[-int(os.environ.get("CONGKHAI_BENCH_MONTHS", len(MONTHS))) :]
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        found = audited_months(Path(place), months)
        seconds = time.perf_counter() - start
        lines = [f"{found.turns} of {len(months)} months audited by the scheduler in {seconds:.0f} s"]
        faked: set[str] = set()
        for before, after in itertools.pairwise(months):
            truth = planted(found.truths[after])
            compared = compare(found.folder, day(before), day(after))
            moved = {one.id: one.direction for one in compared.moved}
            up = {name for name, direction in moved.items() if direction == "rise"}
            down = {name for name, direction in moved.items() if direction == "fall"}
            faked |= truth["unmoved"]
            lines.append(
                f"{after}: up {_told(up, truth['up'])}; down {_told(down, truth['down'])}; faked and lifted "
                f"{sorted(truth['unmoved'] & up)}; gone {_told(set(compared.gone), truth['gone'])}"
            )
        exposed = exposed_by(follow(found.folder))
        return [*lines, f"days that cannot be true: exposed {_told(exposed, faked)}"]


def _told(found: set[str], planted_ones: set[str]) -> str:
    """How many of the planted were found, and which were found beside them."""
    missed, beside = sorted(planted_ones - found), sorted(found - planted_ones)
    told = f"{len(planted_ones & found)} of {len(planted_ones)}"
    return told + (f", missed {missed}" if missed else "") + (f", beside {beside}" if beside else "")
