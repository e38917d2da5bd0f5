"""Working days, the sender's profile, the data of PCI."""

from datetime import date
from pathlib import Path

import pytest

from config.calendar import load_calendar
from config.loading import ConfigError
from config.pci import load_indicators, load_model, load_values, quality_target
from config.sender import SAMPLE, read_sender


def test_the_day_of_culture_is_off_from_2026() -> None:
    calendar = load_calendar()
    assert not calendar.is_working(date(2026, 11, 24))
    assert calendar.is_working(date(2025, 11, 24))


def test_weekends_are_off_unless_worked_in_exchange() -> None:
    calendar = load_calendar()
    assert not calendar.is_working(date(2026, 11, 21))
    assert calendar.is_working(date(2026, 8, 22))


def test_a_limit_skips_weekend_and_holiday() -> None:
    assert load_calendar().add_working_days(date(2026, 11, 20), 5) == date(2026, 11, 30)


def test_counting_is_the_inverse_of_adding() -> None:
    calendar = load_calendar()
    for days in range(1, 60):
        assert (
            calendar.working_days(date(2026, 8, 14), calendar.add_working_days(date(2026, 8, 14), days))
            == days
        )


def test_posting_on_the_day_of_issue_takes_no_days() -> None:
    assert load_calendar().working_days(date(2026, 10, 1), date(2026, 10, 1)) == 0


def test_years_without_data_are_not_covered() -> None:
    assert load_calendar().covers(date(2025, 12, 1), date(2026, 1, 31))
    assert not load_calendar().covers(date(2024, 12, 31), date(2025, 1, 2))


def test_the_sample_sender_is_complete() -> None:
    sender = read_sender()
    assert sender.authority == "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    assert sender.symbol_letter == "SKHCN-CĐS"


def test_a_wrong_sender_names_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "so.yaml"
    path.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("deadline_days: 20", "deadline_days: 0"), encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"so\.yaml: deadline_days"):
        read_sender(path)


def test_all_seventeen_indicators_are_there() -> None:
    assert list(load_indicators()) == [f"3.{number}" for number in range(1, 18)]


def test_published_values_match_the_calibration_points() -> None:
    published = {(row.province, row.year): row.indicators["3.16"].value for row in load_values()}
    assert {(point.province, point.year): point.value for point in load_model().calibration} == published


def test_a_target_holds_for_the_year_after() -> None:
    assert quality_target("bacgiang", 2023) == 57.0
    assert quality_target("bacgiang", 2026) is None
