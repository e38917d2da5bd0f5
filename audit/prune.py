"""Evidence that the policy no longer keeps: found, and removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from audit.again import RECHECK
from audit.errors import UserError
from audit.folder import AuditFolder, existing
from audit.store.engine import open_store, store_url
from audit.store.letters import Letter, issued_letters
from audit.store.tables import findings, runs
from config.retention import Retention

COLLECTIVE = ""


@dataclass(frozen=True, slots=True)
class Pruned:
    """Files that go; files older than the policy that stay, with the number of the letter that needs them."""

    gone: tuple[Path, ...]
    kept: dict[Path, str]
    bytes: int


def prune(out: Path, policy: Retention, today: date, *, dry_run: bool, db: str | None = None) -> Pruned:
    """Remove the evidence that the policy no longer keeps; with `dry_run` only say what would go.

    The newest run stays, and whatever an open letter rests on: one with a point that no later run found
    mended. Raises `UserError` where another command is at work in the folder.
    """
    folder = existing(out)
    days = folder.days()
    if not days:
        return Pruned((), {}, 0)
    with folder.locked():
        engine = open_store(store_url(db, folder.root))
        try:
            with engine.connect() as connection:
                needed = _needed(connection, today)
        finally:
            engine.dispose()
        gone: list[Path] = []
        kept: dict[Path, str] = {}
        for path, day, portal in _old(folder, policy, today, newest=days[-1]):
            letter = needed.get((day, portal)) or needed.get((day, COLLECTIVE))
            if letter is None:
                gone.append(path)
            else:
                kept[path] = letter.number
        size = sum(path.stat().st_size for path in gone)
        if not dry_run:
            _remove(folder.root, gone)
    return Pruned(tuple(gone), kept, size)


def _needed(connection: Connection, today: date) -> dict[tuple[date, str], Letter]:
    """The open letters by round and body; an operator's letter rests on portals of its whole round."""
    needed: dict[tuple[date, str], Letter] = {}
    for letter in issued_letters(connection, today):
        if _open(connection, letter):
            portal = letter.portal if letter.kind == "notice" else COLLECTIVE
            needed[letter.as_of, portal] = letter
    return needed


def _open(connection: Connection, letter: Letter) -> bool:
    """Is a point of the letter still to be mended? Points of several bodies: until all of them passed."""
    if not letter.criteria:
        return False
    if letter.kind != "notice":
        return letter.due is None or not _any_later_run(connection, letter)
    passed = (
        select(findings.c.criterion)
        .join(runs, runs.c.key == findings.c.run)
        .where(
            findings.c.portal == letter.portal,
            findings.c.outcome == "pass",
            runs.c.as_of > letter.as_of,
            runs.c.finished.is_not(None),
        )
    )
    return bool(set(letter.criteria) - set(connection.execute(passed).scalars()))


def _any_later_run(connection: Connection, letter: Letter) -> bool:
    later = select(runs.c.key).where(
        runs.c.as_of > (letter.due or letter.as_of), runs.c.finished.is_not(None)
    )
    return connection.execute(later.limit(1)).first() is not None


def _old(
    folder: AuditFolder, policy: Retention, today: date, *, newest: date
) -> Iterator[tuple[Path, date, str]]:
    """Every file of evidence older than the policy keeps it, with its day and the id of its portal."""
    places = [
        ("warc", folder.root / "warc", policy.warc),
        ("pictures", folder.root / "pictures", policy.pictures),
        ("facts", folder.root / "facts", policy.facts),
        *(
            (f"{RECHECK}/{name}", folder.root / RECHECK / name, policy.recheck)
            for name in ("warc", "pictures", "facts")
        ),
    ]
    for name, place, months in places:
        for path in sorted(place.glob("????-??-??/*")):
            day = _day(path.parent.name)
            if day is None or not path.is_file() or _months(day, today) < months:
                continue
            if day != newest or name.startswith(RECHECK):
                yield path, day, _portal(path, name)


def _portal(path: Path, name: str) -> str:
    if name == "pictures":
        return path.stem.rpartition("-")[0]
    return path.name.split(".json.gz")[0].split(".warc.gz")[0]


def _months(day: date, today: date) -> int:
    """Whole months from one day to another."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _remove(root: Path, paths: list[Path]) -> None:
    for path in paths:
        if not path.resolve().is_relative_to(root.resolve()):
            raise UserError(f"{path}: nằm ngoài {root} (liên kết tượng trưng); không xóa.")
    for path in paths:
        path.unlink(missing_ok=True)
    for folder in {path.parent for path in paths}:
        if not any(folder.iterdir()):
            folder.rmdir()
