"""Opening the store: SQLite in WAL by default, PostgreSQL by URL; brought to the newest form on opening."""

import sqlite3
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from audit.errors import UserError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_MS = 30_000
FILE = "congkhai.db"


def store_url(db: str | None, folder: Path) -> str:
    """The database's URL: what was given (a URL, or the path of a file), else `congkhai.db` in `folder`."""
    if db is None:
        return f"sqlite:///{(folder / FILE).resolve()}"
    return db if "://" in db else f"sqlite:///{Path(db).resolve()}"


def open_store(url: str) -> Engine:
    """Open the database of that URL, making and migrating its tables as needed.

    Raises `UserError` where the URL is none, the database cannot be reached, or it is newer than this
    program.
    """
    shown = url
    try:
        parsed = make_url(url)
        shown = parsed.render_as_string(hide_password=True)
        engine = create_engine(parsed)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite_pragmas)
        with engine.begin() as connection:
            migrate(connection)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UserError(
            f"--db “{shown}”: không dùng được ({error}). Ghi đường dẫn tệp SQLite, sqlite:///đường-dẫn hoặc "
            "postgresql+psycopg://người-dùng@máy/cơ-sở-dữ-liệu (cần cài thêm psycopg)."
        ) from error
    except CommandError as error:
        raise UserError(
            f"Cơ sở dữ liệu {shown} do phiên bản mới hơn của chương trình tạo ra ({error}). Cập nhật chương "
            "trình."
        ) from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None) or error
        raise UserError(
            f"Không mở được cơ sở dữ liệu {shown}: {cause}. Kiểm tra đường dẫn, quyền ghi và máy chủ, hoặc "
            "chỉ định --db khác."
        ) from error
    return engine


def migrate(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to `revision`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _sqlite_pragmas(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
