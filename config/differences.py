"""What sets two rubrics apart, in words: for a province that changed a copy, and for its readers."""

from collections.abc import Iterable
from typing import Any

from config.levels import LEVEL_NAMES
from config.pages import BASES, FIXERS
from config.rubric import Criterion, Rubric, RubricError, load_rubric, rubric_for, rubric_ids

_NAMES = {
    "title": "tên",
    "section": "chuyên mục",
    "axis": "trục",
    "weight": "trọng số",
    "levels": "cấp áp dụng",
    "departments": "sở áp dụng",
    "basis": "tính chất",
    "legal_basis": "căn cứ",
    "overdue_basis": "căn cứ của thời hạn",
    "valid_from": "áp dụng từ",
    "valid_to": "áp dụng đến",
    "grace_until": "ân hạn đến",
    "fixed_by": "người khắc phục",
    "kind": "cách kiểm tra",
    "pci": "chỉ tiêu PCI",
}
_OF_RUBRIC = {
    "valid_from": "có hiệu lực từ",
    "valid_to": "có hiệu lực đến",
    "coverage_floor": "mức đo được tối thiểu",
    "review_below": "ngưỡng cần người xem lại",
}


def differences(before: Rubric, after: Rubric) -> list[str]:
    """One sentence per difference that can change an outcome, a point or a citation; empty: there is none.

    Texts of messages and pages are not compared.
    """
    said = [
        f"Bộ tiêu chí: {name} {_said(old)} → {_said(new)}."
        for key, name in _OF_RUBRIC.items()
        if (old := getattr(before, key)) != (new := getattr(after, key))
    ]
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    said += [
        f"Thêm tiêu chí “{new[name].title}” ({name}), trọng số {new[name].weight:g}."
        for name in new
        if name not in old
    ]
    said += [
        f"Bỏ tiêu chí “{old[name].title}” ({name}), trọng số {old[name].weight:g}."
        for name in old
        if name not in new
    ]
    for name in old:
        if name in new:
            said += [f"“{new[name].title}” ({name}): {change}." for change in _changes(old[name], new[name])]
    return said


def copied_from(rubric: Rubric) -> Rubric | None:
    """The rubric of the program that a province's own goes back to; None: it is one of the program's, or
    none was in force on its first day.
    """
    if rubric.id in rubric_ids():
        return None
    try:
        return load_rubric(rubric.base) if rubric.base else rubric_for(rubric.valid_from)
    except RubricError:
        return None


def _changes(old: Criterion, new: Criterion) -> Iterable[str]:
    for key, name in _NAMES.items():
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield f"{name} {_said(before)} → {_said(after)}"
    for key in sorted(old.parameters.keys() | new.parameters.keys()):
        before, after = old.parameters.get(key), new.parameters.get(key)
        if before != after:
            yield f"tham số {key} {_said(before)} → {_said(after)}"


def _said(value: Any) -> str:
    if value is None or value == () or value == []:
        return "(không có)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float | int):
        return f"{value:g}"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple | list):
        return ", ".join(_said(getattr(item, "text", item)) for item in value)
    if isinstance(value, dict):
        return ", ".join(str(key) for key in value)
    return BASES.get(value) or FIXERS.get(value) or dict(LEVEL_NAMES).get(value) or str(value)
