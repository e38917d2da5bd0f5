"""The demonstration: an invented province on loopback, audited for two months."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from audit.console import note
from audit.errors import UserError
from audit.notices import draft
from audit.report import report
from audit.run import Manners, Order, audit
from audit.summary import summary
from config.sections import core_sections
from scoring.results import Results

ROOT = Path(__file__).resolve().parents[1]
MONTHS = ("2026-10", "2026-11")
DAY = 20  # of each month
CONCURRENCY = 12
TIMEOUT = 3.0  # seconds: one portal never answers; the others stand on this machine


def demo(out: Path) -> Iterator[str]:
    """Audit the invented province month by month into `out`, report, draft; tells where to look.

    Raises `UserError` where the province is not at hand: it comes with the source, not with the package.
    """
    with province(out / "tinh-gia-dinh") as month:
        for name in MONTHS:
            note(f"Kiểm tra tháng {name[5:]}/{name[:4]}")
            yield summary(_audit(out, name, month(name)), out)
    site, book, *_ = report(out)
    drafted = draft(out)
    yield ""
    yield f"Bảng xếp hạng:  {site}"
    yield f"Bảng tính:      {book}"
    yield f"Dự thảo:        {drafted.folder} ({len(drafted.written)} văn bản)"
    yield "Xem tiếp: congkhai --help; hướng dẫn: docs/huong-dan.md"


@contextmanager
def province(folder: Path) -> Iterator[Any]:
    """Serve the invented province; gives a function that switches to a month and describes what is served."""
    if not (ROOT / "tests" / "replica" / "__main__.py").is_file():
        raise UserError(
            "Tỉnh giả định chỉ có trong mã nguồn, không có trong gói cài đặt. Tải mã nguồn (git clone), rồi "
            "trong thư mục đó chạy: make demo."
        )
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "tests.replica",
        "serve",
        "--month",
        MONTHS[0],
        "--dir",
        str(folder.resolve()),
    ]
    with (folder / "may-chu.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        served = [_heard(process, folder)]

        def month(name: str) -> dict[str, Any]:
            if served[-1]["month"] != name and process.stdin is not None:
                process.stdin.write(f"{name}\n")
                process.stdin.flush()
                served.append(_heard(process, folder))
            return served[-1]

        yield month
    finally:
        process.terminate()
        process.wait(timeout=10)


def _heard(process: "subprocess.Popen[str]", folder: Path) -> dict[str, Any]:
    line = process.stdout.readline() if process.stdout is not None else ""
    if not line:
        raise RuntimeError(f"the invented province did not start; see {folder / 'may-chu.log'}")
    heard: dict[str, Any] = json.loads(line)
    return heard


def _audit(out: Path, month: str, served: dict[str, Any]) -> Results:
    manners = Manners(
        delay=0,
        concurrency=CONCURRENCY,
        allow_nets=(served["network"],),
        hosts=Path(served["hosts"]),
        ca_file=Path(served["ca"]),
        timeout=TIMEOUT,
        pictures=month == MONTHS[-1],  # the site shows those of the last month
        pictured=core_sections(),
    )
    day = date.fromisoformat(f"{month}-{DAY}")
    return audit(Order(Path(served["registry"]), out, day, manners=manners))
