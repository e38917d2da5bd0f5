"""`congkhai restore`: back from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from audit.console import note, tell


def command(
    archive: Annotated[
        Path,
        typer.Argument(
            metavar="BẢN-SAO",
            exists=True,
            dir_okay=False,
            help="Tệp do congkhai backup ghi.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Thư mục nhận; chưa có cơ sở dữ liệu nào trong đó.")
    ],
) -> None:
    """Khôi phục bản sao lưu vào DIR và kiểm tra bằng chứng đang có ở đó còn đúng như lúc sao lưu.

    Tệp đã có trong DIR được giữ nguyên.
    """
    from audit.backup import restore

    found = restore(archive, out)
    tell(f"Đã khôi phục {found.files} tệp vào {out}.")
    for name in found.changed:
        note(f"{name}: KHÁC với lúc sao lưu.")
    told = f"thiếu {len(found.missing)}, khác {len(found.changed)}"
    note(f"Bằng chứng theo danh mục: {found.evidence} tệp; {told}.")
