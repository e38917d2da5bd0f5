"""`congkhai send`: issued letters to the bodies by e-mail."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.console import log_to, note, tell
from audit.errors import UserError
from audit.options import Db, Dir, Sender

if TYPE_CHECKING:
    from audit.store.outbox import Message

STATES = {
    "planned": "sẽ gửi",
    "waiting": "chờ gửi lại",
    "sending": "đang gửi",
    "sent": "đã gửi",
    "refused": "máy chủ từ chối",
    "unknown": "không rõ đã gửi chưa",
}


def command(
    folder: Dir,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Chỉ lập và liệt kê thư sẽ gửi, chưa gửi. (mặc định: không)"),
    ] = False,
    smtp: Annotated[
        str | None,
        typer.Option(
            "--smtp",
            metavar="URL",
            envvar="CONGKHAI_SMTP",
            help="Máy chủ thư: smtp+starttls://ten@may-chu:587 hoặc smtps://ten@may-chu:465; mật khẩu trong "
            "biến môi trường CONGKHAI_SMTP_PASSWORD.",
            show_default="không có, phải ghi khi gửi",
        ),
    ] = None,
    registry: Annotated[
        Path | None,
        typer.Option(
            "--registry",
            metavar="TỆP",
            exists=True,
            dir_okay=False,
            help="Danh sách cổng mới hơn, để lấy địa chỉ thư (khi xem trước).",
            show_default="danh sách của lượt kiểm tra",
        ),
    ] = None,
    went: Annotated[
        str | None,
        typer.Option(
            "--went", metavar="MÃ-THƯ", help="Xác nhận thư không rõ kết quả đã đến.", show_default="không"
        ),
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(
            "--again", metavar="MÃ-THƯ", help="Cho gửi lại thư không rõ kết quả.", show_default="không"
        ),
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="TÊN", help="Người xác nhận.", show_default="không có")
    ] = "",
    trail: Annotated[
        bool, typer.Option("--trail", help="Liệt kê mọi việc đã xảy ra với từng thư. (mặc định: không)")
    ] = False,
    db: Db = None,
    sender: Sender = None,
) -> None:
    """Gửi các văn bản đã phát hành cho từng cơ quan bằng thư điện tử; mỗi văn bản gửi một cơ quan một lần.

    Luôn xem trước: congkhai send DIR --dry-run lập thư, liệt kê nơi nhận, xếp tệp của từng cơ quan vào
    DIR/gui-di/ (để gửi tay qua hệ thống quản lý văn bản nếu muốn). Sau đó congkhai send DIR --smtp … gửi
    đúng những thư đã xem. Thư chưa đi được thì gửi lại ở lần sau; thư không rõ đã đi chưa thì chờ người xác
    nhận (--went, --again), không tự gửi lần hai.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.mailing import decide, deliver, prepare
    from audit.smtp import read_server

    if trail:
        _trail(folder, db)
    elif went or again:
        decide(folder, went or again or "", went=bool(went), by=by, db=db)
        note(f"{went or again}: đã ghi xác nhận.")
    elif dry_run:
        planned = prepare(folder, db=db, sender=sender, registry=registry)
        _list(planned.messages)
        for portal, problem in planned.problems:
            note(f"{portal}: {problem}")
        note(
            f"{sum(one.state in ('planned', 'waiting') for one in planned.messages)} thư sẽ gửi; "
            f"{len(planned.problems)} nơi chưa gửi được. Tệp của từng cơ quan: {folder / 'gui-di'}"
        )
    else:
        if not smtp:
            raise UserError("Ghi --smtp (máy chủ thư), hoặc thêm --dry-run để xem trước.")
        done = deliver(folder, read_server(smtp), db=db, sender=sender)
        _list(done.messages)
        left = [one for one in done.messages if one.state != "sent"]
        if done.stopped or left:
            why = f" Dừng vì: {done.stopped}." if done.stopped else ""
            raise UserError(
                f"Còn {len(left)} thư chưa gửi xong, nêu ở trên; chạy lại lệnh này để gửi tiếp.{why}"
            )
        note(f"Đã gửi đủ {len(done.messages)} thư.")


def _list(found: "tuple[Message, ...]") -> None:
    for one in found:
        tell("\t".join((STATES[one.state], one.portal, one.address, one.kind, one.number, one.message_id)))


def _trail(folder: Path, db: str | None) -> None:
    from audit.mailing import trail

    for one in trail(folder, db=db):
        cells = (f"{one.at:%Y-%m-%d %H:%M:%S}Z", STATES[one.state], one.address, one.message_id, one.detail)
        tell("\t".join(cells))
