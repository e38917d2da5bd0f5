"""HTTPS: is the portal served over it, with a good certificate, and are visitors led to it?"""

from checks.case import Case, Verdict, not_measured
from checks.findings import Outcome
from config.wording import load_phrases


def https_served(case: Case) -> Verdict:
    """Pass where the portal answers over HTTPS, whatever its certificate."""
    if case.facts.https is None:
        return not_measured(case, case.facts.status_reason or "https_untried")
    return _said(case, case.facts.https, "no_https")


def certificate_valid(case: Case) -> Verdict:
    """Pass where the certificate names the host, is in its term and leads to a trusted root.

    A portal without HTTPS fails here too, so that bringing HTTPS can only add points.
    """
    facts = case.facts
    if facts.https is False:
        return _said(case, False, "no_https")
    if facts.https is None or facts.certificate is None:
        return not_measured(case, facts.status_reason or "https_untried")
    problems = facts.certificate.problems
    names = load_phrases().certificate
    said = "; ".join(names.get(problem, names["other"]) for problem in problems)
    return _said(
        case,
        not problems,
        "bad_certificate",
        {"problems": said, "expires": f"{facts.certificate.not_after:%d/%m/%Y}"},
    )


def https_redirect(case: Case) -> Verdict:
    """Pass where the portal's http:// address leads to https://."""
    if case.facts.https is False:
        return _said(case, False, "no_https")
    if case.facts.https is None or case.facts.https_redirect is None:
        return not_measured(case, case.facts.status_reason or "https_untried")
    return _said(case, case.facts.https_redirect, "no_redirect")


def _said(case: Case, good: bool, reason: str, values: dict[str, str] | None = None) -> Verdict:
    outcome = Outcome.PASS if good else Outcome.FAIL
    return Verdict(outcome, float(good), "ok" if good else reason, values or {}, urls=(case.facts.url,))
