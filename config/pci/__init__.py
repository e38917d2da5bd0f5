"""The provincial competitiveness index: indicators 3.1-3.17, published values, the model of 3.16."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from config.loading import CONFIG, build, read_yaml

FOLDER = CONFIG / "pci"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Indicator(_Model):
    """One indicator of sub-index 3 and the sections that feed it."""

    id: str
    name: str
    unit: str
    better: Literal["higher", "lower"]
    sections: tuple[str, ...] = ()


class IndicatorValue(_Model):
    """A published value, its rank, the target set for the following year, the unit in charge."""

    value: float
    rank: int | None = None
    target: float | None = None
    lead: str = ""


class ProvinceYear(_Model):
    """One province's values of one year."""

    province: str
    year: int
    source: str
    portal_ids: tuple[str, ...] = ()
    indicators: dict[str, IndicatorValue]


class Assumed(_Model):
    """A number with the range that its assumption may take."""

    value: float
    low: float
    high: float


class ModelInput(_Model):
    """A part of the composite: a relative weight with its range, and which criteria it reads."""

    weight: float = Field(gt=0)
    low: float = Field(gt=0)
    high: float = Field(gt=0)
    axes: tuple[str, ...]
    sections: tuple[str, ...]
    source: str


class CalibrationPoint(_Model):
    """A published value of 3.16; `composite` (0-100) where the province's portal was measured in that year.

    Only points with a composite narrow the estimate.
    """

    province: str
    year: int
    value: float
    rank: int | None = None
    of: int | None = None
    composite: float | None = Field(default=None, ge=0, le=100)


class QualityModel(_Model):
    """The declared model of indicator 3.16."""

    id: str
    inputs: dict[str, ModelInput]
    reference: Assumed
    slope: Assumed
    residual: float
    calibration: tuple[CalibrationPoint, ...] = Field(min_length=1)


class SubIndex(_Model):
    """How one indicator is thought to move a sub-index; every number is an assumption until published."""

    scale: float = Field(gt=0)  # points of the sub-index between the worst and the best province
    spread: Assumed  # points of the indicator between the worst and the best province
    weight: Assumed  # of the indicator within the sub-index, 0-1
    note: str


@cache
def load_indicators() -> dict[str, Indicator]:
    """Indicators 3.1-3.17 by id."""
    rows = read_yaml(FOLDER / "indicators.yaml")
    return {key: build(Indicator, {"id": key, **row}, f"indicators.yaml: {key}") for key, row in rows.items()}


@cache
def load_values() -> tuple[ProvinceYear, ...]:
    """All published values known, by province and year."""
    rows = read_yaml(FOLDER / "values.yaml")
    return tuple(build(ProvinceYear, row, f"values.yaml: {row.get('province')}") for row in rows)


@cache
def load_model() -> QualityModel:
    """The model of 3.16."""
    return build(QualityModel, read_yaml(FOLDER / "model.yaml"), "model.yaml")


@cache
def load_sub_index() -> SubIndex:
    """How 3.16 is thought to move sub-index 3."""
    return build(SubIndex, read_yaml(FOLDER / "subindex.yaml"), "subindex.yaml")


def quality_target(portal_id: str, year: int) -> float | None:
    """The target of 3.16 that the province of this portal set for `year`; None where it set none."""
    for row in load_values():
        if portal_id in row.portal_ids and row.year + 1 == year and "3.16" in row.indicators:
            return row.indicators["3.16"].target
    return None
