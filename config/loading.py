"""Reading the YAML beside these modules; every error names the file and the key."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

CONFIG = Path(__file__).parent
M = TypeVar("M", bound=BaseModel)


class ConfigError(ValueError):
    """A configuration file that cannot be used: which file, which key, what is wrong."""


def read_yaml(path: Path) -> Any:
    """The content of a YAML file (safe loader); raises `ConfigError` naming file and line."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: không đọc được tệp ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", dòng {mark.line + 1}" if mark is not None else ""
        raise ConfigError(
            f"{path}{where}: không phải YAML hợp lệ ({getattr(error, 'problem', error)})"
        ) from error


def build(model: type[M], data: Any, where: str) -> M:
    """`data` as a `model`; raises `ConfigError` that lists each wrong key below `where`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        lines = [
            f"{where}: {'.'.join(str(part) for part in item['loc']) or '(gốc)'}: {item['msg']}"
            for item in error.errors()
        ]
        raise ConfigError("\n".join(lines)) from error
