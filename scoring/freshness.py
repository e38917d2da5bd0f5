"""How sections are kept up over months: what was posted when, whether the days claimed can be true, and on
which day a section falls behind if nothing comes.

Works on tables (pandas). `entries`: one row for each time an entry stood there unchanged, with the columns of
`scoring.posting.ENTRY_COLUMNS`; `since` is the first day on which a run saw it so, `until` the first day on
which it no longer did. `looks`: one row per portal, section and run, with the columns of `LOOK_COLUMNS`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

import pandas as pd

from config.standards import load_standards
from scoring.posting import OF_SECTION, postings

LOOK_COLUMNS = (*OF_SECTION, "as_of", "state", "newest")
MONTHS = 12
RECENT_DAYS = 90
CLOCK_DAYS = 3  # a stamp so near to the day of the look goes with the clock
OLD_DAYS = 365  # a document issued so long before it was posted is an old one
TREND = 1.5  # so many times more, or fewer, than in the quarter before is a trend
FEWEST = 3  # entries; fewer have no pace and no trend

State = Literal["fresh", "ageing", "stale", "undated", "missing", "unknown"]
Trend = Literal["rising", "steady", "falling", "unknown"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Days since the newest entry: fresh up to `fresh`, stale from `stale` on. `legal`: set by a law."""

    fresh: int
    stale: int
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Freshness:
    """One section of one body as of a day. Days without a date of their own are None; gaps and lags in days.

    `newest` is the last posting that can be true, `claimed` the last day printed. `overdue_on`: the day from
    which the section is no longer fresh if nothing is posted; in the past where it already is not.
    """

    portal: str
    section: str
    state: State
    limits: Limits
    newest: date | None = None
    claimed: date | None = None
    entries: int = 0
    months: tuple[tuple[str, int], ...] = ()  # postings in each of the last twelve months, oldest first
    usual_gap: float | None = None
    longest_gap: int | None = None
    posting_lag: float | None = None  # median, from issue to posting
    reposted: int = 0  # entries that claim a later day than the one on which a run had already seen them
    backdated: int = 0  # that claim a day on which a run did not see them
    old_as_new: int = 0  # posted in the last 90 days, issued more than a year before
    stamped: bool = False  # a day that stands on every page of the portal: no update
    trend: Trend = "unknown"
    overdue_on: date | None = None
    expected: date | None = None  # the next posting, at the usual pace

    @property
    def will_breach(self) -> bool:
        """At its usual pace, does the section fall behind before the next posting?"""
        return bool(
            self.state == "fresh" and self.overdue_on and self.expected and self.expected >= self.overdue_on
        )

    @property
    def forecast(self) -> str:
        """In Vietnamese, when it falls behind; empty where nothing can be said."""
        if self.overdue_on is None:
            return ""
        day = f"{self.overdue_on:%d/%m/%Y}"
        limit = "thời hạn" if self.limits.legal else "chuẩn nội bộ"
        if self.state != "fresh":
            return f"đã quá {limit} {self.limits.fresh} ngày từ ngày {day}"
        said = f"sẽ quá hạn ngày {day} nếu không đăng thêm ({limit} {self.limits.fresh} ngày)"
        return f"{said}; theo nhịp đăng hiện nay dễ quá hạn" if self.will_breach else said


def standard_limits() -> dict[str, Limits]:
    """The internal standards, by section."""
    found = load_standards()
    names = [name.removesuffix(".fresh_days") for name in found if name.endswith(".fresh_days")]
    return {name: Limits(found[f"{name}.fresh_days"], found[f"{name}.stale_days"]) for name in names}


def track(
    entries: pd.DataFrame,
    looks: pd.DataFrame,
    as_of: date,
    *,
    stamps: Mapping[str, Collection[date]] | None = None,
    limits: Mapping[str, Limits] | None = None,
) -> list[Freshness]:
    """Every section that a run up to `as_of` looked for and that has a limit, by portal and section.

    `stamps`: by portal, the days that stood on every page; they are no dates of entries.
    """
    known = limits if limits is not None else standard_limits()
    seen = looks[(looks["as_of"] <= pd.Timestamp(as_of)) & looks["section"].isin(list(known))]
    last = seen.sort_values("as_of").drop_duplicates(list(OF_SECTION), keep="last")
    by_section = _by_section(postings(entries, as_of, stamps or {}))
    named = (*OF_SECTION, "state")
    return [
        _section(portal, section, state, by_section.get((portal, section), []), as_of, known)
        for portal, section, state in sorted(zip(*(last[name] for name in named), strict=True))
    ]


def heat_map(
    looks: pd.DataFrame, entries: pd.DataFrame | None = None, *, limits: Mapping[str, Limits] | None = None
) -> pd.DataFrame:
    """Sections x months: the share of bodies whose section was fresh in the month's last look, 0 to 1.

    What could not be seen counts on neither side; a section that is not there, or has no dates, is not
    fresh. NaN where nothing was seen. With `entries`, days that cannot be true do not count.
    """
    known = limits if limits is not None else standard_limits()
    rows = looks[looks["section"].isin(list(known)) & (looks["state"] != "unknown")].copy()
    rows["month"] = rows["as_of"].dt.strftime("%Y-%m")
    rows = rows.sort_values("as_of").drop_duplicates([*OF_SECTION, "month"], keep="last")
    if entries is not None and not entries.empty:
        rows = _believed(rows, entries)
    age = (rows["as_of"] - rows["newest"]).dt.days
    limit = rows["section"].map({name: one.fresh for name, one in known.items()})
    rows["fresh"] = ((rows["state"] == "present") & age.notna() & (age <= limit)).astype(float)
    table = rows.pivot_table(index="section", columns="month", values="fresh", aggfunc="mean")
    return table.reindex([name for name in known if name in table.index])


