"""`congkhai reply`: answers of the bodies."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from audit.clock import today
from audit.console import log_to, note, tell
from audit.errors import UserError
from audit.options import Db, Dir, parse_day


class Action(StrEnum):
    """What is to be done."""

    IMPORT = "import"
    LIST = "list"
    ACCEPT = "accept"
    REJECT = "reject"


def command(
    action: Annotated[
        Action,
        typer.Argument(
            help="import: nhận bảng tính trả lời; list: trả lời chờ xem xét; accept, reject: quyết định.",
            show_default=False,
        ),
    ],
    folder: Dir,
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TỆP… | CƠ-QUAN TIÊU-CHÍ",
            help="import: các tệp .xlsx; accept, reject: mã cơ quan và mã tiêu chí.",
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        date | None,
        typer.Option("--date", metavar="D", parser=parse_day, help="Ngày nhận.", show_default="hôm nay"),
    ] = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="TÊN",
            help="Người quyết định (accept, reject).",
            show_default="không có, phải ghi khi quyết định",
        ),
    ] = "",
    expires: Annotated[
        date | None,
        typer.Option(
            "--expires",
            metavar="D",
            parser=parse_day,
            help="Ngày cuối cùng giải trình còn hiệu lực (accept).",
            show_default="một năm sau ngày quyết định",
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Nhận và xem xét trả lời của các cơ quan về nội dung đã thông báo.

    Bảng tính trả lời nằm cạnh dự thảo (thư mục con tra-loi). Ô sai được nêu tên từng ô; các dòng đúng vẫn
    được nhận. Giải trình được chấp nhận thì nội dung đó không tính là thiếu sót cho đến khi hết hiệu lực.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    on, named = day or today(), items or []
    if action is Action.IMPORT:
        _import(folder, [Path(name) for name in named], on, db)
    elif action is Action.LIST:
        _list(folder, on, db)
    else:
        if len(named) != 2:
            raise UserError(f"reply {action}: ghi mã cơ quan rồi mã tiêu chí, ví dụ: stc planning.present.")
        from audit.replies import settle

        accepted = action is Action.ACCEPT
        settle(folder, named[0], named[1], accepted=accepted, by=by, on=on, expires=expires, db=db)
        note(f"{named[0]}, {named[1]}: {'chấp nhận' if accepted else 'không chấp nhận'}.")


def _import(folder: Path, files: list[Path], on: date, db: str | None) -> None:
    from audit.replies import take_in
    from audit.taken import tell_taken
    from reports.replies.reading import ReplyFile

    def kept(read: ReplyFile, count: int) -> str:
        left = f"; chưa trả lời: {', '.join(read.unanswered)}" if read.unanswered else ""
        return f"nhận {count} trả lời của {read.portal}{left}"

    if not files:
        raise UserError("reply import: ghi ít nhất một tệp .xlsx.")
    tell_taken(take_in(folder, files, received=on, db=db), kept)


def _list(folder: Path, on: date, db: str | None) -> None:
    from audit.replies import waiting
    from reports import words

    found = waiting(folder, until=on, db=db)
    for portal, one in found:
        told = one.text or (f"{one.mended:%d/%m/%Y} {one.url or ''}" if one.mended else "")
        tell(f"{one.received:%d/%m/%Y}\t{portal}\t{one.criterion}\t{words.ANSWERS[one.answer]}\t{told}")
    note(f"{len(found)} trả lời chờ xem xét.")
