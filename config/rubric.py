"""Rubrics: dated sets of criteria. What is asked, by which law, how it is tried, what it weighs, what is
said.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.laws import Certainty, Citation
from config.levels import LEVELS, Level
from config.loading import CONFIG, ConfigError, build, read_yaml
from config.patterns import complete, expand
from config.sections import load_sections
from config.standards import resolve
from config.wording import About, Wording, load_wording

Axis = Literal["present", "complete", "timely", "convenient", "reliable", "technical"]
Basis = Literal["law", "plan", "internal", "good_practice"]
FixedBy = Literal["body", "operator"]
FOLDER = CONFIG / "rubrics"
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}\Z")
_OWN: dict[str, "Rubric"] = {}  # of provinces, by id, once their files were read


class RubricError(ConfigError):
    """No rubric fits; the message names those that can be forced."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a criterion rests on, on one day."""

    basis: Basis
    legal_basis: tuple[str, ...]


class Criterion(BaseModel):
    """One testable demand. `weight` is in points, only their proportions matter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$")
    title: str
    section: str | None = None
    axis: Axis
    weight: float = Field(gt=0, le=100)
    levels: tuple[Level, ...] = LEVELS
    departments: tuple[str, ...] = ()  # of departments, only those whose name holds one of these
    basis: Basis
    legal_basis: tuple[Citation, ...] = ()
    overdue_basis: tuple[
        Citation, ...
    ] = ()  # the legal limit in days that the kind tests beside its own standard
    valid_from: date | None = None
    valid_to: date | None = None
    grace_until: date | None = None
    certainty: Certainty = "P"
    pci: tuple[str, ...] = ()
    fixed_by: FixedBy = "body"
    note: str = ""  # in Vietnamese, what must be known of the basis; shown on the criterion's page
    kind: str
    parameters: dict[str, Any] = {}
    messages: dict[str, str] = {}
    how_to_fix: dict[str, str] = {}
    about: dict[About, str] = {}  # own text for the criterion's page

    @model_validator(mode="after")
    def _check(self) -> "Criterion":
        if self.section is not None and self.section not in load_sections():
            raise ValueError(f"section “{self.section}” không có trong sections.yaml")
        if self.kind not in load_wording():
            raise ValueError(f"kind “{self.kind}” không có trong wording.yaml")
        for citation in (*self.legal_basis, *self.overdue_basis):
            _ = citation.source
        return self

    def applies(self, level: str, as_of: date, name: str = "") -> bool:
        """Is it asked of a body of this level, and of this name where given, on this day?"""
        return (
            level in self.levels
            and (self.valid_from is None or self.valid_from <= as_of)
            and (self.valid_to is None or as_of <= self.valid_to)
            and (not self.departments or level != "department" or not name or self._concerns(name))
        )

    def _concerns(self, name: str) -> bool:
        folded = unicodedata.normalize("NFC", name).casefold()
        return any(word.casefold() in folded for word in self.departments)

    def standing(self, as_of: date, reason: str = "", level: str | None = None) -> Standing:
        """What it rests on, on `as_of`, for a body of `level` (None: of any).

        A duty is `law` only where an article that binds on that day says so; else the plan's point carries
        it, else it is good practice. A duty cites only what binds; the rest may name what is in force but in
        its period of grace, or in doubt. `reason` "overdue" is judged by the legal limit in days instead of
        the own standard. Nothing that is not in force on `as_of` is ever cited.
        """
        cited = [
            citation
            for citation in (self.overdue_basis if reason == "overdue" else self.legal_basis)
            if citation.in_force(as_of) and (level is None or level in citation.levels)
        ]
        texts = tuple(citation.text for citation in cited)
        if reason != "overdue" and self.basis not in ("law", "plan"):
            return Standing(self.basis, texts)
        if self.grace_until is not None and as_of <= self.grace_until:
            return Standing("good_practice", texts)
        binding = [citation for citation in cited if citation.binding(as_of)]
        kinds = {citation.source.kind for citation in binding}
        duty = tuple(citation.text for citation in binding)
        if "law" in kinds and (self.basis != "plan" or reason == "overdue"):
            return Standing("law", duty)
        return Standing("plan", duty) if "plan" in kinds else Standing("good_practice", texts)

    @property
    def wording(self) -> Wording:
        """What is said of each outcome: the kind's words, the criterion's own over them."""
        return load_wording()[self.kind].with_own(self.messages, self.how_to_fix, self.about)


class Rubric(BaseModel):
    """A dated set of criteria. Below `coverage_floor` (0-1) a body gets no number and no rank.

    A section recognised with less confidence than `review_below` (0-1) is shown to a person first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    valid_from: date
    valid_to: date | None = None
    base: str | None = None  # the rubric that a province copied to make this one
    coverage_floor: float = Field(default=0.7, ge=0, le=1)
    review_below: float = Field(default=0.6, ge=0, le=1)
    criteria: tuple[Criterion, ...]

    @model_validator(mode="after")
    def _unique(self) -> "Rubric":
        ids = [criterion.id for criterion in self.criteria]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"tiêu chí có hai lần: {', '.join(twice)}")
        return self

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """The criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    def in_force(self, as_of: date) -> bool:
        """Is the rubric in force on `as_of`? Where not, it is said on every page and no notice is drafted."""
        return self.valid_from <= as_of and (self.valid_to is None or as_of <= self.valid_to)

    def criterion(self, name: str) -> Criterion:
        """The criterion of that id; raises `KeyError`."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)

    def applicable(self, level: str, as_of: date, name: str = "") -> tuple[Criterion, ...]:
        """The criteria asked of a body of `level`, and of this `name` where given, on `as_of`."""
        return tuple(criterion for criterion in self.criteria if criterion.applies(level, as_of, name))


