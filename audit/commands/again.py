"""`congkhai again`: lost portals once more, at another hour."""

from audit.console import log_to, note, tell
from audit.options import AllowNet, AllowPrivate, Concurrency, Contact, Db, Delay, Dir, Hosts


def command(
    folder: Dir,
    db: Db = None,
    delay: Delay = 1.0,
    concurrency: Concurrency = 8,
    allow_private: AllowPrivate = False,
    allow_net: AllowNet = None,
    hosts: Hosts = None,
    contact: Contact = None,
) -> None:
    """Thử lại các cổng không kết nối được hoặc đo chưa đủ ở lượt gần nhất, như một phần của lượt đó.

    Chạy vào giờ khác (cổng có khi chỉ tắt ban đêm). Cổng đã đo được giữ nguyên. Lượt đã có văn bản phát hành
    thì không sửa nữa.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.again import try_again
    from audit.run import Manners
    from audit.summary import summary

    manners = Manners(
        delay=delay,
        concurrency=concurrency,
        allow_private=allow_private,
        allow_nets=tuple(allow_net or ()),
        hosts=hosts,
        contact=contact,
    )
    results = try_again(folder, manners, db=db)
    if results is None:
        note("Không có cổng nào cần thử lại.")
    else:
        tell(summary(results, folder))
