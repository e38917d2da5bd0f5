"""What links promise, and what pages are, one behaviour each."""

from dataclasses import replace

import pytest

from crawler.facts import Item, Link, LinkPlace, Listing, Page
from crawler.read.promises import promises
from crawler.read.sections import judge_page, part_links
from crawler.read.vocabulary import default_matcher

URL = "https://a.gov.vn"


def first(label: str, path: str = "/x", place: LinkPlace = "menu", *parents: str) -> tuple[str, float] | None:
    found = promises(Link(URL + path if path else "", label, place, parents), default_matcher())
    return (found[0].section, found[0].score) if found else None


def score(label: str, path: str = "/x", place: LinkPlace = "menu", *parents: str) -> float:
    found = first(label, path, place, *parents)
    return found[1] if found else 0.0


def test_menu_label_promises_more_than_the_same_label_in_the_text() -> None:
    assert score("Quy hoạch") > score("Quy hoạch", place="content") > score("Quy hoạch", place="item")


def test_address_alone_promises_less_than_a_label() -> None:
    assert 0.2 < score("", "/quy-hoach-ke-hoach") < score("Quy hoạch")


def test_address_of_a_story_promises_nothing() -> None:
    assert first("", "/mo-rong-thi-diem-tra-tro-cap-uu-dai-dau-tu-nguoi-co-cong-qua-buu-dien") is None


def test_part_under_the_sections_heading_promises_the_section() -> None:
    found = first("Năm 2025", "/x", "submenu", "Văn bản chỉ đạo điều hành")
    assert found is not None
    assert found[0] == "directives"
    assert found[1] == pytest.approx(0.75)


def test_link_that_leads_nowhere_promises_nothing() -> None:
    assert first("Quy hoạch", "") is None


def test_feed_promises_nothing() -> None:
    assert first("RSS", "/quy-hoach.rss") is None


def test_pager_promises_nothing() -> None:
    assert first("Quy hoạch", "/x", "pager") is None


def test_title_in_the_text_promises_nothing() -> None:
    title = "Thông báo kết luận của lãnh đạo UBND huyện tại cuộc họp giao ban tháng năm"
    assert first(title, "/x", "content") is None


def documents(*numbers: str | None) -> Listing:
    return Listing(
        "documents", tuple(Item(f"Văn bản thứ {i}", number=number) for i, number in enumerate(numbers))
    )


def judged(section: str, label: str, *listings: Listing) -> tuple[str, str]:
    page = Page(URL + "/x", "html", listings=listings)
    verdict = judge_page(page, section, (label,), default_matcher(), 0.95)
    return verdict.kind, verdict.reason


def test_documents_of_the_council_and_the_committee_are_legal_documents() -> None:
    listing = documents("12/2026/QĐ-UBND", "03/2026/NQ-HĐND")
    assert judged("legal_documents", "Văn bản pháp luật", listing) == ("accepted", "found")


def test_letters_and_orders_are_not_legal_documents() -> None:
    listing = documents("12/UBND-KT", "3/CT-UBND", "9/TB-UBND")
    assert judged("legal_documents", "Văn bản pháp luật", listing) == ("shell", "other_kind")


def test_documents_without_number_or_type_are_doubtful() -> None:
    assert judged("legal_documents", "Văn bản pháp luật", documents(None, None)) == ("accepted", "doubtful")


def test_sidebar_list_is_not_the_pages_own() -> None:
    listing = replace(documents("12/2026/QĐ-UBND", "03/2026/NQ-HĐND"), place="sidebar")
    assert judged("legal_documents", "Văn bản pháp luật", listing) == ("shell", "empty")


def test_unlabelled_page_of_other_things_is_no_shell() -> None:
    page = Page(URL + "/x", "html", listings=(documents(None, None),))
    assert judge_page(page, "planning", ("Giới thiệu",), default_matcher(), 0.2).kind == "other"


def test_parts_are_the_menu_entries_below_the_label_and_the_pages_own_links() -> None:
    links = (
        Link(URL + "/a", "Quy hoạch ngành", "submenu", ("Quy hoạch",)),
        Link(URL + "/b", "Quy hoạch đô thị", "content"),
        Link(URL + "/c", "Tin tức", "menu"),
        Link(URL + "/d", "Hỏi đáp", "submenu", ("Giao lưu",)),
    )
    page = Page(URL + "/x", "html", links=links)
    found = part_links(page, "planning", ("Quy hoạch",), default_matcher())
    assert [link.url for link in found] == [URL + "/a", URL + "/b"]
