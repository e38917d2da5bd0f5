"""Where a portal's visit may go: its own host or its part of a shared one, and sister hosts of its body."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from config.vocabulary import load_vocabulary
from crawler.facts import Link, LinkPlace

_NATIONAL = ("vbpl.vn", "dichvucong.gov.vn")  # national systems with a place for each province
_MENU = ("menu", "submenu", "quick")
_NAMED = 0.75
_FEWEST, _INSIDE = 3, 0.5  # so many links of the menus, of all, lie below the path of a portal


class HostRule:
    """The places of one portal: `start` is its address in the registry, `home` where that led.

    `links`: those of its home page. Where most of its menus stay below a path of a shared host, the portal is
    what lies below that path, and the rest of the host is somebody else's.
    """

    def __init__(self, start: str, home: str, links: Sequence[Link] = ()) -> None:
        self._hosts = {_host(start), _host(home)}
        self.scope = _scope(home, links)
        self._bases = {_base(host) for host in self._hosts}
        self._prefixes = load_vocabulary().general.sister_hosts

    def own(self, url: str) -> bool:
        """Is `url` on the portal's own host?"""
        return _host(url) in self._hosts

    def within(self, url: str) -> bool:
        """Is `url` the portal's own: on its host, and below its path where it has only a part of the host?"""
        return self.own(url) and _below(urlsplit(url).path, self.scope)

    def sister_sections(self, url: str) -> tuple[str, ...]:
        """The sections that the name of a sister host speaks of ("vbpl.", "dautu.", …)."""
        host = _host(url)
        if self.own(url) or not self._related(host):
            return ()
        return self._prefixes.get(host.split(".")[0], ())

    def allows(self, url: str, named: float, place: LinkPlace) -> bool:
        """May the visit go there? Sister hosts only where a label in the menu or the host's name says so."""
        if self.own(url):
            return self.within(url)
        host = _host(url)
        if self._related(host):
            return bool(self.sister_sections(url)) or (named >= _NAMED and place in _MENU)
        national = any(host == name or host.endswith(f".{name}") for name in _NATIONAL)
        return national and named >= _NAMED and place in (*_MENU, "content")

    def _related(self, host: str) -> bool:
        return any(host == base or host.endswith(f".{base}") for base in self._bases)


def _scope(home: str, links: Sequence[Link]) -> str:
    """The path of a shared host below which a portal lies; empty where it has the host to itself."""
    host = _host(home)
    paths = {
        urlsplit(link.url).path
        for link in links
        if link.place in (*_MENU, "footer") and _host(link.url) == host and urlsplit(link.url).path != "/"
    }
    parts = [part for part in urlsplit(home).path.split("/") if part]
    if parts and "." in parts[-1]:
        parts.pop()
    for size in range(len(parts), 0, -1):
        scope = "/" + "/".join(parts[:size])
        inside = sum(_below(path, scope) and path.rstrip("/") != scope for path in paths)
        if inside >= _FEWEST and inside >= _INSIDE * len(paths):
            return scope
    return ""


def _below(path: str, scope: str) -> bool:
    return not scope or path == scope or path.startswith(f"{scope}/")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _base(host: str) -> str:
    """The domain of the province or body: "snv.daknong.gov.vn" -> "daknong.gov.vn"."""
    labels = host.split(".")
    if labels[-1].isdigit():
        return host
    size = 3 if labels[-2:] and labels[-2] in ("gov", "com", "net", "org", "edu") else 2
    return ".".join(labels[-size:])
