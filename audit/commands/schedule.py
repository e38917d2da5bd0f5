"""`congkhai schedule`: jobs that run by themselves."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit import errors
from audit.console import log_to, note, tell
from audit.options import Db

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from audit.schedule.manage import Planned
    from config.schedule import Schedule


class Action(StrEnum):
    """What is to be done with the schedule."""

    RUN = "run"
    LIST = "list"
    PAUSE = "pause"
    RESUME = "resume"
    RUN_NOW = "run-now"


def command(
    action: Annotated[
        Action,
        typer.Argument(
            help="run: giữ lịch, chạy các việc khi đến giờ (đến khi bị dừng); list: xem; pause, resume: tạm "
            "dừng, cho chạy lại một việc; run-now: chạy một việc ngay.",
            show_default=False,
        ),
    ],
    job: Annotated[
        str | None, typer.Argument(metavar="[VIỆC]", help="id của việc trong lịch.", show_default="không")
    ] = None,
    plan: Annotated[
        Path,
        typer.Option(
            "--plan",
            metavar="TỆP",
            exists=True,
            dir_okay=False,
            help="Lịch (YAML). Mẫu: config/schedules/mau.yaml.",
        ),
    ] = Path("lich.yaml"),
    db: Db = None,
) -> int:
    """Lịch tự chạy: kiểm tra hằng tháng ban đêm, xem lại hằng tuần, bảng xếp hạng, báo cáo đúng hạn.

    Máy tắt lúc đến giờ thì việc được chạy ngay khi máy bật lại. Hai lịch cùng giữ một cơ sở dữ liệu không
    chạy trùng việc. Cách đặt chạy thường trực: docs/lich-chay.md.
    """
    from audit.folder import AuditFolder
    from audit.store.engine import open_store, store_url
    from config.schedule import read_schedule

    schedule = read_schedule(plan)
    if db is not None:
        schedule = schedule.model_copy(update={"db": db})
    folder = AuditFolder(schedule.out)
    folder.prepare()
    log_to(folder.log)
    if action is not Action.RUN and action is not Action.LIST and job is None:
        raise errors.UserError(
            f"{action}: ghi id của việc. Xem các việc: congkhai schedule list --plan {plan}"
        )
    engine = open_store(store_url(schedule.db, schedule.out))
    try:
        return _do(action, job or "", schedule, engine)
    finally:
        engine.dispose()


def _do(action: Action, job: str, schedule: "Schedule", engine: "Engine") -> int:
    import signal
    import threading

    from audit.schedule.keeper import Keeper
    from audit.schedule.manage import pause, planned, resume, run_now
    from audit.schedule.work import CommandWork

    stopping = threading.Event()
    if action in (Action.RUN, Action.RUN_NOW):
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
    if action is Action.RUN:
        note(f"Giữ lịch {len(schedule.jobs)} việc; dừng bằng Ctrl-C.")
        Keeper(schedule, engine, CommandWork(schedule), stopping=stopping).run()
    elif action is Action.RUN_NOW:
        code = run_now(schedule, engine, job, CommandWork(schedule), stopping)
        return errors.INTERRUPTED if code is None else code
    elif action is Action.PAUSE:
        pause(schedule, engine, job)
        note(f"{job}: tạm dừng.")
    elif action is Action.RESUME:
        note(f"{job}: chạy lại từ {_moment(resume(schedule, engine, job))}.")
    else:
        for one in planned(schedule, engine):
            tell(_line(one))
    return errors.OK


def _line(one: "Planned") -> str:
    states = {"waiting": "chờ", "running": "đang chạy", "done": "xong", "failed": "hỏng"}
    coming = f"lần tới {_moment(one.coming)}" if one.coming else "tạm dừng"
    last = "chưa chạy lần nào"
    if one.last is not None:
        code = f", mã {one.last.exit_code}" if one.last.exit_code else ""
        last = f"lần cuối {_moment(one.last.due)}: {states[one.last.state]}{code}"
    return f"{one.job.id}\t{coming}\t{last}"


def _moment(moment: object) -> str:
    from datetime import datetime

    from config.calendar import VIETNAM

    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if isinstance(moment, datetime) else ""
