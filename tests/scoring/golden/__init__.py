"""Saved facts of four portals, and what they are worth under each rubric.

`python -m tests.scoring.golden` rewrites the results, never the facts: read the change before committing it.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from checks.judge import judge
from config.calendar import load_calendar
from config.levels import level_of
from config.registry import Portal
from config.rubric import rubric_for
from crawler.facts import PortalFacts, from_json
from scoring.assemble import portal_result

HERE = Path(__file__).parent
DAYS = (date(2026, 5, 20), date(2026, 8, 20), date(2026, 11, 20))


def saved_facts() -> list[PortalFacts]:
    """The saved portals."""
    rows = json.loads((HERE / "portals.json").read_text(encoding="utf-8"))
    return [from_json(PortalFacts, json.dumps(row).encode()) for row in rows]


def told(as_of: date) -> dict[str, Any]:
    """Scores and findings of the saved portals, judged as of a day under the rubric in force on it."""
    return {facts.id: _portal(facts, as_of) for facts in saved_facts()}


def path_of(as_of: date) -> Path:
    """Where the pinned results of that day are."""
    return HERE / f"results-{as_of:%Y-%m}.json"


def text_of(as_of: date) -> str:
    """The results as they are pinned, one finding a line."""
    return json.dumps(told(as_of), ensure_ascii=False, indent=1) + "\n"


def _portal(facts: PortalFacts, as_of: date) -> dict[str, Any]:
    rubric = rubric_for(as_of)
    found = judge(facts, rubric, as_of, load_calendar())
    row = Portal(facts.id, facts.name, facts.url, level_of(facts.level) or "other")
    result = portal_result(row, facts, found, rubric, as_of=as_of)
    quality = result.website_quality
    return {
        "rubric": rubric.id,
        "score": [result.score.value, result.score.low, result.score.high, result.score.coverage],
        "quality": [quality.estimate, quality.low, quality.high] if quality else None,
        "findings": {
            one.criterion: " | ".join(
                [
                    f"{one.outcome} {one.reason} {one.points if one.points is not None else '-'}/{one.max:g}",
                    f"{one.basis}: {'; '.join(one.legal_basis)}",
                    one.message,
                ]
            )
            for one in result.findings
            if one.outcome != "not_applicable"
        },
    }
