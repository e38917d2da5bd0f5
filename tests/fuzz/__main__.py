"""Mutated inputs for every reader: no crash, no hang, no regular expression that runs wild.

`make fuzz` (not part of CI); `python -m tests.fuzz [how many] [seed]`. Prints every input that raised or took
more than 50 ms (shortened, with the seed that makes it again) and exits with 1 where there was one.
"""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crawler.read.charsets import decode
from crawler.read.contacts import read_contact
from crawler.read.dates import find_dates, order_of, parse_date
from crawler.read.documents import authority, doc_type, find_number, find_numbers, issued_date
from crawler.read.files import is_file_url, sniff
from crawler.read.text import fold, nfc, slug_words, tone_normal

AS_OF = date(2026, 11, 21)
LIMIT = 0.050  # seconds of the processor that one reader may take for one input
LONGEST = 8_000  # characters

SEEDS = (
    "Thứ ba, 05/09/2023 | 07:00 GMT+7", "(Cập nhật: 12/03/2024 08:15)", "ngày 24 tháng 6 năm 2022",
    "Hà Nội, ngày 02 tháng 03 năm 2026", "03 thg 4, 2025", "01 – 07 – 2025", "2025-03-04T10:00:00+07:00",
    "3 giờ trước", "hôm qua, 14:30", "Thu Apr 03 18:30:00 ICT 2025", "/Date(1565000000000+0700)/",
    "Quyết định số 12/2026/QĐ-UBND ngày 24/6/2026 của UBND tỉnh Lào Cai về việc phê duyệt",
    "(Điều 1 Nghị định số 24/2012/NĐ-CP Về vàng ngày 03/04/2012 của Chính phủ, hiệu lực từ 25/05/2012",
    "Số: Số: 849/TB-SKH-VP Ngày: 31/12/9999", "05\\QĐ-UBND", "417-QĐ/ĐU", "16/2011/TTLT-BCT-BNV",
    "T-25 /QD-UBND",
    "Giấy phép số: 111/GP-TTĐT do Sở cấp ngày 09/5/2018. Chịu trách nhiệm nội dung: Bà Nguyễn Thị Thu Hà - "
    "Phó Giám đốc. Địa chỉ: Số 94, đường 23/3, phường A, tỉnh B. Điện thoại: (0214)3.544.131 - 3.544.132 "
    "Fax: (0214)3.544.412 Email: a.b-c@x.gov.vn; ten(at)tinh(dot)gov(dot)vn Đường dây nóng: 1022",
    "https://x.gov.vn/documents/10180/12/a.pdf/3f2504e0-4f89-11d3-9a0c-0305e82c3301?file=a.doc&download=1",
    "https://x.gov.vn/Pages/VanBanQPPL.aspx?id=3", "<p class=a>Uû ban nh©n d©n tØnh</p>",
    "á»§y ban nhÃ¢n dÃ¢n", "%PDF-1.4 /Encrypt 1 0 R", "PK\x03\x04word/", "&#184;&aacute;&ocirc;",
    "Nguyễn Tấn Bi, Giám đốc Sở, Sở Sở",
)  # fmt: skip
LABELS = (
    "Cập nhật ", "Ngày đăng: ", "có hiệu lực từ ", "Thời hạn ", "hạn nộp ", "ngày ", "lúc ", "Số: ",
    "Quyết định số ", "Điều 1 ", "của ", "Địa chỉ: ", "Điện thoại: ", "Fax ", "Email: ",
    "Chịu trách nhiệm nội dung: ", "Giấy phép số ", "Tác giả: ", "Nghị quyết ", "Hotline ", "© ",
    "Lượt xem: ", "Hà Nội, ngày ", "từ ngày ", "Luật ",
)  # fmt: skip
SCRAPS = (
    "/", "-", "–", ".", " ", "  ", ":", ",", "(", ")", "|", "0", "1", "12", "2024", "9999", "ngày ",
    "tháng ", "năm ", "thứ hai ", "số ", "của ", "UBND", "QĐ-", "/QĐ", "A", "Đ", "a", "ơ", "\u0301",
    "\u200b", "\u00a0", "@", "&", "&#", ";", "<", ">", "\n", "\t", "\x00", "\ud800", "𝟗", "٣", "İ", "ß",
    "<a href=", "phường ", "đ/c ", "Ông ", "fax", "\\", "giấy phép ", "chịu trách nhiệm ", "hiệu lực ",
    "lúc ", "h", "%", "%C3", "T", "Z", "+07", "GMT",
)  # fmt: skip


