"""Twenty kills at random moments of an audit: lost, repeated, final score difference."""

import random
import tempfile
from pathlib import Path

from tests.audit.kills import killed, undisturbed

KILLS = 20
EACH = 4  # of one audit
SEED = 2026


def run() -> list[str]:
    """One line per audit, one for all."""
    rng = random.Random(SEED)  # noqa: S311
    lines, kills, lost, repeated, again, difference = [], 0, 0, 0, 0, 0.0
    with tempfile.TemporaryDirectory() as place:
        expected = undisturbed(Path(place) / "whole")
        nth = 0
        while kills < KILLS:
            nth += 1
            one = killed(Path(place) / f"killed-{nth}", rng, expected, min(EACH, KILLS - kills))
            kills, lost, repeated = kills + one.kills, lost + one.lost, repeated + one.repeated
            again, difference = again + one.again, max(difference, one.difference)
            lines.append(
                f"audit {nth}: {one.kills} kills, lost {one.lost}, repeated {one.repeated + one.again}, "
                f"score difference {one.difference:g}"
            )
    return [
        *lines,
        f"all: {kills} kills, lost {lost}, repeated {repeated + again}, score difference {difference:g}",
    ]
