"""Lists whose pages are turned by drop-downs, buttons and boxes instead of links."""

import pytest

from crawler.facts import Pager
from tests.crawler.read.pages import only, portal, read

_ROWS = "".join(
    f"<tr><td>{n}/UBND-KT</td><td><a href='/vb/{n}'>Công văn về việc số {n} của năm nay</a></td>"
    f"<td>{n:02d}/10/2026</td></tr>"
    for n in range(11, 16)
)
_TABLE = f"<table><tr><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th></tr>{_ROWS}</table>"
_OPTIONS = "".join(f"<option value='{n}'>{n}</option>" for n in range(1, 4))
_STATE = "<form method='post' action='/van-ban'><input type='hidden' name='__VIEWSTATE' value='x'>"


def pager(control: str) -> Pager:
    return only(read(portal(_TABLE + control))).pager


def test_a_drop_down_that_goes_to_an_address_with_its_value() -> None:
    found = pager(f"""Trang <select onchange="location='/van-ban?trang='+this.value">{_OPTIONS}</select>""")

    assert [one.url.rpartition("/")[2] for one in found.next] == ["van-ban?trang=2", "van-ban?trang=3"]
    assert (found.current, found.total_pages) == (1, 3)


def test_a_drop_down_whose_values_are_addresses() -> None:
    options = "".join(f"<option value='/van-ban?p={n}'>Trang {n}/3</option>" for n in range(1, 4))
    script = "window.location.href=this.options[this.selectedIndex].value"

    found = pager(f'<select onchange="{script}">{options}</select>')

    assert [one.url.rpartition("?")[2] for one in found.next] == ["p=2", "p=3"]


@pytest.mark.parametrize(
    "script", ["__doPostBack('ddl','')", r"javascript:setTimeout('__doPostBack(\'ddl\',\'\')', 0)"]
)
def test_a_drop_down_that_posts_back_sends_the_page_chosen(script: str) -> None:
    main = f'{_STATE}{_TABLE}<select name="ddl" onchange="{script}">{_OPTIONS}</select></form>'

    found = only(read(portal(main))).pager

    assert [dict(one.form)["ddl"] for one in found.next] == ["2", "3"]
    assert {dict(one.form)["__EVENTTARGET"] for one in found.next} == {"ddl"}


def test_a_box_for_the_page_number_beside_how_many_there_are() -> None:
    found = pager("<form method='post' action='/van-ban'>Trang <input name='trang' value='2'> / 4</form>")

    assert [(one.method, dict(one.form)["trang"]) for one in found.next] == [("POST", "3"), ("POST", "4")]


def test_numbered_buttons_of_a_form() -> None:
    buttons = "".join(f"<button name='p' value='{n}'>{n}</button>" for n in range(1, 4))

    found = pager(f"<form method='get' action='/van-ban'>{buttons}</form>")

    assert [one.url.rpartition("?")[2] for one in found.next] == ["p=2", "p=3"]


@pytest.mark.parametrize(
    "control",
    [
        f"<form><select name='thang' onchange='this.form.submit()'>{_OPTIONS}</select></form>",
        "<select onchange='this.form.submit()'><option>2024</option><option>2025</option></select>",
        "<select onchange='doi(this)'><option>10</option><option>20</option></select>",
    ],
)
def test_months_years_and_sizes_turn_no_pages(control: str) -> None:
    assert pager(control).next == ()


def test_dots_behind_the_last_number_lead_to_the_next_pages() -> None:
    numbers = " ".join(f"<a href='/van-ban?page={n}'>{n}</a>" for n in range(2, 6))

    found = pager(f"<div>1 {numbers} <a href='/van-ban?page=6'>...</a></div>")

    assert found.next[-1].url.endswith("page=6")


def test_a_day_before_a_title_that_begins_with_ban_hanh_is_no_printed_total() -> None:
    items = "".join(
        f"<li><a href='/vb/{n}'>Quyết định số {n}/QĐ-UBND ngày 10/09/2026 ban hành quy chế số {n}</a></li>"
        for n in range(11, 15)
    )

    assert only(read(portal(f"<ul>{items}</ul>"))).pager.total_items is None
