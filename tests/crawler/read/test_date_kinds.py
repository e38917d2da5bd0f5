"""What a printed date is the date of."""

import time
from datetime import date

import pytest

from crawler.facts import DateKind
from crawler.read.dates import find_dates, parse_date

AS_OF = date(2026, 11, 21)
K = DateKind


def kinds(text: str) -> list[tuple[str, DateKind]]:
    return [(dated.day.isoformat(), dated.kind) for dated in find_dates(text, AS_OF)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ngày đăng: 12/03/2024", K.PUBLISHED),
        ("Đăng ngày 12/03/2024", K.PUBLISHED),
        ("Đăng lúc: 08:15 12/03/2024", K.PUBLISHED),
        ("Đăng bởi: Ban biên tập | 12/03/2024", K.PUBLISHED),
        ("Ngày xuất bản: 12/03/2024", K.PUBLISHED),
        ("Thời gian đăng: 12/03/2024 08:15", K.PUBLISHED),
        ("Posted on 12/03/2024", K.PUBLISHED),
        ("Ngày niêm yết: 12/03/2024", K.PUBLISHED),
        ("12/03/2024 - Lượt xem: 125", K.PUBLISHED),
        ("Lượt xem: 1.250 | 12/03/2024", K.PUBLISHED),
        ("12/03/2024 | 125 lượt xem", K.PUBLISHED),
        ("Tác giả: Nguyễn A - 12/03/2024", K.PUBLISHED),
        ("12/03/2024", K.PUBLISHED),
        ("(12/03/2024)", K.PUBLISHED),
        ("Thứ hai, 12/02/2024", K.PUBLISHED),
        ("12/03/2024 08:15", K.PUBLISHED),
        ("Cập nhật: 12/03/2024 08:15", K.UPDATED),
        ("Cập nhật lần cuối: 12/03/2024", K.UPDATED),
        ("Ngày cập nhật 12/03/2024", K.UPDATED),
        ("Last modified: 12/03/2024", K.UPDATED),
        ("Ngày ban hành: 12/03/2024", K.ISSUED),
        ("NGÀY BAN HÀNH 12/03/2024", K.ISSUED),
        ("Ngay ban hanh: 12/03/2024", K.ISSUED),
        ("Ngày ký: 12/03/2024", K.ISSUED),
        ("Ngày văn bản: 12/03/2024", K.ISSUED),
        ("Quyết định số 12/QĐ-UBND ngày 12/3/2024", K.ISSUED),
        ("Kết luận số 96-KL/BCS ngày 12/3/2024", K.ISSUED),
        ("Bắc Ninh, ngày 12 tháng 3 năm 2024", K.ISSUED),
        ("ngày 12 tháng 03 năm 2024 của Ủy ban nhân dân tỉnh Đắk Nông", K.ISSUED),
        ("Ngày 12/3/2024, UBND tỉnh ban hành Kế hoạch", K.ISSUED),
        ("Căn cứ Luật Tổ chức Chính phủ ngày 12 tháng 3 năm 2024;", K.ISSUED),
        ("Ngày hiệu lực: 12/03/2024", K.EFFECTIVE),
        ("có hiệu lực thi hành kể từ ngày 12/3/2024", K.EFFECTIVE),
        ("có hiệu lực từ 12/3/2024", K.EFFECTIVE),
        ("có hiệu lực thi hành trong hai năm, kể từ ngày 12/3/2024", K.EFFECTIVE),
        ("Hạn góp ý: 12/03/2024", K.DEADLINE),
        ("Ngày hết hạn: 12/03/2024", K.DEADLINE),
        ("Thời hạn lấy ý kiến: 12/03/2024", K.DEADLINE),
        ("nộp hồ sơ trước ngày 12/3/2024", K.DEADLINE),
        ("Hạn cuối nhận hồ sơ: 17h00 ngày 12/03/2024", K.DEADLINE),
        ("Thời hạn nộp hồ sơ đến 17 giờ 00 ngày 12/3/2024", K.DEADLINE),
        ("Thời điểm đóng thầu: 09:00 12/03/2024", K.DEADLINE),
        ("Ngày gửi: 12/03/2024", K.ASKED),
        ("Ngày hỏi: 12/03/2024", K.ASKED),
        ("Ngày tiếp nhận: 12/03/2024", K.ASKED),
        ("Ngày trả lời: 12/03/2024 11:15", K.ANSWERED),
        ("Trả lời ngày 12/03/2024", K.ANSWERED),
        ("Kết quả tiếp công dân ngày 12/3/2024", K.EVENT),
        ("Chiều ngày 12/3/2024, tại Hội trường", K.EVENT),
        ("Ngày 12-3-2024, thành lập xã Nam Đà.", K.EVENT),
        ("hội nghị khai mạc 12/3/2024", K.EVENT),
        ("Thời điểm mở thầu: 12/03/2024 09:00", K.EVENT),
        ("Thời gian làm việc: 08:00 12/03/2024", K.EVENT),
        ("Sinh ngày: 12/3/2004", K.OTHER),
        ("Ngày bổ nhiệm: từ 12/3/2024", K.OTHER),
        ("Ngày cấp: 12/03/2024", K.OTHER),
        ("Giấy phép số 48/GP-TTĐT cấp ngày 12/03/2024", K.OTHER),
        ("Giấy phép: Số 27/GP-BC ngày 12/3/2024", K.OTHER),
        ("có hiệu lực đến hết ngày 12/3/2024", K.OTHER),
        ("Hết hiệu lực: 12/03/2024", K.OTHER),
        ("Hôm nay: 12/03/2024", K.CLOCK),
    ],
)
def test_the_words_around_say_what_the_date_is_for(text: str, kind: DateKind) -> None:
    assert [found for _, found in kinds(text)] == [kind]


