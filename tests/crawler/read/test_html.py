"""Bytes to a tree: encodings, limits, and what hostile pages must not do."""

import time

import pytest

from crawler.read.html import MAX_BYTES, parse
from tests.crawler.read.pages import portal, read

URL = "https://sotest.tinh.gov.vn/a/b.html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1258"])
def test_vietnamese_is_read_in_the_encodings_that_portals_use(encoding: str) -> None:
    body = "<html><body><h1>Quy hoạch</h1><p>Văn bản chỉ đạo điều hành</p></body></html>"
    if encoding == "windows-1258":
        body = "<html><body><h1>Kê hoach</h1><p>Công ty phát triên đâu tư</p></body></html>"
    assert "Quy hoạch" in read(body.encode(encoding)).text or encoding == "windows-1258"


def test_relative_links_are_joined_to_the_base() -> None:
    tree = parse(b"<html><head><base href='/goc/'></head><body><a href=x>x</a></body></html>", None, URL)
    assert tree is not None
    assert tree.join("x") == "https://sotest.tinh.gov.vn/goc/x"


def test_a_base_that_is_a_script_is_none() -> None:
    tree = parse(b"<html><head><base href='javascript:alert(1)'></head><body></body></html>", None, URL)
    assert tree is not None
    assert tree.join("x") == "https://sotest.tinh.gov.vn/a/x"


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "#top", "mailto:a@b.vn", "tel:0255", "data:text/html,x", "http://[::1"]
)
def test_what_is_no_address_leads_nowhere(href: str) -> None:
    tree = parse(b"<html><body>x</body></html>", None, URL)
    assert tree is not None
    assert tree.join(href) == ""


def test_a_page_nested_too_deep_is_read_as_far_as_it_goes_and_named() -> None:
    page = read(b"<html><body>" + b"<div>" * 200_000 + b"<a href=/x>x</a>")
    assert "truncated" in page.troubles


def test_what_stands_deeper_than_the_parser_goes_is_read_all_the_same() -> None:
    body = "<html><body>" + "<div>" * 5_000 + "<h1>Quy hoạch tỉnh</h1><a href='/x'>Xem bản đồ</a><p>Dòng cuối"
    page = read(body)
    assert "truncated" not in page.troubles
    assert [link.url for link in page.links] == ["https://sotest.tinh.gov.vn/x"]
    assert "Dòng cuối" in page.text


def test_inline_tags_left_open_by_the_hundred_do_not_hide_what_follows() -> None:
    body = "<html><body>" + "".join(f"<font><b>Dòng {n}<br>" for n in range(400)) + "</body></html>"
    assert "Dòng 399" in read(body).text


def test_too_long_a_page_is_read_so_far_and_named() -> None:
    page = read(b"<html><body>" + b"<p>van ban</p>" * (MAX_BYTES // 10))
    assert "truncated" in page.troubles


HOSTILE = {
    "attribute of 1 MB": b"<html><body><a href=/x class='"
    + b"a-" * 500_000
    + b"' title='"
    + b"b" * 1_000_000
    + b"'>Van ban moi</a>",
    "style of 1 MB": b"<html><body><div style='" + b"width:1px;" * 100_000 + b"'>x</div>",
    "NUL bytes": b"<html>\0<body>\0<a href='/x\0y'>Van\0 ban so 12</a>\0",
    "open tags": b"<" * 500_000,
    "tables in tables": b"<html><body>" + b"<table><tr><td>" * 20_000,
    "unending line": b"<html><body>" + b"12/12/2026 " * 200_000,
    "pressable in pressable": b"<html><body>" + b"<div onclick=\"location.href='/a'\">Xem " * 3_000,
    "20,000 paragraphs": b"<html><body>"
    + b"<p>Quyet dinh so 12/QD-UBND <a href=/v.pdf>Tai ve</a></p>" * 20_000,
    "50,000 options": b"<html><body><select>" + b"<option value=/x>Trang nay" * 50_000,
    "lists in lists": b"<html><body>" + b"<ul><li><a href=/a>Muc luc so mot</a>" * 3_000,
    "any bytes": bytes(range(256)) * 2_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_neither_raise_nor_hang(name: str) -> None:
    start = time.process_time()
    page = read(HOSTILE[name])
    assert page.kind in ("html", "other")
    assert time.process_time() - start < 15


def test_scripts_styles_and_comments_are_no_text() -> None:
    page = read(
        portal("<script>var a='Kế hoạch'</script><style>p{}</style><!-- Quy hoạch --><p>Nội dung</p>")
    )
    assert page.text == "Nội dung"


def test_hidden_blocks_are_no_text() -> None:
    assert read(portal("<div style='display:none'>English ribbon</div><p>Nội dung</p>")).text == "Nội dung"
