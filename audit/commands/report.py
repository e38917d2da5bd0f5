"""`congkhai report`: the leaderboard."""

from audit.console import log_to, note, tell
from audit.options import Db, Dir, Sender


def command(folder: Dir, db: Db = None, sender: Sender = None) -> None:
    """Lập bảng xếp hạng (trang web tĩnh, bảng tính) và dữ liệu mở từ DIR/results.json.

    Máy có trình duyệt thì kèm trang dành cho lãnh đạo dạng PDF (một trang A4).

    Trang web mở được ngay từ đĩa, không cần máy chủ. Lập lại thì bản cũ được thay.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.report import report

    made = report(folder, db=db, sender=sender)
    for path in made:
        tell(str(path))
    if not any(path.suffix == ".pdf" for path in made):
        note(
            "Chưa có bản PDF của trang lãnh đạo: máy không có trình duyệt, hoặc không in được (xem "
            "congkhai.log)."
        )
