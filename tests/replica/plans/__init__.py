"""The province's portals, as data: the one source of pages and truth."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from tests.replica.content import in_months
from tests.replica.model import Part, Plan
from tests.replica.plans.usual import usual

_FILES = ("province", "departments", "communes", "others")
_ANSWERED = ("asked", "posted")  # what lists of questions print unless a plan says otherwise


def _check(row: dict[str, Any], kind: type[Part] | type[Plan]) -> None:
    """Raise KeyError where a row says what its type does not know."""
    unknown = row.keys() - {one.name for one in fields(kind)} - {"usual"}
    if unknown:
        raise KeyError(f"{row.get('id') or row.get('label')}: {sorted(unknown)}")


def _part(row: dict[str, Any]) -> dict[str, Any]:
    """A part of the file, with what lists of questions print by default."""
    _check(row, Part)
    made = dict(row)
    if made.get("kind") == "questions":
        made.setdefault("prints", _ANSWERED)
        made.setdefault("item_prints", _ANSWERED)
    if "children" in made:
        made["children"] = [_part(one) for one in made["children"]]
    return made


def _plan(row: dict[str, Any]) -> Plan:
    _check(row, Plan)
    made = {key: value for key, value in row.items() if key != "usual"}
    made["parts"] = [_part(one) for one in row.get("parts", [])]
    plan = TypeAdapter(Plan).validate_python(made)
    before = usual(**row["usual"]) if "usual" in row else ()
    return replace(plan, parts=(*before, *plan.parts))


def _read(name: str) -> list[Plan]:
    text = (Path(__file__).parent / f"{name}.yaml").read_text("utf-8")
    return [_plan(row) for row in yaml.load(text, Loader=yaml.CSafeLoader)]


PLANS: tuple[Plan, ...] = tuple(plan for name in _FILES for plan in _read(name))


def plans_of(month: str) -> list[Plan]:
    """The portals that are served in `month`."""
    return [plan for plan in PLANS if in_months(plan.months, month)]
