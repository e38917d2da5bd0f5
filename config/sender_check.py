"""Looking through a sender's profile before letters go out under its name."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from config.calendar import load_calendar
from config.duties import load_duties
from config.loading import ConfigError
from config.sender import SAMPLE, Sender, Signer, read_sender

DEPUTISING = ("KT.", "TL.", "TUQ.")  # forms in which the signer's own title stands under the head's
TITLES = re.compile(r"\b(GS|PGS|TSKH|TS|ThS|CN|KS|BS|LS|CKI{1,2}|NGND|NGƯT)\b\.?(?=\s)")
EMAIL = re.compile(r"[^@\s<>,;:\"]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")
PHONE = re.compile(r"[+(]?[0-9][0-9 .()-]{7,17}\Z")
SYMBOL = re.compile(r"[A-ZĐ0-9]+(-[A-ZĐ0-9]+)+\Z")
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")
LONGEST_LINE = 45  # letters of an authority's name on one line of the head
TO_MEND = "tối thiểu 5 ngày làm việc"


def problems(sender: Sender) -> list[str]:
    """What a person should mend in the profile, each as a sentence that names the key; empty where all is "
    "well."""
    found: list[str] = []
    for check in _CHECKS:
        found += check(sender)
    return found


def check_file(path: Path) -> list[str]:
    """The same for a file: a profile that cannot be read is one problem, with the key named."""
    try:
        return problems(read_sender(path))
    except ConfigError as error:
        return [str(error)]


def _written(sender: Sender) -> Iterator[str]:
    """Blanks, control characters, accents taken apart, in any text of the profile."""
    texts = {key: value for key, value in sender.model_dump().items() if isinstance(value, str)}
    texts |= {f"signer.{key}": value for key, value in sender.signer.model_dump().items()}
    texts |= {f"copies_to.{nth}": value for nth, value in enumerate(sender.copies_to, 1)}
    optional = {"authority_name", "symbol_report", "website", "contact_person", "signer.form", "signer.title"}
    for key, value in texts.items():
        if not value.strip() and key not in optional:
            yield f"{key}: còn trống, điền giá trị"
        if any(unicodedata.category(char) in ("Cc", "Cf") for char in value):
            yield f"{key}: có ký tự điều khiển hoặc ký tự ẩn, gõ lại"
        if value != " ".join(value.split()):
            yield f"{key}: thừa dấu cách hoặc xuống dòng"
        if value != unicodedata.normalize("NFC", value):
            yield f"{key}: chữ có dấu viết rời (Unicode tổ hợp), gõ lại bằng Unicode dựng sẵn"


def _head(sender: Sender) -> Iterator[str]:
    for key in ("parent_authority", "authority"):
        value = getattr(sender, key)
        if value != value.upper():
            yield f"{key}: tên cơ quan ở đầu văn bản viết in hoa: “{value.upper()}”"
        if len(value) > LONGEST_LINE * 2:
            yield f"{key}: dài {len(value)} chữ, không vừa hai dòng ở đầu văn bản; rút ngắn tên"
    if not sender.authority_name:
        yield "authority_name: điền tên cơ quan như viết trong câu, ví dụ “Sở Khoa học và Công nghệ”"
    elif sender.authority_name == sender.authority_name.upper():
        yield "authority_name: tên trong câu không viết in hoa toàn bộ"
    elif sender.authority_name.upper() not in (
        sender.authority,
        sender.authority.replace("UBND", "ỦY BAN NHÂN DÂN"),
    ):
        yield f"authority_name: “{sender.authority_name}” không khớp với authority “{sender.authority}”"
    if sender.place.split() and not sender.place[:1].isupper():
        yield "place: địa danh viết hoa chữ đầu"


