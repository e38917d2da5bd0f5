"""kill -9 at any moment loses no finished portal and repeats none."""

import random
from pathlib import Path

from tests.audit.kills import killed, undisturbed


def test_kills_at_random_moments_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    expected = undisturbed(tmp_path / "whole")
    found = killed(tmp_path / "killed", random.Random(13), expected, most=3)  # noqa: S311
    assert found.kills == 3
    assert (found.lost, found.repeated, found.again, found.difference) == (0, 0, 0, 0.0)
