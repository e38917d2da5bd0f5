"""The order of the queue, and which addresses mean the same page."""

import pytest

from crawler.frontier import Candidate, Frontier, canonical, is_page_address, is_trap, pattern


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.gov.vn/", "http://www.a.gov.vn/Pages/default.aspx"),
        ("https://a.gov.vn/x;jsessionid=12AB?b=1", "https://a.gov.vn/x?b=1&utm_source=zalo"),
        ("https://a.gov.vn/x?b=1&a=2", "https://a.gov.vn/x?a=2&b=1#top"),
        ("https://a.gov.vn/x/", "https://a.gov.vn/x"),
        (
            "https://a.gov.vn/web/guest/van-ban?p_p_state=maximized&id=3",
            "https://a.gov.vn/web/guest/van-ban?id=3",
        ),
        ("https://a.gov.vn/X/Y.aspx?ID=1", "https://a.gov.vn/x/y.aspx?ID=1"),
        ("https://a.gov.vn/login?redirect=%2Fa", "https://a.gov.vn/login?redirect=%2Fb"),
    ],
)
def test_addresses_of_one_page_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.gov.vn/x?page=1", "https://a.gov.vn/x?page=2"),
        ("https://a.gov.vn/default.aspx?sid=1", "https://a.gov.vn/default.aspx?sid=2"),
        ("https://a.gov.vn/index.php?nv=laws", "https://a.gov.vn/index.php?nv=news"),
        ("https://a.gov.vn/x", "https://b.gov.vn/x"),
    ],
)
def test_addresses_of_two_pages_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.gov.vn/xem-theo-ngay-20-11-2026.htm", "https://a.gov.vn/lich?tuan=46",
        "https://a.gov.vn/print.aspx?p=1", "https://a.gov.vn/" + "a" * 2000,
    ],
)  # fmt: skip
def test_endless_addresses_are_traps(url: str) -> None:
    assert is_trap(url)


def test_files_and_mail_addresses_are_no_pages() -> None:
    assert not is_page_address("https://a.gov.vn/x.pdf")
    assert not is_page_address("mailto:a@b.vn")
    assert is_page_address("https://a.gov.vn/x.aspx?f=y.pdf")


def test_numbers_do_not_change_the_shape_of_an_address() -> None:
    assert pattern("https://a.vn/tin-12.html?id=3") == pattern("https://a.vn/tin-99.html?id=4")


def put(frontier: Frontier[str], name: str, **promise: float) -> bool:
    return frontier.push(Candidate(name, promise, name), f"https://a.vn/{name}")


def drain(frontier: Frontier[str], wanted: set[str]) -> list[str]:
    order: list[str] = []
    while True:
        one = frontier.pop(lambda c: max((v for k, v in c.promise.items() if k in wanted), default=0.0))
        if one is None:
            return order
        order.append(one.payload)


def test_best_promise_comes_first() -> None:
    frontier: Frontier[str] = Frontier()
    put(frontier, "weak", planning=0.4)
    put(frontier, "strong", planning=0.9)
    assert drain(frontier, {"planning"}) == ["strong", "weak"]


def test_settled_sections_no_longer_count() -> None:
    frontier: Frontier[str] = Frontier()
    put(frontier, "qa", qa=0.9)
    put(frontier, "plan", planning=0.5)
    assert drain(frontier, {"planning"}) == ["plan"]


def test_better_label_lifts_a_known_address() -> None:
    frontier: Frontier[str] = Frontier()
    put(frontier, "a", planning=0.5)
    put(frontier, "b", planning=0.4)
    assert put(frontier, "b", planning=0.9)
    assert drain(frontier, {"planning"}) == ["b", "a"]


def test_taken_address_is_not_taken_again() -> None:
    frontier: Frontier[str] = Frontier()
    put(frontier, "a", planning=0.5)
    assert drain(frontier, {"planning"}) == ["a"]
    assert not put(frontier, "a", planning=0.9)


def test_one_shape_of_address_is_taken_so_often_only() -> None:
    frontier: Frontier[str] = Frontier(per_pattern=3)
    taken = [frontier.push(Candidate(str(n), {"qa": 0.5}, ""), f"https://a.vn/x?id={n}") for n in range(5)]
    assert taken == [True, True, True, False, False]
