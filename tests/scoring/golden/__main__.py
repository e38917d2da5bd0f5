"""Rewrites the pinned results."""

from tests.scoring.golden import DAYS, path_of, text_of

for day in DAYS:
    path_of(day).write_text(text_of(day), encoding="utf-8")
