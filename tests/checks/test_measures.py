"""What the counts of a section mean: which day is the newest, which entries open, what is never guessed."""

from datetime import date, timedelta

import pytest

from checks.measures import FULL_TEXT, measure
from crawler.facts import DateKind, DateSource, Outcome
from tests.checks.samples import AS_OF, HOME, file, findings, item, items, portal, printed, section

DAY = date(2026, 10, 2)


def test_the_posting_date_goes_before_the_date_of_issue() -> None:
    entry = item(issued=printed(date(2026, 9, 1), DateKind.ISSUED), published=printed(DAY))
    found = measure(section(items=(entry,)), AS_OF)
    assert (found.newest, found.newest_source) == (DAY, "listing")


def test_the_date_of_issue_where_no_posting_date_is_printed() -> None:
    entry = item(issued=printed(DAY, DateKind.ISSUED), published=None)
    assert measure(section(items=(entry,)), AS_OF).newest == DAY


@pytest.mark.parametrize(("source", "named"), [("listing", "listing"), ("text", "page"), ("meta", "page")])
def test_where_the_newest_date_was_printed(source: DateSource, named: str) -> None:
    entry = item(published=printed(DAY, source=source))
    assert measure(section(items=(entry,)), AS_OF).newest_source == named


def test_newest_of_a_question_is_its_answer() -> None:
    asked = printed(date(2026, 11, 1), DateKind.ASKED)
    entries = (
        item(1, "qa", published=printed(DAY, DateKind.ANSWERED), asked=asked),
        item(2, "qa", published=None, asked=asked, answered=False),
    )
    assert measure(section("qa", items=entries), AS_OF).newest == DAY


@pytest.mark.parametrize("day", [date(9999, 12, 31), AS_OF + timedelta(days=1), date(1990, 1, 1)])
def test_impossible_days_do_not_count(day: date) -> None:
    entries = (item(1, issued=None, published=printed(day)), item(2, published=printed(DAY)))
    assert measure(section(items=entries), AS_OF).newest == DAY


def test_the_day_of_the_audit_itself_counts() -> None:
    assert measure(section(items=(item(published=printed(AS_OF)),)), AS_OF).newest == AS_OF


@pytest.mark.parametrize("source", ["header", "sitemap"])
def test_what_only_the_server_says_is_not_printed(source: DateSource) -> None:
    found = measure(section(items=(item(issued=None, published=printed(DAY, source=source)),)), AS_OF)
    assert found.newest is None


def test_a_year_alone_is_no_day() -> None:
    entry = item(issued=printed(date(2026, 1, 1), DateKind.ISSUED, precision="year"), published=None)
    assert measure(section(items=(entry,)), AS_OF).newest is None


def test_nothing_dated_is_none_and_never_a_guess() -> None:
    found = measure(section(items=(item(issued=None, published=None),)), AS_OF)
    assert (found.newest, found.oldest, found.added_30d, found.newest_source) == (None, None, None, None)


def test_the_first_look_of_all_is_no_posting_date() -> None:
    entries = tuple(item(number, issued=None, published=None, first_seen=DAY) for number in range(3))
    assert measure(section(items=entries), AS_OF).newest is None


def test_an_entry_seen_first_by_a_later_run_dates_an_undated_list() -> None:
    later = date(2026, 11, 1)
    entries = (
        item(1, issued=None, published=None, first_seen=DAY),
        item(2, issued=None, published=None, first_seen=later),
    )
    found = measure(section(items=entries), AS_OF)
    assert (found.newest, found.newest_source) == (later, "first_seen")


def test_a_stamp_on_every_page_is_no_posting_date() -> None:
    entry = item(issued=printed(DAY, DateKind.ISSUED), published=printed(AS_OF, source="text"))
    assert measure(section(items=(entry,)), AS_OF, template_dates=[AS_OF]).newest == DAY


def test_a_listed_date_is_kept_though_a_stamp_shows_the_same_day() -> None:
    entry = item(published=printed(AS_OF))
    assert measure(section(items=(entry,)), AS_OF, template_dates=[AS_OF]).newest == AS_OF


def test_a_printed_total_goes_before_the_entries_read() -> None:
    assert measure(section(total=45, total_source="printed"), AS_OF).documents == 45
    assert measure(section(total=3, total_source="printed"), AS_OF).documents == 10


def test_a_dead_file_is_not_open() -> None:
    entries = (item(1), item(2, files=(file("x.pdf", Outcome.NOT_FOUND),)))
    found = measure(section(items=entries), AS_OF)
    assert (found.documents, found.documents_open, found.dead) == (2, 1, ("x.pdf",))


