"""`congkhai sender`: look through the profile of the authority that signs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from audit.console import note, tell
from audit.errors import UserError


class Action(StrEnum):
    """What is to be done with the profile."""

    CHECK = "check"


def command(
    action: Annotated[Action, typer.Argument(help="check: soát hồ sơ.", show_default=False)],
    profile: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP", exists=True, dir_okay=False, help="Hồ sơ cơ quan gửi (YAML).", show_default=False
        ),
    ],
) -> None:
    """Soát hồ sơ cơ quan gửi trước khi soạn văn bản: tên, ký hiệu, người ký, liên hệ, thời hạn.

    Mỗi chỗ cần sửa được nêu trên một dòng, kèm tên mục trong tệp. Ví dụ: congkhai sender check so-khcn.yaml.
    """
    from config.sender_check import check_file

    found = check_file(profile) if action is Action.CHECK else []
    for problem in found:
        tell(problem)
    if found:
        raise UserError(f"{profile}: còn {len(found)} chỗ cần sửa trước khi soạn văn bản.")
    note(f"{profile}: hồ sơ đầy đủ, đúng thể thức.")
