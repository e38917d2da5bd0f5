"""How much work it is to mend what falls short (`effort.yaml`): an assumption, to put things in order."""

from functools import cache

from config.loading import CONFIG, read_yaml


@cache
def load_effort() -> dict[str, dict[str, float]]:
    """Days of one person, by kind of check and reason ("any" for the rest)."""
    rows: dict[str, dict[str, float]] = read_yaml(CONFIG / "effort.yaml")
    return rows


def effort_of(kind: str, reason: str) -> float:
    """Days of work to mend a finding of this kind; raises `KeyError` for an unknown kind."""
    days = load_effort()[kind]
    return days.get(reason) or days.get("any") or max(days.values())
