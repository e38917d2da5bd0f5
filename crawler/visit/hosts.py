"""Which hosts a portal's visit may go to: its own, and sister hosts of the same body."""

from urllib.parse import urlsplit

from config.vocabulary import load_vocabulary
from crawler.facts import LinkPlace

_NATIONAL = ("vbpl.vn", "dichvucong.gov.vn")  # national systems with a place for each province
_MENU = ("menu", "submenu", "quick")
_NAMED = 0.75


class HostRule:
    """The hosts of one portal: `start` is its address in the registry, `home` where that led."""

    def __init__(self, start: str, home: str) -> None:
        self._hosts = {_host(start), _host(home)}
        self._bases = {_base(host) for host in self._hosts}
        self._prefixes = load_vocabulary().general.sister_hosts

    def own(self, url: str) -> bool:
        """Is `url` on the portal's own host?"""
        return _host(url) in self._hosts

    def sister_sections(self, url: str) -> tuple[str, ...]:
        """The sections that the name of a sister host speaks of ("vbpl.", "dautu.", …)."""
        host = _host(url)
        if self.own(url) or not self._related(host):
            return ()
        return self._prefixes.get(host.split(".")[0], ())

    def allows(self, url: str, named: float, place: LinkPlace) -> bool:
        """May the visit go there? Sister hosts only where a label in the menu or the host's name says so."""
        if self.own(url):
            return True
        host = _host(url)
        if self._related(host):
            return bool(self.sister_sections(url)) or (named >= _NAMED and place in _MENU)
        national = any(host == name or host.endswith(f".{name}") for name in _NATIONAL)
        return national and named >= _NAMED and place in (*_MENU, "content")

    def _related(self, host: str) -> bool:
        return any(host == base or host.endswith(f".{base}") for base in self._bases)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")


def _base(host: str) -> str:
    """The domain of the province or body: "snv.daknong.gov.vn" -> "daknong.gov.vn"."""
    labels = host.split(".")
    if labels[-1].isdigit():
        return host
    size = 3 if labels[-2:] and labels[-2] in ("gov", "com", "net", "org", "edu") else 2
    return ".".join(labels[-size:])