def _believed(rows: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """The rows with the newest posting that can be true in place of the newest printed, where it is known."""
    posted = postings(entries, rows["as_of"].max().date(), {}).dropna(subset=["day"]).sort_values("first")
    posted["best"] = posted.groupby(list(OF_SECTION))["day"].cummax()
    keyed = posted[[*OF_SECTION, "first", "best"]]
    merged = pd.merge_asof(
        rows.sort_values("as_of"), keyed, left_on="as_of", right_on="first", by=list(OF_SECTION)
    )
    earlier = merged["best"].where(merged["best"] < merged["newest"], merged["newest"])
    merged["newest"] = earlier.where(merged["best"].notna(), merged["newest"])
    return merged


class _Posting(NamedTuple):
    """One entry: a row of `scoring.posting.postings` in plain types, which thousands of sections need."""

    open: bool
    claimed: date | None
    day: date | None
    lag: float | None
    reposted: bool
    backdated: bool
    stamped: bool


def _by_section(posted: pd.DataFrame) -> dict[tuple[str, str], list[_Posting]]:
    flags = (posted[name].tolist() for name in ("reposted", "backdated", "stamped"))
    rows = zip(
        posted["portal"].tolist(),
        posted["section"].tolist(),
        posted["open"].tolist(),
        _days(posted["claimed"]),
        _days(posted["day"]),
        [None if lag != lag else lag for lag in posted["lag"].tolist()],
        *flags,
        strict=True,
    )
    found: dict[tuple[str, str], list[_Posting]] = defaultdict(list)
    for portal, section, *values in rows:
        found[portal, section].append(_Posting(*values))
    return found


def _days(moments: "pd.Series[pd.Timestamp]") -> list[date | None]:
    return [day.date() if isinstance(day, pd.Timestamp) else None for day in moments.tolist()]


def _section(
    portal: str, section: str, seen: str, posted: list[_Posting], as_of: date, limits: Mapping[str, Limits]
) -> Freshness:
    limit = limits[section]
    if seen == "unknown":
        return Freshness(portal, section, "unknown", limit)
    if not posted:
        return Freshness(portal, section, "undated" if seen == "present" else "missing", limit)
    there = [one for one in posted if one.open]
    dated = [one.day for one in posted if one.day is not None]
    days = sorted(set(dated))
    newest = max((one.day for one in there if one.day is not None), default=None)
    gaps = [(after - before).days for before, after in pairwise(days)]
    usual = float(median(gaps[-MONTHS:])) if len(days) >= FEWEST else None
    recent = as_of - timedelta(days=RECENT_DAYS)
    lags = [one.lag for one in posted if one.lag is not None]
    return Freshness(
        portal=portal,
        section=section,
        state=_state(newest, as_of, limit) if seen == "present" else "missing",
        limits=limit,
        newest=newest,
        claimed=max((one.claimed for one in there if one.claimed is not None), default=None),
        entries=len(there),
        months=_months(dated, as_of),
        usual_gap=usual,
        longest_gap=max([*gaps, (as_of - days[-1]).days]) if days else None,
        posting_lag=float(median(lags)) if lags else None,
        reposted=sum(one.reposted for one in there),
        backdated=sum(one.backdated for one in there),
        old_as_new=sum(
            one.day is not None and one.day > recent and (one.lag or 0) > OLD_DAYS for one in there
        ),
        stamped=any(one.stamped for one in there),
        trend=_trend(dated, as_of),
        overdue_on=newest + timedelta(days=limit.fresh + 1) if newest and seen == "present" else None,
        expected=newest + timedelta(days=round(usual)) if newest and usual is not None else None,
    )


def _state(newest: date | None, as_of: date, limit: Limits) -> State:
    if newest is None:
        return "undated"
    age = (as_of - newest).days
    return "fresh" if age <= limit.fresh else "ageing" if age < limit.stale else "stale"


def _months(days: list[date], as_of: date) -> tuple[tuple[str, int], ...]:
    counts = Counter(day.year * 12 + day.month - 1 for day in days)
    last = as_of.year * 12 + as_of.month - 1
    return tuple(
        (f"{number // 12:04d}-{number % 12 + 1:02d}", counts[number])
        for number in range(last - MONTHS + 1, last + 1)
    )


def _trend(days: list[date], as_of: date) -> Trend:
    """Postings of the last quarter against those of the quarter before."""
    ages = [(as_of - day).days for day in days]
    now = sum(0 <= age < RECENT_DAYS for age in ages)
    before = sum(RECENT_DAYS <= age < 2 * RECENT_DAYS for age in ages)
    if now + before < FEWEST:
        return "unknown"
    if now >= before * TREND:
        return "rising"
    return "falling" if before >= now * TREND else "steady"


def clock_stamped(stamps: Mapping[str, Collection[date]], looks: pd.DataFrame, as_of: date) -> set[str]:
    """The portals on whose every page the last look up to a day found that day, or one just before it.

    Such a stamp follows the clock: it says nothing of updates, whatever stands before it.
    """
    last = looks[looks["as_of"] <= pd.Timestamp(as_of)].groupby("portal")["as_of"].max()
    return {
        str(portal)
        for portal, moment in last.items()
        if any(0 <= (moment.date() - day).days <= CLOCK_DAYS for day in stamps.get(str(portal), ()))
    }


def exposed(found: Sequence[Freshness]) -> list[Freshness]:
    """The sections whose days cannot be taken as printed: posted again, dated back, stamped."""
    return [one for one in found if one.reposted or one.backdated or one.stamped]
