"""Backups that come back whole, and evidence that goes only when nothing rests on it any more."""

import sqlite3
import tarfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit import cli, errors
from audit.backup import backup, restore
from audit.errors import UserError
from audit.folder import AuditFolder
from audit.prune import prune
from audit.rejudge import judge_again
from audit.run import Order, audit
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from audit.store.letters import Letter, record_letter
from config.retention import Retention, load_retention
from tests.audit.fakes import FakeCrawl

Make = Callable[..., Order]
FIRST, SECOND, LAST = date(2026, 9, 20), date(2026, 10, 20), date(2026, 11, 20)
POLICY = Retention(warc=1, pictures=1, facts=2, recheck=1)
NOTICE = Letter("r", FIRST, "stc", "notice", "31", date(2026, 9, 25), date(2026, 10, 25), "f", "0" * 64)


@pytest.fixture
def three(order: Make) -> Path:
    """A folder with three months, and a picture in each."""
    for day in (FIRST, SECOND, LAST):
        audit(order(as_of=day), crawl=FakeCrawl({}))
        picture = order().out / "pictures" / day.isoformat() / "stc-planning.jpg"
        picture.parent.mkdir(parents=True)
        picture.write_bytes(b"jpg")
    return order().out


def issued(out: Path, letter: Letter) -> None:
    engine = open_store(store_url(None, out))
    with engine.begin() as connection:
        record_letter(connection, letter)
    engine.dispose()


def names(out: Path, paths: tuple[Path, ...]) -> set[str]:
    return {path.relative_to(out).as_posix() for path in paths}


def test_a_dry_run_says_what_would_go_and_removes_nothing(three: Path) -> None:
    found = prune(three, POLICY, LAST, dry_run=True)
    assert names(three, found.gone) == {
        *(f"warc/{day}/{name}.warc.gz" for day in (FIRST, SECOND) for name in ("stc", "snv", "anphu")),
        *(f"pictures/{day}/stc-planning.jpg" for day in (FIRST, SECOND)),
        *(f"facts/{FIRST}/{name}" for name in ("stc.json.gz", "snv.json.gz", "anphu.json.gz", "run.json")),
    }
    assert found.bytes > 0
    assert all(path.exists() for path in found.gone)


def test_what_goes_is_gone_and_results_and_history_stay(three: Path) -> None:
    found = prune(three, POLICY, LAST, dry_run=False)
    assert not any(path.exists() for path in found.gone)
    assert not (three / "warc" / FIRST.isoformat()).exists()
    assert AuditFolder(three).days() == [SECOND, LAST]
    engine = open_store(store_url(None, three))
    with engine.connect() as connection:
        assert len(past_runs(connection)) == 3
    judge_again(three, reread=True)


def test_the_newest_run_stays_however_old(three: Path) -> None:
    found = prune(three, POLICY, date(2036, 1, 1), dry_run=True)
    assert not [path for path in found.gone if LAST.isoformat() in path.parts]


def test_evidence_of_an_open_notice_stays(three: Path) -> None:
    issued(three, replace(NOTICE, criteria=("legal_documents.present", "planning.present")))
    found = prune(three, POLICY, LAST, dry_run=False)
    kept = {path.relative_to(three).as_posix(): number for path, number in found.kept.items()}
    assert kept == {
        f"warc/{FIRST}/stc.warc.gz": "31",
        f"pictures/{FIRST}/stc-planning.jpg": "31",
        f"facts/{FIRST}/stc.json.gz": "31",
    }
    assert all(path.exists() for path in found.kept)
    assert not (three / "warc" / FIRST.isoformat() / "snv.warc.gz").exists()


def test_a_notice_whose_points_were_all_mended_is_open_no_more(three: Path) -> None:
    issued(three, replace(NOTICE, criteria=("legal_documents.present",)))
    assert prune(three, POLICY, LAST, dry_run=True).kept == {}


