"""`congkhai report`: the leaderboard."""

from audit.console import log_to, tell
from audit.options import Db, Dir, Sender


def command(folder: Dir, db: Db = None, sender: Sender = None) -> None:
    """Lập bảng xếp hạng (trang web tĩnh, bảng tính) và dữ liệu mở từ DIR/results.json.

    Trang web mở được ngay từ đĩa, không cần máy chủ. Lập lại thì bản cũ được thay.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.report import report

    for path in report(folder, db=db, sender=sender):
        tell(str(path))
