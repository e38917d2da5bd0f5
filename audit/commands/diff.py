"""`congkhai diff`: two runs side by side."""

from pathlib import Path
from typing import Annotated

import typer

from audit.console import tell
from audit.options import Db

_RUN = "mã lượt (như trong results.json) hoặc ngày đối chiếu, dạng 2026-10-20"


def command(
    before: Annotated[str, typer.Argument(metavar="TRƯỚC", help=f"Lượt trước: {_RUN}.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="SAU", help=f"Lượt sau: {_RUN}.", show_default=False)],
    folder: Annotated[
        Path,
        typer.Option("--dir", metavar="DIR", help="Thư mục của đợt kiểm tra.", show_default="thư mục này"),
    ] = Path(),
    db: Db = None,
) -> None:
    """So hai kỳ kiểm tra: từng cơ quan đã khắc phục gì, mới thiếu gì, kém đi ở đâu; ai tiến bộ nhất.

    Cơ quan sáp nhập, đổi tên thì so với kết quả của cơ quan trước đó. Ví dụ:
    congkhai diff 2026-10-20 2026-11-20 --dir ket-qua
    """
    from audit.compare import compare, lines

    for line in lines(compare(folder, before, after, db=db)):
        tell(line)
