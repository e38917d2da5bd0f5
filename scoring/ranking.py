"""Ranks within each level, by the low end of the score."""

import pandas as pd

from scoring.results import PortalResult


def ranked(portals: list[PortalResult]) -> list[PortalResult]:
    """The same portals in the same order, with rank and ties filled in.

    Portals of one level are ranked by `low`, equal ones share the better rank; one without a headline
    number has no rank. `tied_with_next`: the next one below could as well be above, its interval reaches
    this one's low end.
    """
    frame = pd.DataFrame(
        {
            "level": [portal.level for portal in portals],
            "low": [portal.score.low for portal in portals],
            "high": [portal.score.high for portal in portals],
            "ranks": [portal.score.value is not None for portal in portals],
        },
    )
    frame = frame.loc[frame["ranks"].astype(bool)].copy()
    frame["rank"] = frame.groupby("level")["low"].rank(method="min", ascending=False).astype(int)
    frame = frame.sort_values(["level", "low", "high"], ascending=[True, False, False], kind="stable")
    frame["tied"] = frame.groupby("level")["high"].shift(-1) >= frame["low"]
    placed = {int(str(index)): (int(row["rank"]), bool(row["tied"])) for index, row in frame.iterrows()}
    return [
        portal.model_copy(
            update={
                "score": portal.score.model_copy(
                    update={
                        "rank": placed[index][0] if index in placed else None,
                        "tied_with_next": placed[index][1] if index in placed else False,
                    }
                )
            }
        )
        for index, portal in enumerate(portals)
    ]
