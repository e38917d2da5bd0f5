"""Addresses as written in markup."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_LONGEST = 4000
_FROM_ROOT = re.compile(r"/(?!/)|(?:https?:)?//[^/?#]", re.IGNORECASE)


def absolute(base: str, href: str) -> str:
    """Join `href` to `base`; "" for fragments, scripts, mail, telephone and what cannot be parsed."""
    href = _CONTROL.sub("", href).strip()
    if not href or href[0] == "#" or len(href) > _LONGEST:
        return ""
    return _joined(_root(base) if _FROM_ROOT.match(href) else base, href)


@lru_cache(maxsize=256)
def _root(base: str) -> str:
    """The home page of the host of `base`, all that matters to addresses from the root or whole ones."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return base
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else base


@lru_cache(maxsize=1024)
def _joined(base: str, href: str) -> str:
    """`href` joined to `base`; kept, as the pages of a portal print the same menus."""
    scheme, colon, _ = href.partition(":")
    if colon and scheme.isalpha() and scheme.lower() not in ("http", "https"):
        return ""
    try:
        joined = urljoin(base, href.replace("\\", "/") if href[0] in "\\/." else href)
        parts = urlsplit(joined)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return joined.replace(" ", "%20")
