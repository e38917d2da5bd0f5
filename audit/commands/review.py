"""`congkhai review`: a person looks where the program was in doubt."""

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

    EXPORT = "export"
    IMPORT = "import"
    LIST = "list"
    OVERRIDE = "override"


def command(
    action: Annotated[
        Action,
        typer.Argument(
            help="export: lập bảng tính cần xem lại; import: nhận kết luận; list: mọi kết luận đã ghi; "
            "override: quyết định khác với máy.",
            show_default=False,
        ),
    ],
    folder: Dir,
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TỆP… | CƠ-QUAN TIÊU-CHÍ",
            help="import: các tệp .xlsx; override: mã cơ quan và mã tiêu chí.",
            show_default=False,
        ),
    ] = None,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="KẾT-LUẬN",
            help="override: pass, partial, fail hoặc not_applicable.",
            show_default="không có, phải ghi",
        ),
    ] = "",
    share: Annotated[
        float | None,
        typer.Option(
            "--share", metavar="0-1", help="override partial: phần điểm đạt.", show_default="không có"
        ),
    ] = None,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="LÝ-DO", help="override: lý do.", show_default="không có, phải ghi"),
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="TÊN", help="override: người quyết định.", show_default="không có, phải ghi"
        ),
    ] = "",
    expires: Annotated[
        date | None,
        typer.Option(
            "--expires",
            metavar="D",
            parser=parse_day,
            help="override: ngày cuối cùng còn hiệu lực.",
            show_default="không có, phải ghi",
        ),
    ] = None,
    day: Annotated[
        date | None,
        typer.Option(
            "--date",
            metavar="D",
            parser=parse_day,
            help="Ngày nhận, ngày quyết định.",
            show_default="hôm nay",
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Xem lại những chỗ chương trình chưa chắc chắn.

    Kết luận của người được giữ bên cạnh kết quả đo, có tên, ngày, lý do; giữ cho đến khi trang thay đổi hoặc
    hết hiệu lực; hiện trong mọi báo cáo cùng điểm tính cả kết luận. Kết quả đo không bị sửa.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.review import export, override

    on, named = day or today(), items or []
    if action is Action.EXPORT:
        path, count = export(folder, db=db)
        note(f"{count} nội dung cần xem lại. Điền xong: congkhai review import {folder} {path}")
        tell(str(path))
    elif action is Action.IMPORT:
        _import(folder, [Path(name) for name in named], on, db)
    elif action is Action.LIST:
        _list(folder, on, db)
    else:
        if len(named) != 2:
            raise UserError("review override: ghi mã cơ quan rồi mã tiêu chí, ví dụ: stc planning.present.")
        override(
            *(folder, named[0], named[1]),
            outcome=outcome,
            share=share,
            reason=reason,
            by=by,
            on=on,
            expires=expires,
            db=db,
        )
        note(f"{named[0]}, {named[1]}: đã ghi quyết định. Chạy congkhai report để đưa vào báo cáo.")


def _import(folder: Path, files: list[Path], on: date, db: str | None) -> None:
    from audit.review import take_in
    from audit.taken import tell_taken
    from reports.reviews.reading import ReviewFile

    def kept(read: ReviewFile, count: int) -> str:
        left = f"; {read.untouched} dòng chưa xem" if read.untouched else ""
        return f"ghi {count} kết luận của {read.person}{left}"

    if not files:
        raise UserError("review import: ghi ít nhất một tệp .xlsx.")
    tell_taken(take_in(folder, files, received=on, db=db), kept)


def _list(folder: Path, on: date, db: str | None) -> None:
    from audit.review import trail
    from reports import words

    found = trail(folder, until=on, db=db)
    for one in found:
        made = one.decision
        standing = "còn hiệu lực" if one.holds else "không còn hiệu lực"
        cells = (f"{made.decided:%d/%m/%Y}", made.portal, made.criterion, words.DECIDED[made.kind])
        tell("\t".join((*cells, words.OUTCOMES[made.outcome], made.person, made.reason, standing)))
    note(f"{len(found)} kết luận.")
