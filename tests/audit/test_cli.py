"""The command line: exit codes, Vietnamese errors that say what to do, help that states every default."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from audit import cli, errors
from audit import run as run_module
from audit.commands import MODULES
from tests.audit.fakes import FakeCrawl

BAD_ROWS = """id,name,url,level,parent,email,valid_from,valid_to
tot1,Sở Tốt,https://tot1.tinh.gov.vn/,department,,,,
,Thiếu id,https://a.tinh.gov.vn/,department,,,,
thieu-ten,,https://b.tinh.gov.vn/,department,,,,
thieu-url,Thiếu địa chỉ,,department,,,,
sai id,Id có dấu cách,https://c.tinh.gov.vn/,department,,,,
ftp,Không phải web,ftp://d.tinh.gov.vn/,department,,,,
mat-khau,Có mật khẩu,https://ai:mk@e.tinh.gov.vn/,department,,,,
sai-cap,Cấp lạ,https://f.tinh.gov.vn/,vuong-quoc,,,,
sai-thu,Thư sai,https://g.tinh.gov.vn/,department,,khong-phai-thu,,
sai-ngay,Ngày sai,https://h.tinh.gov.vn/,department,,,31/02/2026,
nguoc,Ngày ngược,https://i.tinh.gov.vn/,department,,,2026-07-01,2026-06-30
tot1,Trùng id,https://k.tinh.gov.vn/,department,,,,
trung-url,Trùng địa chỉ,https://tot1.tinh.gov.vn/,department,,,,
mo-coi,Cấp trên lạ,https://l.tinh.gov.vn/,department,khong-co,,,
tot2,UBND xã Tốt,https://tot2.tinh.gov.vn/,commune,tot1,,,
"""


@pytest.fixture
def crawled(monkeypatch: pytest.MonkeyPatch) -> Callable[[FakeCrawl], None]:
    """Let the command audit with a fake crawl."""

    def use(crawl: FakeCrawl) -> None:
        monkeypatch.setattr(run_module.audit, "__kwdefaults__", {"crawl": crawl})

    return use


def command(registry: Path, out: Path, *more: str) -> int:
    return cli.run(["audit", str(registry), "--out", str(out), "--as-of", "2026-11-20", *more])


def test_an_audit_ends_with_0_and_says_where_the_results_are(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None], capsys: pytest.CaptureFixture[str]
) -> None:
    crawled(FakeCrawl({}))
    assert command(registry, tmp_path / "out") == errors.OK
    told = capsys.readouterr()
    assert "Đã đo 3 trên 3 cổng" in told.out
    assert str(tmp_path / "out" / "results.json") in told.out
    assert "[3/3] anphu UBND xã An Phú: Đã đo" in told.err


def test_twelve_kinds_of_bad_rows_are_named_and_the_good_ones_audited(
    tmp_path: Path, crawled: Callable[[FakeCrawl], None], capsys: pytest.CaptureFixture[str]
) -> None:
    registry = tmp_path / "sai.csv"
    registry.write_text(BAD_ROWS, encoding="utf-8")
    crawl = FakeCrawl({})
    crawled(crawl)
    assert command(registry, tmp_path / "out") == errors.OK
    told = capsys.readouterr().err
    lines = {int(number) for number in re.findall(r"sai\.csv, dòng (\d+): ", told)}
    assert lines == set(range(3, 16)) - {16}
    assert crawl.visited == ["tot1", "tot2"]


def test_strict_ends_with_1_where_a_row_was_refused_or_a_portal_not_measured(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None]
) -> None:
    crawled(FakeCrawl({}))
    assert command(registry, tmp_path / "a", "--strict") == errors.OK
    crawled(FakeCrawl({"snv": None}))
    assert command(registry, tmp_path / "b", "--strict") == errors.MISSED
    assert command(registry, tmp_path / "b") == errors.OK
    registry.write_text(registry.read_text("utf-8") + "x,,,\n", encoding="utf-8")
    crawled(FakeCrawl({}))
    assert command(registry, tmp_path / "c", "--strict") == errors.MISSED


def test_the_crawl_is_told_whom_portals_may_turn_to(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None]
) -> None:
    crawl = FakeCrawl({})
    crawled(crawl)
    command(registry, tmp_path / "out", "--contact", "kiemtra@tinh.example.gov.vn")
    assert crawl.options[0].user_agent.endswith("(+kiemtra@tinh.example.gov.vn)")


def test_an_interrupted_audit_ends_with_3_and_says_how_to_go_on(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None], capsys: pytest.CaptureFixture[str]
) -> None:
    crawled(FakeCrawl({}, stop_after=1))
    assert command(registry, tmp_path / "out") == errors.INTERRUPTED
    assert "xong 1 trên 3 cổng" in (told := capsys.readouterr().err)
    assert "--resume" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit"], "REGISTRY"),
        (["audit", "r.csv"], "--out"),
        (["audit", "khong-co.csv", "--out", "o"], "khong-co.csv"),
        (["audit", "r.csv", "--out", "o", "--as-of", "31/02/2026"], "31/02/2026"),
        (["audit", "r.csv", "--out", "o", "--as-of", "2019-09-01"], "nd42-2022"),
        (["audit", "r.csv", "--out", "o", "--rubric", "nd1"], "nd224-2026"),
        (["audit", "r.csv", "--out", "o", "--max-pages", "0"], "phải từ 1"),
        (["audit", "r.csv", "--out", "o", "--delay", "-1"], "phải từ 0"),
        (["audit", "r.csv", "--out", "o", "--delay", "nhanh"], "cần một số"),
        (["audit", "r.csv", "--out", "o", "--render", "luon"], "auto"),
        (["audit", "r.csv", "--out", "o", "--hosts", "khong-co"], "khong-co"),
        (["audit", "r.csv", "--out", "o", "--allow-net", "10.1.1.1/8"], "CIDR"),
        (["audit", "r.csv", "--out", "o", "--db", "la://x"], "la://x"),
        (["audit", "r.csv", "--out", "o", "--rendr", "auto"], "--render"),
        (["audit", "r.csv", "them", "--out", "o"], "them"),
        (["audit", "r.csv", "--out", "o", "--contact", "a\r\nHost: b"], "--contact"),
        (["audit", "r.csv", "--out", "o", "--contact", "a" * 201], "200 ký tự"),
        (["kiemtra"], "kiemtra"),
        (["judge", "khong-co"], "khong-co"),
        (["report", "."], "congkhai audit"),
        (["notices", "."], "congkhai audit"),
        (["issue", "khong-co.docx", "--number", "1", "--date", "2026-11-25"], "khong-co.docx"),
        (["explain", "example.gov.vn"], "http"),
    ],
)
def test_bad_input_ends_with_2_and_names_what_is_wrong(
    arguments: list[str],
    said: str,
    registry: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    registry.rename(tmp_path / "r.csv")
    assert cli.run(arguments) == errors.BAD_INPUT
    told = capsys.readouterr().err
    assert told.startswith("Lỗi: ")
    assert said in told
    assert "Traceback" not in told


def test_an_uncaught_exception_ends_with_4_and_a_log_to_send(
    registry: Path,
    tmp_path: Path,
    crawled: Callable[[FakeCrawl], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("hỏng")

    crawled(FakeCrawl({}, before=broken))
    assert command(registry, tmp_path / "out") == errors.INTERNAL
    told = capsys.readouterr().err
    assert "Lỗi bên trong chương trình (ZeroDivisionError: hỏng)" in told
    assert str(tmp_path / "out" / "congkhai.log") in told
    assert "Traceback" not in told
    assert "Traceback" in (tmp_path / "out" / "congkhai.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (KeyboardInterrupt(), errors.INTERRUPTED),
        (typer.Abort(), errors.INTERRUPTED),
        (MemoryError(), errors.INTERNAL),
        (RecursionError("sâu"), errors.INTERNAL),
        (GeneratorExit(), errors.INTERNAL),
    ],
)
def test_whatever_ends_a_command_has_its_code(
    raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(**_: object) -> None:
        raise raised

    monkeypatch.setattr(cli, "app", ends)
    assert cli.run([]) == code


def test_the_program_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == errors.BAD_INPUT
    assert "Các lệnh" in "".join(capsys.readouterr())


@pytest.mark.parametrize("name", [module.__name__.rpartition(".")[2] for module in MODULES])
def test_every_command_has_help_and_every_option_states_its_default(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", 200)
    assert cli.run([name, "--help"]) == errors.OK
    told = capsys.readouterr().out
    rows = [row for row in re.split(r"│\s+(?:\*\s+)?(?=--)", told)[1:] if not row.startswith("--help")]
    without = [row.split()[0] for row in rows if not re.search(r"mặc định|bắt buộc", row)]
    assert without == []


def test_names_from_a_registry_cannot_steer_the_terminal(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None], capsys: pytest.CaptureFixture[str]
) -> None:
    registry.write_text(
        "id,name,url,level\nstc,Sở \x1b[31mĐỏ\u202e,https://stc.tinh.gov.vn/,department\n"
        "snv,Sở [bold]Đậm[/bold],https://snv.tinh.gov.vn/,department\n",
        encoding="utf-8",
    )
    crawled(FakeCrawl({}))
    command(registry, tmp_path / "out")
    told = "".join(capsys.readouterr())
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "[bold]Đậm[/bold]" in told


def test_judge_prints_the_same_summary_and_says_when_it_is_a_trial(
    registry: Path, tmp_path: Path, crawled: Callable[[FakeCrawl], None], capsys: pytest.CaptureFixture[str]
) -> None:
    crawled(FakeCrawl({}))
    command(registry, tmp_path / "out")
    audited = capsys.readouterr().out
    assert cli.run(["judge", str(tmp_path / "out")]) == errors.OK
    assert capsys.readouterr().out == audited
    assert cli.run(["judge", str(tmp_path / "out"), "--rubric", "nd42-2022"]) == errors.OK
    told = capsys.readouterr()
    assert "không có hiệu lực" in told.out
    assert "không ghi vào lịch sử" in told.err
