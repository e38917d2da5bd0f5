"""What every check on technical facts shares: was it asked for at all, and could it be taken?"""

from urllib.parse import urlsplit

from checks.case import Case, Verdict, left_out, not_measured
from checks.findings import Outcome
from crawler.facts import Link, Measurement, TechnicalFacts


def untaken(case: Case, measurement: Measurement, *, taken: bool) -> Verdict | None:
    """The verdict where a measurement was not taken; None where it was.

    What the run did not set out to measure is left out of the score; what it set out to measure and could not
    is not measured. A portal that was not read is not measured on anything.
    """
    facts = case.facts
    if facts.status in ("blocked", "unreachable"):
        return not_measured(case, facts.status_reason or facts.status)
    technical = facts.technical
    if technical is None:
        return left_out(case, "not_tried")
    if measurement not in technical.asked:
        return left_out(case, technical.troubles.get(measurement, "not_tried"))
    if not taken:
        return not_measured(case, technical.troubles.get(measurement, "unread"))
    return None


def technical_of(case: Case) -> TechnicalFacts:
    """The technical facts; empty ones where the run brought none."""
    return case.facts.technical or TechnicalFacts()


def verdict(case: Case, good: bool, reason: str, values: dict[str, str] | None = None) -> Verdict:
    """Pass or fail, resting on the portal's own address."""
    outcome = Outcome.PASS if good else Outcome.FAIL
    return Verdict(outcome, float(good), "ok" if good else reason, values or {}, urls=(case.facts.url,))


def host_of(url: str) -> str:
    """The host of an address in lower case, without "www."; "" where it has none or cannot be read."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").rstrip(".")


def leads_to(link: Link, hosts: tuple[str, ...]) -> bool:
    """Does the link lead to one of the hosts ("vbpl.vn" takes its subdomains in; "congbao." any so named)?"""
    host = host_of(link.url)
    return any(
        host.startswith(wanted) if wanted.endswith(".") else host == wanted or host.endswith(f".{wanted}")
        for wanted in hosts
    )
