"""The province's portals, as data."""

from tests.replica.content import in_months
from tests.replica.model import Plan
from tests.replica.plans.communes import COMMUNES
from tests.replica.plans.departments import DEPARTMENTS
from tests.replica.plans.others import OTHERS
from tests.replica.plans.province import PROVINCE

PLANS: tuple[Plan, ...] = (*PROVINCE, *DEPARTMENTS, *COMMUNES, *OTHERS)


def plans_of(month: str) -> list[Plan]:
    """The portals that are served in `month`."""
    return [plan for plan in PLANS if in_months(plan.months, month)]
