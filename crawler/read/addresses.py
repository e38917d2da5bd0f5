"""Addresses as written in markup."""

import re
from urllib.parse import urljoin, urlsplit

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_LONGEST = 4000


def absolute(base: str, href: str) -> str:
    """Join `href` to `base`; "" for fragments, scripts, mail, telephone and what cannot be parsed."""
    href = _CONTROL.sub("", href).strip()
    if not href or href[0] == "#" or len(href) > _LONGEST:
        return ""
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
