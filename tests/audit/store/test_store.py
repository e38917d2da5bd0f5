"""The store: migrations from nothing, runs kept and closed, bodies as changes, letters and deadlines."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from audit.errors import UserError
from audit.store.engine import open_store, store_url
from audit.store.history import past_runs
from audit.store.letters import Letter, deadlines, issued_letter, record_letter
from audit.store.runs import begin, finish, keep, kept, remember_bodies, run_key
from audit.store.tables import bodies, findings, metadata, runs
from config.registry import Portal
from scoring.results import PortalResult
from tests.checks.samples import AS_OF, NOW
from tests.scoring.samples import result, run

BODY = Portal("skhcn", "Sở Khoa học và Công nghệ", "https://skhcn.tinh.gov.vn", "department")
LETTER = Letter(
    "r1", AS_OF, "stc", "notice", "123", date(2026, 11, 25), date(2026, 12, 23), "f.docx", "0" * 64
)


def begun(store: Engine, run_id: str = "r1", as_of: date = AS_OF) -> int:
    with store.begin() as connection:
        return begin(
            connection, run_id, as_of=as_of, rubric="nd224-2026", registry="danh-sach.csv", started=NOW
        )


def finished(store: Engine, *portals: PortalResult, run_id: str = "r1", as_of: date = AS_OF) -> int:
    key = begun(store, run_id, as_of)
    with store.begin() as connection:
        for one in portals:
            keep(connection, key, one)
        finish(connection, key, run(*portals, as_of=as_of).portals, NOW)
    return key


def test_migrations_from_nothing_make_exactly_the_tables(store: Engine) -> None:
    with store.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_changes_nothing(store: Engine, url: str) -> None:
    finished(store, result())
    again = open_store(url)
    with again.connect() as connection:
        assert len(past_runs(connection)) == 1
    again.dispose()


def test_a_database_of_a_newer_program_is_refused_and_named(store: Engine, url: str) -> None:
    with store.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="phiên bản mới hơn"):
        open_store(url)


def test_sqlite_writes_ahead_and_waits_for_others(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'kho.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert int(str(connection.execute(text("PRAGMA busy_timeout")).scalar())) >= 10_000
    engine.dispose()


@pytest.mark.parametrize(
    "db", ["nosuch://x", "sqlite:////proc/no/such/kho.db", "postgresql+psycopg2://127.0.0.1:1/x"]
)
def test_a_database_that_cannot_be_used_is_bad_input(db: str) -> None:
    with pytest.raises(UserError):
        open_store(db)


def test_a_password_never_stands_in_a_message() -> None:
    with pytest.raises(UserError) as caught:
        open_store("nosuch://ai:matkhau@127.0.0.1/x")
    assert "matkhau" not in str(caught.value)


def test_the_database_lies_in_the_folder_unless_named(tmp_path: Path) -> None:
    assert store_url(None, tmp_path) == f"sqlite:///{tmp_path.resolve()}/congkhai.db"
    assert store_url("/x/kho.db", tmp_path) == "sqlite:////x/kho.db"
    assert store_url("postgresql://m/x", tmp_path) == "postgresql://m/x"


def test_what_is_kept_comes_back_whole(store: Engine) -> None:
    portal = result()
    key = begun(store)
    with store.begin() as connection:
        keep(connection, key, portal)
        keep(connection, key, portal)
    with store.connect() as connection:
        assert kept(connection, key) == {"stc": portal}
        count = len(connection.execute(select(findings)).all())
    assert count == len(portal.findings)


def test_a_run_that_was_not_finished_is_no_history(store: Engine) -> None:
    key = begun(store)
    with store.begin() as connection:
        keep(connection, key, result())
    with store.connect() as connection:
        assert past_runs(connection) == []


def test_history_has_the_last_run_of_each_day_before_the_one_asked_for(store: Engine) -> None:
    finished(store, result(), run_id="a", as_of=date(2026, 10, 20))
    finished(store, result(), run_id="b", as_of=date(2026, 10, 20))
    finished(store, result(), run_id="c", as_of=date(2026, 9, 20))
    finished(store, result(), run_id="d")
    with store.connect() as connection:
        assert [past.run_id for past in past_runs(connection, before=AS_OF)] == ["c", "b"]


def test_history_says_what_the_results_said(store: Engine) -> None:
    portal = run(result()).portals[0]
    finished(store, portal)
    with store.connect() as connection:
        past = past_runs(connection)[0].portals[0]
    assert (past.value, past.low, past.rank) == (portal.score.value, portal.score.low, portal.score.rank)
    assert past.newest["legal_documents"] == portal.sections["legal_documents"].newest
    assert past.failing == {
        one.criterion: one.outcome for one in portal.findings if one.outcome in ("fail", "partial")
    }


def test_finishing_forgets_portals_that_are_no_longer_of_the_run(store: Engine) -> None:
    key = begun(store)
    with store.begin() as connection:
        for name in ("stc", "snv"):
            keep(connection, key, result(name=name))
        finish(connection, key, run(result(name="stc")).portals, NOW)
        assert kept(connection, key).keys() == {"stc"}


def test_a_run_goes_with_all_that_belongs_to_it(store: Engine) -> None:
    finished(store, result())
    with store.begin() as connection:
        connection.execute(runs.delete())
        for table in ("results", "sections", "findings"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0  # noqa: S608


def test_moments_keep_their_zone_and_need_one(store: Engine) -> None:
    begun(store)
    with store.connect() as connection:
        assert connection.execute(select(runs.c.started)).scalar() == NOW
    with pytest.raises(StatementError, match="zone"), store.begin() as connection:
        connection.execute(runs.update().values(finished=datetime(2026, 11, 20)))  # noqa: DTZ001


def test_a_run_is_found_by_its_id(store: Engine) -> None:
    key = begun(store)
    with store.connect() as connection:
        assert run_key(connection, "r1") == key
        assert run_key(connection, "r2") is None


def test_a_body_gets_a_new_row_only_where_it_changed(store: Engine) -> None:
    renamed = replace(BODY, name="Sở Khoa học, Công nghệ và Chuyển đổi số")
    with store.begin() as connection:
        remember_bodies(connection, [BODY], date(2026, 9, 20))
        remember_bodies(connection, [BODY], date(2026, 10, 20))
        remember_bodies(connection, [renamed], date(2026, 11, 20))
        rows = connection.execute(select(bodies.c.since, bodies.c.name).order_by(bodies.c.since)).all()
    assert [tuple(row) for row in rows] == [
        (date(2026, 9, 20), BODY.name),
        (date(2026, 11, 20), renamed.name),
    ]


def test_a_body_corrected_on_the_same_day_is_corrected_in_place(store: Engine) -> None:
    with store.begin() as connection:
        remember_bodies(connection, [BODY], AS_OF)
        remember_bodies(connection, [replace(BODY, email="a@tinh.gov.vn")], AS_OF)
        assert connection.execute(select(bodies.c.email)).scalars().all() == ["a@tinh.gov.vn"]


def test_deadlines_are_the_latest_of_the_letters_issued_by_the_day(store: Engine) -> None:
    with store.begin() as connection:
        record_letter(connection, replace(LETTER, criteria=("planning.present", "qa.present")))
        later = replace(LETTER, as_of=date(2026, 12, 20), issued=date(2026, 12, 24), due=date(2027, 1, 22))
        record_letter(connection, replace(later, criteria=("qa.present",)))
        assert deadlines(connection, date(2026, 11, 24)) == {}
        assert deadlines(connection, date(2026, 11, 30))["stc"]["qa.present"] == date(2026, 12, 23)
        found = deadlines(connection, date(2026, 12, 31))["stc"]
    assert found == {"planning.present": date(2026, 12, 23), "qa.present": date(2027, 1, 22)}


def test_a_letter_of_a_round_is_issued_once(store: Engine) -> None:
    with store.begin() as connection:
        record_letter(connection, replace(LETTER, criteria=("qa.present", "qa.present")))
        found = issued_letter(connection, AS_OF, "stc", "notice")
        assert found == replace(LETTER, criteria=("qa.present",))
        assert issued_letter(connection, AS_OF, "snv", "notice") is None
    with pytest.raises(IntegrityError), store.begin() as connection:
        record_letter(connection, replace(LETTER, number="124"))


def test_tables_know_their_keys(store: Engine) -> None:
    found = inspect(store)
    assert found.get_pk_constraint("findings")["constrained_columns"] == ["run", "portal", "criterion"]
    assert NOW.tzinfo is UTC
