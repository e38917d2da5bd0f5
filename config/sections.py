"""The sections: groups of information that portals are looked through for (`sections.yaml`)."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from config.loading import CONFIG, build, read_yaml

Group = Literal["core", "further", "special"]


class Section(BaseModel):
    """One section: its fixed id, its group, its Vietnamese name, the PCI indicators it feeds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    group: Group
    name: str
    pci: tuple[str, ...]


@cache
def load_sections() -> dict[str, Section]:
    """All sections by id, in the order of the file; raises `ConfigError` where the file is wrong."""
    path = CONFIG / "sections.yaml"
    return {
        name: build(Section, {"id": name, "group": group, **row}, f"{path.name}: {group}.{name}")
        for group, rows in read_yaml(path).items()
        for name, row in rows.items()
    }


def core_sections() -> tuple[str, ...]:
    """Ids of the six sections that the project was asked for."""
    return tuple(section.id for section in load_sections().values() if section.group == "core")
