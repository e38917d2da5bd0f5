"""Real material, its split by portal, intervals, and pinned numbers that may only rise.

The material (`../shared/data`) is no part of the repository. A portal whose name has an odd SHA-256 is held
back: its rows are counted and never looked at while a reader is being written.
"""

import hashlib
import json
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"
_PINS = Path(__file__).with_name("pins.json")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """The rows of one file in two parts, and the SHA-256 of its bytes."""

    name: str
    sha256: str
    tuned: tuple[Row, ...]  # seen while the readers were written
    held_back: tuple[Row, ...]


def load(name: str) -> Material:
    """The material called `name`; skips the test where it is absent."""
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"real material {name} is not here ({DATA})")
    body = path.read_bytes()
    rows = [json.loads(line) for line in body.decode().splitlines() if line.strip()]
    return Material(
        name,
        hashlib.sha256(body).hexdigest(),
        tuple(row for row in rows if not is_held_back(row)),
        tuple(row for row in rows if is_held_back(row)),
    )


def portal_of(row: Row) -> str:
    """The portal that a row is from: as the row says, else the host or the repository of its source."""
    if row.get("portal"):
        return str(row["portal"])
    source = str(row.get("source_url") or row.get("source") or "")
    parts = urlsplit(source)
    if parts.hostname in ("github.com", "raw.githubusercontent.com"):
        return "/".join(parts.path.split("/")[1:3]).lower()
    return parts.hostname or source


def is_held_back(row: Row) -> bool:
    """Does the row belong to the part that is only counted?"""
    return hashlib.sha256(portal_of(row).encode()).digest()[-1] % 2 == 1


@dataclass(frozen=True)
class Share:
    """How many were right, of how many."""

    right: int
    of: int

    @classmethod
    def among(cls, verdicts: Iterable[bool]) -> "Share":
        """The share of true ones."""
        seen = list(verdicts)
        return cls(sum(seen), len(seen))

    @property
    def value(self) -> float:
        """From 0 to 1; 1 where there was nothing to get wrong."""
        return self.right / self.of if self.of else 1.0

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """Wilson's interval for the share; 95 % with the usual `z`."""
        if not self.of:
            return 0.0, 1.0
        middle = (self.value + z * z / (2 * self.of)) / (1 + z * z / self.of)
        half = (
            z
            * sqrt(self.value * (1 - self.value) / self.of + z * z / (4 * self.of**2))
            / (1 + z * z / self.of)
        )
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.of:
            return "none to judge"
        low, high = self.interval()
        return f"{self.right}/{self.of} = {self.value:.3f} ({low:.3f}-{high:.3f})"


def keep(material: Material, part: str, measured: Mapping[str, Share]) -> None:
    """Fail where a number of `part` fell below its pin; say so where one rose.

    Pins hold for the very bytes that they were taken on; on others only the targets of the test do.
    """
    pinned = json.loads(_PINS.read_text())
    pin = pinned.get(material.name, {})
    if pin.get("sha256") != material.sha256:
        warnings.warn(
            f"{material.name} is not what the pins were taken on: nothing to compare with", stacklevel=2
        )
        return
    pins: Mapping[str, int] = pin[part]
    fallen = {name: (share.right, pins[name]) for name, share in measured.items() if share.right < pins[name]}
    assert not fallen, f"{material.name}, {part}: fewer right than pinned (now, pinned): {fallen}"
    risen = {name: share.right for name, share in measured.items() if share.right > pins[name]}
    if risen:
        warnings.warn(
            f"{material.name}, {part}: better than pinned; raise {_PINS.name} to {risen}", stacklevel=2
        )
