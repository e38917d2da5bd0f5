"""How long evidence is kept (`retention.yaml`)."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from config.loading import CONFIG, build, read_yaml


class Retention(BaseModel):
    """Months from the day of a run, by kind of evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    warc: int = Field(ge=1)
    pictures: int = Field(ge=1)
    facts: int = Field(ge=1)
    recheck: int = Field(ge=1)


@cache
def load_retention(path: Path = CONFIG / "retention.yaml") -> Retention:
    """The policy in a file; raises `ConfigError` where it is wrong."""
    return build(Retention, read_yaml(path), path.name)
