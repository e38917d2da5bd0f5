"""Lets a visit read pages from the fake site that answers it."""

from collections.abc import Callable

import pytest

import crawler.visit.state
from crawler.facts import PortalFacts
from crawler.visit import Budget
from crawler.visit.state import Render
from tests.crawler.visit.site import CORE, Site, run

Go = Callable[..., PortalFacts]


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch) -> Go:
    """Visit a fake site to the end."""

    def visit(
        site: Site,
        wanted: tuple[str, ...] = CORE,
        budget: Budget | None = None,
        render: Render = "auto",
    ) -> PortalFacts:
        monkeypatch.setattr(crawler.visit.state, "read_page", site.read_page)
        return run(site, wanted=wanted, budget=budget, render=render)

    return visit
