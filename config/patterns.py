"""What rubrics share: patterns of sections (`patterns.yaml`), single criteria (`criteria.yaml`)."""

from functools import cache
from typing import Any

from config.loading import CONFIG, ConfigError, read_yaml
from config.sections import Section, load_sections

_OF_ALL_AXES = ("levels", "departments", "pci", "valid_from", "valid_to")


@cache
def load_patterns() -> dict[str, dict[str, dict[str, Any]]]:
    """Axes and their defaults, by pattern."""
    patterns: dict[str, dict[str, dict[str, Any]]] = read_yaml(CONFIG / "patterns.yaml")
    return patterns


@cache
def load_shared() -> dict[str, dict[str, Any]]:
    """What rubrics share of single criteria, by id (`criteria.yaml`)."""
    shared: dict[str, dict[str, Any]] = read_yaml(CONFIG / "criteria.yaml")
    return shared


def complete(row: object) -> object:
    """A row of a rubric's `criteria` with what rubrics share of it; parameters are put together."""
    if not isinstance(row, dict) or row.get("id") not in load_shared():
        return row
    shared = load_shared()[row["id"]]
    parameters = {**shared.get("parameters", {}), **row.get("parameters", {})}
    return {**shared, **row, **({"parameters": parameters} if parameters else {})}


def expand(name: str, spec: object, where: str) -> list[dict[str, Any]]:
    """The criteria of one section of a rubric, as rows; raises `ConfigError` for an unknown section, pattern
    or axis.

    What `spec` says of the section goes to `present` (levels, departments, PCI and days to all axes); what it
    says under an axis goes to that axis, parameters one by one. PCI indicators are the section's own unless
    given.
    """
    section = load_sections().get(name)
    if section is None:
        raise ConfigError(f"{where}: section “{name}” không có trong sections.yaml")
    if not isinstance(spec, dict) or spec.get("pattern") not in load_patterns():
        raise ConfigError(f"{where}: pattern phải là một trong {', '.join(load_patterns())}")
    axes = load_patterns()[spec["pattern"]]
    said = {key: value for key, value in spec.items() if key != "pattern"}
    common = {key: said.pop(key) for key in _OF_ALL_AXES if key in said}
    own = {axis: said.pop(axis) for axis in list(said) if isinstance(said[axis], dict)}
    unknown = sorted(own.keys() - axes.keys())
    if unknown:
        raise ConfigError(f"{where}: mẫu “{spec['pattern']}” không có trục {', '.join(unknown)}")
    own["present"] = {**said, **own.get("present", {})}
    return [_row(section, axis, pattern, common, own.get(axis, {})) for axis, pattern in axes.items()]


def _row(
    section: Section, axis: str, pattern: dict[str, Any], common: dict[str, Any], own: dict[str, Any]
) -> dict[str, Any]:
    parameters = {**pattern.get("parameters", {}), **own.get("parameters", {})}
    row: dict[str, Any] = {"pci": list(section.pci), **pattern, **common, **own}
    row |= {"id": f"{section.id}.{axis}", "section": section.id, "axis": axis}
    row["title"] = row["title"].format(name=section.name)
    filled = {
        key: value.replace("{id}", section.id) if isinstance(value, str) else value
        for key, value in parameters.items()
    }
    return {**row, "parameters": filled} if filled else row
