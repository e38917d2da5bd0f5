"""`congkhai explain`: what the program sees, and why."""

from datetime import date
from typing import Annotated

import typer

from audit.console import tell
from audit.options import AllowNet, AllowPrivate, Contact, Hosts, Render, parse_day


def command(
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="Một trang, hoặc trang chủ của một cổng (khi đó thăm cả cổng)."),
    ],
    whole: Annotated[
        bool | None,
        typer.Option(
            "--portal/--page",
            help="Thăm cả cổng hay chỉ xem một trang.",
            show_default="cả cổng nếu địa chỉ không có đường dẫn sau tên miền",
        ),
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=parse_day,
            help="Ngày đối chiếu.",
            show_default="hôm nay, giờ Việt Nam",
        ),
    ] = None,
    max_pages: Annotated[
        int, typer.Option("--max-pages", metavar="N", min=1, help="Số trang đọc nhiều nhất khi thăm cả cổng.")
    ] = 60,
    delay: Annotated[
        float, typer.Option("--delay", metavar="SECONDS", min=0, help="Số giây giữa hai yêu cầu.")
    ] = 1.0,
    render: Annotated[
        Render, typer.Option("--render", metavar="auto|never|always", help="Khi nào dùng trình duyệt.")
    ] = Render.AUTO,
    allow_private: AllowPrivate = False,
    allow_net: AllowNet = None,
    hosts: Hosts = None,
    contact: Contact = None,
) -> None:
    """Cho xem công cụ thấy gì trên một trang hay một cổng: chuyên mục, ngày, văn bản, liên hệ, và vì sao.

    Dùng khi cần trả lời cơ quan: vì sao chuyên mục này bị coi là không có, ngày mới nhất lấy ở đâu.
    """
    from audit.clock import today
    from audit.looking import look
    from audit.run import Manners

    manners = Manners(
        max_pages=max_pages,
        delay=delay,
        render=render.value,
        allow_private=allow_private,
        allow_nets=tuple(allow_net or ()),
        hosts=hosts,
        contact=contact,
    )
    for line in look(url, whole=whole, as_of=as_of or today(), manners=manners):
        tell(line)
