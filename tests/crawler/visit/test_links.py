"""Links that lead nowhere, from what a visit asked for on its way."""

from dataclasses import replace

import pytest

from crawler.facts import Link, Outcome, PortalFacts, Purpose, TechnicalFacts, Visited
from crawler.visit.links import with_dead_links
from tests.checks.samples import HOME, NOW, item, portal, section

GONE = f"{HOME}/da-mat"
MENU = Link(GONE, "Văn bản", "menu")


def visit(*answers: tuple[str, Purpose, Outcome], links: tuple[Link, ...] = (MENU,)) -> PortalFacts:
    visited = tuple(
        Visited(url, url, purpose, outcome, None, NOW, 0.1, 0, None) for url, purpose, outcome in answers
    )
    technical = TechnicalFacts(asked=("home",), links=links)
    laws = section("legal_documents", items=(item(1, url=f"{HOME}/vb/1"),))
    return replace(portal(laws), visited=visited, technical=technical, final_url=HOME)


def found(facts: PortalFacts) -> tuple[int | None, list[str]]:
    technical = with_dead_links(facts).technical
    assert technical is not None
    assert "dead_links" in technical.asked
    return technical.links_tried, [link.url for link in technical.dead_links or ()]


def test_a_link_of_the_home_page_that_is_gone_is_told_with_its_place() -> None:
    technical = with_dead_links(visit((GONE, "section", Outcome.NOT_FOUND))).technical
    assert technical is not None
    (link,) = technical.dead_links or ()
    assert (link.url, link.page, link.label, link.days) == (GONE, HOME, "Văn bản", 1)


def test_entries_are_links_too() -> None:
    facts = visit((f"{HOME}/vb/1", "item", Outcome.NOT_FOUND), (GONE, "section", Outcome.OK))
    assert found(facts) == (2, [f"{HOME}/vb/1"])


@pytest.mark.parametrize(
    "outcome", [Outcome.BLOCKED, Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.HTTP_ERROR, Outcome.ROBOTS]
)
def test_what_does_not_say_that_it_is_gone_says_nothing(outcome: Outcome) -> None:
    assert found(visit((GONE, "section", outcome))) == (0, [])


def test_an_address_that_no_page_links_to_is_our_own_guess() -> None:
    facts = visit(
        (f"{HOME}/sitemap.xml", "sitemap", Outcome.NOT_FOUND), (f"{HOME}/x", "section", Outcome.NOT_FOUND)
    )
    assert found(facts) == (0, [])
