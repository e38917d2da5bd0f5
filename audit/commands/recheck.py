"""`congkhai recheck`: those that fall short, looked at again between two rounds."""

from datetime import date
from typing import Annotated

import typer

from audit.clock import today
from audit.console import log_to, note, tell
from audit.options import AllowNet, AllowPrivate, Concurrency, Contact, Delay, Dir, Hosts, MaxPages, parse_day


def command(
    folder: Dir,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of", metavar="DATE", parser=parse_day, help="Ngày đối chiếu.", show_default="hôm nay"
        ),
    ] = None,
    max_pages: MaxPages = 100,
    delay: Delay = 1.0,
    concurrency: Concurrency = 8,
    allow_private: AllowPrivate = False,
    allow_net: AllowNet = None,
    hosts: Hosts = None,
    contact: Contact = None,
) -> None:
    """Xem lại giữa hai kỳ các cơ quan còn thiếu sót: đã khắc phục gì kể từ kỳ kiểm tra gần nhất.

    Kết quả nằm riêng trong DIR/kiem-tra-lai, không lẫn vào lịch sử và bảng xếp hạng hằng tháng.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.again import recheck
    from audit.run import Manners
    from config.rubric import load_rubric

    manners = Manners(
        max_pages=max_pages,
        delay=delay,
        concurrency=concurrency,
        allow_private=allow_private,
        allow_nets=tuple(allow_net or ()),
        hosts=hosts,
        contact=contact,
    )
    found = recheck(folder, as_of or today(), manners)
    if found is None:
        note("Không có cơ quan nào còn thiếu sót.")
        return
    titles = {one.id: one.title for one in load_rubric(found.results.rubric).criteria}
    for one in found.movements:
        mended = "; ".join(titles.get(name, name) for name in one.mended) or "chưa khắc phục thêm"
        tell(f"{one.id} {one.name}: {mended}")
