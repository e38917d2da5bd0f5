"""Options that several commands share."""

from datetime import date, datetime
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

import typer


def parse_day(text: Any) -> date:
    """A day as officials or programs write it; raises `typer.BadParameter`."""
    if isinstance(text, date):
        return text
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(str(text), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải là ngày có thật; viết dạng 2026-11-20 hoặc 20/11/2026")


def parse_network(text: Any) -> str:
    """A network in CIDR form; raises `typer.BadParameter`."""
    try:
        return str(ip_network(str(text)))
    except ValueError:
        raise typer.BadParameter(
            f"“{text}” không phải là mạng dạng CIDR, ví dụ 10.1.0.0/16 (phần sau mạng phải là số 0)"
        ) from None


def parse_contact(text: Any) -> str:
    """Who a portal's keeper may turn to, on one line; raises `typer.BadParameter`."""
    contact = str(text).strip()
    if len(contact) > 200 or not contact.isprintable():
        raise typer.BadParameter("ghi một địa chỉ thư hoặc trang web, một dòng, không quá 200 ký tự")
    return contact


class Render(StrEnum):
    """When a browser is used."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


class Technique(StrEnum):
    """Which portals are measured in the browser."""

    OFF = "off"
    SAMPLE = "sample"
    FULL = "full"


Dir = Annotated[
    Path,
    typer.Argument(metavar="DIR", help="Thư mục của đợt kiểm tra (đã dùng với congkhai audit … --out DIR)."),
]
Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="URL",
        help="Cơ sở dữ liệu giữ lịch sử: đường dẫn tệp SQLite, hoặc URL "
        "(postgresql+psycopg://…). Dùng chung một cơ sở dữ liệu thì các kỳ nối tiếp nhau.",
        show_default="congkhai.db trong DIR",
    ),
]
Rubric = Annotated[
    str | None,
    typer.Option(
        "--rubric",
        metavar="ID",
        help="Bộ tiêu chí: nd224-2026, nd42-2022, hoặc tệp .yaml của đơn vị (chép một bộ rồi sửa; chương "
        "trình nói rõ đã đổi những gì). Chỉ định bộ không có hiệu lực tại ngày đối chiếu thì "
        "kết quả ghi rõ điều đó và không soạn thông báo.",
        show_default="bộ có hiệu lực tại ngày đối chiếu",
    ),
]
Sender = Annotated[
    Path | None,
    typer.Option(
        "--sender",
        metavar="TỆP",
        help="Hồ sơ cơ quan gửi (YAML): tên, ký hiệu, người ký, thời hạn. Chép config/senders/mau.yaml rồi "
        "sửa từng dòng.",
        show_default="hồ sơ mẫu của một tỉnh giả định",
        exists=True,
        dir_okay=False,
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help="Thư mục mẫu Word đã sửa (ghi mẫu bằng congkhai sender templates).",
        show_default="mẫu của chương trình",
        exists=True,
        file_okay=False,
    ),
]
MaxPages = Annotated[
    int, typer.Option("--max-pages", metavar="N", min=1, help="Số trang đọc nhiều nhất ở mỗi cổng.")
]
Delay = Annotated[
    float,
    typer.Option("--delay", metavar="SECONDS", min=0, help="Số giây giữa hai yêu cầu tới cùng một máy chủ."),
]
Concurrency = Annotated[
    int, typer.Option("--concurrency", metavar="N", min=1, help="Số cổng kiểm tra cùng lúc.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Cho phép mọi địa chỉ mạng nội bộ. (mặc định: không, mọi cửa đều chặn)"
    ),
]
AllowNet = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-net",
        metavar="CIDR",
        parser=parse_network,
        help="Chỉ mở mạng nội bộ này, ví dụ 10.1.0.0/16; dùng được nhiều lần.",
        show_default="không mở mạng nào",
    ),
]
Hosts = Annotated[
    Path | None,
    typer.Option(
        "--hosts",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Tệp dạng hosts (địa chỉ rồi tên miền) dùng thay DNS cho các tên có trong đó.",
        show_default="không có, hỏi DNS",
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="TEXT",
        envvar="CONGKHAI_CONTACT",
        parser=parse_contact,
        help="Thư điện tử hoặc trang web của đơn vị kiểm tra, ghi trong tên mà công cụ xưng với các cổng.",
        show_default="câu chung, không có địa chỉ",
    ),
]
