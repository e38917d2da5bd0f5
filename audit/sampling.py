"""Which portals are measured in the browser: portals on one platform show the same pages."""

from collections.abc import Sequence
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from tldextract import TLDExtract

from config.registry import Portal

Choice = Literal["off", "sample", "full"]


def sampled(portals: Sequence[Portal], technique: Choice) -> tuple[str, ...]:
    """The ids of the portals to measure for speed, width on a phone and accessibility; of a sample the first
    one of each level under each domain.

    Chosen before anything is known of the portals, so that no failure to measure can pay.
    """
    if technique == "off":
        return ()
    if technique == "full":
        return tuple(portal.id for portal in portals)
    first: dict[tuple[str, str], str] = {}
    for portal in portals:
        first.setdefault((_domain(portal.url), portal.level), portal.id)
    return tuple(first.values())


def _domain(url: str) -> str:
    """The domain that somebody registered ("truonggiang.gov.vn"), or the host where there is none."""
    host = urlsplit(url).hostname or ""
    return _extract()(host).top_domain_under_public_suffix or host


@cache
def _extract() -> TLDExtract:
    return TLDExtract(cache_dir=None, suffix_list_urls=())  # the list that comes with the package
