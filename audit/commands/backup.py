"""`congkhai backup`: a copy to come back to."""

from pathlib import Path
from typing import Annotated

import typer

from audit.console import log_to, tell
from audit.options import Db, Dir


def command(
    folder: Dir,
    to: Annotated[Path, typer.Option("--to", metavar="THƯ-MỤC", help="Thư mục ghi bản sao lưu.")],
    db: Db = None,
) -> None:
    """Sao lưu: cơ sở dữ liệu, kết quả, văn bản, kèm danh mục bằng chứng (mã băm SHA-256 từng tệp).

    Chạy được cả khi đang kiểm tra. Bản thân bằng chứng (trang đã đọc, hình chụp) nằm nguyên trong DIR; chép
    riêng nếu cần. Khôi phục: congkhai restore.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.backup import backup

    tell(str(backup(folder, to, db=db)))
