"""`congkhai prune`: evidence that is no longer to be kept."""

from pathlib import Path
from typing import Annotated

import typer

from audit.clock import today
from audit.console import log_to, note, tell
from audit.options import Db, Dir


def command(
    folder: Dir,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ nêu tệp sẽ xóa, không xóa. (mặc định: không)")
    ] = False,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            metavar="TỆP",
            exists=True,
            dir_okay=False,
            help="Thời hạn giữ từng loại bằng chứng (YAML).",
            show_default="config/retention.yaml",
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Xóa bằng chứng (trang đã đọc, hình chụp, dữ kiện) đã quá thời hạn giữ.

    Không bao giờ xóa: kết quả và lịch sử, lượt mới nhất, bằng chứng của văn bản đã phát hành còn nội dung
    chưa khắc phục. Nên chạy --dry-run trước.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.prune import prune
    from config.retention import load_retention

    found = prune(
        folder, load_retention(policy) if policy else load_retention(), today(), dry_run=dry_run, db=db
    )
    for path in found.gone:
        tell(str(path))
    for path, number in found.kept.items():
        note(f"{path}: quá hạn giữ nhưng là bằng chứng của văn bản số {number}, giữ lại.")
    done = "sẽ xóa" if dry_run else "đã xóa"
    note(f"{done.capitalize()} {len(found.gone)} tệp, {found.bytes / 1e6:.1f} MB.")
