"""What earlier runs found, as the reports need it. The store writes and reads it; nothing here touches a
database.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict


class PastPortal(BaseModel):
    """One portal in one earlier run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    value: float | None
    low: float
    high: float
    coverage: float
    rank: int | None
    website_quality: float | None = None
    states: dict[str, str] = {}  # section -> present | shell | absent | unknown
    newest: dict[str, date | None] = {}  # section -> newest item
    documents: dict[str, int | None] = {}
    failing: dict[str, str] = {}  # criterion -> fail | partial


class PastRun(BaseModel):
    """One earlier run over the same database."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    as_of: date
    rubric: str
    portals: list[PastPortal]
