"""`congkhai sender`: look through the profile of the authority that signs, write the templates it may "
"edit."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from audit.console import note, tell
from audit.errors import UserError


class Action(StrEnum):
    """What is to be done with the profile."""

    CHECK = "check"
    TEMPLATES = "templates"


def command(
    action: Annotated[
        Action,
        typer.Argument(help="check: soát hồ sơ; templates: ghi mẫu Word để sửa.", show_default=False),
    ],
    profile: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP", exists=True, dir_okay=False, help="Hồ sơ cơ quan gửi (YAML).", show_default=False
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Thư mục ghi mẫu Word (templates).")
    ] = Path("mau-van-ban"),
) -> None:
    """Soát hồ sơ cơ quan gửi trước khi soạn văn bản, hoặc ghi các mẫu Word để sửa theo ý đơn vị.

    check: mỗi chỗ cần sửa được nêu trên một dòng, kèm tên mục trong tệp. templates: mẫu đã có thì giữ nguyên;
    mẫu đã sửa dùng với congkhai notices --templates DIR.
    """
    if action is Action.CHECK:
        _check(profile)
    else:
        from audit.templates import write_templates

        for path in write_templates(profile, out):
            tell(str(path))


def _check(profile: Path) -> None:
    from config.sender_check import check_file

    found = check_file(profile)
    for problem in found:
        tell(problem)
    if found:
        raise UserError(f"{profile}: còn {len(found)} chỗ cần sửa trước khi soạn văn bản.")
    note(f"{profile}: hồ sơ đầy đủ, đúng thể thức.")
