"""Who existed on a day, with which result."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from audit.store.bodies import known_lineage, standings
from audit.store.runs import begin, finish, keep, remember_bodies
from config.registry import Portal
from tests.checks.samples import NOW
from tests.scoring.samples import result, run

END, BEGIN = date(2025, 6, 30), date(2025, 7, 1)
OLD = Portal("sttt", "Sở Thông tin và Truyền thông", "https://stttt.tinh.gov.vn", "department")
HEIR = Portal("skhcn", "Sở Khoa học và Công nghệ", "https://skhcn.tinh.gov.vn", "department")


def audited(store: Engine, day: date, *portals: Portal, others: tuple[Portal, ...] = ()) -> None:
    with store.begin() as connection:
        rubric = "nd42-2022"
        key = begin(connection, f"r{day}", as_of=day, rubric=rubric, registry="x", started=NOW)
        remember_bodies(connection, [*portals, *others], day)
        placed = run(*(result(name=portal.id) for portal in portals)).portals
        for one in placed:
            keep(connection, key, one)
        finish(connection, key, placed, NOW)


def told(store: Engine, day: date) -> dict[str, tuple[str, date | None]]:
    with store.connect() as connection:
        return {one.body.id: (one.body.name, one.as_of) for one in standings(connection, day)}


def merged(store: Engine) -> None:
    audited(store, date(2025, 5, 20), OLD, HEIR)
    ended = replace(OLD, valid_to=END, successor="skhcn")
    renamed = replace(HEIR, name="Sở Khoa học, Công nghệ và Chuyển đổi số")
    audited(store, date(2025, 7, 20), renamed, others=(ended,))


def test_each_day_has_its_bodies_under_their_names_of_that_day_with_the_last_result(store: Engine) -> None:
    merged(store)
    assert told(store, date(2025, 6, 15)) == {
        "sttt": (OLD.name, date(2025, 5, 20)),
        "skhcn": (HEIR.name, date(2025, 5, 20)),
    }
    assert told(store, date(2025, 7, 20)) == {
        "skhcn": ("Sở Khoa học, Công nghệ và Chuyển đổi số", date(2025, 7, 20))
    }


def test_a_body_existed_before_it_was_first_audited_and_had_no_result_then(store: Engine) -> None:
    merged(store)
    assert told(store, date(2025, 1, 1)) == {"sttt": (OLD.name, None), "skhcn": (HEIR.name, None)}


def test_the_result_is_that_of_the_last_finished_run_of_the_day(store: Engine) -> None:
    merged(store)
    with store.begin() as connection:
        begin(connection, "unfinished", as_of=date(2025, 7, 25), rubric="x", registry="x", started=NOW)
        one = next(one for one in standings(connection, date(2025, 7, 30)) if one.body.id == "skhcn")
    assert (one.as_of, one.status, one.rank) == (date(2025, 7, 20), "measured", 1)
    assert one.low is not None


def test_the_succession_is_as_last_known(store: Engine) -> None:
    merged(store)
    with store.connect() as connection:
        assert known_lineage(connection).heirs("sttt", BEGIN) == ("skhcn",)