def _symbols(sender: Sender) -> Iterator[str]:
    for key in ("symbol_letter", "symbol_notice"):
        value = getattr(sender, key)
        if not SYMBOL.match(value):
            yield f"{key}: “{value}” không đúng dạng ký hiệu: chữ in hoa, số, nối bằng “-”, không dấu cách"
        elif sender.short not in value.split("-"):
            yield f"{key}: “{value}” không có tên viết tắt “{sender.short}” của cơ quan"
    if not sender.symbol_notice.startswith("TB-"):
        yield f"symbol_notice: ký hiệu của thông báo bắt đầu bằng “TB-”, ví dụ “TB-{sender.short}”"
    if sender.symbol_report and not (
        sender.symbol_report.startswith("BC-") and SYMBOL.match(sender.symbol_report)
    ):
        yield f"symbol_report: ký hiệu của báo cáo bắt đầu bằng “BC-”, ví dụ “BC-{sender.short}”"
    if sender.symbol_letter.startswith(("CV-", "TB-")):
        yield f"symbol_letter: công văn không ghi tên loại, ví dụ “{sender.short}-CĐS”"


def _signature(sender: Sender) -> Iterator[str]:
    signer: Signer = sender.signer
    if signer.form in DEPUTISING and not signer.title:
        yield f"signer.title: ký {signer.form} thì ghi chức vụ của người ký, ví dụ “PHÓ GIÁM ĐỐC”"
    if signer.form not in DEPUTISING and signer.form != "TM." and signer.title:
        yield "signer.title: chỉ ghi khi ký TM., KT., TL. hoặc TUQ.; chức vụ của người ký đã ở signer.head"
    for key in ("head", "title"):
        value = getattr(signer, key)
        if value != value.upper():
            yield f"signer.{key}: viết in hoa: “{value.upper()}”"
    if signer.name == signer.name.upper():
        yield "signer.name: họ tên viết chữ thường, không in hoa toàn bộ"
    if TITLES.search(f"{signer.name} "):
        yield "signer.name: không ghi học hàm, học vị (Nghị định 30/2020/NĐ-CP)"


def _ways_to_answer(sender: Sender) -> Iterator[str]:
    if not EMAIL.match(sender.email):
        yield f"email: “{sender.email}” không đúng dạng ten@mien"
    if not PHONE.match(sender.phone):
        yield f"phone: “{sender.phone}” không đúng dạng số điện thoại"
    if sender.website and not HOST.match(
        sender.website.removeprefix("https://").removeprefix("http://").rstrip("/")
    ):
        yield f"website: “{sender.website}” không phải địa chỉ trang"
    if not sender.contact_person:
        yield "contact_person: điền đầu mối để cơ quan nhận văn bản liên hệ"


def _limits(sender: Sender) -> Iterator[str]:
    if sender.reply_days > sender.deadline_days:
        yield (
            f"reply_days: hạn giải trình ({sender.reply_days} ngày) dài hơn hạn khắc phục "
            f"({sender.deadline_days} ngày)"
        )
    if sender.deadline_days < 5:
        yield f"deadline_days: {sender.deadline_days} ngày làm việc là quá ngắn để khắc phục; {TO_MEND}"
    for name in sender.duties:
        if name not in load_duties():
            yield f"duties: “{name}” không có trong duties.yaml"
    try:
        load_calendar(sender.calendar)
    except ConfigError as error:
        yield f"calendar: {error}"


def _operators(sender: Sender) -> Iterator[str]:
    seen: dict[str, str] = {}
    for operator in sender.operators:
        for host in operator.hosts:
            if not HOST.match(host.lower()):
                yield f"operators: “{host}” của {operator.name} không phải tên miền"
            if host.lower() in seen:
                yield f"operators: tên miền {host} ghi cho cả {seen[host.lower()]} và {operator.name}"
            seen[host.lower()] = operator.name


def _sample(sender: Sender) -> Iterator[str]:
    """What still stands as in the sample that comes with the program."""
    sample = read_sender(SAMPLE)
    if sender == sample:
        yield "Đây là hồ sơ mẫu của một tỉnh không có thật: chép thành tệp riêng và sửa mọi dòng"
        return
    for key in ("parent_authority", "place", "address", "phone", "email"):
        if getattr(sender, key) == getattr(sample, key):
            yield f"{key}: còn nguyên như hồ sơ mẫu"
    if sender.signer.name == sample.signer.name:
        yield "signer.name: còn nguyên như hồ sơ mẫu"


_CHECKS: tuple[Callable[[Sender], Iterator[str]], ...] = (
    _written,
    _head,
    _symbols,
    _signature,
    _ways_to_answer,
    _limits,
    _operators,
    _sample,
)
