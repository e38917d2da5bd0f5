"""Counting lists, opening entries, asking files."""

from dataclasses import replace
from typing import Any

from crawler.facts import DateKind, Fetch, FileFacts, Item, Listing, Outcome, Page, Pager
from crawler.visit import Budget
from tests.crawler.visit.conftest import Go
from tests.crawler.visit.site import MENU, PLANS, ROOT, Site, day, documents, good_site, link, page

PLANNING = ("planning",)


def plans(first: int, count: int, **more: Any) -> Listing:
    return documents(
        {f"Kế hoạch số {n}": f"{n}/KH-UBND" for n in range(first, first + count)}, first=first, **more
    )


def paged(last: int, total: int = 10) -> Site:
    """A list of `last` pages of `total` entries each; each page leads to the next."""
    site = good_site()
    for n in range(1, last + 1):
        address = "/quy-hoach" if n == 1 else f"/quy-hoach?page={n}"
        following = f"/quy-hoach?page={n + 1}" if n < last else None
        site.pages[ROOT + address] = page(
            address, links=MENU, listings=(plans(total * (n - 1) + 1, total, next_page=following),)
        )
    return site


def test_all_pages_of_a_list_are_counted(go: Go) -> None:
    found = go(paged(4), PLANNING).sections["planning"]
    assert (found.total, found.total_source) == (40, "counted")
    assert found.url == ROOT + "/quy-hoach"


def test_pager_that_turns_in_circles_ends(go: Go) -> None:
    site = paged(2)
    for n in range(3, 60):
        site.pages[f"{ROOT}/quy-hoach?page={n}"] = page(
            f"/quy-hoach?page={n}", listings=(plans(11, 10, next_page=f"/quy-hoach?page={n + 1}"),)
        )
    site.pages[ROOT + "/quy-hoach?page=2"] = replace(
        site.pages[ROOT + "/quy-hoach?page=2"], listings=(plans(11, 10, next_page="/quy-hoach?page=3"),)
    )
    found = go(site, PLANNING).sections["planning"]
    assert found.total == 20
    assert len(site.asked_for("list")) <= 4


def test_list_longer_than_the_budget_keeps_the_printed_total(go: Go) -> None:
    site = paged(40)
    first = site.pages[ROOT + "/quy-hoach"].listings[0]
    printed = replace(first, pager=replace(first.pager, total_items=400))
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU, listings=(printed,))
    found = go(site, PLANNING, Budget(pages=15)).sections["planning"]
    assert (found.total, found.total_source) == (400, "printed")


def test_list_longer_than_the_budget_is_estimated_from_its_pages(go: Go) -> None:
    site = paged(40)
    first = site.pages[ROOT + "/quy-hoach"].listings[0]
    known = replace(first, pager=replace(first.pager, total_pages=40))
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU, listings=(known,))
    found = go(site, PLANNING, Budget(pages=15)).sections["planning"]
    assert (found.total, found.total_source) == (400, "estimated")


def test_postback_pager_is_followed(go: Go) -> None:
    site = good_site()

    def turn(n: int) -> Fetch:
        return Fetch(
            ROOT + "/quy-hoach", "list", "POST", (("__EVENTARGUMENT", f"Page${n}"), ("__VIEWSTATE", f"s{n}"))
        )

    def by_form(fetch: Fetch) -> Page | None:
        n = int(dict(fetch.form)["__EVENTARGUMENT"].removeprefix("Page$"))
        pager = Pager((turn(n + 1),)) if n < 3 else Pager((turn(1),))
        return page("/quy-hoach", listings=(replace(plans(10 * n + 1, 5), pager=pager),))

    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach", links=MENU, listings=(replace(plans(1, 5), pager=Pager((turn(2),))),)
    )
    site.by_form = by_form
    assert go(site, PLANNING).sections["planning"].total == 20


def test_more_button_is_pressed_until_nothing_grows(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach", links=MENU, listings=(replace(plans(1, 5), pager=Pager(more_label="Xem thêm")),)
    )
    site.by_clicks = lambda fetch: page(
        "/quy-hoach", listings=(plans(1, min(5 + 5 * len(fetch.clicks), 17)),)
    )
    assert go(site, PLANNING).sections["planning"].total == 17


def test_parts_by_year_add_what_the_list_above_does_not_show(go: Go) -> None:
    site = good_site()
    parts = (link("2024", "/quy-hoach/2024", "content"), link("2025", "/quy-hoach/2025", "content"))
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=(*MENU, *parts), listings=(plans(1, 5),))
    site.pages[ROOT + "/quy-hoach/2024"] = page("/quy-hoach/2024", listings=(plans(1, 5),))
    site.pages[ROOT + "/quy-hoach/2025"] = page("/quy-hoach/2025", listings=(plans(6, 3),))
    assert go(site, PLANNING).sections["planning"].total == 8


def test_posting_day_and_files_are_read_from_the_entrys_own_page(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach", links=MENU, listings=(plans(1, 3, posted=False, files=False),)
    )
    for n in range(1, 4):
        own = Item(f"Kế hoạch số {n}", published=day(f"2026-11-0{n}", DateKind.PUBLISHED))
        file = FileFacts(f"{ROOT}/tep/{n}.pdf", "Tải về")
        site.pages[f"{ROOT}/van-ban/{n}"] = page(f"/van-ban/{n}", document=own, files=(file,))
    items = go(site, PLANNING).sections["planning"].items
    assert [item.published and item.published.day.day for item in items] == [1, 2, 3]
    assert [item.files[0].outcome for item in items] == [Outcome.OK] * 3


def test_entries_stay_closed_where_the_first_ones_teach_nothing(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU, listings=(plans(1, 40, posted=False),))
    for n in range(1, 41):
        site.pages[f"{ROOT}/van-ban/{n}"] = page(f"/van-ban/{n}", document=Item("x"))
    go(site, PLANNING)
    assert len(site.asked_for("item")) <= 7


def test_entries_are_opened_up_to_the_budget(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU, listings=(plans(1, 40, posted=False),))
    for n in range(1, 41):
        own = Item("x", published=day(f"2026-10-{1 + n % 28:02d}", DateKind.PUBLISHED))
        site.pages[f"{ROOT}/van-ban/{n}"] = page(f"/van-ban/{n}", document=own)
    go(site, PLANNING, Budget(items=20))
    assert len(site.asked_for("item")) == 20


def test_each_file_is_asked_for_once(go: Go) -> None:
    site = good_site()
    same = tuple(replace(item, files=PLANS.items[0].files) for item in PLANS.items)
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU, listings=(replace(PLANS, items=same),))
    go(site, PLANNING)
    assert site.asked_for("file") == [f"{ROOT}/tep/1.pdf"]


def test_newest_file_is_asked_for_first_and_those_beyond_the_budget_are_not_dead(go: Go) -> None:
    facts = go(good_site(), PLANNING, Budget(files=1))
    assert [item.files[0].opens for item in facts.sections["planning"].items] == [None, None, True]


def test_same_stamp_on_every_page_is_no_posting_day(go: Go) -> None:
    site = good_site()
    stamp = day("2026-11-20", DateKind.UPDATED)
    site.pages = {url: replace(one, dates=(stamp,)) for url, one in site.pages.items()}
    items = tuple(replace(item, published=stamp) for item in PLANS.items)
    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach", links=MENU, dates=(stamp,), listings=(replace(PLANS, items=items),)
    )
    facts = go(site)
    assert facts.template_dates == (stamp.day,)
    assert [item.published for item in facts.sections["planning"].items] == [None] * 3
