"""The synthesis of a period: written beside earlier ones, with what people filled in kept."""

import re
from datetime import date
from pathlib import Path

from audit.due import round_and_letters
from audit.errors import UserError
from audit.folder import existing, write
from audit.office import to_pdf
from config.periods import Period, PeriodKind
from reports.synthesis.report import synthesis

FOLDER = "bao-cao"
_PERIOD = re.compile(r"(\d{4})(?:-?([QH])([1-4]))?\Z")
_KINDS: dict[str | None, PeriodKind] = {None: "year", "Q": "quarter", "H": "half"}


def parse_period(text: str) -> Period:
    """A period as written on a command line: 2026, 2026-Q4, 2026-H1; raises `UserError`."""
    match = _PERIOD.match(text.strip().upper())
    try:
        if match is not None:
            return Period(_KINDS[match[2]], int(match[1]), int(match[3] or 1))
    except ValueError:
        pass  # no such period in a year: said below
    raise UserError(
        f"“{text}” không phải kỳ báo cáo: ghi 2026-Q4 (quý), 2026-H1 (6 tháng đầu năm) hoặc 2026 (cả năm)."
    )


def synthesize(
    out: Path, period: Period, *, until: date | None = None, db: str | None = None, sender: Path | None = None
) -> tuple[Path, Path | None]:
    """Write the report on a period, and its PDF where one can be made; returns both.

    What people filled into the report that lies there is kept. Raises `UserError` where the run in `out` is
    none of the period, `NoticeError` where no report can rest on it.
    """
    found, letters = round_and_letters(out, until or period.last, db=db, sender=sender)
    name = "-".join(str(part) for part in ("bao-cao", period.year, _short(period)) if part)
    path = existing(out).root / FOLDER / f"{name}.docx"
    before = path.read_bytes() if path.is_file() else None
    try:
        report = synthesis(
            period,
            found.results,
            found.history,
            found.sender,
            found.dealings,
            letters=letters,
            until=until,
            filled_in=before,
        )
    except ValueError as error:
        raise UserError(f"{str(error)[:1].upper()}{str(error)[1:]}") from error
    write(path, report)
    return path, next(iter(to_pdf([path])), None)


def _short(period: Period) -> str:
    return "" if period.kind == "year" else f"{period.kind[0]}{period.nth}"
