"""`congkhai freshness`: how sections are kept up over the months."""

from typing import Annotated

import typer

from audit.console import log_to, note, tell
from audit.errors import UserError
from audit.options import Db, Dir


def command(
    folder: Dir,
    portal: Annotated[
        str | None,
        typer.Option("--portal", metavar="ID", help="Chỉ xem một cơ quan.", show_default="mọi cơ quan"),
    ] = None,
    db: Db = None,
) -> None:
    """Theo dõi độ mới của từng mục qua các kỳ: mới nhất, nhịp đăng, khoảng trống, ngày sẽ quá hạn.

    Chỉ ra tin cũ đăng lại với ngày mới, tin ghi lùi ngày, ngày hiện trên mọi trang. Ghi hai bảng vào
    DIR/do-moi: từng mục của từng cơ quan, và các mục theo tháng của cả tỉnh. Cần từ hai kỳ kiểm tra trở lên.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.tracking import follow, line
    from scoring.freshness import exposed

    found = follow(folder, portal=portal, db=db)
    if portal is not None and portal not in found.names:
        raise UserError(f"--portal {portal}: không có trong kết quả của {folder}.")
    behind = [one for one in found.sections if one.state in ("ageing", "stale") or one.will_breach]
    shown = (
        found.sections if portal else {id(one): one for one in [*exposed(found.sections), *behind]}.values()
    )
    for one in shown:
        tell(line(one) if portal else f"{one.portal} {found.names[one.portal]}: {line(one)}")
    for name in sorted(found.stamped):
        tell(
            f"{name} {found.names[name]}: mọi trang ghi ngày trùng ngày xem; đó là đồng hồ của trang, không "
            "phải ngày cập nhật"
        )
    for path in found.written:
        tell(str(path))
    note(f"{len(behind)} mục đã hoặc sắp quá hạn, {len(exposed(found.sections))} mục có ngày đáng ngờ.")
