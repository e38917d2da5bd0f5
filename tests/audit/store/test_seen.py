"""Entries and pages as changes: since when, until when, and what a failed look does not change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, select

from audit.store.runs import begin, finish, keep
from audit.store.seen import record, with_first_seen
from audit.store.tables import entries, pages
from audit.store.tracking import entry_history, looks, marks, template_days
from crawler.facts import Outcome, PortalFacts
from scoring.freshness import track
from tests.checks.samples import NOW, item, portal, printed, section
from tests.scoring.samples import result, run

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 20), date(2026, 10, 20), date(2026, 11, 20)


def seen(day: date, numbers: Sequence[int], **more: object) -> PortalFacts:
    """A portal whose only section has these entries on that day."""
    laws = section("legal_documents", items=tuple(item(number) for number in numbers), **more)
    return replace(portal(), as_of=day, sections={"legal_documents": laws})


def rows(store: Engine) -> list[tuple[str, date, date | None]]:
    with store.connect() as connection:
        found = connection.execute(
            select(entries.c.title, entries.c.since, entries.c.until).order_by(
                entries.c.title, entries.c.since
            )
        )
        return [tuple(row) for row in found]


def look(store: Engine, facts: PortalFacts) -> PortalFacts:
    with store.begin() as connection:
        facts = with_first_seen(connection, facts)
        record(connection, facts)
    return facts


def test_the_first_look_sees_everything_for_the_first_time(store: Engine) -> None:
    facts = look(store, seen(OCTOBER, [1, 2]))
    assert [one.first_seen for one in facts.sections["legal_documents"].items] == [OCTOBER, OCTOBER]


def test_a_later_look_tells_new_entries_from_known_ones(store: Engine) -> None:
    look(store, seen(OCTOBER, [1]))
    facts = look(store, seen(NOVEMBER, [1, 2]))
    assert [one.first_seen for one in facts.sections["legal_documents"].items] == [OCTOBER, NOVEMBER]


def test_unchanged_entries_write_no_rows(store: Engine) -> None:
    for day in (SEPTEMBER, OCTOBER, NOVEMBER):
        look(store, seen(day, [1, 2]))
    assert [(since, until) for _, since, until in rows(store)] == [(SEPTEMBER, None), (SEPTEMBER, None)]


def test_an_entry_that_is_gone_is_closed_and_opened_anew_when_it_comes_back(store: Engine) -> None:
    look(store, seen(SEPTEMBER, [1, 2]))
    look(store, seen(OCTOBER, [1]))
    look(store, seen(NOVEMBER, [1, 2]))
    assert [(since, until) for title, since, until in rows(store) if title.endswith("2")] == [
        (SEPTEMBER, OCTOBER),
        (NOVEMBER, None),
    ]


def test_an_audit_repeated_on_the_same_day_changes_nothing(store: Engine) -> None:
    look(store, seen(OCTOBER, [1, 2]))
    look(store, seen(NOVEMBER, [1]))
    look(store, seen(NOVEMBER, [1, 2]))
    look(store, seen(NOVEMBER, [1, 2]))
    assert all(until is None for _, since, until in rows(store) if since == NOVEMBER)
    again = look(store, seen(NOVEMBER, [1, 2]))
    assert [one.first_seen for one in again.sections["legal_documents"].items] == [OCTOBER, OCTOBER]


def test_what_could_not_be_seen_is_not_gone(store: Engine) -> None:
    look(store, seen(OCTOBER, [1, 2]))
    look(store, seen(NOVEMBER, [], state="unknown", reason="timeout", url=None))
    look(store, replace(seen(NOVEMBER, []), status="blocked"))
    assert all(until is None for _, _, until in rows(store))


def test_entries_of_a_list_read_only_in_part_are_not_gone(store: Engine) -> None:
    look(store, seen(OCTOBER, [1, 2]))
    look(store, seen(NOVEMBER, [1], total=2, total_source="printed"))
    assert all(until is None for _, _, until in rows(store))


def test_a_run_as_of_an_earlier_day_changes_nothing_recorded(store: Engine) -> None:
    look(store, seen(NOVEMBER, [1, 2]))
    with store.begin() as connection:
        key = begin(connection, "r1", as_of=NOVEMBER, rubric="nd224-2026", registry="x", started=NOW)
        keep(connection, key, result())
        finish(connection, key, run(result()).portals, NOW)
    before = rows(store)
    look(store, replace(seen(OCTOBER, [1]), id="stc"))
    assert rows(store) == before


def test_pages_are_recorded_once_and_closed_only_when_they_answer_404(store: Engine) -> None:
    first = seen(OCTOBER, [1])
    look(store, first)
    page = first.visited[0]
    look(store, replace(seen(NOVEMBER, [1]), visited=()))
    with store.connect() as connection:
        kept = connection.execute(select(pages.c.until).where(pages.c.url == page.final_url)).scalars().all()
    assert kept == [None]
    gone = replace(page, outcome=Outcome.NOT_FOUND, final_url=page.final_url, url=page.final_url)
    look(store, replace(seen(NOVEMBER, [1]), visited=(gone,)))
    with store.connect() as connection:
        kept = connection.execute(select(pages.c.until).where(pages.c.url == page.final_url)).scalars().all()
    assert kept == [NOVEMBER]


def dated(day: date, *published: date) -> PortalFacts:
    """The same entries, posted on the days given."""
    laws = section(
        "legal_documents",
        items=tuple(item(nth, published=printed(posted)) for nth, posted in enumerate(published)),
    )
    return replace(portal(), as_of=day, sections={"legal_documents": laws})


def test_an_entry_that_prints_another_day_is_the_same_entry_changed(store: Engine) -> None:
    look(store, dated(OCTOBER, date(2026, 10, 1)))
    again = look(store, dated(NOVEMBER, date(2026, 11, 18)))
    assert again.sections["legal_documents"].items[0].first_seen == OCTOBER
    assert [(since, until) for _, since, until in rows(store)] == [(OCTOBER, NOVEMBER), (NOVEMBER, None)]
    look(store, dated(NOVEMBER, date(2026, 11, 19)))
    with store.connect() as connection:
        days = connection.execute(select(entries.c.published).order_by(entries.c.since)).scalars().all()
    assert days == [date(2026, 10, 1), date(2026, 11, 19)]


def test_a_day_that_is_no_longer_read_is_no_change(store: Engine) -> None:
    look(store, dated(OCTOBER, date(2026, 10, 1)))
    bare = section("legal_documents", items=(item(0, published=None),))
    look(store, replace(portal(), as_of=NOVEMBER, sections={"legal_documents": bare}))
    assert [(since, until) for _, since, until in rows(store)] == [(OCTOBER, None)]


def test_what_the_store_saw_exposes_entries_posted_again_and_stamps(store: Engine) -> None:
    look(store, dated(OCTOBER, date(2026, 10, 1), date(2026, 10, 2)))
    faked = replace(dated(NOVEMBER, date(2026, 11, 18), date(2026, 10, 2)), template_dates=(NOVEMBER,))
    look(store, faked)
    look(store, faked)
    with store.begin() as connection:
        key = begin(connection, "r1", as_of=NOVEMBER, rubric="nd224-2026", registry="x", started=NOW)
        keep(connection, key, result(faked))
        finish(connection, key, run(result(faked)).portals, NOW)
    with store.connect() as connection:
        found = track(entry_history(connection), looks(connection), NOVEMBER)
        assert template_days(connection) == {"stc": {NOVEMBER}}
        assert marks(connection, "stc")[0][0] == NOVEMBER
        assert entry_history(connection, ["snv"]).empty
        assert looks(connection, ["stc"], OCTOBER).empty
    laws = next(one for one in found if one.section == "legal_documents")
    assert (laws.reposted, laws.newest, laws.claimed) == (1, date(2026, 10, 2), date(2026, 11, 18))
