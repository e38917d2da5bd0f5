"""Numbers, days and text as Vietnamese offices write them."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.vietnamese import (
    clean,
    day,
    listing,
    long_day,
    lower_first,
    moment,
    number,
    percent,
    points,
    shorten,
    signed,
    sort_key,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1234.5, "1.234,5"), (0, "0,0"), (-0.04, "0,0"), (-2.25, "−2,2"), (None, "–"), (99.95, "100,0")],
)
def test_numbers_have_a_decimal_comma(value: float | None, shown: str) -> None:
    assert number(value) == shown


def test_points_have_no_needless_decimals() -> None:
    assert [points(value) for value in (4.0, 2.5, 0.25, 10, None)] == ["4", "2,5", "0,25", "10", "–"]


def test_changes_carry_their_sign() -> None:
    assert [signed(value) for value in (3.1, -2.0, 0.0, None)] == ["+3,1", "−2,0", "0,0", "–"]


def test_shares_are_whole_per_cent() -> None:
    assert [percent(value) for value in (0.944, 1.0, None)] == ["94%", "100%", "–"]


def test_days_as_in_letters() -> None:
    assert long_day(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert long_day(date(2026, 3, 10)) == "ngày 10 tháng 3 năm 2026"
    assert day(date(2026, 3, 1)) == "01/03/2026"


def test_moments_are_in_the_time_of_viet_nam() -> None:
    assert moment(datetime(2026, 11, 19, 20, 5, tzinfo=UTC)) == "03 giờ 05 ngày 20/11/2026"


def test_names_sort_by_letters_then_tones() -> None:
    names = ["An Giang", "Ăn", "Ân", "Ba", "Bà", "Bả", "Bà Rịa", "Ba Vì", "Dak", "Đồng Nai", "Em", "Êm"]
    assert sorted([*names[5:], *names[:5]], key=sort_key) == names


def test_lists_in_a_sentence() -> None:
    assert [listing(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A và B",
        "A, B và C",
    ]


def test_an_abbreviation_keeps_its_capital() -> None:
    assert lower_first("Có chuyên mục") == "có chuyên mục"
    assert lower_first("HTTPS") == "HTTPS"
    assert lower_first("Ô tìm kiếm") == "ô tìm kiếm"


def test_what_steers_is_taken_out_and_the_rest_kept() -> None:
    assert clean("a\u202eb\u200bc\x07d\r\n\te\u00a0f") == "abcd e f"
    assert clean("ho\u0300a") == "hòa"
    assert clean(None) == ""


@given(st.text())
def test_clean_text_is_one_line_that_cleaning_leaves_alone(text: str) -> None:
    once = clean(text)
    assert once.isprintable()
    assert once == once.strip()
    assert "  " not in once
    assert clean(once) == once


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=200))
def test_cleaning_loses_no_visible_sign(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@given(st.text(max_size=80), st.integers(2, 60))
def test_what_is_cut_fits(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= max(length, 1)
    assert shorten(text, length) == text or shorten(text, length).endswith("…")
