"""When each entry of a section was really posted: what is printed, held against when runs first saw it.

A printed day of posting is believed unless it is impossible: after the audit, before there were portals, a
stamp of the template, or later than the day on which a run had already seen the entry.
"""

from collections.abc import Collection, Mapping
from datetime import date

import pandas as pd

OF_SECTION = ("portal", "section")
ENTRY_COLUMNS = (*OF_SECTION, "key", "since", "until", "issued", "published")
EARLIEST_POSTED = pd.Timestamp(1996, 1, 1)
EARLIEST_ISSUED = pd.Timestamp(1945, 9, 2)
BACKDATED_DAYS = 7  # so much before a look that did not see it


def postings(entries: pd.DataFrame, as_of: date, stamps: Mapping[str, Collection[date]]) -> pd.DataFrame:
    """One row per entry that a run up to `as_of` saw.

    Columns: portal, section, key, `first` (day first seen), `open` (still there), `claimed` (day of posting
    as last printed, else of issue), `day` (posting that can be true; NaT: not known), `lag` (days from issue
    to posting, both printed), flags `reposted`, `backdated`, `stamped`.
    """
    now = pd.Timestamp(as_of)
    rows = entries[entries["since"] <= now].sort_values("since")
    keys = [*OF_SECTION, "key"]
    first = rows.drop_duplicates(keys, keep="first").set_index(keys)
    last = rows.drop_duplicates(keys, keep="last").set_index(keys).reindex(first.index)
    found = pd.DataFrame(index=first.index)
    found["first"] = first["since"]
    found["open"] = last["until"].isna() | (last["until"] > now)
    issued = last["issued"].where(last["issued"].between(EARLIEST_ISSUED, now))
    printed = last["published"].where(last["published"].between(EARLIEST_POSTED, now))
    found["stamped"] = _stamped(printed, stamps)
    printed = printed.mask(found["stamped"])
    found["claimed"] = printed.fillna(issued)
    baseline = found.groupby(level=list(OF_SECTION))["first"].transform("min")
    seen_new = found["first"].where(found["first"] > baseline)  # the first look of all dates nothing
    found["reposted"] = (printed > found["first"]) & (printed != first["published"])
    original = first["published"].where(first["published"] <= found["first"])
    honest = printed.where(~found["reposted"], original.fillna(seen_new).fillna(issued))
    found["day"] = honest.fillna(issued).fillna(seen_new)
    found["lag"] = (printed - issued).dt.days.where(~found["reposted"] & (printed >= issued))
    before, known = _look_before(found)
    found["backdated"] = (printed > known) & (printed < before - pd.Timedelta(days=BACKDATED_DAYS))
    return found.reset_index()


def _look_before(found: pd.DataFrame) -> "tuple[pd.Series[pd.Timestamp], pd.Series[pd.Timestamp]]":
    """For each entry, the last day before its own on which its section showed something new, and the newest
    day claimed by then.

    An entry that claims a day between the two would have stood on top of the list that day.
    """
    by_day = found.reset_index().groupby([*OF_SECTION, "first"])["claimed"].max().reset_index()
    sections = by_day.groupby(list(OF_SECTION))
    by_day["newest"] = sections["claimed"].cummax()
    by_day["before"] = sections["first"].shift()
    by_day["known"] = by_day.groupby(list(OF_SECTION))["newest"].shift()
    placed = by_day.set_index([*OF_SECTION, "first"])
    level = pd.MultiIndex.from_frame(found.reset_index()[[*OF_SECTION, "first"]])
    before, known = placed["before"].reindex(level), placed["known"].reindex(level)
    before.index = known.index = found.index
    return before, known


def _stamped(printed: "pd.Series[pd.Timestamp]", stamps: Mapping[str, Collection[date]]) -> "pd.Series[bool]":
    pairs = {(portal, pd.Timestamp(day)) for portal, days in stamps.items() for day in days}
    portals = printed.index.get_level_values("portal")
    flags = (
        [pair in pairs for pair in zip(portals, printed, strict=True)] if pairs else [False] * len(printed)
    )
    return pd.Series(flags, index=printed.index, dtype=bool)
