"""What tests of several folders share."""

from pathlib import Path

import pytest

from tests.audit.province import Audited, audited_province


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Audited:
    """The replica province, audited once per session by the real command line."""
    base: Path = tmp_path_factory.getbasetemp()
    return audited_province(base.parent if hasattr(request.config, "workerinput") else base)
