"""Text in one form, for reading and for matching; words that addresses say."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.read.text import LOWER, UPPER, fold, fold_aligned, nfc, slug_words, tone_normal


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Ngày\u00a0đăng", "Ngày đăng"),
        ("  Văn \t bản\n\n chỉ\r\nđạo ", "Văn bản chỉ đạo"),
        ("Quy\u200b hoạch\ufeff", "Quy hoạch"),
        ("Sở\u00ad Tài\u2009chính", "Sở Tài chính"),
        ("\u202eLiên hệ\u202c", "Liên hệ"),
        ("Ðắk Nông", "Đắk Nông"),
        ("Ƣ", "Ƣ"),
        ("a\u200b\u0301", "á"),
        ("", ""),
    ],
)
def test_nfc_makes_one_line_without_invisible_characters(printed: str, read: str) -> None:
    assert nfc(printed) == read


def test_nfc_composes_what_was_printed_apart() -> None:
    assert (
        nfc(unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh Đắk Nông")) == "Ủy ban nhân dân tỉnh Đắk Nông"
    )


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("VĂN BẢN CHỈ ĐẠO", "van ban chi dao"),
        ("Đăng ký", "dang ky"),
        ("Ðăng ký", "dang ky"),
        ("hоà bình", "hoa binh"),  # a Cyrillic о
        ("hòa HOÀ", "hoa hoa"),
        ("Quy\u200bhoạch", "quyhoach"),
        ("½ 12/2026/QĐ-UBND", "½ 12/2026/qd-ubnd"),
    ],
)
def test_fold_drops_case_accents_and_disguise(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text(max_size=200))
def test_nfc_and_fold_are_idempotent(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)
    assert tone_normal(tone_normal(text)) == tone_normal(text)


@given(st.text(max_size=200))
def test_nfc_leaves_one_line_in_nfc(text: str) -> None:
    clean = nfc(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert "  " not in clean
    assert "\n" not in clean
    assert clean == clean.strip()


@given(st.text(st.characters(max_codepoint=0x24F), max_size=80))
def test_fold_does_not_care_how_letters_were_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=80))
def test_the_aligned_fold_keeps_every_place(text: str) -> None:
    assert len(fold_aligned(text)) == len(text)


def test_the_aligned_fold_reads_composed_text_as_the_other_does() -> None:
    assert fold_aligned("Đắk Nông, ỦY BAN") == fold("Đắk Nông, ỦY BAN")


def test_tones_stand_on_the_second_vowel_however_printed() -> None:
    assert tone_normal("hòa Ủy ỦY khỏe") == "hoà Uỷ UỶ khoẻ"


def test_letters_of_both_cases_are_kept_apart() -> None:
    assert not set(LOWER) & set(UPPER) - {"-"}
    assert len(LOWER) == len(UPPER)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://x.gov.vn/van-ban-chi-dao-dieu-hanh", "van ban chi dao dieu hanh"),
        ("https://x.gov.vn/Pages/VanBanChiDao.aspx", "van ban chi dao"),
        ("https://x.gov.vn/Pages/VanBanQPPL.aspx?id=3", "van ban qppl"),
        ("https://x.gov.vn/web/guest/quy-hoach-ke-hoach", "quy hoach ke hoach"),
        ("https://x.gov.vn/v%C4%83n-b%E1%BA%A3n", "van ban"),
        ("https://x.gov.vn/thong-tin/lien-he.html;jsessionid=1F", "thong tin lien he"),
        ("https://x.gov.vn/Pages/default.aspx", ""),
        ("https://x.gov.vn/", ""),
        ("https://x.gov.vn/12345", ""),
        ("http://[bad", ""),
    ],
)
def test_addresses_say_words(url: str, words: str) -> None:
    assert slug_words(url) == words


@given(st.text(max_size=120))
def test_no_address_makes_slug_words_raise(url: str) -> None:
    slug_words(url)
    slug_words("https://x.gov.vn/" + url)
