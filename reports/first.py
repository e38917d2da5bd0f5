"""What to fix first: of one body, of all together; what it is thought to bring to indicator 3.16."""

from dataclasses import dataclass

from config.pci import load_model, load_sub_index
from reports import words
from reports.views import Board, Body
from scoring.priorities import (
    Effect,
    Priority,
    SharedPriority,
    effect_on_sub_index,
    moves_most,
    priorities,
    shared_priorities,
)

SHOWN_OF_A_BODY, SHOWN_OF_ALL = 8, 10


@dataclass(frozen=True, slots=True)
class FirstThings:
    """What one body should mend first. `moving`: what moves the estimate of 3.16 most, the province's only;
    `effect`: what all of `moving` would bring to sub-index 3, an assumption.
    """

    found: tuple[Priority, ...]
    left_out: int  # further ones that are not shown
    moving: tuple[Priority, ...] = ()
    effect: Effect | None = None


def of_body(body: Body, rubric: str) -> list[Priority]:
    """What the body can mend, best worth first, but for what was answered and accepted; empty where the
    rubric is not at hand, or is another than the findings are of.
    """
    criteria = words.criteria(rubric)
    if any(finding.criterion not in criteria for finding in body.portal.findings):
        return []
    short = body.shortfall
    lists = (short.by_body, short.by_operator, short.within_deadline, short.recommendations)
    asked = {one.finding.criterion for found in lists for one in found}
    found = priorities(body.portal, criteria, load_model())
    return [one for one in found if one.finding.criterion in asked and one.gain > 0]


def of_all(whole: Board) -> list[SharedPriority]:
    """The same over all bodies by criterion, best worth first: points together for the work together."""
    found = [one for body in whole.bodies for one in of_body(body, whole.results.rubric)]
    return shared_priorities(found)


def first_things(body: Body, rubric: str) -> FirstThings:
    """What a body's page shows."""
    found = of_body(body, rubric)
    moving = moves_most(found) if body.portal.level == "province" else []
    effect = effect_of(sum(one.quality for one in moving)) if moving else None
    return FirstThings(
        tuple(found[:SHOWN_OF_A_BODY]), max(0, len(found) - SHOWN_OF_A_BODY), tuple(moving), effect
    )


def effect_of(change: float) -> Effect:
    """What `change` points of 3.16 are thought to bring to sub-index 3."""
    return effect_on_sub_index(change, load_sub_index())


def effect_of_target(whole: Board) -> Effect | None:
    """What reaching the target of 3.16 is thought to bring; None: there is no target, or it is reached."""
    quality = whole.results.province.website_quality
    if quality is None or quality.target is None or quality.target <= quality.estimate:
        return None
    return effect_of(quality.target - quality.estimate)
