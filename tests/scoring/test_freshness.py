"""Freshness over months, on planted histories: what is fresh, what cannot be true, what is overdue when."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from scoring.freshness import (
    LOOK_COLUMNS,
    Freshness,
    Limits,
    clock_stamped,
    exposed,
    heat_map,
    standard_limits,
    track,
)
from scoring.posting import ENTRY_COLUMNS

AUDITS = [date(2026, month, 20) for month in range(6, 12)]
AS_OF = AUDITS[-1]
LIMITS = {"directives": Limits(30, 180)}


def entry(
    key: str, since: date, published: date | None, issued: date | None = None, until: date | None = None,
    **where: str,
) -> dict[str, Any]:  # fmt: skip
    place = {"portal": "stc", "section": "directives", **where}
    return {**place, "key": key, "since": since, "until": until, "issued": issued, "published": published}


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str], days: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in days:
        frame[name] = pd.to_datetime(frame[name])
    return frame


def history(*rows: dict[str, Any]) -> pd.DataFrame:
    return table(rows, ENTRY_COLUMNS, ("since", "until", "issued", "published"))


def look(day: date, state: str = "present", newest: date | None = None, **where: str) -> dict[str, Any]:
    place = {"portal": "stc", "section": "directives", **where}
    return {**place, "as_of": day, "state": state, "newest": newest}


def looks(*rows: dict[str, Any]) -> pd.DataFrame:
    return table(rows or [look(day) for day in AUDITS], LOOK_COLUMNS, ("as_of", "newest"))


def tracked(*rows: dict[str, Any], as_of: date = AS_OF, **more: Any) -> Freshness:
    return track(history(*rows), more.pop("looks", looks()), as_of, **{"limits": LIMITS, **more})[0]


def monthly(last: date, count: int, gap: int = 15) -> list[dict[str, Any]]:
    """Entries posted every `gap` days up to `last`, each seen by the audit that follows."""
    rows = []
    for nth in range(count):
        posted = last - timedelta(days=gap * nth)
        seen = next((day for day in AUDITS if day >= posted), AS_OF)
        rows.append(entry(f"e{nth}", seen, posted, posted - timedelta(days=2)))
    return rows


@pytest.mark.parametrize(
    ("age", "state"), [(0, "fresh"), (30, "fresh"), (31, "ageing"), (179, "ageing"), (180, "stale")]
)
def test_a_section_is_fresh_ageing_or_stale_by_its_limits(age: int, state: str) -> None:
    day = AS_OF - timedelta(days=age)
    assert tracked(entry("a", AUDITS[0], None, day)).state == state


def test_a_section_that_could_not_be_seen_is_unknown_and_one_that_is_gone_missing() -> None:
    there = entry("a", AUDITS[0], date(2026, 6, 1))
    assert tracked(there, looks=looks(look(AS_OF, "unknown"))).state == "unknown"
    assert tracked(there, looks=looks(look(AS_OF, "absent"))).state == "missing"
    assert tracked(there, looks=looks(look(AS_OF, "shell"))).overdue_on is None


def test_entries_without_any_day_count_from_when_they_were_first_seen_but_not_those_of_the_first_look() -> (
    None
):
    assert tracked(entry("a", AUDITS[0], None)).state == "undated"
    found = tracked(entry("a", AUDITS[0], None), entry("b", AS_OF, None))
    assert (found.state, found.newest) == ("fresh", AS_OF)


def test_old_entries_posted_again_are_exposed_and_make_nothing_fresh() -> None:
    old = date(2026, 6, 10)
    found = tracked(
        entry("a", AUDITS[0], old, until=AS_OF),
        entry("a", AS_OF, date(2026, 11, 18)),
        entry("b", AUDITS[1], date(2026, 7, 3)),
    )
    assert (found.reposted, found.newest, found.claimed) == (1, date(2026, 7, 3), date(2026, 11, 18))
    assert found.state == "ageing"
    assert exposed([found]) == [found]


def test_an_entry_that_left_and_came_back_under_a_new_day_is_posted_again() -> None:
    found = tracked(
        entry("a", AUDITS[0], date(2026, 6, 10), until=AUDITS[1]), entry("a", AS_OF, date(2026, 11, 18))
    )
    assert (found.reposted, found.newest) == (1, date(2026, 6, 10))


def test_an_entry_seen_on_the_day_it_was_posted_is_honest() -> None:
    assert tracked(entry("a", AS_OF, AS_OF)).reposted == 0


def test_a_day_that_was_printed_from_the_first_is_no_second_posting() -> None:
    assert tracked(entry("a", AUDITS[4], AUDITS[4] + timedelta(days=3))).reposted == 0, (
        "audited as of a past day"
    )


def test_an_entry_dated_back_to_before_a_look_that_did_not_see_it_is_exposed() -> None:
    first = entry("a", AUDITS[0], date(2026, 6, 10))
    second = entry("b", AUDITS[4], date(2026, 9, 25))
    late = entry("c", AUDITS[5], date(2026, 10, 1))
    assert tracked(first, second, late).backdated == 1
    assert tracked(first, second, entry("c", AUDITS[5], date(2026, 10, 18))).backdated == 0
    assert tracked(first, second, entry("c", AUDITS[5], date(2026, 6, 1))).backdated == 0, (
        "an older page, read late"
    )


def test_a_stamp_of_the_template_is_no_posting() -> None:
    found = tracked(entry("a", AUDITS[0], AS_OF, date(2026, 3, 1)), stamps={"stc": [AS_OF]})
    assert (found.stamped, found.newest, found.state) == (True, date(2026, 3, 1), "stale")
    other = tracked(entry("a", AS_OF, AS_OF), stamps={"snv": [AS_OF]})
    assert (other.stamped, other.state) == (False, "fresh")


def test_a_portal_whose_every_page_bears_the_day_of_the_look_is_exposed() -> None:
    seen = looks(*(look(AS_OF, portal=name) for name in ("clock", "old", "none", "ahead")))
    stamps = {
        "clock": [AUDITS[0], AS_OF - timedelta(days=1)],
        "old": [AUDITS[0]],
        "ahead": [AS_OF + timedelta(days=1)],
    }
    assert clock_stamped(stamps, seen, AS_OF) == {"clock"}
    assert clock_stamped(stamps, seen, AUDITS[0]) == set(), "not looked at by then"


def test_days_after_the_audit_or_before_there_were_portals_do_not_count() -> None:
    found = tracked(
        entry("a", AUDITS[0], date(2027, 1, 1), date(2026, 5, 1)), entry("b", AUDITS[0], date(1970, 1, 1))
    )
    assert found.newest == date(2026, 5, 1)


def test_old_documents_posted_as_new_are_counted() -> None:
    assert tracked(entry("a", AS_OF, date(2026, 11, 10), date(2021, 5, 1))).old_as_new == 1
    assert tracked(entry("a", AS_OF, date(2026, 11, 10), date(2026, 11, 1))).old_as_new == 0


def test_postings_gaps_and_lags_are_counted_month_by_month() -> None:
    found = tracked(*monthly(date(2026, 11, 15), 6))
    assert dict(found.months) == {
        "2025-12": 0,
        **{f"2026-{month:02d}": 0 for month in range(1, 9)},
        "2026-09": 2, "2026-10": 3, "2026-11": 1,
    }  # fmt: skip
    assert (found.usual_gap, found.longest_gap, found.posting_lag, found.entries) == (15, 15, 2, 6)


def test_the_time_since_the_newest_is_a_gap_too() -> None:
    assert tracked(*monthly(date(2026, 9, 1), 4)).longest_gap == 80


def test_the_forecast_names_the_day_from_which_the_section_is_overdue() -> None:
    found = tracked(*monthly(date(2026, 11, 10), 6))
    assert found.overdue_on == date(2026, 12, 11)
    assert found.forecast.startswith("sẽ quá hạn ngày 11/12/2026 nếu không đăng thêm")
    assert not found.will_breach
    later = tracked(*monthly(date(2026, 11, 10), 6), as_of=date(2026, 12, 10))
    assert later.state == "fresh"
    assert tracked(*monthly(date(2026, 11, 10), 6), as_of=date(2026, 12, 11)).state == "ageing"


def test_a_slow_pace_is_forecast_to_fall_behind() -> None:
    found = tracked(*monthly(date(2026, 11, 10), 6, gap=45))
    assert found.expected == date(2026, 12, 25)
    assert found.will_breach
    assert "dễ quá hạn" in found.forecast


def test_what_is_already_behind_says_since_when() -> None:
    assert tracked(entry("a", AUDITS[0], date(2026, 6, 1))).forecast.endswith("từ ngày 02/07/2026")


def test_the_trend_compares_the_last_two_quarters() -> None:
    more = [entry(f"m{n}", AS_OF, AS_OF - timedelta(days=n)) for n in range(6)]
    fewer = [entry(f"f{n}", AUDITS[2], date(2026, 7, 1) + timedelta(days=n)) for n in range(6)]
    assert tracked(*more).trend == "rising"
    assert tracked(*fewer).trend == "falling"
    assert tracked(*more, *fewer).trend == "steady"
    assert tracked(more[0]).trend == "unknown"


def test_what_later_runs_saw_is_not_known_before() -> None:
    rows = monthly(date(2026, 11, 15), 6)
    assert tracked(*rows, as_of=date(2026, 9, 20)).newest == date(2026, 9, 16)


def test_entries_that_are_gone_are_not_counted_as_there_but_as_postings() -> None:
    found = tracked(
        entry("a", AUDITS[0], date(2026, 6, 10)),
        entry("b", AUDITS[4], date(2026, 10, 10), until=AUDITS[5]),
    )
    assert (found.entries, found.newest) == (1, date(2026, 6, 10))
    assert dict(found.months)["2026-10"] == 1


def test_each_section_of_each_body_is_tracked() -> None:
    found = track(
        history(entry("a", AS_OF, AS_OF), entry("a", AS_OF, date(2026, 1, 1), portal="snv")),
        looks(look(AS_OF), look(AS_OF, portal="snv"), look(AS_OF, section="contact")),
        AS_OF,
        limits=LIMITS,
    )
    assert [(one.portal, one.state) for one in found] == [("snv", "stale"), ("stc", "fresh")]


def test_a_store_without_history_tracks_nothing() -> None:
    assert track(history(), looks(look(date(2027, 1, 1))), AS_OF) == []


def test_the_heat_map_has_sections_by_months_with_the_share_that_is_fresh() -> None:
    found = heat_map(
        looks(
            look(AUDITS[4], newest=date(2026, 10, 1)),
            look(AUDITS[4], newest=date(2026, 1, 1), portal="snv"),
            look(AUDITS[4], state="unknown", portal="sct"),
            look(AUDITS[5], newest=date(2026, 11, 1)),
            look(AUDITS[5], state="absent", portal="snv"),
            look(AUDITS[5], newest=date(2026, 11, 1), portal="sct"),
            look(AUDITS[5], state="unknown", section="qa"),
            look(AUDITS[4], newest=date(2026, 10, 1), section="qa"),
        ),
        limits={"qa": Limits(60, 365), **LIMITS},
    )
    assert list(found.index) == ["qa", "directives"]
    assert found.loc["directives"].to_dict() == {"2026-10": 0.5, "2026-11": pytest.approx(2 / 3)}
    assert found.loc["qa", "2026-10"] == 1.0
    assert found["2026-11"].isna().to_dict() == {"qa": True, "directives": False}


def test_the_heat_map_takes_no_day_that_cannot_be_true() -> None:
    seen = looks(look(AUDITS[0], newest=date(2026, 6, 10)), look(AS_OF, newest=date(2026, 11, 18)))
    entries = history(
        entry("a", AUDITS[0], date(2026, 6, 10), until=AS_OF), entry("a", AS_OF, date(2026, 11, 18))
    )
    assert heat_map(seen, limits=LIMITS).loc["directives"].to_dict() == {"2026-06": 1.0, "2026-11": 1.0}
    assert heat_map(seen, entries, limits=LIMITS).loc["directives"].to_dict() == {
        "2026-06": 1.0,
        "2026-11": 0.0,
    }


def test_standards_name_the_sections_with_a_limit() -> None:
    found = standard_limits()
    assert found["directives"] == Limits(30, 180)
    assert "contact" not in found
