"""Internal standards (chuẩn nội bộ): numbers that no law gives, in one file a province can change."""

from functools import cache
from typing import Any

from config.loading import CONFIG, ConfigError, read_yaml


@cache
def load_standards() -> dict[str, Any]:
    """The numbers by name ("planning.fresh_days")."""
    found: dict[str, Any] = {}
    for group, rows in read_yaml(CONFIG / "standards.yaml").items():
        for name, value in rows.items():
            found[f"{group}.{name}"] = value
    return found


def resolve(parameters: dict[str, Any], where: str) -> dict[str, Any]:
    """`parameters` with each "@name" replaced by the standard of that name; raises `ConfigError` for an
    unknown one.
    """
    resolved = {}
    for key, value in parameters.items():
        if isinstance(value, str) and value.startswith("@"):
            if value[1:] not in load_standards():
                raise ConfigError(f"{where}: {key}: không có chuẩn nội bộ “{value[1:]}” trong standards.yaml")
            value = load_standards()[value[1:]]
        resolved[key] = value
    return resolved
