"""Which entries are those that earlier runs saw."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audit.store.identity import identify
from crawler.facts import DateKind, Item
from tests.checks.samples import printed

SEPTEMBER, OCTOBER = date(2026, 9, 10), date(2026, 10, 12)
NOTICE = "Thông báo lịch tiếp công dân"


@dataclass(frozen=True)
class Row:
    """An entry as the store has it."""

    key: str
    title: str
    number: str | None = None
    url: str | None = None
    issued: date | None = None
    published: date | None = None


def entry(
    title: str = NOTICE, *, issued: date | None = None, published: date | None = None, **more: Any
) -> Item:
    return Item(
        title,
        issued=printed(issued, DateKind.ISSUED) if issued else None,
        published=printed(published) if published else None,
        **more,
    )


def row(key: str, one: Item) -> Row:
    days = {name: day.day for name in ("issued", "published") if (day := getattr(one, name)) is not None}
    return Row(key, one.title, one.number, one.url, **days)


def test_an_entry_posted_again_under_a_new_day_is_the_same() -> None:
    by_address = entry(url="https://a/1", published=SEPTEMBER)
    by_issue = entry(url="https://a/1", number="12/2026/QĐ-UBND", issued=SEPTEMBER, published=SEPTEMBER)
    for old in (by_address, by_issue):
        assert identify([replace(old, published=printed(OCTOBER))], [row("k", old)]) == ["k"]
    moved = replace(by_issue, url="https://a/9", published=printed(OCTOBER))
    assert identify([moved], [row("k", by_issue)]) == ["k"]


def test_a_new_entry_of_a_title_that_comes_every_month_is_another() -> None:
    old = entry(url="https://a/1", published=SEPTEMBER)
    new = entry(url="https://a/2", published=OCTOBER)
    keys = identify([new, old], [row("k", old)])
    assert keys[1] == "k"
    assert keys[0] != "k"
    assert identify([new], [row("k", old)]) != ["k"], "the old one is no longer listed"


def test_numbers_begin_anew_each_year() -> None:
    old = entry(url="https://a/1", number="01/TB-UBND", issued=date(2025, 1, 5))
    new = entry(url="https://a/2", number="01/TB-UBND", issued=date(2026, 1, 5))
    assert identify([new], [row("k", old)]) != ["k"]


def test_a_portal_on_a_new_platform_has_its_old_entries() -> None:
    dated = entry(url="https://a/1", published=SEPTEMBER)
    undated = entry("Quy hoạch chung đô thị", url="https://a/2")
    rows = [row("d", dated), row("u", undated)]
    moved = [replace(one, url=f"https://b/bai-viet/{nth}") for nth, one in enumerate([undated, dated])]
    assert identify(moved, rows) == ["u", "d"]


def test_a_day_that_is_not_read_this_time_makes_no_other_entry() -> None:
    old = entry(url="https://a/1", published=SEPTEMBER)
    assert identify([entry(url="https://a/1")], [row("k", old)]) == ["k"]
    assert identify([entry(url="https://a/1?sid=7")], [row("k", old)]) == ["k"]


def test_the_surest_likeness_goes_first() -> None:
    first = entry(url="https://a/1")
    second = entry(url="https://a/2")
    rows = [row("one", first), row("two", second)]
    assert identify([second, first], rows) == ["two", "one"]


def test_every_earlier_form_of_an_entry_tells_it() -> None:
    old = entry(url="https://a/1", published=SEPTEMBER)
    again = entry(url="https://b/1", published=SEPTEMBER)
    assert identify([again], [row("k", old), row("k", replace(old, published=printed(OCTOBER)))]) == ["k"]


def test_two_that_look_alike_are_two_and_stay_so() -> None:
    same = entry(url="https://a/1", published=SEPTEMBER)
    keys = identify([same, same], [])
    assert len(set(keys)) == 2
    rows = [row(key, same) for key in keys]
    assert set(identify([same, same], rows)) == set(keys)


def test_number_and_title_are_compared_without_accents_and_case() -> None:
    old = entry("Quyết định BAN HÀNH quy chế", url="https://a/1", number="12/2026/QĐ-UBND")
    new = entry("Quyết định ban hành quy chế", url="https://b/1", number="12/2026/QĐ-UBND")
    assert identify([new], [row("k", old)]) == ["k"]
    assert identify([replace(new, number="13/2026/QĐ-UBND")], [row("k", old)]) != ["k"]
