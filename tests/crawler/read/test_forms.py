"""Forms: what each is for, and the fields that a request must carry."""

import pytest

from tests.crawler.read.pages import portal, read


@pytest.mark.parametrize(
    ("form", "purpose"),
    [
        ("<form action='/tim-kiem'><input type=text name=q placeholder='Tìm kiếm...'></form>", "search"),
        ("<form action='/s'><input type=search name=keyword></form>", "search"),
        (
            "<form method=post><input name=ten placeholder='Họ và tên'><textarea name=noidung></textarea>"
            "</form>",
            "question",
        ),
        ("<form method=post><input name=user><input type=password name=pass></form>", "login"),
        ("<form><select name=loai><option>Quyết định</option></select></form>", "filter"),
        ("<form method=post><input type=hidden name=__VIEWSTATE value=x></form>", "state"),
    ],
)
def test_the_purpose_of_a_form(form: str, purpose: str) -> None:
    assert [one.purpose for one in read(portal(form)).forms] == [purpose]


def test_a_search_names_its_field_and_keeps_hidden_ones() -> None:
    form = read(
        portal("<form action='/index.php'><input type=hidden name=nv value=seek><input name=q></form>")
    ).forms[0]
    assert (form.action, form.method, form.query_field) == (
        "https://sotest.tinh.gov.vn/index.php",
        "GET",
        "q",
    )
    assert form.fields == (("nv", "seek"), ("q", ""))


def test_unchecked_boxes_and_buttons_are_not_sent() -> None:
    form = read(
        portal(
            "<form><input type=checkbox name=a value=1><input type=checkbox name=b value=2 checked><input "
            "type=submit name=c></form>"
        )
    ).forms[0]
    assert form.fields == (("b", "2"),)


def test_a_form_without_address_goes_to_its_own_page() -> None:
    assert (
        read(portal("<form method=post><input name=a></form>"), "https://sotest.tinh.gov.vn/x?y=1")
        .forms[0]
        .action
        == "https://sotest.tinh.gov.vn/x?y=1"
    )