def _dates(text: str) -> None:
    find_dates(text, AS_OF)
    parse_date(text, AS_OF)


def _documents(text: str) -> None:
    number = find_number(text)
    find_numbers(text)
    doc_type(text, number)
    authority(number, text)


def _urls(text: str) -> None:
    is_file_url(text, text)
    is_file_url("https://x.gov.vn/" + text)
    slug_words("https://x.gov.vn/" + text)


def _text(text: str) -> None:
    clean = nfc(text)
    if nfc(clean) != clean or fold(fold(clean)) != fold(clean):
        raise AssertionError("not idempotent")
    tone_normal(clean)


def _as(encoding: str) -> Callable[[str], object]:
    return lambda text: decode(text.encode(encoding, "replace"), "utf-8")


READERS: dict[str, Callable[[str], object]] = {
    "dates": _dates,
    "order of a column": lambda text: order_of([text, text[::-1]]),
    "documents": _documents,
    "issued": lambda text: issued_date(text, AS_OF),
    "contacts": read_contact,
    "addresses": _urls,
    "text": _text,
    "UTF-8": _as("utf-8"),
    "UTF-16": _as("utf-16-le"),
    "windows-1258": _as("cp1258"),
    "latin-1": _as("latin-1"),
    "kinds of files": lambda text: sniff(text.encode("latin-1", "replace"), text[:100]),
}


@dataclass(frozen=True)
class Fault:
    """What one reader did with one input."""

    reader: str
    what: str
    text: str


def mutated(chance: random.Random) -> str:
    """One input: seeds cut, joined, repeated and sprinkled with scraps."""
    text = chance.choice(SEEDS)
    if chance.random() < 0.2:  # what a regular expression with two ways through would choke on
        pumped = "".join(chance.choices(SCRAPS, k=chance.randint(1, 4))) * chance.randint(3, 60)
        text = f"{chance.choice(LABELS)}{pumped}{chance.choice(SCRAPS)}{chance.choice(SEEDS)}"
    for _ in range(chance.randint(1, 8)):
        at, to = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
        match chance.randint(0, 7):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + text[at:to] * chance.randint(2, 40) + text[to:]
            case 2:
                text = text[:at] + chance.choice(SCRAPS) * chance.choice((1, 1, 2, 50, 400)) + text[at:]
            case 3:
                text = text[:at] + chance.choice(SEEDS) + text[to:]
            case 4:
                text = (
                    text[:at]
                    + chr(chance.choice((chance.randrange(0x250), chance.randrange(0x11000))))
                    + text[at:]
                )
            case 5:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 6:
                text = text[:at] + text[at:to][::-1] + text[to:]
            case _:
                text = text + "".join(chance.choices(SCRAPS, k=chance.randint(1, 60)))
        text = text[:LONGEST]
    return text


def run(count: int, seed: int) -> tuple[list[Fault], dict[str, float]]:
    """Feed `count` inputs to every reader; what went wrong, and the slowest milliseconds of each."""
    chance = random.Random(seed)  # noqa: S311
    faults: list[Fault] = []
    slowest = dict.fromkeys(READERS, 0.0)
    for _ in range(count):
        text = mutated(chance)
        for name, read in READERS.items():
            spent = _timed(name, read, text, faults)
            if spent > LIMIT:  # a collection of garbage, say: a real hang hangs again
                spent = min(spent, _timed(name, read, text, faults))
            slowest[name] = max(slowest[name], spent * 1000)
            if spent > LIMIT:
                faults.append(Fault(name, f"{spent * 1000:.0f} ms", text))
    return faults, slowest


def _timed(name: str, read: Callable[[str], object], text: str, faults: list[Fault]) -> float:
    begun = time.process_time()
    try:
        read(text)
    except Exception as problem:  # the point of the exercise: whatever a reader lets through
        faults.append(Fault(name, repr(problem), text))
    return time.process_time() - begun


def main() -> int:
    """Run and report; 1 where a reader raised or hung."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"{count:,} inputs for each of {len(READERS)} readers, seed {seed}\n")
    faults, slowest = run(count, seed)
    for name, spent in slowest.items():
        sys.stdout.write(f"{name:20} slowest {spent:7.2f} ms\n")
    for fault in faults[:50]:
        sys.stdout.write(
            f"{fault.reader}: {fault.what}: {fault.text[:300]!r} ({len(fault.text)} characters)\n"
        )
    sys.stdout.write(f"{len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
