"""Which day is printed: every form met on portals, and everything that only looks like one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.facts import DateKind, PrintedDate
from crawler.read.dates import find_dates, order_of, parse_date

AS_OF = date(2026, 11, 21)  # a Saturday


def days(text: str, as_of: date = AS_OF) -> list[str]:
    return [dated.day.isoformat() for dated in find_dates(text, as_of)]


def one(text: str, kind: DateKind | None = None) -> PrintedDate:
    dated = parse_date(text, AS_OF, kind)
    assert dated is not None, text
    return dated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10:8, Thứ Tư, 3-4-2024", "2024-04-03"),
        ("Thứ ba, 05/09/2023 | 07:00 GMT+7", "2023-09-05"),
        ("(Cập nhật: 12/03/2024 08:15)", "2024-03-12"),
        ("ngày 24 tháng 6 năm 2022", "2022-06-24"),
        ("Ngày 05 tháng 9 năm 2023", "2023-09-05"),
        ("Hà Nội, ngày 02 tháng 03 năm 2026", "2026-03-02"),
        ("24 tháng 6, 2022", "2022-06-24"),
        ("03 thg 4, 2025", "2025-04-03"),
        ("3 Th4 2025", "2025-04-03"),
        ("Tháng Tư 3, 2025", "2025-04-03"),
        ("3 Tháng Mười Hai, 2024", "2024-12-03"),
        ("11 Tháng Mười Một, 2024", "2024-11-11"),
        ("Tháng Mười Hai 3, 2024", "2024-12-03"),
        ("15 tháng Giêng năm 2024", "2024-01-15"),
        ("01 – 07 – 2025", "2025-07-01"),
        ("01-07-2025", "2025-07-01"),
        ("1/7/2025", "2025-07-01"),
        ("01 / 07 / 2025", "2025-07-01"),
        ("01.07.2025 16:35", "2025-07-01"),
        ("2025/03/04 10:00", "2025-03-04"),
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T10:00:00+07:00", "2025-03-04"),
        ("2025-03-04 10:00:00.0", "2025-03-04"),
        ("thứ sáu, 09 08 2019 07:58", "2019-08-09"),
        ("( thứ sáu, 26 04 2019 15:25 )", "2019-04-26"),
        ("07:30 | 12/05/2024", "2024-05-12"),
        ("08:59 thứ hai ngày 24/10/2022", "2022-10-24"),
        ("16/10/2017 5:02:49 CH", "2017-10-16"),
        ("16/10/2017 9:02:49 SA", "2017-10-16"),
        ("7/4/2019-13:44 PM", "2019-04-07"),
        ("Lúc 8 giờ 30 phút ngày 15/9/2025", "2025-09-15"),
        ("8h30 ngày 15/9/2025", "2025-09-15"),
        ("Ngày đăng:15/09/2025", "2025-09-15"),
        ("Ngày15/09/2025", "2025-09-15"),
        ("Chủ nhật, 12/10/2025 - 14:05", "2025-10-12"),
        ("CN, 12/10/2025", "2025-10-12"),
        ("T2, 13/10/2025 14:05", "2025-10-13"),
        ("April 3, 2025", "2025-04-03"),
        ("3 Apr 2025", "2025-04-03"),
        ("03-Apr-2025", "2025-04-03"),
        ("Thu, 03 Apr 2025 01:00:00 GMT", "2025-04-03"),
        ("Thu Apr 03 18:30:00 ICT 2025", "2025-04-03"),
        ("ngày 3/4/25", "2025-04-03"),
        ("Nga\u0300y đăng: 03/04/2025", "2025-04-03"),
        ("03\u200b/04\u200b/2025", "2025-04-03"),
        ("03\u00a0/\u00a004\u00a0/\u00a02025", "2025-04-03"),
    ],
)
def test_every_printed_form_gives_its_day(text: str, day: str) -> None:
    assert one(text).day.isoformat() == day
    assert days(text) == [day]


@pytest.mark.parametrize(
    ("text", "precision"),
    [("12/03/2024 08:15", "minute"), ("12/03/2024", "day"), ("tháng 3/2024", "month"), ("03/2024", "month")],
)
def test_a_date_says_how_exact_it_is(text: str, precision: str) -> None:
    assert one(text).precision == precision


@pytest.mark.parametrize("text", ["tháng 3/2026", "tháng 3 năm 2026", "Tháng 03-2026", "03/2026", "2026-03"])
def test_a_month_alone_stays_a_month(text: str) -> None:
    dated = one(text)
    assert (dated.day, dated.precision) == (date(2026, 3, 1), "month")


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("hôm qua", 1), ("Hôm qua, lúc 14:30", 1), ("hôm kia", 2), ("3 giờ trước", 0), ("30 phút trước", 0),
        ("2 ngày trước", 2), ("Đăng 5 ngày trước", 5), ("1 tuần trước", 7), ("Vừa xong", 0), ("yesterday", 1),
        ("2 days ago", 2), ("30 giờ trước", 1),
    ],
)  # fmt: skip
def test_relative_times_rest_on_the_day_of_the_visit(text: str, back: int) -> None:
    assert one(text).day == AS_OF - timedelta(days=back)


@pytest.mark.parametrize("text", ["2 tháng trước", "1 năm trước", "3 weeks ago"])
def test_rough_relative_times_say_that_they_are_rough(text: str) -> None:
    assert one(text).confidence <= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Hôm nay: 3009", "Hôm qua 512 lượt truy cập", "Trong tuần 4.210", "Đang truy cập: 12 Hôm nay: 305",
        "Ông kể rằng hôm qua bà con trong thôn đã họp bàn về việc làm đường và ai cũng đồng tình với xã.",
    ],
)  # fmt: skip
def test_visit_counters_and_stories_are_no_relative_dates(text: str) -> None:
    assert find_dates(text, AS_OF) == []


@pytest.mark.parametrize(
    "text",
    [
        "42/2022/NĐ-CP", "Nghị định số 42/2022/NĐ-CP", "Số: 12/2026/QĐ-UBND", "17/CT-UBND", "1234/UBND-KTN",
        "05-NQ/TU", "24/2008/QH12", "Circular No.10/2022/TT-BLDTBXH", "Thông tư 01/2019/TT-BYT",
        "Luật số 65/2020/QH14", "Quyết định số 2/9/QĐ", "19-2018/NQ-CP", "12/05/2022/QĐ-UBND",
        "Nhiệm kỳ 2021-2026", "giai đoạn 2021 - 2025", "năm học 2024-2025", "vụ đông xuân 2021-2022",
        "tầm nhìn đến năm 2050", "Khóa XV (2021-2026)",
        "v1.12.2023", "Phiên bản 1.12.2023", "version 2.10.2024", "IP: 10.12.1.2024", "192.168.1.254",
        "0905.95.96.90", "Điện thoại: 027 3 817 626 | Fax: 027 3 817 133", "ĐT: 02613.544.142",
        "Tel: 024.3825.2012", "Fax: (0218)3895595", "Hotline: 1900 1234", "ĐT: 09 12 2019", "0912 05 2019",
        "© 2012 Sở Ngoại vụ", "Copyright © 2019-2026", "Copyright @ 2012 Sở Ngoại Vụ Tỉnh Tuyên Quang",
        "Bản quyền 2025 thuộc UBND tỉnh",
        "Số 18, đường 26/3, thành phố Hà Tĩnh", "Số 03, Đường 30/4, Phường Cao Lãnh", "đường 23/3",
        "Nhiệt độ 25/31 độ", "Độ ẩm 75%, gió 10-12 km/h", "Hà Nội 25°C / 31°C",
        "mùng 10 tháng 3 âm lịch", "15/8/2026 âm lịch", "(âm lịch: 12/10/2026)", "ÂL: 12/10/2026",
        "31/12/9999", "Ngày: 31/12/9999", "01/01/0001", "20/102021", "281/11/2016", "01//5/2019",
        "30/02/2025", "31/04/2025", "15/13/2025", "00/05/2025", "99/99/9999", "xx/xx/xxxx", "…../10/2016",
        "26/9-2/10/2022", "Tuần từ 31/10 - 4/11", "Ngày 22/11", "(16/08)",
        "kỷ niệm 90 năm (28/7/1929 – 28/7/2019)", "(20/11/1982-20/11/2018)", "(3/3/1959 -3/3/2019)",
        "Chương trình 1 giai đoạn từ 22/03/3017 đến 22/03/2018", "01/08/1018",
        "120240628145341_2345.pdf", "24122021010518.xls", "bao-cao-12-05-2024.pdf", "Tệp_15-5-2019.docx",
        "/HoatDongAnh/Tin/03-04-2018/a.jpg", "https://x.gov.vn/portal/Pages/2024-5-12/tin.aspx",
        "https://web.archive.org/web/20190809075800/http://x.gov.vn",
        "Mã hồ sơ 000.00.12-05-2024-0012", "H15.01.02.2024-0001", "GS1 8934.12.05.2024.7",
        "Số tài khoản 12.05.2024.001", "1.000.000.000 đồng", "10.12.2500 đồng",
        "Quý I/2026", "Quý III năm 2025", "6 tháng đầu năm 2019", "An Giang 190 năm", "năm 2025",
        "14-15-16", "1/2 số phiếu", "tỷ lệ 3/4/5", "ISO 9001:2015", "24/7", "12/24",
        "Luật 2015", "Covid-19", "Điều 12, khoản 5, 2019", "QCVN 08:2023/BTNMT", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_gives_none(text: str) -> None:
    assert [dated for dated in find_dates(text, AS_OF) if dated.precision in ("day", "minute")] == []
    dated = parse_date(text, AS_OF)
    assert dated is None or dated.precision not in ("day", "minute")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Quyết định số 42/2022/QĐ-UBND ngày 24/6/2022", "2022-06-24"),
        ("phòng trừ sâu bệnh vụ đông xuân 2021-2022 (22/12/2022)", "2022-12-22"),
        ("nhiệm kỳ 2023 - 2028 (29/04/2023)", "2023-04-29"),
        ("Số 03, Đường 30/4, ngày 12/5/2024", "2024-05-12"),
        ("© 2019 Sở Y tế. Cập nhật: 12/03/2024", "2024-03-12"),
        ("Hội thi năm 2022 (11/02/2023)", "2023-02-11"),
    ],
)
def test_the_date_beside_a_trap_is_read_and_the_trap_is_not(text: str, day: str) -> None:
    assert days(text) == [day]


def test_day_and_month_are_never_swapped() -> None:
    assert one("03/04/2025").day == date(2025, 4, 3)
    assert parse_date("13/25/2025", AS_OF) is None
    assert parse_date("04/13/2025", AS_OF) is None


def test_the_month_comes_first_only_where_the_column_proves_it() -> None:
    column = ["7/17/2017 10:15 AM", "7/12/2017 10:15 AM", "6/30/2017 2:30 PM"]
    assert order_of(column) == "mdy"
    dated = parse_date(column[1], AS_OF, order="mdy")
    assert dated is not None
    assert dated.day == date(2017, 7, 12)
    assert order_of(["17/7/2017", "12/7/2017"]) == "dmy"
    assert order_of(["12/7/2017", "1/2/2018"]) is None


def test_utc_stamps_become_the_day_in_viet_nam() -> None:
    assert one("2019-06-12T20:30:00.000Z").day == date(2019, 6, 13)
    assert one("2019-06-12T09:00:00Z").day == date(2019, 6, 12)
    assert one("2019-06-12T23:30:00+07:00").day == date(2019, 6, 12)
    assert one("2019-06-12T23:30:00-0500").day == date(2019, 6, 13)


@pytest.mark.parametrize(
    ("text", "day"),
    [("/Date(1565000000000)/", "2019-08-05"), ("\\/Date(1565000000000+0700)\\/", "2019-08-05")],
)
def test_dates_of_dotnet_services_are_read(text: str, day: str) -> None:
    assert one(text).day.isoformat() == day


def test_bare_numbers_are_dates_only_where_the_field_says_so() -> None:
    for text, day in (
        ("20190805", "2019-08-05"), ("20190805103000", "2019-08-05"), ("1565000000", "2019-08-05"),
        ("1565000000000", "2019-08-05"),
    ):  # fmt: skip
        assert parse_date(text, AS_OF) is None
        assert one(text, DateKind.PUBLISHED).day.isoformat() == day


@pytest.mark.parametrize(
    "text", ["22/11/2026", "22/11/2026 08:00", "Ngày đăng: 01/01/2030", "Cập nhật: 22/11/2026"]
)
def test_published_days_after_the_visit_are_refused(text: str) -> None:
    assert parse_date(text, AS_OF) is None
    assert find_dates(text, AS_OF) == []


def test_published_days_before_1996_are_refused_and_issued_ones_are_not() -> None:
    assert parse_date("12/10/1968", AS_OF) is None
    assert one("Sắc lệnh ban hành ngày 12/10/1968").day == date(1968, 10, 12)
    assert parse_date("Ban hành ngày 12/10/1944", AS_OF) is None


def test_deadlines_effects_and_events_may_lie_ahead() -> None:
    for text in ("Hạn góp ý: 31/12/2026", "có hiệu lực từ ngày 01/01/2027", "diễn ra từ ngày 05/12/2026"):
        assert len(days(text)) == 1


def test_today_itself_is_accepted() -> None:
    assert one("21/11/2026 07:00").day == AS_OF


@pytest.mark.parametrize(
    "text",
    [
        "Hôm nay, Thứ Bảy 21/11/2026", "Thứ bảy, ngày 21/11/2026", "Chủ nhật, ngày 01/01/2023",
        "Thứ 7, Ngày 05/01/2021", "Hôm nay: 21/11/2026", "Bây giờ là 21/11/2026 08:05:02",
        "Hôm nay, ngày 20 tháng 11 năm 2026",
    ],
)  # fmt: skip
def test_the_clock_of_the_page_is_marked_as_such(text: str) -> None:
    assert {dated.kind for dated in find_dates(text, AS_OF)} == {DateKind.CLOCK}


def test_a_month_of_the_title_never_wins_over_the_stamp() -> None:
    text = "Thông báo về lịch tiếp công dân tháng 8 năm 2019 (31.07.2019 16:35)"
    assert one(text).day == date(2019, 7, 31)


def test_a_day_of_the_title_never_wins_over_the_stamp() -> None:
    assert one("Kết quả tiếp công dân ngày 15-5-2019 thứ sáu, 09 08 2019 07:58").day == date(2019, 8, 9)


def test_a_column_tells_what_its_cells_are_the_dates_of() -> None:
    assert one("12/03/2024", DateKind.ISSUED).kind is DateKind.ISSUED
    assert one("01/01/2027", DateKind.EFFECTIVE).day == date(2027, 1, 1)
    assert parse_date("Ngày hiệu lực 27/04/2017", AS_OF, DateKind.ISSUED) is None


def test_the_raw_text_is_kept() -> None:
    assert one("Ngày đăng: 12/03/2024 08:15").raw == "12/03/2024 08:15"


def test_the_source_is_what_the_caller_says() -> None:
    dated = parse_date("2024-03-12", AS_OF, source="meta")
    assert dated is not None
    assert dated.source == "meta"


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    find_dates(text, AS_OF)
    for kind in (None, *DateKind):
        parse_date(text, AS_OF, kind)


_PIECES = st.sampled_from(
    ["12", "05", "2024", "/", "-", ".", " ", "ngày", "tháng", "năm", "thứ", "hai", "NĐ-CP", ":", "08",
     "GMT+7", "(", ")", ",", "cập nhật", "hiệu lực", "hôm qua", "trước", "3 giờ", "9999", "Z", "T",
     "1945", "2027"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25), st.dates(date(1997, 1, 1), date(2100, 1, 1)))
def test_published_and_updated_days_never_lie_ahead_nor_before_1996(pieces: list[str], as_of: date) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        for dated in find_dates(text, as_of):
            if dated.kind in (DateKind.PUBLISHED, DateKind.UPDATED, DateKind.ASKED, DateKind.ANSWERED):
                assert date(1996, 1, 1) <= dated.day <= as_of
            if dated.kind is DateKind.ISSUED:
                assert date(1945, 1, 1) <= dated.day <= as_of


@given(st.dates(date(1996, 1, 1), AS_OF))
def test_every_day_is_read_back_from_every_usual_print(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}", f"{day.isoformat()}", f"{day:%d/%m/%Y} 08:15",
        f"08:15 {day:%d/%m/%Y}", f"Tin tức trong ngày ({day:%d/%m/%Y})",
    ):  # fmt: skip
        assert one(text).day == day
