"""On whole portals of random quality: losing any one measurement never pays, mending any one thing never
costs.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from config.sections import core_sections
from crawler.facts import (
    AccessibilityIssue,
    DateKind,
    DeadLink,
    Item,
    Outcome,
    PortalFacts,
    SearchTrial,
    SectionFacts,
    SpeedFacts,
    TechnicalFacts,
)
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
from tests.checks.test_technical import LINKS, technical
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


TITLES = (
    "Kế hoạch phát triển kinh tế - xã hội năm 2026",
    "Quyết định phê duyệt quy hoạch chung",
    "Công khai dự toán quý III năm 2026",
    "Thực hiện dự toán quý II năm 2026",
    "Thông báo mời thầu",
)
BESIDE = ("budget", "public_investment", "introduction", "disclosure_list", "procedures")
FIELDS: dict[str, list[Any]] = {
    "viewport": ["", "width=device-width", None],
    "overflow": [0, 50, None],
    "ipv6": [True, False, None],
    "available": [(30, 30), (20, 30), (3, 3), None],
    "speed": [(SpeedFacts(HOME, 3, 1, 5, 3, None),), (), None],
    "accessibility": [(), (AccessibilityIssue("image-alt", "critical", 3),), None],
    "dead_links": [(), tuple(DeadLink(f"{HOME}/{nth}", HOME, days=2) for nth in range(9)), None],
    "links_tried": [50, None],
    "search": [SearchTrial("a", True), SearchTrial("a", False), None],
    "search_form": [True, False, None],
    "links": [(), LINKS[:4], LINKS, None],
    "metadata": [(), ("og:title",), None],
    "print_view": [True, False, None],
    "sitemap_xml": [True, False, None],
}
BEST = technical()


def any_technique(random: Random) -> TechnicalFacts:
    return technical(**{name: random.choice(values) for name, values in FIELDS.items()})


def beside(random: Random, name: str) -> SectionFacts:
    """A section beside the core: titles of all sorts, sometimes a table, sometimes read in part."""
    found = any_section(random, name)
    titled = tuple(replace(one, title=random.choice(TITLES)) for one in found.items)
    columns = random.choice([(), ("Mục tiêu", "Kinh phí")])
    total = random.choice([None, len(titled) + 9])
    source: Literal["printed"] | None = "printed" if total is not None else None
    return replace(found, items=titled, columns=columns, total=total, total_source=source)


def any_portal(random: Random) -> PortalFacts:
    seen = [
        visited(f"{HOME}/{name}/{nth}", random.choice(ANSWERS))
        for name in core_sections()
        for nth in range(5)
    ]
    return portal(
        *(any_section(random, name) for name in core_sections()),
        *(beside(random, name) for name in BESIDE),
        technical=any_technique(random),
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


def with_technique(facts: PortalFacts, field: str, value: Any) -> PortalFacts:
    assert facts.technical is not None
    return replace(facts, technical=replace(facts.technical, **{field: value}))


def mended(facts: PortalFacts, name: str) -> SectionFacts:
    """The good section, which still says all that the bad one said."""
    old = facts.sections[name]
    good = section(name)
    titles = tuple(replace(one, title=title) for one, title in zip(good.items, TITLES, strict=False))
    return replace(good, items=(*titles, *good.items[len(titles) :]), columns=old.columns, links=old.links)


def lose(facts: PortalFacts, random: Random) -> PortalFacts:
    name = random.choice(core_sections())
    searched = replace(facts.sections[name], has_search=None)
    field = random.choice(list(FIELDS))
    further = random.choice(BESIDE)
    ways: list[Callable[[], PortalFacts]] = [
        lambda: unseen(facts, [name]),
        lambda: unseen(facts, [further]),
        lambda: with_technique(facts, field, None),
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
    field = random.choice(list(FIELDS))
    further = random.choice(BESIDE)
    ways: list[Callable[[], PortalFacts]] = [
        lambda: replace(facts, sections={**facts.sections, name: mended(facts, name)}),
        lambda: replace(facts, sections={**facts.sections, further: mended(facts, further)}),
        lambda: with_technique(facts, field, getattr(BEST, field)),
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
