"""What the tests of the audit share: a registry of three portals, an order for it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.run import Order

AS_OF = date(2026, 11, 20)
ROWS = """id,name,url,level
stc,Sở Tài chính,https://stc.tinh.gov.vn/,department
snv,Sở Nội vụ,https://snv.tinh.gov.vn/,department
anphu,UBND xã An Phú,https://anphu.tinh.gov.vn/,commune
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """Three good rows."""
    path = tmp_path / "danh-sach.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


@pytest.fixture
def order(registry: Path, tmp_path: Path) -> Callable[..., Order]:
    """An order for the registry, changed in what is named."""

    def make(**more: Any) -> Order:
        values: dict[str, Any] = {"registry": registry, "out": tmp_path / "out", "as_of": AS_OF}
        return Order(**{**values, **more})

    return make
