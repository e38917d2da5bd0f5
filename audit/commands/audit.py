"""`congkhai audit`: visit, judge, score."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from audit import errors
from audit.clock import today
from audit.console import log_to, tell
from audit.options import (
    AllowNet,
    AllowPrivate,
    Concurrency,
    Contact,
    Db,
    Delay,
    Hosts,
    MaxPages,
    Render,
    Rubric,
    Technique,
    parse_day,
)


def command(
    registry: Annotated[
        Path,
        typer.Argument(
            metavar="REGISTRY",
            help="Danh sách cổng: CSV (UTF-8) hoặc XLSX. Cột bắt buộc: id,name,url,level; có thể thêm "
            "parent, email, address_to, valid_from, valid_to, successor. Dòng sai được nêu số dòng và lý do, "
            "các dòng khác vẫn được kiểm tra.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Thư mục ghi kết quả; dùng lại cho các kỳ sau.")
    ],
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="YYYY-MM-DD",
            parser=parse_day,
            help="Ngày đối chiếu: chọn bộ tiêu chí, tính độ mới.",
            show_default="hôm nay, giờ Việt Nam",
        ),
    ] = None,
    rubric: Rubric = None,
    db: Db = None,
    max_pages: MaxPages = 200,
    delay: Delay = 1.0,
    concurrency: Concurrency = 8,
    render: Annotated[
        Render,
        typer.Option(
            "--render",
            metavar="auto|never|always",
            help="Khi nào dùng trình duyệt: auto chỉ với cổng phải chạy mã mới hiện nội dung.",
        ),
    ] = Render.AUTO,
    technique: Annotated[
        Technique,
        typer.Option(
            "--technique",
            metavar="off|sample|full",
            help="Đo bằng trình duyệt tốc độ, bề ngang trên điện thoại và hỗ trợ người khuyết tật (axe): "
            "sample chỉ một cổng của mỗi cấp dưới mỗi tên miền, full mọi cổng (mỗi cổng mở thêm 7 lượt "
            "trang), off không đo.",
        ),
    ] = Technique.SAMPLE,
    resume: Annotated[
        bool, typer.Option("--resume", help="Làm tiếp lượt bị dừng giữa chừng trong DIR. (mặc định: không)")
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Kết thúc với mã 1 nếu có dòng bị loại hoặc cổng không đo được. (mặc định: không)",
        ),
    ] = False,
    allow_private: AllowPrivate = False,
    allow_net: AllowNet = None,
    hosts: Hosts = None,
    contact: Contact = None,
) -> int:
    """Kiểm tra các cổng trong danh sách: đến thăm, đối chiếu, chấm điểm, ghi DIR/results.json.

    Công cụ xưng tên thật, theo robots.txt, mỗi máy chủ một yêu cầu mỗi giây. Cổng nào xong được ghi lại ngay;
    bị dừng thì chạy lại với --resume. Sau đó: congkhai report DIR, congkhai notices DIR.

    Ví dụ: congkhai audit danh-sach.xlsx --out thang-11
    """
    from audit.folder import AuditFolder
    from audit.run import Manners, Order, audit
    from audit.summary import missed, summary

    folder = AuditFolder(out)
    folder.prepare()
    log_to(folder.log)
    results = audit(
        Order(
            registry=registry,
            out=out,
            as_of=as_of or today(),
            as_of_given=as_of is not None,
            rubric=rubric,
            db=db,
            resume=resume,
            technique=technique.value,
            manners=Manners(
                max_pages=max_pages,
                delay=delay,
                concurrency=concurrency,
                render=render.value,
                allow_private=allow_private,
                allow_nets=tuple(allow_net or ()),
                hosts=hosts,
                contact=contact,
            ),
        )
    )
    tell(summary(results, out))
    return errors.MISSED if strict and missed(results) else errors.OK
