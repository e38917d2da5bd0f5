"""The whole replica province audited once per test session, through the command line, for all tests."""

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from scoring.results import Results
from tests.replica.server import Running, running

MONTH = "2026-11"
AS_OF = f"{MONTH}-20"
AGAIN = ("truonggiang", "skhcn", "longhai")  # audited a second time, to compare
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Audited:
    """What the audit of the province left: folders of both audits, the server's truth and log."""

    folder: Path
    again: Path
    truth: dict[str, Any]
    log: tuple[dict[str, Any], ...]
    ports: tuple[int, int]

    @property
    def results(self) -> Results:
        """The results of the whole province."""
        return results_in(self.folder)

    @property
    def truth_sha256(self) -> str:
        """Of the truth, whatever ports the province was served on."""
        text = json.dumps(self.truth, ensure_ascii=False, sort_keys=True)
        for port in self.ports:
            text = text.replace(f":{port}", "")
        return hashlib.sha256(re.sub(r"\s+", " ", text).encode()).hexdigest()


def results_in(folder: Path) -> Results:
    """The results in a folder."""
    return Results.model_validate_json((folder / "results.json").read_bytes())


def audited_province(shared: Path) -> Audited:
    """The audited province in `shared`; the first process to ask audits it, the others wait."""
    place = shared / "province"
    with FileLock(shared / "province.lock"):
        if not (place / "done.json").exists():
            with running(MONTH, place / "served") as served:
                told = _audit_all(place, served)
            (place / "done.json").write_text(json.dumps(told), encoding="utf-8")
    told = json.loads((place / "done.json").read_text("utf-8"))
    return Audited(
        place / "out", place / "again", told["truth"], tuple(told["log"]), (told["http"], told["https"])
    )


def _audit_all(place: Path, served: Running) -> dict[str, Any]:
    told = served.described
    registry = Path(told["registry"])
    _audit(registry, place / "out", told)
    with registry.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    small = place / "again.csv"
    with small.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(row for row in rows if row["id"] in AGAIN)
    _audit(small, place / "again", told)
    return {"truth": served.truth(), "log": served.log(), "http": told["http"], "https": told["https"]}


def _audit(registry: Path, out: Path, told: dict[str, Any]) -> None:
    command = [
        *(sys.executable, "-c", "from audit.cli import main; main()", "audit", str(registry)),
        *("--out", str(out), "--as-of", AS_OF, "--delay", "0", "--concurrency", "12"),
        *("--hosts", told["hosts"], "--allow-net", told["network"], "--technique", "off"),
    ]
    environment = os.environ | {"CONGKHAI_CA_FILE": told["ca"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200)
    if done.returncode != 0:
        raise AssertionError(f"congkhai audit ended with {done.returncode}:\n{done.stderr[-4000:]}")
