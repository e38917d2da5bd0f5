"""The laws and plans that criteria rest on (`laws.yaml`), with the days they are in force."""

from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from config.levels import LEVELS, Level
from config.loading import CONFIG, ConfigError, build, read_yaml

Certainty = Literal["P", "S", "K", "N"]  # text itself read, second hand, from knowledge, not found


class Law(BaseModel):
    """A law, decree or circular, or the province's own plan. `valid_from` and `valid_to` are inclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: Literal["law", "plan"]
    short: str  # as cited: "Nghị định số 224/2026/NĐ-CP"
    title: str
    valid_from: date
    valid_to: date | None = None
    certainty: Certainty
    to_confirm: bool = False  # whether it is still in force must be checked by a person: never makes a duty
    source: str

    def in_force(self, as_of: date) -> bool:
        """Is it in force on `as_of`, as far as is known?"""
        return self.valid_from <= as_of and (self.valid_to is None or as_of <= self.valid_to)


class Citation(BaseModel):
    """An article of a law or a point of a plan; its own days only where they are narrower than the law's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    law: str
    article: str
    levels: tuple[Level, ...] = LEVELS  # whom the article speaks of
    valid_from: date | None = None
    valid_to: date | None = None
    grace_until: date | None = None  # until this day (inclusive) the duty cannot yet be called unfulfilled

    def in_force(self, as_of: date) -> bool:
        """Is this article, and the law it belongs to, in force on `as_of`?"""
        return (
            self.source.in_force(as_of)
            and (self.valid_from is None or self.valid_from <= as_of)
            and (self.valid_to is None or as_of <= self.valid_to)
        )

    def binding(self, as_of: date) -> bool:
        """In force, past its period of grace, and not in doubt."""
        graced = self.grace_until is not None and as_of <= self.grace_until
        return self.in_force(as_of) and not graced and not self.source.to_confirm

    @property
    def source(self) -> Law:
        """The law cited; raises `ConfigError` where there is none of that id."""
        law = load_laws().get(self.law)
        if law is None:
            raise ConfigError(f"laws.yaml: không có văn bản “{self.law}”")
        return law

    @property
    def text(self) -> str:
        """As written in a letter: article, then the law; of a plan, the plan and then its point."""
        if self.source.kind == "plan":
            return f"{self.source.short}: {self.article}"
        return f"{self.article} {self.source.short}"


@cache
def load_laws() -> dict[str, Law]:
    """All laws and plans by id; raises `ConfigError` where the file is wrong."""
    path = CONFIG / "laws.yaml"
    rows = read_yaml(path)
    return {name: build(Law, {"id": name, **row}, f"{path.name}: {name}") for name, row in rows.items()}
