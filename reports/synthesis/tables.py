"""The tables of the synthesis report, cell by cell."""

from typing import Any

from docx.shared import Mm

from reports import words
from reports.synthesis.facts import BodyYear, Facts
from reports.synthesis.template import BAR_MM
from reports.vietnamese import clean, day, number, points


def level_rows(facts: Facts) -> list[dict[str, str]]:
    """The median of each level in each round, and how much of the bar is cut off (twips)."""
    return [
        {
            "name": f"{words.LEVEL_TITLES.get(row.level, row.level)}, {day(row.as_of)}",
            "measured": str(row.measured),
            "median": number(row.median),
            "rest": str(round(Mm(BAR_MM * (100 - row.median) / 100).twips)),
        }
        for row in facts.levels
    ]


def section_rows(facts: Facts) -> list[dict[str, str]]:
    """How each section stands in the last round."""
    return [
        {
            "name": words.section_name(one.id),
            "passed": str(one.passed),
            "partial": str(one.partial),
            "failed": str(one.failed),
            "unmeasured": str(one.unmeasured),
            "age": "–" if one.median_age is None else f"{number(one.median_age, 0)} ngày",
        }
        for one in facts.tallies
    ]


def indicator_rows(facts: Facts) -> list[dict[str, str]]:
    """The published indicators against their targets."""
    rows = []
    for row in facts.indicators:
        remarks = ["thấp hơn mục tiêu"] if row.below_target else []
        remarks += ["giảm"] if row.fell else []
        rank = f" (hạng {row.value.rank})" if row.value.rank is not None else ""
        rows.append(
            {
                "name": f"{row.id} {row.name}",
                "value": f"{points(row.value.value)}{rank}",
                "target": points(row.value.target),
                "remark": "; ".join(remarks) or "–",
                "sections": "; ".join(row.sections) or "–",
            }
        )
    return rows


def body_rows(facts: Facts) -> list[dict[str, Any]]:
    """One row per body, level by level."""
    return [
        {
            "title": table.title,
            "rows": [_body_row(body) for body in facts.bodies if body.level == table.level],
        }
        for table in facts.whole.levels
    ]


def _body_row(body: BodyYear) -> dict[str, str]:
    return {
        "name": clean(body.name),
        "rounds": str(body.rounds),
        "mean": number(body.mean),
        "first": number(body.first),
        "last": number(body.last),
        "rank": "–" if body.rank is None else str(body.rank),
        "letters": str(body.letters),
        "mended": str(body.mended),
        "left": str(body.left),
    }
