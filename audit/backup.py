"""Backups: the database as of one moment, results, letters, and a list by which evidence can be checked."""

import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from audit.clock import now
from audit.errors import UserError
from audit.folder import AuditFolder, existing, write
from audit.store.engine import FILE, open_store, store_url
from config.calendar import VIETNAM

MANIFEST = "bang-chung.json"
_CARRIED = ("results.json", "facts/*/run.json", "notices/**/*", "bao-cao/**/*")
_EVIDENCE = ("facts/*/*.json.gz", "warc/*/*.warc.gz", "pictures/*/*")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and which evidence named in the backup is not in the folder, or is not the same."""

    files: int
    evidence: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]


def backup(out: Path, target: Path, *, db: str | None = None) -> Path:
    """Write a backup of a folder into `target` and return its path; an audit may be at work meanwhile.

    Evidence itself stays where it is: the backup lists it with its SHA-256. Raises `UserError` where the
    database is no SQLite, or `target` cannot be written to.
    """
    folder = existing(out)
    source = _sqlite_file(store_url(db, folder.root))
    stamp = now().astimezone(VIETNAM).strftime("%Y%m%d-%H%M%S")
    path = target / f"congkhai-{stamp}.tar.gz"
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target) as place:
            copy, manifest = Path(place) / FILE, Path(place) / MANIFEST
            _copy_database(source, copy)
            manifest.write_text(json.dumps(_manifest(folder), indent=1, sort_keys=True), encoding="utf-8")
            part = Path(place) / path.name
            with tarfile.open(part, "w:gz", compresslevel=6) as archive:
                archive.add(copy, FILE)
                archive.add(manifest, MANIFEST)
                for one in _files(folder.root, _CARRIED):
                    archive.add(one, one.relative_to(folder.root).as_posix(), recursive=False)
            part.replace(path)
    except OSError as error:
        raise UserError(f"{target}: không ghi được bản sao lưu ({error.strerror or error}).") from error
    return path


def restore(archive: Path, out: Path) -> Restored:
    """Bring a backup back into a folder that has no database yet, and check the evidence that lies there.

    Raises `UserError` where the folder has a database, or the file is no whole backup.
    """
    if (out / FILE).exists():
        raise UserError(f"{out}: đã có {FILE}. Khôi phục vào thư mục khác, hoặc dời tệp đó đi trước.")
    try:
        with tarfile.open(archive, "r:gz") as opened, tempfile.TemporaryDirectory() as place:
            came = Path(place)
            _unpack(opened, came)
            if not (came / FILE).is_file() or not (came / MANIFEST).is_file():
                raise UserError(f"{archive}: không phải bản sao lưu của congkhai.")
            _check_database(came / FILE, archive)
            open_store(f"sqlite:///{came / FILE}").dispose()
            count = _bring_back(came, out)
            listed: dict[str, str] = json.loads((came / MANIFEST).read_text("utf-8"))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise UserError(f"{archive}: không đọc được bản sao lưu ({error}).") from error
    missing = tuple(name for name in listed if not (out / name).is_file())
    changed = tuple(
        name for name, digest in listed.items() if name not in missing and sha256_of(out / name) != digest
    )
    return Restored(count, len(listed), missing, changed)


def _unpack(archive: tarfile.TarFile, place: Path) -> None:
    """Write the files of an archive below `place`; raises `ValueError` where one would lie elsewhere.

    `tarfile`'s own filter is not there in every Python 3.11; links and devices are in no backup of ours.
    """
    for member in archive:
        goal = (place / member.name).resolve()
        if not goal.is_relative_to(place.resolve()) or not (member.isfile() or member.isdir()):
            raise ValueError(f"{member.name!r}")
        content = archive.extractfile(member)
        if content is not None:
            goal.parent.mkdir(parents=True, exist_ok=True)
            with content, goal.open("wb") as file:
                shutil.copyfileobj(content, file)


def _bring_back(came: Path, out: Path) -> int:
    """Copy what is not there yet; returns how many files."""
    count = 0
    for one in _files(came, ("**/*",)):
        goal = out / one.relative_to(came)
        if one.name != MANIFEST and not goal.exists():
            write(goal, one.read_bytes())
            count += 1
    return count


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _sqlite_file(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        shown = parsed.render_as_string(hide_password=True)
        raise UserError(
            f"{shown}: congkhai backup chỉ sao lưu SQLite. Với PostgreSQL dùng pg_dump -Fc, khôi phục bằng "
            "pg_restore; bằng chứng trong thư mục chép riêng."
        )
    return Path(parsed.database)


def _copy_database(source: Path, copy: Path) -> None:
    """SQLite's online backup: one consistent state, whoever writes meanwhile."""
    if not source.is_file():
        raise UserError(f"{source}: chưa có cơ sở dữ liệu. Chạy congkhai audit trước.")
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other, pages=2000, sleep=0.01)
        other.execute("PRAGMA journal_mode=DELETE")
    _check_database(copy, source)


def _check_database(path: Path, named: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise UserError(f"{named}: cơ sở dữ liệu bị hỏng ({error}).") from error
    if said != ("ok",):
        raise UserError(f"{named}: cơ sở dữ liệu bị hỏng ({said}).")


def _manifest(folder: AuditFolder) -> dict[str, str]:
    return {one.relative_to(folder.root).as_posix(): sha256_of(one) for one in _files(folder.root, _EVIDENCE)}


def _files(root: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    found = {one for pattern in patterns for one in root.glob(pattern)}
    yield from sorted(one for one in found if one.is_file() and not one.is_symlink())
