"""Which portals are measured in the browser, and that judging again keeps what was measured."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from audit.again import recheck
from audit.crawling import OnFinished, OnProgress
from audit.errors import InterruptedRunError
from audit.folder import AuditFolder
from audit.rejudge import judge_again
from audit.run import Order, audit
from audit.sampling import Choice, sampled
from config.registry import Portal
from crawler.facts import PortalFacts, SpeedFacts
from crawler.spiders.options import CrawlOptions
from tests.audit.fakes import FakeCrawl

Make = Callable[..., Order]
PORTALS = [
    Portal("tinh", "Cổng tỉnh", "https://truonggiang.gov.vn", "province"),
    Portal("stc", "Sở Tài chính", "https://stc.truonggiang.gov.vn/", "department"),
    Portal("snv", "Sở Nội vụ", "https://truonggiang.gov.vn/snv", "department"),
    Portal("xa-1", "Xã 1", "https://xa1.truonggiang.gov.vn", "commune"),
    Portal("xa-2", "Xã 2", "https://xa2.truonggiang.gov.vn", "commune"),
    Portal("khac", "Xã tỉnh khác", "https://xa.binhan.gov.vn", "commune"),
    Portal("so", "Không tên", "http://127.0.0.1:8080/", "commune"),
]


@pytest.mark.parametrize(
    ("technique", "chosen"),
    [
        ("off", ()),
        ("sample", ("tinh", "stc", "xa-1", "khac", "so")),
        ("full", tuple(portal.id for portal in PORTALS)),
    ],
)
def test_one_portal_of_each_level_under_each_domain_is_sampled(
    technique: Choice, chosen: tuple[str, ...]
) -> None:
    assert sampled(PORTALS, technique) == chosen


def test_what_is_to_be_measured_is_told_to_the_crawl_and_kept_for_a_resumed_run(order: Make) -> None:
    with pytest.raises(InterruptedRunError):
        audit(replace(order(), technique="full"), crawl=FakeCrawl({}, stop_after=1))
    crawl = FakeCrawl({})
    audit(replace(order(), resume=True), crawl=crawl)
    assert crawl.options[0].measured == {"stc", "snv", "anphu"}


def test_those_looked_at_again_are_measured_as_in_the_run(order: Make) -> None:
    audit(replace(order(), technique="full"), crawl=FakeCrawl({}))
    crawl = FakeCrawl({})
    recheck(order().out, order().as_of + timedelta(days=9), order().manners, crawl=crawl)
    assert "stc" in crawl.options[0].measured


def test_reading_the_stored_answers_again_keeps_what_was_measured(order: Make) -> None:
    audit(order(), crawl=measuring)
    before = AuditFolder(order().out).read_facts(order().as_of, "stc").technical
    judge_again(order().out, reread=True)
    assert AuditFolder(order().out).read_facts(order().as_of, "stc").technical == before
    assert before is not None
    assert before.speed == (SPEED,)


SPEED = SpeedFacts("https://stc.example/", 3, 1.0, 1.5, 2.0, 0.1, "2 CPU")


def measuring(
    portals: Sequence[Portal],
    options: CrawlOptions,
    *,
    on_finished: OnFinished,
    on_progress: OnProgress | None = None,
) -> bool:
    """The fake crawl with what a browser would have measured."""

    def finished(facts: PortalFacts) -> None:
        seen = facts.technical
        assert seen is not None
        seen = replace(
            seen,
            asked=(*seen.asked, "ipv6", "speed", "phone", "accessibility"),
            troubles={**seen.troubles, "phone": "timeout"},
            ipv6=True,
            speed=(SPEED,),
            accessibility=(),
        )
        on_finished(replace(facts, technical=seen))

    return FakeCrawl({})(portals, options, on_finished=finished, on_progress=on_progress)
