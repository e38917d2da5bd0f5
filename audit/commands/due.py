"""`congkhai due`: what falls due."""

from datetime import date
from typing import Annotated

import typer

from audit.clock import today
from audit.console import log_to, note, tell
from audit.options import Db, Dir, Sender, parse_day

DAYS = 30


def command(
    folder: Dir,
    first: Annotated[
        date | None,
        typer.Option("--from", metavar="D", parser=parse_day, help="Từ ngày.", show_default="hôm nay"),
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=1000, help="Trong bao nhiêu ngày.")] = DAYS,
    db: Db = None,
    sender: Sender = None,
) -> None:
    """Liệt kê việc đến hạn: nhắc, kiểm tra lại, báo cáo cấp trên, giải trình hết hiệu lực, báo cáo kỳ.

    Mỗi dòng: ngày, việc. Nội dung đã khắc phục ở kỳ kiểm tra gần nhất, hoặc đã có giải trình được chấp nhận,
    thì không nhắc nữa.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from datetime import timedelta

    from audit.due import due

    start = first or today()
    last = start + timedelta(days=days - 1)
    found = due(folder, first=start, last=last, db=db, sender=sender)
    for one in found:
        tell(f"{one.day:%d/%m/%Y}\t{one.what}")
    note(f"{len(found)} việc đến hạn từ {start:%d/%m/%Y} đến {last:%d/%m/%Y}.")
