"""The only place that asks what time it is."""

from datetime import UTC, date, datetime

from config.calendar import VIETNAM


def now() -> datetime:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Today in Việt Nam."""
    return datetime.now(VIETNAM).date()
