"""Each store test runs on SQLite, and on PostgreSQL where CONGKHAI_TEST_POSTGRES names a database to use."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from audit.store.engine import open_store

POSTGRES = os.environ.get("CONGKHAI_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, thrown away afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kho.db'}"
        return
    server = create_engine(str(POSTGRES), isolation_level="AUTOCOMMIT")
    name = f"congkhai_{uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(str(POSTGRES)).set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def store(url: str) -> Iterator[Engine]:
    """An open store."""
    engine = open_store(url)
    yield engine
    engine.dispose()
