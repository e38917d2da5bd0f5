"""HTTPS as a visit sees it: served or not, led to or not, and silent where it could not be seen."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.facts import Answer, Certificate, Fetch, Outcome, PortalFacts
from crawler.visit import Visit
from tests.crawler.visit.site import AS_OF, Body

HOST = "sotest.tinh.gov.vn"
GOOD = Certificate("CN=x", "CN=y", datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
WRONG = replace(GOOD, problems=("wrong_name",))
BODY = "<html><title>Sở Thử nghiệm</title><a href='/a'>Quy hoạch, kế hoạch</a></html>".encode()
OTHER = b"<html><title>Apache2 Debian Default Page</title></html>"


def facts(start: str, *answers: tuple[str, Outcome, str, Certificate | None, bytes]) -> PortalFacts:
    """The facts of a portal that answers as given: address, outcome, final address, certificate, body."""
    known = {asked: rest for asked, *rest in answers}
    visit = Visit(Body(url=start), as_of=AS_OF, wanted=("planning",), render="never")
    while (fetch := visit.next()) is not None:
        visit.receive(answer(fetch, *known.get(fetch.url, (Outcome.NOT_FOUND, fetch.url, None, b""))))
    return visit.facts()


def answer(fetch: Fetch, outcome: Outcome, url: str, shown: Certificate | None, body: bytes) -> Answer:
    status = {Outcome.OK: 200, Outcome.NOT_FOUND: 404, Outcome.BLOCKED: 403}.get(outcome)
    hops = (fetch.url,) if url != fetch.url else ()
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Answer(fetch, outcome, at, url, status, body=body, redirects=hops, certificate=shown)


SECURE, PLAIN = f"https://{HOST}/", f"http://{HOST}/"


def test_https_portal_whose_plain_address_leads_to_it() -> None:
    seen = facts(SECURE, (SECURE, Outcome.OK, SECURE, GOOD, BODY), (PLAIN, Outcome.OK, SECURE, GOOD, BODY))
    assert (seen.https, seen.https_redirect, seen.certificate) == (True, True, GOOD)


def test_https_portal_that_also_answers_plainly() -> None:
    seen = facts(SECURE, (SECURE, Outcome.OK, SECURE, GOOD, BODY), (PLAIN, Outcome.OK, PLAIN, None, BODY))
    assert (seen.https, seen.https_redirect) == (True, False)


def test_https_redirect_seen_on_the_way_in_is_not_asked_for_again() -> None:
    seen = facts(PLAIN, (PLAIN, Outcome.OK, SECURE, GOOD, BODY))
    assert (seen.https, seen.https_redirect, seen.certificate) == (True, True, GOOD)
    assert [one.url for one in seen.visited].count(PLAIN) == 1


def test_portal_without_https() -> None:
    seen = facts(PLAIN, (PLAIN, Outcome.OK, PLAIN, None, BODY), (SECURE, Outcome.REFUSED, SECURE, None, b""))
    assert (seen.https, seen.https_redirect, seen.certificate) == (False, False, None)


def test_plain_portal_that_is_served_over_https_too() -> None:
    seen = facts(PLAIN, (PLAIN, Outcome.OK, PLAIN, None, BODY), (SECURE, Outcome.OK, SECURE, GOOD, BODY))
    assert (seen.https, seen.https_redirect, seen.certificate) == (True, False, GOOD)


def test_another_site_at_the_https_address_is_not_the_portal() -> None:
    seen = facts(PLAIN, (PLAIN, Outcome.OK, PLAIN, None, BODY), (SECURE, Outcome.OK, SECURE, WRONG, OTHER))
    assert (seen.https, seen.certificate) == (False, None)


def test_the_portal_under_a_certificate_for_another_name_is_served_over_https() -> None:
    seen = facts(PLAIN, (PLAIN, Outcome.OK, PLAIN, None, BODY), (SECURE, Outcome.OK, SECURE, WRONG, BODY))
    assert (seen.https, seen.certificate) == (True, WRONG)


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.ROBOTS, Outcome.BLOCKED, Outcome.BUDGET])
def test_what_could_not_be_seen_says_nothing(outcome: Outcome) -> None:
    plain = facts(PLAIN, (PLAIN, Outcome.OK, PLAIN, None, BODY), (SECURE, outcome, SECURE, None, b""))
    assert plain.https is None
    secure = facts(SECURE, (SECURE, Outcome.OK, SECURE, GOOD, BODY), (PLAIN, outcome, SECURE, None, b""))
    assert secure.https_redirect is (True if outcome is Outcome.BLOCKED else None)


def test_beside_an_odd_port_nobody_knows_the_plain_address() -> None:
    odd = f"https://{HOST}:8443/"
    seen = facts(odd, (odd, Outcome.OK, odd, GOOD, BODY))
    assert (seen.https, seen.https_redirect) == (True, None)
