"""Outcomes by status and exception; `Retry-After` as number and as date."""

from datetime import UTC, datetime

import pytest

from crawler.facts import Outcome
from crawler.net.addresses import PrivateAddressError
from crawler.net.outcomes import describe, of_exception, of_status, retry_after

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.OK), (206, Outcome.OK), (204, Outcome.OK), (304, Outcome.HTTP_ERROR),
        (401, Outcome.BLOCKED), (403, Outcome.BLOCKED), (429, Outcome.BLOCKED), (404, Outcome.NOT_FOUND),
        (410, Outcome.NOT_FOUND), (400, Outcome.HTTP_ERROR), (405, Outcome.HTTP_ERROR),
        (500, Outcome.SERVER_ERROR), (503, Outcome.SERVER_ERROR), (522, Outcome.SERVER_ERROR),
    ],
)  # fmt: skip
def test_status_has_its_outcome(status: int, outcome: Outcome) -> None:
    assert of_status(status, {}) is outcome


def test_challenge_is_a_block_whatever_its_status() -> None:
    assert of_status(503, {"cf-mitigated": "challenge"}) is Outcome.BLOCKED


def test_exception_is_named_by_its_deepest_telling_cause() -> None:
    error = RuntimeError("wrapped")
    error.__cause__ = PrivateAddressError("10.0.0.1")
    assert of_exception(error) is Outcome.PRIVATE_ADDRESS
    assert describe(error) == "PrivateAddressError: 10.0.0.1"


def test_unknown_exception_is_a_bad_response() -> None:
    assert of_exception(RuntimeError("?")) is Outcome.BAD_RESPONSE


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), (" 7 ", 7.0), ("Fri, 20 Nov 2026 01:02:00 GMT", 120.0),
        ("Fri, 20 Nov 2026 00:00:00 GMT", 0.0), ("99999999999999999999", 999999999.0),
        ("", None), (None, None), ("soon", None), ("-5", None), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
