"""On whole portals of random quality: losing any one measurement never pays, mending any one thing never
costs.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from config.sections import core_sections
from crawler.facts import DateKind, Item, Outcome, PortalFacts, SectionFacts
from tests.checks.samples import (
    AS_OF,
    HOME,
    certificate,
    file,
    item,
    missing,
    portal,
    printed,
    section,
    visited,
)
from tests.checks.samples import without as unseen
from tests.scoring.samples import result

ANSWERS = [Outcome.OK, Outcome.OK, Outcome.NOT_FOUND, Outcome.TIMEOUT]


def entry(random: Random, nth: int, name: str) -> Item:
    files = tuple(
        file(
            f"{nth}-{part}",
            random.choice([*ANSWERS, None]),
            text=random.choice(["text", "scan", "unknown", None]),
        )
        for part in range(random.randint(0, 2))
    )
    issued = printed(AS_OF - timedelta(days=random.randint(-10, 900)), DateKind.ISSUED)
    published = printed(AS_OF - timedelta(days=random.randint(-10, 900)))
    return item(
        nth,
        name,
        files=files,
        issued=random.choice([issued, None]),
        published=random.choice([published, None]),
        answered=random.choice([True, False]) if name == "qa" else None,
    )


def any_section(random: Random, name: str) -> SectionFacts:
    if random.random() < 0.2:
        return missing(name, random.choice(["absent", "shell"]), "empty")
    count = 0 if name == "contact" else random.randint(0, 30)
    return section(
        name,
        items=tuple(entry(random, nth, name) for nth in range(count)),
        found_by=random.choice(["menu", "sitemap"]),
        has_search=random.choice([True, False, None]),
        confidence=random.choice([0.5, 0.9, 0.9]),
    )


def any_portal(random: Random) -> PortalFacts:
    seen = [
        visited(f"{HOME}/{name}/{nth}", random.choice(ANSWERS))
        for name in core_sections()
        for nth in range(5)
    ]
    return portal(
        *(any_section(random, name) for name in core_sections()),
        visited=tuple(seen),
        https=random.choice([True, False, None]),
        https_redirect=random.choice([True, False, None]),
        certificate=random.choice([None, certificate(), certificate("expired")]),
    )


def change_file(
    facts: PortalFacts, random: Random, name: str, outcome: Outcome, text: str | None
) -> PortalFacts:
    """The same portal with one file of a section (asked for, at random) answering otherwise."""
    found = facts.sections[name]
    places = [
        (place, part)
        for place, one in enumerate(found.items)
        for part, file in enumerate(one.files)
        if file.outcome is not None
    ]
    if not places:
        return facts
    place, part = random.choice(places)
    files = list(found.items[place].files)
    files[part] = replace(files[part], outcome=outcome, text=text)  # type: ignore[arg-type]  # one of its words
    items = list(found.items)
    items[place] = replace(items[place], files=tuple(files))
    return replace(facts, sections={**facts.sections, name: replace(found, items=tuple(items))})


def change_page(facts: PortalFacts, random: Random, outcome: Outcome) -> PortalFacts:
    pages = list(facts.visited)
    place = random.randrange(len(pages))
    pages[place] = replace(pages[place], outcome=outcome)
    return replace(facts, visited=tuple(pages))


def lose(facts: PortalFacts, random: Random) -> PortalFacts:
    name = random.choice(core_sections())
    searched = replace(facts.sections[name], has_search=None)
    ways: list[Callable[[], PortalFacts]] = [
        lambda: unseen(facts, [name]),
        lambda: change_file(facts, random, name, Outcome.TIMEOUT, None),
        lambda: change_page(facts, random, Outcome.TIMEOUT),
        lambda: replace(facts, sections={**facts.sections, name: searched}),
        lambda: replace(facts, https=None),
        lambda: replace(facts, https_redirect=None),
        lambda: replace(facts, certificate=None),
    ]
    return random.choice(ways)()


def mend(facts: PortalFacts, random: Random) -> PortalFacts:
    name = random.choice(core_sections())
    searched = replace(facts.sections[name], has_search=True)
    led_to = replace(facts.sections[name], found_by="menu")
    ways: list[Callable[[], PortalFacts]] = [
        lambda: replace(facts, sections={**facts.sections, name: section(name)}),
        lambda: change_file(facts, random, name, Outcome.OK, "text"),
        lambda: change_page(facts, random, Outcome.OK),
        lambda: replace(facts, sections={**facts.sections, name: searched}),
        lambda: replace(facts, sections={**facts.sections, name: led_to}),
        lambda: replace(facts, https=True, certificate=certificate(), https_redirect=True),
    ]
    return random.choice(ways)()


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_losing_any_one_measurement_never_pays(random: Random) -> None:
    facts = any_portal(random)
    before, after = result(facts).score, result(lose(facts, random)).score
    assert after.low <= before.low
    assert after.high >= before.high


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_mending_any_one_thing_never_costs(random: Random) -> None:
    facts = any_portal(random)
    assert result(mend(facts, random)).score.low >= result(facts).score.low
