"""`congkhai discover`: the bodies that a provincial portal links to, as a list to confirm."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit.console import tell
from audit.options import AllowNet, AllowPrivate, Contact, Delay, Hosts, parse_day


def command(
    url: Annotated[str, typer.Argument(metavar="URL", help="Trang chủ cổng thông tin điện tử của tỉnh.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="TỆP",
            help="Tệp ghi danh sách đề xuất: .xlsx hoặc .csv; tệp đã có không bị ghi đè.",
        ),
    ],
    registry: Annotated[
        Path | None,
        typer.Option(
            "--registry",
            metavar="TỆP",
            exists=True,
            dir_okay=False,
            help="Danh sách đang dùng: giữ nguyên mọi dòng của nó, chỉ ra cơ quan mới, đổi địa chỉ, không "
            "còn liên kết.",
            show_default="chưa có danh sách",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="TÊN", help="Tên cơ quan của cổng.", show_default="tiêu đề trang chủ"),
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=parse_day,
            help="Ngày xem: dòng của cơ quan không tồn tại ngày này được để yên.",
            show_default="hôm nay, giờ Việt Nam",
        ),
    ] = None,
    max_pages: Annotated[
        int, typer.Option("--max-pages", metavar="N", min=1, help="Số trang đọc nhiều nhất.")
    ] = 16,
    delay: Delay = 1.0,
    allow_private: AllowPrivate = False,
    allow_net: AllowNet = None,
    hosts: Hosts = None,
    contact: Contact = None,
) -> None:
    """Đề xuất danh sách cổng từ các liên kết trên cổng của tỉnh, để một người xem lại rồi dùng.

    Đọc trang chủ, sơ đồ cổng và các trang liệt kê sở, ban, ngành, xã, phường; mỗi dòng kèm độ tin cậy và nơi
    đã thấy. Xem xong, dùng ngay tệp đó: congkhai audit TỆP --out DIR. Ví dụ:
    congkhai discover https://tinh.example.gov.vn --out danh-sach.xlsx
    """
    from audit.clock import today
    from audit.looking import discover
    from audit.run import Manners

    manners = Manners(
        max_pages=max_pages,
        delay=delay,
        allow_private=allow_private,
        allow_nets=tuple(allow_net or ()),
        hosts=hosts,
        contact=contact,
    )
    for line in discover(
        url, out, registry=registry, name=name or "", as_of=as_of or today(), manners=manners
    ):
        tell(line)
