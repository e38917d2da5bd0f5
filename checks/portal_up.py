"""Does the portal answer at all?"""

from checks.case import Case, Verdict, not_measured
from checks.findings import Outcome


def portal_up(case: Case) -> Verdict:
    """Pass where the portal was read; fail only where its own answer was a failure (`failing_reasons`).

    No answer at all may be the fault of the road to it: not measured. A portal that refuses the auditor is
    up.
    """
    facts, where = case.facts, (case.facts.url,)
    if facts.status in ("measured", "incomplete"):
        return Verdict(Outcome.PASS, 1.0, "ok", urls=where)
    if facts.status == "unreachable" and facts.status_reason in case.names("failing_reasons"):
        return Verdict(Outcome.FAIL, 0.0, "down", why=facts.status_reason, urls=where)
    return not_measured(case, facts.status_reason or facts.status)
