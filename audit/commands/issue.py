"""`congkhai issue`: freeze a letter that was signed."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit.console import note, tell
from audit.options import Db, parse_day


def command(
    notice: Annotated[
        Path, typer.Argument(metavar="NOTICE", help="Dự thảo .docx trong DIR/notices/<ngày đối chiếu>/.")
    ],
    number: Annotated[str, typer.Option("--number", metavar="N", help="Số văn bản do văn thư cấp.")],
    day: Annotated[
        date, typer.Option("--date", metavar="D", parser=parse_day, help="Ngày ký, ví dụ 2026-11-25.")
    ],
    db: Db = None,
) -> None:
    """Phát hành một văn bản đã ký: điền số, ngày, thời hạn; ghi vào lịch sử; từ đó không thay đổi nữa.

    Thời hạn khắc phục tính từ ngày ký; trong thời hạn đó các nội dung đã nêu không bị thông báo lần nữa.
    """
    from audit.notices import issue

    letter, path, pdf = issue(notice, number, day, db=db)
    if letter.due is not None:
        note(f"Thời hạn khắc phục: {letter.due:%d/%m/%Y} ({len(letter.criteria)} nội dung).")
    for made in (path, pdf):
        if made is not None:
            tell(str(made))
