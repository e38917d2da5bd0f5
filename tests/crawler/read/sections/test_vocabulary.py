"""What labels say, one behaviour each."""

import unicodedata
from pathlib import Path

import pytest

import config.vocabulary
from config.loading import ConfigError
from config.sections import core_sections, load_sections
from crawler.read.vocabulary import Matcher, default_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return default_matcher()


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("Quy hoạch - Kế hoạch", "planning"),
        ("CHIẾN LƯỢC, QUY HOẠCH, KẾ HOẠCH PHÁT TRIỂN", "planning"),
        ("Kế hoạch phát triển KT-XH", "planning"),
        ("VBQPPL", "legal_documents"),
        ("Văn bản QPPL của tỉnh", "legal_documents"),
        ("He thong van ban quy pham phap luat", "legal_documents"),
        ("Chính sách ưu đãi, hỗ trợ đầu tư", "investment_incentives"),
        ("Danh mục dự án kêu gọi đầu tư", "investment_incentives"),
        ("Văn bản CĐĐH", "directives"),
        ("Thông tin chỉ đạo & điều hành (128)", "directives"),
        ("Hỏi - Đáp", "qa"),
        ("Tiếp nhận phản ánh, kiến nghị của người dân, doanh nghiệp", "qa"),
        ("Thông tin liên hệ", "contact"),
        ("Contact us", "contact"),
        ("QHSDĐ", "land"),
        ("Quy hoạch, kế hoạch sử dụng đất", "land"),
        ("Phòng, chống tham nhũng", "inspection"),
        ("Góp ý dự thảo văn bản", "draft_consultation"),
        ("Lịch tiếp công dân", "citizen_reception"),
        ("Công khai ngân sách xã Bình An", "budget"),
    ],
)
def test_label_names_its_section(matcher: Matcher, label: str, section: str) -> None:
    assert matcher.best(label) == section


@pytest.mark.parametrize(
    "label",
    [
        "Chủ tịch tỉnh dự hội nghị công bố quy hoạch tỉnh thời kỳ 2021-2030",
        "Kế hoạch tuyển dụng viên chức năm 2026",
        "Sở Kế hoạch và Đầu tư",
        "Phòng Tài chính - Kế hoạch",
        "Ban Quản lý dự án đầu tư xây dựng",
        "Thống kê truy cập",
        "Liên hệ quảng cáo",
        "Trang chủ",
        "Quy hoạch cán bộ",
        "Đẩy mạnh thu hút đầu tư vào khu công nghiệp",
    ],
)
def test_headlines_bodies_and_near_misses_name_no_core_section(matcher: Matcher, label: str) -> None:
    assert matcher.best(label) not in core_sections()


def test_accents_that_disagree_are_not_the_phrase(matcher: Matcher) -> None:
    assert matcher.best("Hội đáp") is None
    assert matcher.best("Hoi dap") == "qa"


def test_decomposed_accents_match(matcher: Matcher) -> None:
    assert matcher.best(unicodedata.normalize("NFD", "Quy hoạch")) == "planning"


def test_longest_phrase_wins_over_the_one_inside_it(matcher: Matcher) -> None:
    assert matcher.best("Kế hoạch sử dụng đất") == "land"
    assert [match.section for match in matcher.match("Bảng giá đất")] == ["land"]


def test_one_letter_wrong_is_still_the_label(matcher: Matcher) -> None:
    assert matcher.best("Văn bản chỉ đạo điêuu hành") == "directives"


def test_two_sections_in_one_label_are_both_told(matcher: Matcher) -> None:
    found = {match.section for match in matcher.match("Văn bản QPPL, văn bản chỉ đạo điều hành")}
    assert {"legal_documents", "directives"} <= found


def test_slug_names_the_section(matcher: Matcher) -> None:
    assert matcher.match_slug("quy hoach ke hoach")[0].section == "planning"


def test_slug_of_another_word_names_nothing(matcher: Matcher) -> None:
    assert matcher.match_slug("tin tuc the thao 123") == [] or all(
        match.section == "news" for match in matcher.match_slug("tin tuc the thao 123")
    )


@pytest.mark.parametrize("label", ["Theo năm", "2024", "Năm 2025", "Văn bản của tỉnh", "Quyết định"])
def test_parts_of_a_list_are_known(matcher: Matcher, label: str) -> None:
    assert matcher.is_part(label)


def test_very_long_label_is_no_label(matcher: Matcher) -> None:
    assert matcher.match("quy hoạch " * 200) == []


def test_every_section_has_words() -> None:
    assert set(config.vocabulary.load_vocabulary().sections) == set(load_sections())


def test_error_names_file_and_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    wrong = "planning: {phrases: [{say: quy hoạch, weight: 7}], content: {kinds: []}}"
    (folder / "core.yaml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(config.vocabulary, "CONFIG", tmp_path)
    config.vocabulary.load_vocabulary.cache_clear()
    try:
        with pytest.raises(ConfigError, match=r"core\.yaml: planning: .*weight"):
            config.vocabulary.load_vocabulary()
    finally:
        config.vocabulary.load_vocabulary.cache_clear()
