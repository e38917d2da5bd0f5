"""`congkhai synthesis`: the report on a quarter, a half-year or a year."""

from datetime import date
from typing import Annotated

import typer

from audit.console import log_to, note, tell
from audit.options import Db, Dir, Sender, parse_day


def command(
    folder: Dir,
    period: Annotated[
        str, typer.Option("--period", metavar="KỲ", help="2026-Q4 (quý), 2026-H1 (6 tháng), 2026 (năm).")
    ],
    until: Annotated[
        date | None,
        typer.Option(
            "--until",
            metavar="D",
            parser=parse_day,
            help="Số liệu tính đến ngày, khi báo cáo trước lúc hết kỳ.",
            show_default="ngày cuối kỳ",
        ),
    ] = None,
    db: Db = None,
    sender: Sender = None,
) -> None:
    """Lập dự thảo báo cáo tổng hợp quý, 6 tháng, năm từ các kỳ kiểm tra.

    Phần máy viết chỉ nêu điều số liệu cho thấy. Các ô “Người lập báo cáo điền” do cán bộ điền; lập lại báo
    cáo thì phần đã điền được giữ. Báo cáo nằm trong DIR/bao-cao.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.synthesis import parse_period, synthesize
    from reports.letters.issued import NoticeError

    try:
        made = synthesize(folder, parse_period(period), until=until, db=db, sender=sender)
    except NoticeError as error:
        note(str(error))
        return
    for path in made:
        if path is not None:
            tell(str(path))
