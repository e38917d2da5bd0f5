"""Answers without a network: what a polite client would report."""

import pytest

from crawler.facts import Answer, Fetch, Outcome
from tests.replica.addresses import METADATA, TRAP, TRAP_HOST
from tests.replica.answers import answering
from tests.replica.model import CORE
from tests.replica.truth import truth

_answer = answering("2026-11")


def _get(url: str) -> Answer:
    return _answer(Fetch(url, "home"))


def test_a_redirect_is_followed_and_told() -> None:
    answer = _get("http://sxd.truonggiang.gov.vn/")
    assert (answer.outcome, answer.url) == (Outcome.OK, "http://sxd.truonggiang.gov.vn/vi/")
    assert answer.redirects == ("http://sxd.truonggiang.gov.vn/",)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://sxd.truonggiang.gov.vn/khong-co", Outcome.NOT_FOUND),
        ("http://sxd.truonggiang.gov.vn/noi-bo/thu-vien-anh", Outcome.ROBOTS),
        ("http://thanhson.truonggiang.gov.vn/", Outcome.ROBOTS),
        ("http://sdttg.truonggiang.gov.vn/", Outcome.BLOCKED),
        ("http://phuocloc.truonggiang.gov.vn/", Outcome.TIMEOUT),
        ("http://hoathinh.truonggiang.gov.vn/", Outcome.DNS),
        (f"http://{TRAP}/quy-hoach", Outcome.PRIVATE_ADDRESS),
        (f"http://{TRAP_HOST}/", Outcome.PRIVATE_ADDRESS),
        (f"http://{METADATA}/latest/meta-data/", Outcome.PRIVATE_ADDRESS),
        ("http://skhcn.truonggiang.gov.vn/chuyen-huong", Outcome.PRIVATE_ADDRESS),
    ],
)
def test_each_way_to_fail_has_its_own_name(url: str, outcome: Outcome) -> None:
    assert _get(url).outcome is outcome


def test_only_the_first_bytes_are_given_where_only_they_are_wanted() -> None:
    answer = _answer(Fetch("http://stp.truonggiang.gov.vn/", "home", first_bytes=64))
    assert (answer.status, len(answer.body)) == (206, 64)


def test_certificates_come_with_their_problems() -> None:
    found = {
        host: answer.certificate.problems
        for host in ("syt", "bqlkkt", "svhttdl")
        if (answer := _get(f"https://{host}.truonggiang.gov.vn/")).certificate
    }
    assert found == {"syt": (), "bqlkkt": ("expired",), "svhttdl": ("wrong_name",)}


def test_every_page_that_truth_names_for_a_present_section_opens() -> None:
    for portal in truth("2026-11")["portals"]:
        for section in CORE:
            fact = portal["sections"][section]
            for url in fact["urls"] if fact["state"] == "present" else ():
                assert _get(url).outcome is Outcome.OK, (portal["id"], section, url)
