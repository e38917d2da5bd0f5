"""Empty databases for tests: SQLite, and PostgreSQL where CONGKHAI_TEST_POSTGRES names a server to use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

POSTGRES = os.environ.get("CONGKHAI_TEST_POSTGRES")
KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database, thrown away afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'kho.db'}"
        return
    server = create_engine(str(POSTGRES), isolation_level="AUTOCOMMIT")
    name = f"congkhai_{uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(str(POSTGRES)).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()
