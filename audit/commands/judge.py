"""`congkhai judge`: judge stored facts again."""

from datetime import date
from typing import Annotated

import typer

from audit.console import log_to, note, tell
from audit.options import Db, Dir, Rubric, parse_day


def command(
    folder: Dir,
    rubric: Rubric = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=parse_day,
            help="Ngày đối chiếu; dùng dữ kiện của đúng ngày đó, không có thì của ngày gần nhất trước đó.",
            show_default="ngày của lượt mới nhất trong DIR",
        ),
    ] = None,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread", help="Đọc lại các trang đã lưu (khi bộ đọc, từ vựng đã thay đổi). (mặc định: không)"
        ),
    ] = False,
    db: Db = None,
) -> None:
    """Chấm lại dữ kiện đã lưu, không truy cập mạng; ghi lại DIR/results.json.

    Cùng dữ kiện, cùng bộ tiêu chí thì kết quả y như cũ. Chấm theo bộ tiêu chí hoặc ngày khác là chấm thử: ghi
    results.json nhưng không ghi vào lịch sử; chạy lại không kèm tùy chọn để trở về kết quả của lượt.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.rejudge import judge_again
    from audit.summary import summary

    judged = judge_again(folder, rubric=rubric, as_of=as_of, reread=reread, db=db)
    if reread:
        note(f"Đã đọc lại trang lưu của {judged.reread} cổng.")
    if not judged.kept:
        note("Chấm thử theo bộ tiêu chí hoặc ngày khác với lượt kiểm tra: không ghi vào lịch sử.")
    tell(summary(judged.results, folder))