def test_the_letter_to_an_operator_keeps_its_round_until_a_run_after_its_limit(three: Path) -> None:
    operators = replace(NOTICE, portal="tinh.gov.vn", kind="operator", criteria=("https.present",))
    issued(three, replace(operators, due=date(2026, 12, 1)))
    found = prune(three, POLICY, LAST, dry_run=True)
    assert f"warc/{FIRST}/snv.warc.gz" in names(three, tuple(found.kept))


def test_evidence_is_not_removed_through_a_link_that_leads_elsewhere(three: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "khac" / FIRST.isoformat()
    elsewhere.mkdir(parents=True)
    (elsewhere / "x.warc.gz").write_bytes(b"x")
    for path in (three / "warc" / FIRST.isoformat()).iterdir():
        path.unlink()
    (three / "warc" / FIRST.isoformat()).rmdir()
    (three / "warc" / FIRST.isoformat()).symlink_to(elsewhere)
    with pytest.raises(UserError, match="liên kết"):
        prune(three, POLICY, LAST, dry_run=False)
    assert (elsewhere / "x.warc.gz").exists()


def test_the_shipped_policy_can_be_read() -> None:
    assert load_retention().warc >= 12


def test_a_backup_comes_back_whole_into_an_empty_folder(three: Path, tmp_path: Path) -> None:
    archive = backup(three, tmp_path / "sao")
    other = tmp_path / "moi"
    found = restore(archive, other)
    assert (other / "results.json").read_bytes() == (three / "results.json").read_bytes()
    engine = open_store(store_url(None, other))
    with engine.connect() as connection:
        assert [run.as_of for run in past_runs(connection)] == [FIRST, SECOND, LAST]
    assert found.evidence == len(found.missing) == 3 * (3 + 3 + 1)


def test_evidence_beside_a_restored_database_is_checked(three: Path, tmp_path: Path) -> None:
    archive = backup(three, tmp_path / "sao")
    for path in three.glob("congkhai.db*"):
        path.unlink()
    damaged = three / "warc" / FIRST.isoformat() / "stc.warc.gz"
    damaged.write_bytes(b"x")
    (three / "warc" / FIRST.isoformat() / "snv.warc.gz").unlink()
    found = restore(archive, three)
    assert found.changed == (f"warc/{FIRST}/stc.warc.gz",)
    assert found.missing == (f"warc/{FIRST}/snv.warc.gz",)


def test_a_backup_taken_while_the_database_is_written_to_is_consistent(three: Path, tmp_path: Path) -> None:
    writer = sqlite3.connect(three / "congkhai.db")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM runs")
    archive = backup(three, tmp_path / "sao")
    writer.rollback()
    writer.close()
    restore(archive, tmp_path / "moi")
    engine = open_store(store_url(None, tmp_path / "moi"))
    with engine.connect() as connection:
        assert len(past_runs(connection)) == 3


def test_a_folder_with_a_database_is_not_restored_over(three: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="đã có"):
        restore(backup(three, tmp_path / "sao"), three)


@pytest.mark.parametrize("damage", [b"", b"not an archive"])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(damage)
    with pytest.raises(UserError):
        restore(path, tmp_path / "moi")


def test_a_backup_that_would_write_outside_the_folder_is_refused(tmp_path: Path) -> None:
    path, evil = tmp_path / "x.tar.gz", tmp_path / "evil"
    evil.write_text("x")
    with tarfile.open(path, "w:gz") as archive:
        archive.add(evil, "../../ra-ngoai")
    with pytest.raises(UserError):
        restore(path, tmp_path / "a" / "moi")
    assert not (tmp_path / "ra-ngoai").exists()


def test_postgresql_is_left_to_its_own_tools(three: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="pg_dump"):
        backup(three, tmp_path, db="postgresql+psycopg://ai:mk@127.0.0.1/x")


def test_the_commands_work_together(three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["backup", str(three), "--to", str(tmp_path / "sao")]) == errors.OK
    archive = capsys.readouterr().out.strip()
    assert cli.run(["restore", archive, "--out", str(tmp_path / "moi")]) == errors.OK
    assert cli.run(["prune", str(three), "--dry-run"]) == errors.OK
    assert "Sẽ xóa 0 tệp" in capsys.readouterr().err
