"""Links dead on several days, and how often a portal answered: what other runs tell."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine

from audit.store.runs import begin, finish, keep
from audit.store.seen import record, with_first_seen
from audit.store.sightings import with_sightings
from crawler.facts import DeadLink, Outcome, PortalFacts, PortalStatus, TechnicalFacts, Visited
from tests.checks.samples import HOME, NOW, portal
from tests.scoring.samples import result

DAYS = tuple(date(2026, month, 20) for month in (9, 10, 11))
GONE = f"{HOME}/da-mat"


def seen(day: date, outcome: Outcome) -> PortalFacts:
    """A portal with one link that answered so."""
    dead = (DeadLink(GONE, HOME),) if outcome is Outcome.NOT_FOUND else ()
    visited = (Visited(GONE, GONE, "section", outcome, None, NOW, 0.1, 10, None),)
    technical = TechnicalFacts(asked=("home", "dead_links"), dead_links=dead, links_tried=10)
    return replace(portal(), as_of=day, visited=visited, technical=technical)


def days_of(store: Engine, *looks: tuple[date, Outcome]) -> list[int]:
    """On how many days the link was dead, as each look tells it."""
    found: list[int] = []
    for day, outcome in looks:
        with store.begin() as connection:
            facts = with_first_seen(connection, seen(day, outcome))
            record(connection, facts)
        assert facts.technical is not None
        found.extend(link.days for link in facts.technical.dead_links or ())
    return found


def test_each_day_on_which_a_link_is_dead_counts(store: Engine) -> None:
    assert days_of(store, *((day, Outcome.NOT_FOUND) for day in DAYS)) == [1, 2, 3]


def test_two_looks_on_one_day_are_one_day(store: Engine) -> None:
    assert days_of(store, *[(DAYS[0], Outcome.NOT_FOUND)] * 2) == [1, 1]


def test_a_link_that_held_in_between_is_counted_anew(store: Engine) -> None:
    looks = zip(DAYS, (Outcome.NOT_FOUND, Outcome.OK, Outcome.NOT_FOUND), strict=True)
    assert days_of(store, *looks) == [1, 1]


def test_a_look_that_could_not_tell_changes_nothing(store: Engine) -> None:
    looks = zip(DAYS, (Outcome.NOT_FOUND, Outcome.TIMEOUT, Outcome.NOT_FOUND), strict=True)
    assert days_of(store, *looks) == [1, 2]


def past(store: Engine, week: int, **statuses: PortalStatus) -> None:
    """A finished run so many weeks ago that found the portals so."""
    day = DAYS[-1] - timedelta(weeks=week)
    found = [result(replace(portal(), status=status), name) for name, status in statuses.items()]
    with store.begin() as connection:
        key = begin(connection, f"tuan-{week}", as_of=day, rubric="r", registry="r.csv", started=NOW)
        for one in found:
            keep(connection, key, one)
        finish(connection, key, found, NOW)


def told(store: Engine) -> TechnicalFacts:
    """The technique of the portal "stc" today."""
    with store.connect() as connection:
        facts = with_sightings(connection, seen(DAYS[-1], Outcome.OK)).technical
    assert facts is not None
    return facts


def test_runs_of_the_last_months_tell_how_often_a_portal_answered(store: Engine) -> None:
    for week in range(1, 12):
        past(store, week, stc="unreachable" if week == 3 else "measured", other="measured")
    assert told(store).available == (11, 12)
    assert "availability" in told(store).asked


def test_too_few_runs_are_not_asked_how_often_it_answered(store: Engine) -> None:
    for week in range(1, 6):
        past(store, week, stc="measured", other="measured")
    assert told(store).available is None
    assert "availability" not in told(store).asked


def test_runs_that_reached_nobody_and_refusals_say_nothing(store: Engine) -> None:
    for week in range(1, 13):
        past(store, week, stc="measured", other="measured")
    past(store, 0, stc="measured")  # another run of today
    before, yesterday = told(store).available, DAYS[-1] - timedelta(days=1)
    with store.begin() as connection:
        statuses: dict[str, PortalStatus] = {"mat-mang": "unreachable", "tu-choi": "blocked"}
        for name, status in statuses.items():
            key = begin(connection, name, as_of=yesterday, rubric="r", registry="r", started=NOW)
            found = [result(replace(portal(), status=status), "stc")]
            keep(connection, key, found[0])
            finish(connection, key, found, NOW)
    assert told(store).available == before == (13, 13)
