"""What the home page's markup says of its technique."""

from typing import Any

import pytest

from crawler.facts import Form, Link, Page, TechnicalFacts, from_json, to_json
from crawler.read.technical import MAX_LINKS, read_technical

HOME = "https://xabinhan.truonggiang.gov.vn/"
HEAD = (
    '<meta charset="utf-8"><title>Cổng</title><meta name="viewport" content="width=device-width">'
    '<meta name="description" content="Cổng thông tin điện tử"><meta property="og:title" content="Cổng">'
    '<meta name="DC.Title" content="Cổng">'
)


def read(head: str = HEAD, body: str = "<p>Nội dung</p>", **page: Any) -> TechnicalFacts:
    text = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_technical(Page(url=HOME, kind="html", title="Cổng", **page), text.encode())


def test_what_the_head_declares_is_read() -> None:
    found = read()
    assert (found.title, found.viewport, found.description) == (
        "Cổng",
        "width=device-width",
        "Cổng thông tin điện tử",
    )
    assert found.metadata == ("dc.title", "og:title")


def test_what_the_head_does_not_declare_is_empty_not_unknown() -> None:
    found = read('<meta charset="utf-8">')
    assert (found.viewport, found.description, found.metadata, found.print_view) == ("", "", (), False)


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="stylesheet" href="a.css" media="print">',
        "<style>@media print { nav { display: none } }</style>",
        '<a href="#" onclick="window.print()">In trang</a>',
        '<a href="javascript:print()">In</a>',
    ],
)
def test_ways_to_print_are_seen(body: str) -> None:
    assert read(body=body).print_view is True


def test_words_about_printing_are_no_way_to_print() -> None:
    assert read(body="<p>media print, in ấn, window printing</p>").print_view is False


def test_search_form_and_links_are_the_pages() -> None:
    form = Form(HOME, "GET", (), "search", "q")
    links = tuple(Link(f"{HOME}{number}", f"Mục {number}", "menu") for number in range(MAX_LINKS + 5))
    found = read(forms=(form,), links=links)
    assert found.search_form is True
    assert found.links == links[:MAX_LINKS]


@pytest.mark.parametrize("trouble", ["needs_script", "undecodable", "challenge"])
def test_a_page_that_cannot_be_read_says_nothing(trouble: str) -> None:
    found = read(troubles=(trouble,))
    assert found == TechnicalFacts(asked=("home",), troubles={"home": trouble})


def test_bytes_without_an_element_say_nothing() -> None:
    found = read_technical(Page(url=HOME, kind="file"), b"\x00\x01")
    assert (found.viewport, found.troubles) == (None, {"home": "unreadable"})


def test_facts_survive_being_written_and_read() -> None:
    assert from_json(TechnicalFacts, to_json(read())) == read()
