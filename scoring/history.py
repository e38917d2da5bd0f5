"""What earlier runs found, as the reports need it. The store writes and reads it; nothing here touches a
database.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from scoring.results import Results


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


def past_of(results: Results) -> PastRun:
    """A run's results as what later ones are compared with."""
    return PastRun(
        run_id=results.run_id,
        as_of=results.as_of,
        rubric=results.rubric,
        portals=[
            PastPortal(
                id=one.id,
                value=one.score.value,
                low=one.score.low,
                high=one.score.high,
                coverage=one.score.coverage,
                rank=one.score.rank,
                website_quality=one.website_quality.estimate if one.website_quality else None,
                states={name: section.state for name, section in one.sections.items()},
                newest={name: section.newest for name, section in one.sections.items()},
                documents={name: section.documents for name, section in one.sections.items()},
                failing={
                    item.criterion: item.outcome
                    for item in one.findings
                    if item.outcome in ("partial", "fail")
                },
            )
            for one in results.portals
        ],
    )