def rubric_ids() -> tuple[str, ...]:
    """The rubrics that ship with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_rubric(name: str) -> Rubric:
    """The rubric of that id, or in that file ("tinh.yaml": a province's own, from then on known by its id).

    Raises `RubricError` where there is none, `ConfigError` where its file is wrong or takes an id of ours.
    """
    if name.endswith(".yaml") and Path(name).is_file():
        own = read_rubric(Path(name))
        if own.id in rubric_ids() or not _ID.match(own.id):
            raise ConfigError(
                f"{Path(name).name}: id “{own.id[:64]}”: đặt id riêng, chỉ gồm a-z, 0-9, dấu chấm và gạch nối"
            )
        _OWN[own.id] = own
        return own
    if name in _OWN:
        return _OWN[name]
    if name not in rubric_ids():
        raise RubricError(
            f"Không có bộ tiêu chí “{name}”. Dùng --rubric với một trong: {', '.join(rubric_ids())}, hoặc "
            "tệp .yaml của đơn vị."
        )
    return _shipped(name)


@cache
def _shipped(name: str) -> Rubric:
    return read_rubric(FOLDER / f"{name}.yaml")


def read_rubric(path: Path) -> Rubric:
    """Read a rubric file; errors name the file, the criterion and the key (`ConfigError`).

    A file with `base` is that rubric but for what it says: `changes` (criterion: keys), `without` (criteria
    that are not asked), `criteria` (further ones), and its own id, title and days.
    """
    data = read_yaml(path)
    if isinstance(data, dict) and data.get("base"):
        return _copied(data, path)
    if not isinstance(data, dict) or not isinstance(data.get("criteria"), list):
        raise ConfigError(f"{path.name}: thiếu khóa criteria (danh sách tiêu chí)")
    sections = data.pop("sections", None) or {}
    data.pop("texts", None)  # citations that the rows below share through YAML anchors
    rows = [
        row for name, spec in sections.items() for row in expand(name, spec, f"{path.name}: sections.{name}")
    ]
    criteria = [_criterion(row, path) for row in [*rows, *map(complete, data["criteria"])]]
    return build(Rubric, {**data, "criteria": criteria}, path.name)


def _criterion(row: object, path: Path) -> Criterion:
    where = f"{path.name}: {row.get('id', '?') if isinstance(row, dict) else row}"
    if isinstance(row, dict) and isinstance(row.get("parameters"), dict):
        row = {**row, "parameters": resolve(row["parameters"], where)}
    return build(Criterion, row, where)


def _copied(data: dict[str, Any], path: Path) -> Rubric:
    base = load_rubric(data["base"])
    changes, without = data.pop("changes", None) or {}, data.pop("without", None) or []
    unknown = sorted({*changes, *without} - {criterion.id for criterion in base.criteria})
    if unknown:
        raise ConfigError(f"{path.name}: {base.id} không có tiêu chí {', '.join(map(str, unknown))}")
    kept = [criterion for criterion in base.criteria if criterion.id not in without]
    rows = [
        criterion
        if criterion.id not in changes
        else _criterion({**criterion.model_dump(), **changes[criterion.id]}, path)
        for criterion in kept
    ]
    more = [_criterion(complete(row), path) for row in data.get("criteria") or []]
    inherited = base.model_dump(exclude={"criteria"})
    return build(Rubric, {**inherited, **data, "criteria": [*rows, *more]}, path.name)


def wanted_sections(rubric: Rubric, level: str, as_of: date, name: str = "") -> tuple[str, ...]:
    """The sections that the rubric asks of a body of `level` on `as_of`: what a visit looks for.

    The core comes first, the rest in the order of sections.yaml. Without the body's `name`, sections that
    only some departments are asked for are among them.
    """
    asked = {criterion.section for criterion in rubric.applicable(level, as_of, name)}
    return tuple(section for section in load_sections() if section in asked)


def rubric_for(as_of: date) -> Rubric:
    """The rubric in force on `as_of`; raises `RubricError` naming those that can be forced where there is
    none.
    """
    rubrics = [load_rubric(name) for name in rubric_ids()]
    for rubric in rubrics:
        if rubric.in_force(as_of):
            return rubric
    listed = "; ".join(f"{rubric.id} (từ {rubric.valid_from:%d/%m/%Y})" for rubric in rubrics)
    raise RubricError(
        f"Ngày {as_of:%d/%m/%Y} không thuộc bộ tiêu chí nào. Muốn đối chiếu với bộ tiêu chí không có hiệu "
        f"lực vào ngày đó, chỉ định --rubric với một trong: {listed}."
    )