def test_accents_keep_words_apart_that_look_alike_without() -> None:
    assert kinds("Hội nghị Đảng ngày 12/03/2024") == [("2024-03-12", K.EVENT)]
    assert kinds("Hội nghị đăng ngày 12/03/2024") == [("2024-03-12", K.PUBLISHED)]


def test_an_empty_cell_does_not_take_the_date_of_the_next_label() -> None:
    text = "Ngày ban hành: Ngày hiệu lực: 27/04/2017"
    assert kinds(text) == [("2017-04-27", K.EFFECTIVE)]
    assert parse_date(text, AS_OF, K.ISSUED) is None


def test_each_date_of_a_row_has_its_own_kind() -> None:
    text = (
        "Số: 12/2024/QĐ-UBND Ngày ban hành: 01/03/2024 Ngày hiệu lực: 15/03/2024 Cập nhật: 20/03/2024 08:00"
    )
    assert kinds(text) == [("2024-03-01", K.ISSUED), ("2024-03-15", K.EFFECTIVE), ("2024-03-20", K.UPDATED)]


def test_a_consultation_has_its_opening_and_its_deadline() -> None:
    assert kinds("Ngày bắt đầu: 20/08/2026 - Ngày hết hạn: 07/09/2026") == [
        ("2026-08-20", K.EVENT),
        ("2026-09-07", K.DEADLINE),
    ]


@pytest.mark.parametrize("lead", ["Thời gian lấy ý kiến: từ", "Góp ý từ ngày", "Thời gian nhận hồ sơ:"])
def test_the_end_of_a_time_for_answers_is_a_deadline(lead: str) -> None:
    assert kinds(f"{lead} 01/03/2024 đến 31/03/2024") == [
        ("2024-03-01", K.EVENT),
        ("2024-03-31", K.DEADLINE),
    ]


def test_a_question_has_the_day_asked_and_the_day_answered() -> None:
    text = "Ngày gửi: 01/03/2024 | Người gửi: Lê A | Ngày trả lời: 05/03/2024"
    assert kinds(text) == [("2024-03-01", K.ASKED), ("2024-03-05", K.ANSWERED)]


def test_the_two_days_of_a_week_are_events() -> None:
    assert kinds("Lịch công tác tuần 3 (từ ngày 18/01/2016 đến ngày 22/01/2016)") == [
        ("2016-01-18", K.EVENT),
        ("2016-01-22", K.EVENT),
    ]


def test_the_clock_above_the_article_does_not_take_the_stamp_with_it() -> None:
    text = "Thứ bảy, ngày 21/11/2026 Trang chủ Tin tức Hội nghị tổng kết 12/03/2024 08:15"
    assert kinds(text) == [("2026-11-21", K.CLOCK), ("2024-03-12", K.PUBLISHED)]


def test_a_weekday_within_a_sentence_is_no_clock() -> None:
    text = "nghỉ liền 04 ngày, từ thứ Bảy, ngày 29/12/2018 đến hết thứ Ba, ngày 01/01/2019"
    assert kinds(text) == [("2018-12-29", K.EVENT), ("2019-01-01", K.EVENT)]


def test_times_that_do_not_fit_are_refused_at_once() -> None:
    begun = time.process_time()
    assert kinds("Cập nhật: " + "4:41 3:41 14::4: 3:" * 3 + "d 12/3/2024") == [("2024-03-12", K.OTHER)]
    assert time.process_time() - begun < 0.5


def test_what_is_said_outright_is_surer_than_what_is_supposed() -> None:
    said = parse_date("Ngày đăng: 12/03/2024", AS_OF)
    supposed = parse_date("Gặp mặt kỷ niệm (12/03/2024)", AS_OF)
    assert said is not None
    assert supposed is not None
    assert said.confidence > supposed.confidence
