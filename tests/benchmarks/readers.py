"""What reading text costs: milliseconds of one processor per page of text as portals print it."""

import time
from collections.abc import Callable
from datetime import date

from crawler.read.contacts import read_contact
from crawler.read.dates import find_dates
from crawler.read.documents import find_number, issued_date
from crawler.read.text import decode, nfc

AS_OF = date(2026, 11, 21)
_PROSE = (
    "Ủy ban nhân dân tỉnh vừa ban hành kế hoạch triển khai chương trình chuyển đổi số trên địa bàn, giao "
    "các sở, ban, ngành và địa phương xây dựng phương án, bố trí kinh phí và báo cáo kết quả theo quy định. "
)
_STAMPS = (
    "Thứ ba, 05/09/2023 | 07:00 GMT+7", "(Cập nhật: 12/03/2024 08:15)",
    "Quyết định số 12/2026/QĐ-UBND ngày 24/6/2026",
    "Nghị quyết số 35/NQ-CP, nhiệm kỳ 2021-2026", "có hiệu lực từ ngày 01/01/2026",
    "ngày 02 tháng 03 năm 2026", "Điện thoại: 0214.3822.015", "© 2026",
)  # fmt: skip
_ROW = "{number}/2026/QĐ-UBND {day:02}/06/2026 Quyết định về việc phê duyệt quy hoạch sử dụng đất Tải về "
_FOOTER = (
    "Chịu trách nhiệm nội dung: Bà Nguyễn Thị Thu Hà - Phó Giám đốc Sở Nội vụ. Địa chỉ: Số 94, đường 23/3, "
    "phường Cam Đường, tỉnh Lào Cai. Điện thoại: (0214)3.544.131 Fax: (0214)3.544.412 Email: snv@x.gov.vn"
)
# As long, and with as many dates, as the mean of 190 pages of real portals: 3,900 characters, six dates.
STORY = " ".join(f"{stamp}. {_PROSE * 2}" for stamp in _STAMPS) + _FOOTER
LIST = "".join(_ROW.format(number=number, day=number % 28 + 1) for number in range(50))
ROW = _ROW.format(number=12, day=3)
MARKUP = f"<html><body>{f'<p class=a>{_PROSE}</p>' * 250}</body></html>".encode()


def milliseconds(work: Callable[[], object], rounds: int = 30) -> float:
    """Processor time of the fastest of `rounds` calls."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time_ns()
        work()
        best = min(best, (time.process_time_ns() - begun) / 1e6)
    return best


def run() -> list[str]:
    """One line per reader; dates of a usual page are to stay below 1 ms."""
    story = nfc(STORY)
    works: dict[str, Callable[[], object]] = {
        f"dates, usual page ({len(find_dates(story, AS_OF))} in {len(story):,} characters)": lambda: (
            find_dates(story, AS_OF)
        ),
        f"dates, list of 50 documents ({len(find_dates(LIST, AS_OF))})": lambda: find_dates(LIST, AS_OF),
        "number and day of issue of one row": lambda: (find_number(ROW), issued_date(ROW, AS_OF)),
        "contact data of a usual page": lambda: read_contact(story),
        "text into one form, usual page": lambda: nfc(STORY),
        f"bytes to text ({len(MARKUP):,} bytes)": lambda: decode(MARKUP, "utf-8"),
    }
    return [f"{name:52} {milliseconds(work):8.3f} ms" for name, work in works.items()]
