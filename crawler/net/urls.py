"""Page addresses as the edge uses them: http and https only, no user names, read as browsers read them."""

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_CONTROL = re.compile(r"[\x00-\x20]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class BadUrlError(ValueError):
    """An address that the edge does not fetch."""


class Site(NamedTuple):
    """Where a URL's server is."""

    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """The URL of the server itself, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


def clean_url(url: str, base: str | None = None) -> str:
    """`url`, absolute and safe to send; a fragment stays. Raises `BadUrlError`.

    Backslashes count as slashes, blanks around it are dropped, user names and passwords are never sent.
    """
    text = _CONTROL.sub(lambda blank: "" if "\n" in blank[0] or "\t" in blank[0] else " ", url).strip()
    path, mark, query = text.partition("?")
    text = path.replace("\\", "/") + mark + query
    try:
        joined = urljoin(base, text) if base else text
        parts = urlsplit(joined)
        site_of(joined)
        netloc = parts.netloc.rpartition("@")[2]
        return str(safe_url_string(urlunsplit(parts._replace(netloc=netloc, path=_resolved(parts.path)))))
    except ValueError as error:
        raise BadUrlError(f"{error}: {url[:200]!r}") from None


def _resolved(path: str) -> str:
    """`path` without "." and "..": what the server would make of it is what robots.txt is asked about."""
    kept: list[str] = []
    names = path.split("/")
    for name in names:
        plain = name.lower().replace("%2e", ".")
        if plain == "..":
            kept = kept[: max(1, len(kept) - 1)]
        elif plain != ".":
            kept.append(name)
    if names[-1].lower().replace("%2e", ".") in (".", ".."):
        kept.append("")
    return "/".join(kept)


def site_of(url: str) -> Site:
    """The server of `url`; raises `BadUrlError` where it is not http(s) or names no host."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadUrlError(str(error)) from None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        raise BadUrlError("not an http address")
    return Site(parts.scheme, host.rstrip("."), port or _DEFAULT_PORTS[parts.scheme])
