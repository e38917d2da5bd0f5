"""Names by the hosts file, and addresses of pages read as browsers read them."""

import asyncio
from pathlib import Path

import pytest

from crawler.net.names import DnsError, Names, read_hosts
from crawler.net.urls import BadUrlError, clean_url, site_of


def test_hosts_file_with_comments_aliases_and_several_addresses(tmp_path: Path) -> None:
    path = tmp_path / "hosts"
    path.write_text(
        "\ufeff# tỉnh\n127.0.1.1 so-a.gov.vn  SO-B.gov.vn # hai tên\n\n127.0.1.2 so-a.gov.vn\n::1 v6\n"
    )
    assert read_hosts(path) == {
        "so-a.gov.vn": ("127.0.1.1", "127.0.1.2"), "so-b.gov.vn": ("127.0.1.1",), "v6": ("::1",),
    }  # fmt: skip


def test_wrong_line_of_a_hosts_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hosts"
    path.write_text("127.0.0.1 a\nnot-an-address b\n")
    with pytest.raises(ValueError, match=r"hosts:2: 'not-an-address'"):
        read_hosts(path)


def test_hosts_file_comes_before_the_system() -> None:
    names = Names({"localhost": ("127.0.3.4",)})
    assert asyncio.run(names.resolve("LocalHost.")) == ("127.0.3.4",)
    names.close()


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_other_forms_of_an_address_are_resolved_so_that_they_can_be_checked(host: str) -> None:
    names = Names()
    assert asyncio.run(names.resolve(host)) == ("127.0.0.1",)
    names.close()


def test_name_without_address_is_a_dns_error() -> None:
    names = Names()
    with pytest.raises(DnsError):
        asyncio.run(names.resolve("khong-co.invalid"))
    names.close()


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("http://so.gov.vn/văn bản.pdf", "http://so.gov.vn/v%C4%83n%20b%E1%BA%A3n.pdf"),
        ("  https://so.gov.vn/a\n ", "https://so.gov.vn/a"),
        ("http://user:secret@so.gov.vn/", "http://so.gov.vn/"),
        ("http://so.gov.vn\\@10.0.0.1/", "http://so.gov.vn/@10.0.0.1/"),
        ("http:\\\\so.gov.vn\\tep\\a.doc", "http://so.gov.vn/tep/a.doc"),
        ("http://so.gov.vn/?q=a\\b#/trang", "http://so.gov.vn/?q=a%5Cb#/trang"),
        ("http://so.gov.vn/a/../../b/./c", "http://so.gov.vn/b/c"),
        ("http://so.gov.vn/a/%2E%2e/b/..", "http://so.gov.vn/"),
        ("http://so.gov.vn//a/b/", "http://so.gov.vn//a/b/"),
        ("http://so.gov.vn?x=../y", "http://so.gov.vn/?x=../y"),
        ("HTTP://SO.gov.vn:80/A", "http://SO.gov.vn:80/A"),
    ],
)
def test_url_is_read_as_browsers_read_it(url: str, clean: str) -> None:
    assert clean_url(url).lower() == clean.lower()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://so.gov.vn/", "data:text/html,x", "gopher://x/", "javascript:alert(1)",
        "//so.gov.vn/", "/chi-duong-dan", "http://", "http://[::1", "http://so.gov.vn:99999/", "",
    ],
)  # fmt: skip
def test_what_is_no_http_address_is_refused(url: str) -> None:
    with pytest.raises(BadUrlError):
        clean_url(url)


def test_relative_redirect_is_joined() -> None:
    assert clean_url("../b?x=1", base="http://so.gov.vn/a/c") == "http://so.gov.vn/b?x=1"


def test_site_of_a_url() -> None:
    assert site_of("https://so.gov.vn/a").origin == "https://so.gov.vn"
    assert site_of("http://so.gov.vn:8080/a").origin == "http://so.gov.vn:8080"
    assert site_of("http://[::1]:8080/").origin == "http://[::1]:8080"
    assert site_of("http://so.gov.vn./").host == "so.gov.vn"
