"""The command `congkhai`: its commands, its exit codes, its errors in Vietnamese."""

import re
import sys
from collections.abc import Sequence

import typer
from typer import rich_utils

from audit import errors
from audit.commands import MODULES
from audit.console import log_error, note

ABOUT = """Kiểm tra việc công khai thông tin trên cổng, trang thông tin điện tử của cơ quan nhà nước.

Các bước: discover (đề xuất danh sách cổng) → audit (kiểm tra) → report (bảng xếp hạng) → review (xem lại) →
notices (dự thảo thông báo) → issue (phát hành) → send (gửi).
Xem thử trên một tỉnh giả định: congkhai demo. Hướng dẫn: docs/huong-dan.md.

Mã kết thúc: 0 xong; 1 với --strict khi có phần không đo được hoặc dòng bị loại; 2 dữ liệu vào sai; 3 bị dừng
giữa chừng (chạy lại với --resume); 4 lỗi bên trong chương trình.
"""
_PHRASES = (
    (re.compile(r"(?:Value error, )?(.*) is not one of (.*?)\.?\Z"), r"\1 không thuộc \2"),
    (re.compile(r"Input should be a valid integer.*"), "cần một số nguyên"),
    (re.compile(r"Input should be a valid number.*"), "cần một số"),
    (re.compile(r"Input should be greater than or equal to (.*)"), r"phải từ \1 trở lên"),
    (re.compile(r"\w+ (.*) does not exist\.?\Z"), r"không có tệp \1"),
    (re.compile(r"\w+ (.*) is a directory\.?\Z"), r"\1 là thư mục, cần một tệp"),
    (re.compile(r"No such command (.*?)\.(?: Did you mean (.*)\?)?\Z"), r"Không có lệnh \1"),
    (re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)"), r"Thừa: \1"),
    (re.compile(r"Option (.*) requires an argument\.?\Z"), r"Sau \1 phải có giá trị"),
)

rich_utils.DEFAULT_STRING = "[mặc định: {}]"
rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
rich_utils.COMMANDS_PANEL_TITLE = "Các lệnh"


def paragraphs(text: str) -> str:
    """The text with each paragraph on one line: the terminal breaks it."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


app = typer.Typer(
    name="congkhai",
    help=paragraphs(ABOUT),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)
for module in MODULES:
    name = module.__name__.rpartition(".")[2]
    app.command(name=name, help=paragraphs(module.command.__doc__ or ""))(module.command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line and return its exit code; never raises."""
    try:
        code = app(args=arguments, prog_name="congkhai", standalone_mode=False)
        return errors.INTERRUPTED if code == 130 else int(code or 0)
    except typer.TyperException as error:
        note(_usage(error))
        return errors.BAD_INPUT
    except (typer.Abort, KeyboardInterrupt, errors.InterruptedRunError) as error:
        note(str(error) or "Đã dừng theo yêu cầu.")
        return errors.INTERRUPTED
    except SystemExit:  # the reader of our output has gone away
        return errors.OK
    except BaseException as error:
        return _failed(error)


def main() -> None:
    """The entry point."""
    sys.exit(run())


def _failed(error: BaseException) -> int:
    from config.loading import ConfigError
    from config.tables import RegistryError
    from reports.letters.issued import NoticeError

    if isinstance(error, errors.UserError | ConfigError | RegistryError | NoticeError):
        note(f"Lỗi: {error}")
        return errors.BAD_INPUT
    path = log_error(error)
    where = f" Chi tiết trong {path}; gửi tệp này kèm khi báo lỗi." if path else ""
    note(f"Lỗi bên trong chương trình ({type(error).__name__}: {_short(error)}).{where}")
    return errors.INTERNAL


def _short(error: BaseException) -> str:
    return str(error).split("\n", 1)[0][:300]


def _usage(error: typer.TyperException) -> str:
    """What was wrong with the command line, in Vietnamese, and where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "congkhai"
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    parameter = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (parameter.get_error_hint() if parameter is not None else "")
    message = _translated(error.message)
    if kind == "MissingParameter":
        message = f"Thiếu {hint}"
    elif kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        message = f"Không có tùy chọn {getattr(error, 'option_name', '')}"
        message += f" (có phải {', '.join(sorted(near))}?)" if near else ""
    elif hint:
        message = f"Giá trị của {hint} không dùng được: {message}"
    return f"Lỗi: {message}. Xem cách dùng: {command} --help"


def _translated(message: str) -> str:
    for pattern, vietnamese in _PHRASES:
        if pattern.match(message):
            return pattern.sub(vietnamese, message)
    return message.rstrip(".")