@pytest.mark.parametrize("kind", ["html", "empty"])
def test_a_file_that_is_something_else_is_not_open(kind: str) -> None:
    assert measure(section(items=(item(files=(file("x.pdf", kind=kind),)),)), AS_OF).documents_open == 0


def test_one_file_that_opens_is_enough() -> None:
    both = (file("a.pdf", Outcome.NOT_FOUND), file("b.docx"))
    assert measure(section(items=(item(files=both),)), AS_OF).documents_open == 1


def test_a_page_with_the_full_text_stands_for_a_file() -> None:
    assert measure(section(items=(item(files=(), summary="x" * FULL_TEXT),)), AS_OF).documents_open == 1


def test_an_entry_whose_page_was_read_and_holds_no_file_is_not_open() -> None:
    entry = item(files=(), url=f"{HOME}/1")
    assert measure(section(items=(entry,)), AS_OF, pages={f"{HOME}/1": Outcome.OK}).documents_open == 0


def test_an_entry_never_asked_for_says_nothing() -> None:
    found = measure(section(items=(item(files=()),)), AS_OF)
    assert (found.documents_open, found.open_asked) == (None, 0)


def test_what_was_asked_of_a_part_is_scaled_up_and_said() -> None:
    unasked = tuple(item(number, files=(file(f"{number}.pdf", None),)) for number in range(8))
    entries = (item(8), item(9, files=(file("9.pdf", Outcome.NOT_FOUND),)), *unasked)
    found = measure(section(items=entries), AS_OF)
    assert (found.documents_open, found.open_asked, found.open_sampled) == (5, 2, True)


def test_a_file_lost_on_the_way_is_neither_open_nor_dead() -> None:
    found = measure(section(items=(item(1), item(2, files=(file("x", Outcome.TIMEOUT),)))), AS_OF)
    assert (found.open_good, found.open_lost, found.dead) == (1, 1, ())


def test_added_counts_the_last_days_only() -> None:
    days = [AS_OF, AS_OF - timedelta(days=29), AS_OF - timedelta(days=30), AS_OF - timedelta(days=90)]
    entries = tuple(item(number, published=printed(day)) for number, day in enumerate(days))
    found = measure(section(items=entries), AS_OF)
    assert (found.added_30d, found.added_90d) == (2, 3)


def test_the_lag_is_the_median_over_entries_with_both_days() -> None:
    pairs = [(DAY, 1), (DAY, 3), (DAY, 40)]
    entries = [
        item(number, issued=printed(day, DateKind.ISSUED), published=printed(day + timedelta(days=lag)))
        for number, (day, lag) in enumerate(pairs)
    ]
    found = measure(section(items=(*entries, item(9, published=None))), AS_OF)
    assert found.median_posting_lag_days == 3.0


def test_posted_before_issued_is_impossible_and_gives_no_lag() -> None:
    entry = item(issued=printed(DAY, DateKind.ISSUED), published=printed(DAY - timedelta(days=3)))
    found = measure(section(items=(entry,)), AS_OF)
    assert (found.impossible, found.median_posting_lag_days) == (1, None)


def test_shares_are_of_the_entries_read() -> None:
    entries = (*items(count=3), item(4, number=None))
    assert measure(section(items=entries), AS_OF).with_number == 0.75


def test_a_question_is_open_when_its_answer_can_be_read() -> None:
    silent = item(2, "qa", answered=False)
    found = measure(section("qa", items=(item(1, "qa"), silent)), AS_OF)
    assert (found.documents_open, found.dead) == (1, ())


def test_old_entries_posted_again_make_nothing_newer() -> None:
    old = AS_OF - timedelta(days=200)
    faked = item(1, issued=None, published=printed(AS_OF - timedelta(days=2)), first_seen=old)
    found = measure(section(items=(faked,)), AS_OF)
    assert (found.newest, found.kept_up) == (AS_OF - timedelta(days=2), old)
    laws = section("legal_documents", items=(faked,))
    assert findings(portal(laws))["legal_documents.timely"].outcome == "partial"


def test_an_entry_first_seen_about_when_it_was_posted_is_believed() -> None:
    day = AS_OF - timedelta(days=2)
    for seen in (day, day - timedelta(days=3), AS_OF, None):
        one = item(1, issued=None, published=printed(day), first_seen=seen)
        assert measure(section(items=(one,)), AS_OF).kept_up == day
