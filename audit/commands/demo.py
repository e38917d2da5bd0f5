"""`congkhai demo`: the whole line on an invented province."""

from pathlib import Path
from typing import Annotated

import typer

from audit.console import log_to, tell


def command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Thư mục ghi kết quả chạy thử.")] = Path(
        "demo"
    ),
) -> None:
    """Chạy thử cả quy trình trên một tỉnh giả định, hai tháng liền, không cần mạng; dưới 5 phút.

    Các cổng của tỉnh giả định chạy ngay trên máy này: kiểm tra tháng 10 và tháng 11 năm 2026, lập bảng xếp
    hạng, soạn dự thảo thông báo, rồi chỉ chỗ xem.
    """
    from audit.demo import demo
    from audit.folder import AuditFolder

    folder = AuditFolder(out)
    folder.prepare()
    log_to(folder.log)
    for line in demo(out):
        tell(line)
